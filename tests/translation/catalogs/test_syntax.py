"""Reading catalogs strictly. Most faults are in po/bad, which test_markup.py goes through."""

import re

import polib
import pytest
from places import PO

from publishing.core.findings import Code, FindingsError
from publishing.translation.catalogs import syntax, update
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.catalogs.syntax import PLAIN_WORDS
from publishing.translation.pages.compiled import compile_catalogs

SYNTAX = (
    'unclosed-text',
    'quote-inside',
    'stray-words',
    'no-translation-line',
    'misspelt-keyword',
    'twice',
    'backslash',
)


def test_words_are_plain():
    """Found; expected; what to do: no message is msgfmt's own."""
    findings = [
        (path, finding) for path in sorted((PO / 'bad').glob('*.po')) for finding in Catalog.at(path, 'lv').faults
    ]
    assert len(findings) > 5
    for path, finding in findings:
        assert '; expected' in finding.text, path.name
        assert 'cannot be read' not in finding.text, path.name


@pytest.mark.parametrize('name', SYNTAX)
def test_faults_are_found_without_gettext_too(monkeypatch, name):
    """By our reader alone, at the same line."""
    expected = Catalog.at(PO / 'bad' / f'{name}.po', 'lv').faults
    monkeypatch.setattr(syntax.shutil, 'which', lambda name: None)
    catalog = Catalog(PO / 'bad' / f'{name}.po', 'lv', name, (PO / 'bad' / f'{name}.po').read_bytes())
    assert [finding.code for finding in catalog.faults] == [Code.PO_SYNTAX]
    assert [finding.line for finding in catalog.faults] == [finding.line for finding in expected]


def test_read_mends_a_poor_header_but_refuses_another_language():
    assert Catalog.at(PO / 'bad' / 'no-plurals.po', 'lv').read()
    assert Catalog.at(PO / 'bad' / 'no-language.po', 'lv').read()
    with pytest.raises(FindingsError, match='folder of "lv"'):
        Catalog.at(PO / 'bad' / 'other-language.po', 'lv').read()


def test_plurals_in_another_order_are_left_as_they_are(tmp_path):
    """``make catalogs`` would write our header above them; nothing is compiled of them either."""
    translation = Translation('lv', tmp_path)
    path = translation.path(syntax.INTERFACE)
    path.parent.mkdir(parents=True)
    bad = (PO / 'bad' / 'plurals-in-another-order.po').read_text(encoding='utf-8')
    path.write_text(bad, encoding='utf-8')
    words = r'expected msgstr\[0\] for 1, 21, 31, …; msgstr\[1\] for 2, 3, 4, …; msgstr\[2\] for 0\. Put'
    for command in (lambda: update.update(translation, {}), lambda: compile_catalogs(translation, tmp_path)):
        with pytest.raises(FindingsError, match=words):
            command()
    assert path.read_text(encoding='utf-8') == bad
    unfilled = re.sub(r'^(msgstr\[\d\]) .*', r'\1 ""', bad, flags=re.MULTILINE)
    path.write_text(unfilled, encoding='utf-8')
    pot = polib.POFile()
    pot.append(polib.POEntry(msgid='%s page', msgid_plural='%s pages', msgstr_plural={0: '', 1: ''}))
    update.update(translation, {syntax.INTERFACE: pot})
    assert 'plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);' in path.read_text(encoding='utf-8')


def test_lost_placeholder_in_the_interface(tmp_path):
    text = (PO / 'good' / 'all-in-order.po').read_text().split('\n\n')[0]
    path = tmp_path / 'sphinx.po'
    path.write_text(f'{text}\n\n#, python-format\nmsgid "Fig. %s"\nmsgstr "attēls"\n')
    [finding] = Catalog.at(path, 'lv').faults
    assert finding.line == text.count('\n') + 5
    assert 'placeholder' in finding.text


def test_missing_plural_form(tmp_path):
    text = (PO / 'good' / 'all-in-order.po').read_text().split('\n\n')[0]
    path = tmp_path / 'sphinx.po'
    path.write_text(f'{text}\n\nmsgid "page"\nmsgid_plural "pages"\nmsgstr[0] "lapa"\nmsgstr[1] "lapas"\n')
    [finding] = Catalog.at(path, 'lv').faults
    assert 'plural forms' in finding.text


def test_every_rewording_is_distinct():
    assert len({words for _pattern, words in PLAIN_WORDS}) == len(PLAIN_WORDS)
