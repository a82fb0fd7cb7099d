"""Texts of the interface: placeholders, HTML, and the advice every text gets."""

import polib
import pytest

from publishing.core.findings import Code
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks import examine, interface
from publishing.translation.checks.warnings import advice

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: lv\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"\n\n'
)


def found(original, translation, plural=None):
    entry = polib.POEntry(
        msgid=original,
        msgstr='' if plural else translation,
        msgid_plural=plural or '',
        msgstr_plural=dict(enumerate(translation)) if plural else {},
    )
    return [difference.code for difference in (*interface.differences(entry), *interface.advice(entry, 'lv', advice))]


@pytest.mark.parametrize(
    ('original', 'translation', 'code'),
    [
        ('Search finished, ${resultCount} pages', 'Atrastas lapas', Code.PO_SYNTAX),
        ('Search finished', 'Meklēts: ${count}', Code.PO_SYNTAX),
        ('The <b>page</b>', 'Lapa', Code.MARKUP),
        ('The page', 'Lapa <script>x</script>', Code.MARKUP),
        ('The page', 'Lapa <img src=x onerror=y>', Code.MARKUP),
        ('The page is here.', 'Lapa ir šeit', Code.TYPOGRAPHY),
        ('The page', 'Lapa lapa', Code.DOUBLED),
        ('The page', 'Lappa', Code.SPELLING),
        ('The municipality %s', 'Ciems %s', Code.TERM),
    ],
)
def test_bad(original, translation, code):
    assert code in found(original, translation)


@pytest.mark.parametrize(
    ('original', 'translation'),
    [
        ('Search finished, ${resultCount} pages', 'Atrasts: ${resultCount} lapas'),
        ('%b %d, %Y', '%Y. gada %-d. %B'),
        ('<<original entry>>', '<<sākotnējais ieraksts>>'),
        ('Fig. %s', '%s. attēls'),
        ('%(filename)s &#8212; %(docstitle)s', '%(filename)s &#8212; %(docstitle)s'),
        ('The <b>page</b>', '<b>Lapa</b>'),
    ],
)
def test_good(original, translation):
    assert found(original, translation) == []


def test_every_plural_form_is_looked_at():
    assert found('%d page', ['%d lapa', '%d lapas', 'neviena lapa'], '%d pages') == []
    assert found('%d page', ['%d lapa', '%d lapas <b>', '%d lapu lapu'], '%d pages')[:1] == [Code.MARKUP]


def test_findings_have_place_and_waiver(tmp_path):
    path = tmp_path / 'sphinx.po'
    path.write_text(f'{HEAD}msgid "The page is here."\nmsgstr "Lapa ir šeit"\n', encoding='utf-8')
    [finding] = examine.check_catalog(path, 'lv')
    assert (finding.line, finding.code) == (8, Code.TYPOGRAPHY)
    path.write_text(
        path.read_text(encoding='utf-8').replace(
            '\nmsgid "The', '\n# handbook: allow typography – a label\nmsgid "The'
        ),
        encoding='utf-8',
    )
    assert examine.check_catalog(path, 'lv') == []


@pytest.mark.parametrize('code', ['lv', 'lt'])
def test_interface_of_the_handbook(code):
    assert examine.check_catalog(Translation(code).path('sphinx'), code) == []
