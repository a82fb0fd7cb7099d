"""Every file in po/bad says itself what is wrong with it; nothing is found in po/good."""

import re

import pytest
from places import PO

from publishing.core.findings import Code, Severity
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks.examine import broken, check_catalog, check_language
from publishing.translation.checks.lost_markup import compare
from publishing.translation.checks.markup import escape_block_openers, parse, use_extensions
from publishing.translation.messages.words import PIECE, seen


@pytest.mark.parametrize('path', sorted((PO / 'bad').glob('*.po')), ids=lambda path: path.stem)
def test_bad_catalog(path):
    """What stands behind "expect:" is found, on its line, and nothing else."""
    expected = re.match(rb'(?:\xef\xbb\xbf)?# expect: (.*)', path.read_bytes())[1].decode().split(', ')
    found = [
        f'{finding.line} {finding.code.value}' + (' warning' if finding.severity is Severity.WARNING else '')
        for finding in check_catalog(path, 'lv')
    ]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize('path', sorted((PO / 'good').glob('*.po')), ids=lambda path: path.stem)
def test_good_catalog(path):
    assert check_catalog(path, 'lv') == []


def test_message_shows_both_texts_and_the_remedy():
    [finding] = check_catalog(PO / 'bad' / 'term-target-lost.po', 'lv')
    assert 'Original: “A {term}`planning region` plans.”' in finding.text
    assert 'Translation: “{term}`Plānošanas reģions` plāno.”' in finding.text
    assert '{term}`translation <planning region>`' in finding.text


def test_language_is_checked_whole_and_warnings_break_nothing(tmp_path):
    folder = tmp_path / 'lv' / 'LC_MESSAGES' / 'start'
    folder.mkdir(parents=True)
    for name in ('code-added', 'link-lost'):
        (folder / f'{name}.po').write_bytes((PO / 'bad' / f'{name}.po').read_bytes())
    assert [finding.code for finding in check_language(Translation('lv', tmp_path))] == [Code.CODE, Code.LINK]
    assert [finding.code for finding in broken(Translation('lv', tmp_path))] == [Code.LINK]


@pytest.mark.parametrize(
    ('text', 'escaped'),
    [
        ('2021. gadā', '2021\\. gadā'),
        ('1) punkts', '1\\) punkts'),
        ('- svītra', '\\- svītra'),
        ('# virsraksts', '\\# virsraksts'),
        ('> citāts', '\\> citāts'),
        ('2021.gadā', '2021.gadā'),
        ('-5 grādi', '-5 grādi'),
        ('**Nauda.** Trūkst', '**Nauda.** Trūkst'),
        ('`kods` un :zīme:', '`kods` un :zīme:'),
        ('#1 vieta', '#1 vieta'),
    ],
)
def test_translation_is_one_paragraph_however_it_begins(text, escaped):
    """A Latvian sentence likes to begin with a year, which Markdown takes for a numbered list."""
    assert escape_block_openers(text) == escaped
    assert parse(text).blocks in ([], ['paragraph'])


def test_words_are_what_the_reader_sees():
    text = 'See [page 5](#p9) and {term}`two words <term 7>` {cite}`a2015`, `x1` in 3 of ![4 ports](m6.svg).'
    assert seen(parse(text).text) == 'See page 5 and two words […], x1 in 3 of 4 ports.'
    assert parse(text).text == f'See page 5 and two words {PIECE}, {PIECE} in 3 of 4 ports.'


def test_role_of_unknown_kind_keeps_its_target():
    assert [difference.code for difference in compare('{page}`abc`', '{page}`xyz`')] == [Code.ROLE]


@pytest.mark.parametrize(
    ('original', 'translation'),
    [
        ('Fork `https://x.org/<user name>/a`', 'Atzarojiet `https://x.org/<lietotājs>/a`'),
        ('Characters after ` #`', 'Zīmes pēc `#`'),
        ('Use `-s` with `git commit`.', 'Lietojiet `git commit -s`.'),
        ('The model.py module', 'Modulis `model.py`'),
        ('A `File` and a `File`', 'Divi `File`'),
        ('See [EDAM][edam].', 'Sk. [EDAM vārdnīcu][edam].'),
        ('<details>\n<summary>Notes</summary>', '<details>\n<summary>Piezīmes</summary>'),
        ('<abbr title="Data Parallel">DP</abbr>', '<abbr title="Paralēli dati">DP</abbr>'),
        ('A <!-- todo --> b', 'A <!-- darāms --> b'),
    ],
)
def test_what_foreign_projects_do_and_is_right(original, translation):
    """False alarms that the catalogs of other MyST projects have shown."""
    assert compare(original, translation) == []


@pytest.mark.parametrize(
    ('original', 'translation', 'code'),
    [
        ('See [EDAM][edam].', 'Sk. [EDAM].', Code.LINK),
        ('A `make test` run', 'Palaidiet `make`', Code.CODE),
        ('A [site](https://a.org).', 'Kāda [vietne](https://b.org).', Code.LINK),
        ('![Map](map.svg)', '![Karte](https://b.org/map.svg)', Code.IMAGE),
        ('`port`', '`port`{.wide}', Code.MARKUP),
        ('A <abbr title="a">b</abbr>', 'A <abbr title="c" onclick="d()">b</abbr>', Code.MARKUP),
        ('<details>', '<details><script>alert(1)</script>', Code.MARKUP),
    ],
)
def test_what_the_source_lacks_never_comes_in(original, translation, code):
    found = compare(original, translation)
    assert code in {difference.code for difference in found}


@pytest.mark.parametrize(
    'translation',
    [
        'Kāda [vietne](https://b.org).',
        'A <b onclick="x()">b</b>',
        '[Vietne](https://a.org){.wide}',
        '![b](https://b.org/x.png) [vietne](https://a.org)',
        '{download}`x <https://b.org>` [vietne](https://a.org)',
    ],
)
def test_foreign_addresses_scripts_and_attributes_cannot_be_allowed(translation):
    found = compare('A [site](https://a.org).', translation)
    assert not all(difference.waivable for difference in found)


@pytest.mark.parametrize(
    ('extensions', 'original', 'translation', 'code'),
    [
        (('dollarmath',), 'So $a+b$ holds', 'Tātad $a-b$ der', Code.CODE),
        (('dollarmath',), 'So $a+b$ holds', 'Tātad $a+b$ der', None),
        (('substitution',), 'In {{ version }} now', 'Tagad {{ versijā }}', Code.CODE),
        (('substitution',), "The {{ '[Text](u)'.replace('A', b) }}", "{{'[Teksts](u)'.replace('A', b)}}", None),
    ],
)
def test_formulas_and_placeholders_of_other_projects(extensions, original, translation, code):
    try:
        use_extensions(extensions)
        assert [difference.code for difference in compare(original, translation)] == ([code] if code else [])
    finally:
        use_extensions(None)


@pytest.mark.parametrize('translation', [' ', '\u00a0', '\u200b', '&nbsp;', '****', '``', '` `', '***', '""', '[](#a)'])
def test_translation_without_words_is_named(translation):
    original = 'See [here](#a)' if '#a' in translation else 'A port'
    [difference] = compare(original, translation)
    assert 'the translation has no words but only ' in difference.text
    assert not difference.waivable


@pytest.mark.parametrize(
    ('original', 'translation'),
    [('See {ref}`x`', '{ref}`x`'), ('Run `make`', '`make`'), ('n/a', '—'), ('$a$', '$a$'), ('In **2021**', '**2021**')],
)
def test_translation_without_letters_may_be_right(original, translation):
    assert compare(original, translation) == []


def test_text_of_a_note_is_told_from_the_note():
    [difference] = compare('Ports of the year.', '[^year]: Gada ostas.')
    assert 'Delete the mark.' in difference.text
    [difference] = compare('The {term}`municipality`', '{term}`<municipality>`')
    assert 'Write {term}`translation <municipality>`' in difference.text
