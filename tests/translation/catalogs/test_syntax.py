"""Reading catalogs strictly. Most faults are in po/bad, which test_markup.py goes through."""

import pytest
from places import PO

from publishing.core.findings import Code, FindingsError
from publishing.translation.catalogs import syntax
from publishing.translation.catalogs.catalog import Catalog
from publishing.translation.catalogs.syntax import PLAIN_WORDS

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
