"""What gettext reads, we read, with the same messages and their lines; what it refuses, we refuse."""

import os
import random
import re
import subprocess

import pytest

from publishing.core.findings import Code, FindingsError
from publishing.translation.catalogs import syntax
from publishing.translation.catalogs.catalog import Catalog
from publishing.translation.catalogs.form import format_catalog
from publishing.translation.catalogs.reader import PoSyntaxError, read

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: lv\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"\n\n'
)
ONE = 'msgid "Port"\nmsgstr "Osta"\n'


def msgcat(text: str) -> str | None:
    """Return ``text`` as GNU msgcat writes it, or None where it refuses it."""
    result = subprocess.run(
        ['msgcat', '--no-wrap', '--force-po', '-'],
        input=text.encode(),
        capture_output=True,
        env=os.environ | {'LC_ALL': 'C.UTF-8'},
        check=False,
    )
    return None if result.returncode else result.stdout.decode()


def catalog(tmp_path, text: str, newline: str = '\n') -> Catalog:
    path = tmp_path / 'page.po'
    path.write_bytes(text.replace('\n', newline).encode())
    return Catalog.at(path, 'lv')


def facts(entry) -> dict:
    """Return what ``entry`` says, without what it leaves open."""
    names = (
        *('msgctxt', 'msgid', 'msgid_plural', 'msgstr', 'msgstr_plural', 'tcomment', 'comment', 'occurrences'),
        *('flags', 'obsolete', 'previous_msgctxt', 'previous_msgid', 'previous_msgid_plural'),
    )
    return {name: getattr(entry, name) for name in names if getattr(entry, name)}


PORT = {'msgid': 'Port', 'msgstr': 'Osta'}


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('#without a blank\n#  two\n#\n# end\n' + ONE, PORT | {'tcomment': 'without a blank\n two\n\nend'}),
        ('#.a hint\n#.  indented\n' + ONE, PORT | {'comment': 'a hint\n indented'}),
        ('#:a.md:3 b.md\n#: c.md : 12 d.md: 5\n' + ONE, {'occurrences': 'a.md:3 b.md: c.md:12 d.md:5'}),
        ('#: \u2068two words.md\u2069:7\n' + ONE, {'occurrences': '\u2068two words.md\u2069:7'}),
        ('#,no-wrap,fuzzy , python-format range: 0..5\n' + ONE, {'flags': 'no-wrap fuzzy python-format range: 0..5'}),
        ('#, fuzzy\n#, python-format\n#=no-wrap\n' + ONE, {'flags': 'fuzzy python-format no-wrap'}),
        ('msgid "Po" "rt"\t"" msgstr\n\n"Os"\n\n\n"ta"', PORT),
        ('msgid"Port"msgstr"Osta"# of the next\n', PORT),
        ('\fmsgid\v"Port"\r\nmsgstr "Osta"', PORT),
        ('ms\\\ngid "Po\\\nrt"\nmsgstr "Osta"\n', PORT),
        ('# one \\\nline\n' + ONE, PORT | {'tcomment': 'one line'}),
        ('msgid "\\"\\\\\\a\\b\\f\\n\\r\\t\\v"\nmsgstr "x"', {'msgid': '"\\\a\b\f\n\r\t\v', 'msgstr': 'x'}),
        ('msgid "\\12\\0129\\x0a\\x41z"\nmsgstr "\\304\\201"', {'msgid': '\n\n9\nAz', 'msgstr': 'ā'}),
        ('msgid "x"\nmsgstr "\\304" "\\201\\xC4\\x81"', {'msgid': 'x', 'msgstr': 'āā'}),
        ('msgid "x\\000y" "z"\nmsgstr "x"', {'msgid': 'xz', 'msgstr': 'x'}),
        ('msgid "a\u2028b\u2029c\x85d\fe\vf\x1cg\x1eh"\nmsgstr "x"', {'msgid': 'a\u2028b\u2029c\x85d\fe\vf\x1cg\x1eh'}),
        ('# a\u2028b\x85\n' + ONE, PORT | {'tcomment': 'a\u2028b\x85'}),
        ('msgctxt "menu" "s"\n' + ONE, PORT | {'msgctxt': 'menus'}),
        ('#~ msgid "Port" msgstr "Os"\n#~"ta"\n', PORT | {'obsolete': True}),
        (
            '#, fuzzy\n#~|msgid "Harbour"\n#~ msgid "Port"\n#~ msgstr "Osta"\n',
            PORT | {'obsolete': True, 'flags': ['fuzzy'], 'previous_msgid': 'Harbour'},
        ),
        (
            '#|msgctxt "c"\n#| msgid "one"\n#|msgid_plural "two"\n' + ONE,
            PORT | {'previous_msgctxt': 'c', 'previous_msgid': 'one', 'previous_msgid_plural': 'two'},
        ),
        (
            '#~ msgid "page"\n#~ msgid_plural "pages"\n#~ msgstr [0]"lapa"\n\n#~ msgstr[ 1 ] "lapas"',
            {'msgid': 'page', 'msgid_plural': 'pages', 'msgstr_plural': {0: 'lapa', 1: 'lapas'}, 'obsolete': True},
        ),
    ],
)
def test_what_po_allows_is_read(text, expected):
    assert msgcat(HEADER + text) is not None, 'the sample is what gettext allows'
    [entry] = read(HEADER + text)
    found = facts(entry) | {'flags': entry.flags} if entry.flags else facts(entry)
    if isinstance(expected.get('occurrences'), str):
        found['occurrences'] = ' '.join(':'.join(filter(None, place)) for place in found['occurrences'])
        expected = expected | {'occurrences': expected['occurrences'].replace('b.md:', 'b.md')}
    if isinstance(expected.get('flags'), str):
        found['flags'] = ' '.join(found['flags'])
    assert {name: found.get(name) for name in expected} == expected
    assert found.keys() - expected.keys() <= {'msgid', 'msgstr'}


@pytest.mark.parametrize(
    ('text', 'line', 'words'),
    [
        ('msgid "a"\n# a comment\nmsgstr "b"\n', 1, "missing 'msgstr' section"),
        ('#| msgid "b"\n# a comment\nmsgid "a"\nmsgstr "b"\n', 2, 'syntax error'),
        ('msgid "a" \u2028\nmsgstr "b"\n', 1, 'syntax error'),
        ('msgid "a"\nmsgstr “b”\n', 2, 'syntax error'),
        ('msgid "a"\nmsgstr "b\n', 2, 'end-of-line within string'),
        ('msgid "a"\nmsgstr "b', 2, 'end-of-line within string'),
        ('msgid "a"\nmsgstr "\\q"\n', 2, 'invalid control sequence'),
        ('msgid "a"\nmsgstr "\\xg"\n', 2, 'invalid control sequence'),
        ('msgid "a"\nmsgstr "\\351"\n', 2, 'multibyte sequence'),
        ('msgid "a"\nmsgstr "\\004"\n', 2, 'context separator <EOT>'),
        ('msgid "a"\nmsgstring "b"\n', 2, 'keyword "msgstring" unknown'),
        ('#| msgstr "b"\n' + ONE, 1, 'keyword "msgstr" unknown'),
        ('#~ msgid "a"\nmsgstr "b"\n', 2, 'inconsistent use of #~'),
        ('msgid "a"\n#~ "b"\nmsgstr "b"\n', 2, 'inconsistent use of #~'),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 3, 'syntax error'),
        ('msgid "a"\nmsgid_plural "b"\n\n' + ONE, 1, "missing 'msgstr[]' section"),
        ('msgid "a"\nmsgstr[0] "c"\n', 2, 'syntax error'),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', 3, 'plural form has wrong index'),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[2] "c"\n', 4, 'plural form has wrong index'),
        ('msgid "a"\n', 1, "missing 'msgstr' section"),
        ('msgid\n', 2, 'syntax error'),
        ('[0]\n', 1, 'syntax error'),
    ],
)
def test_what_po_does_not_allow_is_refused_at_its_line(text, line, words):
    assert msgcat(HEADER + text) is None, 'the sample is what gettext refuses'
    with pytest.raises(PoSyntaxError, match='.') as caught:
        read(text)
    assert (caught.value.line, words in caught.value.words) == (line, True), caught.value


@pytest.mark.parametrize('newline', ['\n', '\r\n'])
def test_findings_name_the_line_a_translator_sees(tmp_path, newline):
    """However the message is laid out: in the middle of a line, below blank lines, behind a joined line."""
    text = (
        HEADER + '# joined \\\nwith this\nmsgid "a\u2028" "b\v\f\x85"\n\n\nmsgstr "c"\n'
        '#.x\n\nmsgid "12 ports" msgstr\n"13 ostas"\n\n#~ msgid "gone"\n#~ msgstr "nav"\n'
    )
    if newline == '\r\n':
        text = text.replace('joined \\\nwith', 'joined\n#with')
    read_in = catalog(tmp_path, text, newline)
    assert read_in.faults == []
    assert [(entry.linenum, entry.msgstr_line) for entry in read_in.file] == [(9, 12), (15, 15), (18, 19)]
    assert read_in.file[0].tcomment.split() == ['joined', 'with', 'this']


def test_a_catalog_without_a_header_is_read_and_gets_one(tmp_path):
    for text in ('# Piezīme\nmsgid "Port"\nmsgstr "Ostā"\n', 'msgid ""\nmsgstr ""\n\nmsgid "Port"\nmsgstr "Ostā"\n'):
        headless = catalog(tmp_path, text)
        [fault] = headless.faults
        assert (fault.line, fault.code) == (1, Code.PO_HEADER)
        assert fault.text.startswith('the file has no header; expected one') and 'make catalogs' in fault.text
        assert [entry.msgstr for entry in headless.read()] == ['Ostā']
    plural = 'msgid "page"\nmsgid_plural "pages"\nmsgstr[0] "lapa"\nmsgstr[1] "lapas"\nmsgstr[2] "lapu"\n'
    assert [one.code for one in catalog(tmp_path, plural).faults] == [Code.PO_HEADER]
    assert catalog(tmp_path, plural).read()[0].msgstr_plural[2] == 'lapu'


def test_a_header_on_one_line_and_another_charset(tmp_path):
    one_line = 'msgid "" msgstr "Language: lv\\nContent-Type: text/plain; charset=ISO-8859-13\\n"\n'
    [fault] = catalog(tmp_path, one_line + ONE).faults
    assert (fault.line, fault.code) == (1, Code.PO_CHARSET)
    assert 'ISO-8859-13' in fault.text


def test_a_file_is_not_divided_into_domains(tmp_path):
    [fault] = catalog(tmp_path, HEADER + 'domain "other"\n' + ONE).hindrances
    assert fault.line == HEADER.count('\n') + 1
    assert 'domain' in fault.text and '; expected one catalog a file' in fault.text


@pytest.mark.parametrize('has_gettext', [True, False])
def test_obsolete_messages_stand_once_too(tmp_path, monkeypatch, has_gettext):
    """As msgfmt has it: a message and its former translation with the same text."""
    if not has_gettext:
        monkeypatch.setattr(syntax.shutil, 'which', lambda name: None)
    text = HEADER + '#~ msgid "Port"\n#~ msgstr "Ostiņa"\n\n' + ONE
    [fault] = catalog(tmp_path, text).hindrances
    assert fault.line == HEADER.count('\n') + 4
    assert 'stands in the file twice' in fault.text
    with pytest.raises(FindingsError):
        catalog(tmp_path, text).read()


# ----- generated catalogs

SIGNS = 'abc %{}„“ā–\u2028\u2029\x85\f\v\x1c\u200b\xad#~|[]0:,.'
ESCAPES = ('\\n', '\\t', '\\"', '\\\\', '\\a', '\\b', '\\f', '\\v', '\\r', '\\303\\251', '\\x0a', '\\101', '\\60')
GAPS = (' ', '', '\t', '\n', '\n\n', ' \n', '\r\n', '\f', '\v ', '\\\n')
SLIPS = ('"', '\\', '\n', '#', '#~', '#|', 'msgid', 'msgstr', 'msgid_plural', '[0]', '9', 'x', '–', '\u2028', '\r')


def generated(chance: random.Random) -> str:
    """Return a catalog as odd as the grammar allows, or with a slip or two in it that may be too much."""
    messages = [_message(chance, number) for number in range(chance.randint(1, 4))]
    text = chance.choice(['', '\n', ' ']).join(messages) + chance.choice(['', '\n', '# the end', '\r\n'])
    for _slip in range(chance.choice([0, 0, 1, 2])):
        place = chance.randrange(len(text))
        text = text[:place] + chance.choice(['', *SLIPS]) + text[place + chance.choice([0, 0, 1, 3]) :]
    return HEADER + 'msgid "first"\nmsgstr "pirmais"\n\n' + text


def _message(chance: random.Random, number: int) -> str:
    obsolete = chance.choice(['', '', '#~'])
    tokens = ['msgid', _string(chance, f'{number}'), *_strings(chance)]
    if chance.random() < 0.2:
        tokens = ['msgctxt', *_strings(chance), *tokens]
    if chance.random() < 0.3:
        tokens += ['msgid_plural', *_strings(chance)]
        for form in range(chance.randint(1, 3)):
            tokens += ['msgstr', '[', str(form), ']', *_strings(chance)]
    else:
        tokens += ['msgstr', *_strings(chance)]
    former = ['msgid', *_strings(chance)] if chance.random() < 0.3 else []
    if former and chance.random() < 0.3:
        former = ['msgctxt', *_strings(chance), *former]
    return _comments(chance) + _laid_out(chance, former, f'{obsolete or "#"}|') + _laid_out(chance, tokens, obsolete)


def _strings(chance: random.Random) -> list[str]:
    return [_string(chance) for _part in range(chance.choice([1, 1, 2, 3]))]


def _string(chance: random.Random, start: str = '') -> str:
    letters = [chance.choice(ESCAPES) if chance.random() < 0.15 else chance.choice(SIGNS) for _ in range(8)]
    return f'"{start}{"".join(letters[: chance.randint(0, 8)])}"'


def _laid_out(chance: random.Random, tokens: list[str], mark: str) -> str:
    """Return ``tokens`` with something between them, and ``mark`` on every line they stand on."""
    line = '' if not tokens else chance.choice([' ', '']).join([mark, tokens[0]]) if mark else tokens[0]
    for before, token in zip(tokens, tokens[1:], strict=False):
        gap = chance.choice(GAPS)
        line += gap if not mark or not gap.endswith('\n') or gap.startswith('\\') else f'{gap}{mark}'
        line += ' ' if before.isdigit() and token.isdigit() else ''
        line += token
    return line + '\n' if tokens else ''


def _comments(chance: random.Random) -> str:
    lines = []
    for mark in ('', '.', ':'):
        for _line in range(chance.choice([0, 0, 1, 2])):
            words = ''.join(chance.choice('abā \u2028\x85\v#"') for _ in range(6)).strip() or 'x'
            lines.append(f'#{mark}{chance.choice([" ", "", "  "])}{words.lstrip("#") or "x"}')
    if chance.random() < 0.3:
        flags = ['fuzzy', 'no-wrap', 'python-format', 'unheard-of']
        lines.append(f'#,{chance.choice([",", ", ", " "]).join(chance.sample(flags, chance.randint(1, 4)))}')
    chance.shuffle(lines)
    return ''.join(f'{line}\n' for line in lines)


def written(text: str) -> str:
    """Return what we read in ``text`` as a catalog in which nothing can be misread: every byte is a number."""
    file = read(text)
    assert syntax.duplicates('page.po', file) == []
    parts = [HEADER]
    for entry in file:
        parts += [f'# {line}\n' for line in entry.tcomment.split('\n') if entry.tcomment]
        parts += [f'#. {line}\n' for line in entry.comment.split('\n') if entry.comment]
        parts += [f'#: {":".join(filter(None, place))}\n' for place in entry.occurrences]
        parts += [f'#, {", ".join(entry.flags)}\n'] if entry.flags else []
        mark = '#~' if entry.obsolete else ''
        for name, value in (
            ('msgctxt', entry.previous_msgctxt),
            ('msgid', entry.previous_msgid),
            ('msgid_plural', entry.previous_msgid_plural),
        ):
            parts += [f'{mark or "#"}| {name} {_as_numbers(value)}\n'] if value is not None else []
        forms = entry.msgstr_plural.items()
        for name, value in (
            ('msgctxt', entry.msgctxt),
            ('msgid', entry.msgid),
            ('msgid_plural', entry.msgid_plural if forms else None),
            *((f'msgstr[{number}]', form) for number, form in forms),
            ('msgstr', None if forms else entry.msgstr),
        ):
            parts += [f'{mark} {name} {_as_numbers(value)}\n'] if value is not None else []
        parts.append('\n')
    return ''.join(parts)


def _as_numbers(text: str) -> str:
    return '"' + ''.join(f'\\{byte:03o}' for byte in text.encode()) + '"'


def without_empty(text: str) -> str:
    """Return ``text`` without comments that say nothing, and without half an end of line behind the others."""
    return re.sub(r'^#\n', '', re.sub(r'^(#.*)\r$', r'\1', text, flags=re.MULTILINE), flags=re.MULTILINE)


@pytest.mark.parametrize('seed', range(12))
def test_generated_catalogs_are_read_as_msgcat_reads_them(seed):
    chance = random.Random(seed)
    accepted = refused = 0
    for _catalog in range(40):
        text = generated(chance)
        expected = msgcat(text)
        if expected is None:
            refused += 1
            with pytest.raises((PoSyntaxError, AssertionError)):
                written(text)
                pytest.fail(f'msgcat refuses {text!r}')
            continue
        try:
            ours = written(text)
        except PoSyntaxError as error:
            assert 'multibyte' in error.words, text  # half a letter left over by a slip, which msgcat passes on
            continue
        accepted += 1
        assert without_empty(msgcat(ours)) == without_empty(expected), text
        again = format_catalog(read(text))
        assert [facts(one) for one in read(format_catalog(read(again)))] == [facts(one) for one in read(again)], text
    assert accepted >= 10 and refused >= 3
