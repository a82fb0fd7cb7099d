"""Every kind of bad input is named with file, line and code in plain words, and the last good output stays.

Each case breaks one thing in a small repository that has been built once, and runs the command line on it.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from mini_repository import digests, half_written, make_repository, publishing, replace
from PIL import Image

from publishing.core.findings import Code

FERRY, PASSENGERS = 'handbook/ferry.md', 'handbook/data/passengers.csv'
FERRY_LV = 'locales/lv/LC_MESSAGES/ferry.po'
PRINTER = 'theme/printers/general.toml'
LANGUAGES, LITHUANIAN = 'locales/languages.toml', 'locales/lt/language.toml'
TOKENS = 'theme/tokens.css'
#: What a planner should never see.
NOT_PLAIN = re.compile(r'Traceback|WARNING:|ERROR:|\w+Error\b|Exception|/tmp/|\bNone\b|<\w+ object|\.py\b')


@dataclass(frozen=True)
class Case:
    """One thing to break. ``damage`` gets the repository and returns the line at which the message must point.

    ``words`` are some of those the message must contain; ``arguments`` is the command to run.
    """

    name: str
    damage: Callable[[Path], int | None]
    file: str
    code: Code
    words: tuple[str, ...]
    arguments: tuple[str, ...] = ('build', 'html', 'en')


def change(file: str, old: str, new: str) -> Callable[[Path], int]:
    """Return a damage: ``new`` for ``old`` in ``file``."""
    return lambda root: replace(root / file, old, new)


def lonely(root: Path) -> int:
    (root / 'handbook' / 'lonely.md').write_text('(lonely)=\n# Nobody finds me\n\nText.\n', encoding='utf-8')
    return 1


def wrong_charset(root: Path) -> int:
    path = root / FERRY_LV
    text = path.read_text(encoding='utf-8')
    line = next(number for number, line in enumerate(text.splitlines(), 1) if re.search('[^\x00-\x7f]', line))
    path.write_bytes(text.encode('cp1257'))
    return line


def without_font(root: Path) -> int:
    (root / 'theme' / 'fonts' / 'SourceSerif4-Regular.ttf').unlink()
    lines = (root / TOKENS).read_text(encoding='utf-8').splitlines()
    return next(number for number, line in enumerate(lines, 1) if 'SourceSerif4-Regular.ttf' in line)


def unknown_language(root: Path) -> int:
    path = root / LANGUAGES
    text = path.read_text(encoding='utf-8')
    table = text[text.index('[lt]') :].replace('[lt', '[qqq')
    path.write_text(text + '\n' + table, encoding='utf-8')
    return text.count('\n') + 2


def without_alt(root: Path) -> int:
    line = next(
        number
        for number, line in enumerate((root / FERRY).read_text(encoding='utf-8').splitlines(), 1)
        if line.startswith(':::{chart}')
    )
    alt = ':alt: Column chart. The ferry carried 1.5 thousand passengers in 2023 and 2.5 in 2024.\n'
    replace(root / FERRY, alt, '')
    return line


def header_too_short(root: Path) -> int:
    """The rows below do not fit the header: the first of them is named."""
    return replace(root / PASSENGERS, 'Year,Summer,Winter', 'Year,Summer') + 1


def without_profile(root: Path) -> int:
    (root / 'theme' / 'icc' / 'FOGRA39L_coated.icc').unlink()
    lines = (root / PRINTER).read_text(encoding='utf-8').splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith('icc'))


def coarse_picture(root: Path) -> int:
    Image.new('RGB', (40, 40), 'red').save(root / 'handbook' / 'coarse.png')
    return append('\n```{image} coarse.png\n:alt: Red\n:width: 50mm\n```\n', 2)(root)


WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft' * 2
PDF = ('build', 'pdf', 'en')


def append(text: str, line: int) -> Callable[[Path], int]:
    """Return a damage: ``text`` at the end of the chapter, whose fault is in its given line."""

    def damage(root: Path) -> int:
        path = root / FERRY
        before = path.read_text(encoding='utf-8')
        path.write_text(before + text, encoding='utf-8')
        return before.count('\n') + line

    return damage


LV = ('build', 'html', 'lv')
LT = ('build', 'html', 'lt')  # a wrong file of one language keeps no other from being built
MSGSTR = 'msgstr "Prāmis šķērso šaurumu divpadsmit reižu dienā."'
CASES = (
    Case(
        'chapter missing from the contents',
        lonely,
        'handbook/lonely.md',
        Code.NOT_IN_CONTENTS,
        ('in no table of contents', 'Add the line "lonely" to the toctree of handbook/index.md'),
    ),
    Case(
        'cross-reference to nothing',
        change(FERRY, '{ref}`harbour`', '{ref}`harbor`'),
        FERRY,
        Code.CROSS_REFERENCE,
        ('"harbor"', 'the nearest is "harbour"'),
    ),
    Case(
        'number of no figure',
        change('handbook/harbour.md', 'fig-passengers', 'fig-people'),
        'handbook/harbour.md',
        Code.CROSS_REFERENCE,
        ('"fig-people"',),
    ),
    Case(
        'link to a page that is not there',
        change(FERRY, '(https://example.org/timetable)', '(timetable.md)'),
        FERRY,
        Code.CROSS_REFERENCE,
        ('"timetable.md"',),
    ),
    Case(
        'image that does not exist',
        change(FERRY, '(coast.svg)', '(cost.svg)'),
        FERRY,
        Code.IMAGE_MISSING,
        ('"cost.svg"', 'Correct the path'),
    ),
    Case(
        'image without alternative text',
        change(FERRY, '![The coast, drawn as one line.]', '![]'),
        FERRY,
        Code.ALT_TEXT,
        ('"coast.svg"', 'cannot see'),
    ),
    Case('chart without alternative text', without_alt, FERRY, Code.ALT_TEXT, (':alt:',)),
    Case(
        'chart file with a column missing in one row',
        change(PASSENGERS, '2024,2.5,0.8', '2024,2.5'),
        PASSENGERS,
        Code.CHART_DATA,
        ('2 columns', 'the header has 3'),
    ),
    Case(
        'chart file with a column missing in the header',
        header_too_short,
        PASSENGERS,
        Code.CHART_DATA,
        ('3 columns', 'the header has 2'),
    ),
    Case(
        'chart file with a word where a number belongs',
        change(PASSENGERS, '0.8', 'few'),
        PASSENGERS,
        Code.CHART_DATA,
        ('"few" is not a number',),
    ),
    Case(
        'catalog with a syntax error',
        change(FERRY_LV, MSGSTR, MSGSTR[:-1]),
        FERRY_LV,
        Code.PO_SYNTAX,
        ('not closed', 'quotation mark'),
    ),
    Case(
        'catalog with a conflict marker',
        change(FERRY_LV, MSGSTR, f'<<<<<<< HEAD\n{MSGSTR}'),
        FERRY_LV,
        Code.PO_CONFLICT,
        ('merge conflict',),
    ),
    Case('catalog in a wrong charset', wrong_charset, FERRY_LV, Code.PO_CHARSET, ('UTF-8', 'Windows-1257')),
    Case(
        'catalog that says it has a wrong charset',
        change(FERRY_LV, 'charset=UTF-8', 'charset=ISO-8859-13'),
        FERRY_LV,
        Code.PO_CHARSET,
        ('ISO-8859-13',),
    ),
    Case(
        'catalog with a lost link',
        change(FERRY_LV, '[kustības sarakstu](https://example.org/timetable)', 'kustības sarakstu'),
        FERRY_LV,
        Code.LINK,
        ('https://example.org/timetable',),
    ),
    Case(
        'sign that nobody sees in a chapter',
        append('\nOne wo\u200brd.\n', 2),
        FERRY,
        Code.SIGN,
        ('⟨U+200B⟩ ZERO WIDTH SPACE stands in "wo⟨U+200B⟩rd."', 'Delete it'),
    ),
    Case(
        'line separator in a catalog',
        change(FERRY_LV, MSGSTR, MSGSTR.replace('Prāmis ', 'Prāmis\u2028')),
        FERRY_LV,
        Code.SIGN,
        ('⟨U+2028⟩ LINE SEPARATOR stands in "Prāmis⟨U+2028⟩šķērso"', 'Put a blank in its place'),
    ),
    Case(
        'sign that nobody sees in the file of a language',
        change(LITHUANIAN, 'quotes = ', 'quotes\u2060 = '),
        LITHUANIAN,
        Code.SIGN,
        ('⟨U+2060⟩ WORD JOINER',),
        LT,
    ),
    Case(
        'unknown language in languages.toml',
        unknown_language,
        LANGUAGES,
        Code.LANGUAGE_FILE,
        ('"qqq" is not a language code',),
    ),
    Case(
        'unknown key in languages.toml',
        change(LANGUAGES, 'status = "source"', 'statu = "source"'),
        LANGUAGES,
        Code.LANGUAGE_FILE,
        ('unknown key "statu"',),
    ),
    Case(
        'unknown key in the file of a language',
        change(LITHUANIAN, 'quotes = ', 'quote = '),
        LITHUANIAN,
        Code.LANGUAGE_FILE,
        ('unknown key "quote"',),
        LT,
    ),
    Case(
        'build of an unknown language',
        lambda root: 1,
        LANGUAGES,
        Code.LANGUAGE_UNKNOWN,
        ('no language "xx"', 'en, lv, lt'),
        ('build', 'html', 'xx'),
    ),
    Case(
        'heading level skipped',
        append('\n### Too deep\n\nText.\n', 2),
        FERRY,
        Code.SOURCE_FORM,
        ('level 3 follows one of level 1', 'Take away one "#"'),
    ),
    Case(
        'heading level skipped, in the book',
        append('\n### Too deep\n\nText.\n', 2),
        FERRY,
        Code.SOURCE_FORM,
        ('level 3 follows one of level 1',),
        PDF,
    ),
    Case(
        'image without alternative text, in the book',
        change(FERRY, '![The coast, drawn as one line.]', '![]'),
        FERRY,
        Code.ALT_TEXT,
        ('"coast.svg"', 'cannot see'),
        PDF,
    ),
    Case(
        'ICC profile that is missing',
        without_profile,
        PRINTER,
        Code.PRINTER,
        ('"../icc/FOGRA39L_coated.icc" is missing', 'Put the profile there'),
        PDF,
    ),
    Case(
        'theme font that is missing',
        without_font,
        TOKENS,
        Code.FONT_MISSING,
        ('fonts/SourceSerif4-Regular.ttf', 'does not exist'),
    ),
)
#: Found on the finished pages; the message names the page too.
ON_PAGES = (
    Case(
        'text wider than its box',
        append(f'\nA word: `{WORD}`.\n', 2),
        FERRY,
        Code.OVERFLOW,
        ('wider than its box',),
        PDF,
    ),
    Case(
        'table wider than the page',
        append(f'\n| one | two |\n|---|---|\n| `{WORD}` | `{WORD}` |\n', 4),
        FERRY,
        Code.OVERFLOW,
        ('wider than',),
        PDF,
    ),
    Case(
        'picture too coarse for print',
        coarse_picture,
        FERRY,
        Code.PRINT,
        ('"_images/coarse.png" has 20 pixels an inch', 'at least 300'),
        PDF,
    ),
    Case('letter that no font has', append('\nOne &#x10FFFD; letter.\n', 2), FERRY, Code.GLYPH, ('U+10FFFD',), PDF),
)
IN_CATALOG = {case.name for case in CASES if case.file == FERRY_LV}


@pytest.fixture(scope='module')
def good(tmp_path_factory) -> Path:
    """Return a small repository of which both editions have been built."""
    root = make_repository(tmp_path_factory.mktemp('good') / 'handbook')
    for arguments in (('build', 'html', 'en'), LV, ('build', 'pdf', 'en'), ('build', 'epub', 'en'), ('site',)):
        result = publishing(root, *arguments)
        assert result.returncode == 0, result.stderr
        assert result.stderr == ''
    return root


@pytest.fixture
def repository(good, tmp_path) -> Path:
    return Path(shutil.copytree(good, tmp_path / 'handbook', symlinks=True))


def arguments_of(case: Case) -> tuple[str, ...]:
    return LV if case.name in IN_CATALOG else case.arguments


def refused(root: Path, *arguments: str) -> list[str]:
    """Run a command that must fail and change nothing readers have; return its messages."""
    before = digests(root / 'build' / 'site')
    result = publishing(root, *arguments)
    shown = result.stdout + result.stderr
    assert result.returncode != 0, shown
    assert not NOT_PLAIN.search(shown), shown
    assert digests(root / 'build' / 'site') == before
    assert half_written(root) == []
    return result.stderr.splitlines()


def test_good_repository_builds_the_same_again(repository):
    before = digests(repository / 'build' / 'site' / 'en')
    assert before
    assert publishing(repository, 'build', 'html', 'en', is_new=True).returncode == 0
    assert digests(repository / 'build' / 'site' / 'en') == before


@pytest.mark.parametrize('case', CASES, ids=lambda case: case.name)
def test_bad_input_is_named_and_harms_nothing(repository, case):
    line = case.damage(repository)
    messages = refused(repository, *arguments_of(case))
    place = f'{case.file}:{line}: '
    named = [message for message in messages if message.startswith(place)]
    assert len(named) == 1, '\n'.join([f'expected one message at {place}', *messages])
    assert named[0].endswith(f'[handbook.{case.code.value}]')
    for words in case.words:
        assert words in named[0]
    assert named[0].count('; ') >= 1 or named[0].count('. ') >= 1, 'what was found; what was expected; what to do'
    others = [message for message in messages if message.endswith(']') and message not in named]
    if case.file in (PASSENGERS, FERRY):  # what leads to a chart that cannot be drawn leads nowhere
        others = [message for message in others if '"fig-passengers"' not in message and case.code.value not in message]
    assert not others, 'one fault, one message'


@pytest.mark.parametrize('case', ON_PAGES, ids=lambda case: case.name)
def test_fault_of_the_layout_is_named_with_line_and_page(repository, case):
    line = case.damage(repository)
    messages = refused(repository, *case.arguments)
    named = [message for message in messages if message.startswith(f'{case.file}:{line}: page ')]
    assert named, '\n'.join([f'expected a message at {case.file}:{line}', *messages])
    for message in named:
        assert re.search(r': page \d+: ', message)
        assert message.endswith(f'[handbook.{case.code.value}]')
        assert any(words in message for words in case.words)


def test_fault_in_a_translation_is_named_at_the_line_of_the_source(repository):
    line = next(
        number
        for number, text in enumerate((repository / FERRY).read_text(encoding='utf-8').splitlines(), 1)
        if 'twelve' in text.lower() or '12 times' in text
    )
    replace(repository / FERRY_LV, MSGSTR, MSGSTR.replace('Prāmis', 'Prāmis&#x10FFFD;'))
    messages = refused(repository, 'build', 'pdf', 'lv')
    assert any(
        message.startswith(f'{FERRY}:{line}: page ') and message.endswith('[handbook.glyph]') for message in messages
    ), messages


def test_several_faults_are_all_named_at_once(repository):
    lonely(repository)
    replace(repository / FERRY, '{ref}`harbour`', '{ref}`harbor`')
    replace(repository / PASSENGERS, '0.8', 'few')
    messages = refused(repository, 'build', 'html', 'en')
    codes = [re.search(r'\[handbook\.([a-z-]+)\]$', message)[1] for message in messages if message.endswith(']')]
    assert sorted(set(codes)) == ['chart-data', 'cross-reference', 'not-in-contents']
    assert messages[-1].startswith(f'en html: not built; {len(codes)} to mend.')


def test_fault_is_named_again_until_it_is_mended(repository):
    """A second build must not succeed because the first one has already read the page."""
    replace(repository / FERRY, '{ref}`harbour`', '{ref}`harbor`')
    first = refused(repository, 'build', 'html', 'en')
    assert refused(repository, 'build', 'html', 'en') == first
    replace(repository / FERRY, '{ref}`harbor`', '{ref}`harbour`')
    assert publishing(repository, 'build', 'html', 'en').returncode == 0


@pytest.mark.parametrize('form', ['pdf', 'epub'])
def test_book_with_a_fault_is_not_written(repository, form):
    replace(repository / FERRY, '(coast.svg)', '(cost.svg)')
    messages = refused(repository, 'build', form, 'en')
    assert any(message.startswith(FERRY) and message.endswith('[handbook.image-missing]') for message in messages)


def test_fault_in_one_translation_leaves_the_other_languages_alone(repository):
    replace(repository / FERRY_LV, MSGSTR, MSGSTR[:-1])
    refused(repository, *LV)
    assert publishing(repository, 'build', 'html', 'en').returncode == 0


@pytest.mark.parametrize('case', [case for case in CASES if case.name in IN_CATALOG], ids=lambda case: case.name)
def test_check_names_what_is_wrong_with_a_catalog(repository, case):
    line = case.damage(repository)
    messages = refused(repository, 'check', 'lv')
    assert any(
        message.startswith(f'{case.file}:{line}: ') and message.endswith(f'[handbook.{case.code.value}]')
        for message in messages
    ), messages


def test_check_names_what_is_wrong_with_a_chapter(repository):
    line = replace(repository / FERRY, '![The coast, drawn as one line.]', '![]')
    messages = refused(repository, 'check')
    assert any(
        message.startswith(f'{FERRY}:{line}: ') and message.endswith('[handbook.alt-text]') for message in messages
    ), messages


def test_check_goes_on_without_a_list_of_words_that_cannot_be_read(repository):
    words = repository / 'locales' / 'lv' / 'words.txt'
    words.write_text('osta\nprā\u200bmis\n', encoding='utf-8')
    (repository / 'locales' / 'termbase.csv').write_text('en,lv,lt\nferry,prāmis\u2028,keltas\n', encoding='utf-8')
    link = '[kustības sarakstu](https://example.org/timetable)'
    line = replace(repository / FERRY_LV, link, 'kustības sarakstu')
    messages = refused(repository, 'check')
    assert any(message.startswith('locales/lv/words.txt:2: ⟨U+200B⟩ ZERO WIDTH SPACE') for message in messages), (
        messages
    )
    assert sum(message.startswith('locales/termbase.csv:2: ⟨U+2028⟩ LINE SEP') for message in messages) == 1, messages
    assert any(message.startswith(f'{FERRY_LV}:{line}: ') and '[handbook.link]' in message for message in messages)


def test_check_names_what_is_wrong_with_lists(repository):
    locales = repository / 'locales'
    (locales / 'names.csv').write_text('en,lv,kind,source\nFerry House,Prāmja nams,house,own\n', encoding='utf-8')
    (locales / 'lv' / 'forbidden.csv').write_text('when,word,instead,reason\n/(/,a,b,c\n', encoding='utf-8')
    messages = refused(repository, 'check', 'lv')
    for place, words in (('names.csv:2', 'the kind is "house"'), ('lv/forbidden.csv:2', 'the regular expression /(/')):
        [message] = [one for one in messages if one.startswith(f'locales/{place}: {words}')]
        assert message.endswith('[handbook.list]')


def test_failed_build_leaves_no_stamp(repository):
    stamp = repository / 'build' / 'stamps' / 'html-en'
    replace(repository / PASSENGERS, '0.8', 'few')
    refused(repository, 'build', 'html', 'en', '--stamp', str(stamp))
    assert not stamp.exists()
