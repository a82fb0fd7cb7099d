"""Damages of one form of file: tables, settings, catalogs, chapters, sources, map data."""

import re
from random import Random

from damage_table import Must, damage, damage_of_lines

NUMBERS = (
    'NaN',
    'nan',
    'inf',
    '-inf',
    'Infinity',
    '1e999',
    '1e-999',
    '9' * 400,
    '9' * 5000,
    '0.' + '1' * 400,
    '-0',
    '١٢',
    '１２',
    '1,5',
    '1 000',
    '0x10',
    '1_000',
    '--1',
    '1.2.3',
    '½',
)
DATES = ('2026-13-45', '0000-00-00', '9999-12-31', '10000-01-01', '2026-02-30', '2026-W01-1', '20260101', 'soon', '')
FORMULAS = ('=1+1', '=cmd|"/c calc"!A1', '+1', '-1', '@SUM(A1)', '\t=1')
#: Expressions that are none, that nobody can hold, or that look for hours.
PATTERNS = (
    '(',
    '[',
    'a{2,1}',
    '*',
    '(?P<a>x)(?P<a>y)',
    '(a+)+b',
    '(a|a)*b',
    '(.*)*x',
    'a{99999999999}',
    '(?:' * 3000,
    '(?:(?:a{9999}){9999}){9999}',
    r'\p{L}',
    '(?i',
    r'(\w+\s?)*$',
)


def change_cell(lines: list[str], random: Random, words: str) -> None:
    """Put ``words`` into some cell below the first line, whatever quotation marks it has."""
    at = random.randrange(1, len(lines)) if len(lines) > 1 else 0
    cells = lines[at].split(',')
    cells[random.randrange(len(cells))] = words
    lines[at] = ','.join(cells)


# Tables


@damage_of_lines('table')
def number_that_is_none(lines: list[str], random: Random) -> None:
    change_cell(lines, random, random.choice(NUMBERS))


@damage_of_lines('table')
def date_out_of_range(lines: list[str], random: Random) -> None:
    change_cell(lines, random, random.choice(DATES))


@damage_of_lines('table')
def formula(lines: list[str], random: Random) -> None:
    change_cell(lines, random, '"' + random.choice(FORMULAS).replace('"', '""') + '"')


@damage_of_lines('table')
def pattern(lines: list[str], random: Random) -> None:
    change_cell(lines, random, '"/' + random.choice(PATTERNS) + '/"')


@damage_of_lines('table')
def cell_of_a_megabyte(lines: list[str], random: Random) -> None:
    change_cell(lines, random, '"' + random.choice(('x', 'x;', '*', '(', ' x', ',', '\n')) * 500_000 + '"')


@damage_of_lines('table')
def cell_left_out(lines: list[str], random: Random) -> None:
    at = random.randrange(len(lines))
    lines[at] = ','.join(lines[at].split(',')[:-1])


@damage_of_lines('table')
def cell_too_many(lines: list[str], random: Random) -> None:
    at = random.randrange(len(lines))
    lines[at] += ',' * random.choice((1, 3, 100_000))


@damage_of_lines('table')
def columns_swapped(lines: list[str], random: Random) -> None:
    lines[:] = [','.join(reversed(line.split(','))) for line in lines]


@damage_of_lines('table')
def column_twice(lines: list[str], random: Random) -> None:
    lines[:] = [f'{line},{line.split(",")[0]}' for line in lines]


@damage_of_lines('table')
def column_of_another_name(lines: list[str], random: Random) -> None:
    lines[0] = lines[0].replace(lines[0].split(',')[0], 'Spalte', 1)


@damage('table')
def semicolons(content: bytes, random: Random) -> bytes:
    return content.replace(b',', random.choice((b';', b'\t', b'|')))


@damage_of_lines('table')
def quotation_mark_left_open(lines: list[str], random: Random) -> None:
    at = random.randrange(len(lines))
    lines[at] = '"' + lines[at]


# Settings in TOML

VALUES = (
    'nan',
    'inf',
    '-inf',
    '1e999',
    '9' * 400,
    '9' * 5000,
    '-1',
    'true',
    '""',
    '[]',
    '{}',
    '[1, "a"]',
    '2026-13-45',
    '2026-02-30',
    '99999-01-01',
    '1979-05-27T07:32:00Z',
    '"' + 'x' * 1_000_000 + '"',
    '[' * 3000,
    '[' * 100_000,
    '[[1], [2]]',
    "'/../../etc/passwd'",
    '"\\u0000"',
    '"\\ud800"',
    '"\\U00110000"',
    '["a"' + ', "a"' * 10_000 + ']',
)


def settings(lines: list[str]) -> list[int]:
    """Return the places of the lines with a value."""
    return [at for at, line in enumerate(lines) if re.match(r'[\w.-]+ *= *\S', line)]


@damage_of_lines('toml')
def value_of_another_kind(lines: list[str], random: Random) -> None:
    at = random.choice(settings(lines))
    lines[at] = f'{lines[at].partition("=")[0]}= {random.choice(VALUES)}'


@damage_of_lines('toml')
def pattern_in_settings(lines: list[str], random: Random) -> None:
    at = random.choice([0, *settings(lines)])
    words = random.choice(PATTERNS).replace("'", '')
    lines.insert(at, random.choice((f"no_break = ['{words}•']", f"passive = ['{words}']", f"months = ['{words}']")))


@damage_of_lines('toml', must=Must.REFUSED)
def key_twice(lines: list[str], random: Random) -> None:
    at = random.choice(settings(lines))
    lines.insert(at, lines[at])


@damage_of_lines('toml')
def key_of_another_name(lines: list[str], random: Random) -> None:
    at = random.choice(settings(lines))
    lines[at] = random.choice(('x', '"a b"', '"\\n"', '""', 'a.b.c', '"ключ"')) + ' =' + lines[at].partition('=')[2]


@damage_of_lines('toml')
def deep_key(lines: list[str], random: Random) -> None:
    key = '.'.join(['a'] * random.choice((50, 5000)))
    lines.insert(random.randrange(len(lines)), random.choice((f'{key} = 1', f'[{key}]', f'[[{key}]]')))


@damage_of_lines('toml')
def many_tables(lines: list[str], random: Random) -> None:
    lines += [f'[t{number}]' for number in range(10_000)]


# Catalogs


def messages(text: str) -> list[str]:
    return text.split('\n\n')


@damage('catalog', must=Must.REFUSED)
def message_twice(content: bytes, random: Random) -> bytes:
    blocks = messages(content.decode().rstrip('\n'))
    return '\n\n'.join([*blocks, random.choice([one for one in blocks[1:] if '#~' not in one])]).encode() + b'\n'


@damage('catalog')
def messages_swapped(content: bytes, random: Random) -> bytes:
    header, *blocks = messages(content.decode().rstrip('\n'))
    random.shuffle(blocks)
    return '\n\n'.join([header, *blocks]).encode() + b'\n'


@damage('catalog')
def translations_swapped(content: bytes, random: Random) -> bytes:
    parts = re.split(r'(?m)^(msgid|msgstr) ', content.decode())
    return ''.join({'msgid': 'msgstr ', 'msgstr': 'msgid '}.get(part, part) for part in parts).encode()


@damage('catalog')
def header_lost(content: bytes, random: Random) -> bytes:
    return '\n\n'.join(messages(content.decode())[1:]).encode()


HEADERS = (
    'Plural-Forms: nplurals=9999999; plural=0;',
    'Plural-Forms: nplurals=3; plural=n%0;',
    'Plural-Forms: x',
    'Plural-Forms: nplurals=3; plural=' + '(' * 3000 + 'n' + ')' * 3000 + ';',
    'Language: xx',
    'Language: ../../etc',
    'Plural-Forms: nplurals=' + '9' * 5000 + '; plural=0;',
    'Content-Type: text/plain; charset=UTF-7',
    'Content-Type: text/plain; charset=zip',
    'PO-Revision-Date: 9999-99-99 99:99+9999',
    'Generated-By: Babel 2.0',
    'POT-Creation-Date: 0000-00-00 00:00+0000',
    'PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE',
    'PO-Revision-Date: 2023-11-14 22:13+99999999',
)


@damage('catalog')
def header_changed(content: bytes, random: Random) -> bytes:
    line = random.choice(HEADERS)
    return re.sub(rf'"{line.partition(":")[0]}:.*\n', lambda _: f'"{line}\\n"\n', content.decode()).encode()


@damage('catalog')
def plural_form_of_no_number(content: bytes, random: Random) -> bytes:
    forms = random.choice(
        (['0', '9' * 30], ['1', '0'], ['-1'], ['0', '0'], ['9' * 5000], ['0', '1', '2', '3'] * 3, [''])
    )
    lines = ''.join(f'msgstr[{form}] "%d lapas"\n' for form in forms)
    return content + f'\nmsgid "%d page"\nmsgid_plural "%d pages"\n{lines}'.encode()


@damage('catalog')
def escape(content: bytes, random: Random) -> bytes:
    return insert_into_text(
        content, random, random.choice((r'\377', r'\x00', r'\0', r'\q', '\\', r'\x', r'\x' + 'f' * 9999))
    )


def insert_into_text(content: bytes, random: Random, words: str) -> bytes:
    places = [found.end() for found in re.finditer(rb'(?m)^msgstr "', content)][1:] or [0]
    at = random.choice(places)
    return content[:at] + words.encode() + content[at:]


@damage('catalog', must=Must.REFUSED)
def sign_in_a_translation(content: bytes, random: Random) -> bytes:
    return insert_into_text(
        content, random, random.choice(('\0', '\u200b', '\u202e', '\u2028', '\x1b', '\x0c', 'a' + '\u0301' * 5000))
    )


MARKUP = (
    '[' * 20_000,
    '`' * 20_001,
    '*' * 20_001,
    '**a ' * 9_000,
    '<' * 20_000,
    '![' * 9_000,
    '\\\\' * 20_001,
    '> ' * 5_000,
    '- ' * 2_000,
    '&#x110000;',
    '&#0;',
    '{' * 20_000,
    '{term}`' * 5_000,
    '$' * 9_999,
    '[a](' * 9_000,
    '<!--',
    '_' * 20_001,
    '[^a]' * 9_000,
    '1' * 20_000,
    '1.1' * 9_000,
    '1 000 ' * 5_000,
    'a-' * 20_000,
    '%s' * 9_000,
    '{0}' * 9_000,
    ' ' * 50_000,
)


@damage('catalog')
def markup_without_end(content: bytes, random: Random) -> bytes:
    return insert_into_text(content, random, random.choice(MARKUP))


@damage('catalog')
def comments_without_end(content: bytes, random: Random) -> bytes:
    line = random.choice(
        ('# handbook: allow ', '#, ', '#: ', '#. x', '#| msgid "x"', '#~ msgid "x"', '#~| ', '#', '#= ')
    )
    return content + (line * random.choice((1, 9_000)) + '\n').encode() * random.choice((1, 100))


# Chapters

#: What stands alone in a chapter.
BLOCKS = {
    'deep list': '\n'.join('  ' * depth + '- item' for depth in range(60)),
    'very deep list': '\n'.join('  ' * depth + '- item' for depth in range(600)),
    'deep numbered list': '\n'.join('   ' * depth + '1. item' for depth in range(60)),
    'deep quotation': '> ' * 60 + 'words',
    'very deep quotation': '> ' * 5000 + 'words',
    'deep boxes': '\n'.join(':' * (90 - depth) + '{note}' for depth in range(60)) + '\nText\n',
    'fence left open': '```{note}\nA note',
    'colons left open': '::::{note}\nA note',
    'directive that is none': '```{nothing}\nText\n```',
    'role that is none': '{nothing}`text`',
    'options that are none': ':::{note}\n:class\n:: x\n---\nText\n:::',
    'yaml options': '```{note}\n---\na: [b\n---\nText\n```',
    'table left open': '| a | b |\n|---|\n| c |',
    'wide table': '|' + 'a|' * 3000 + '\n|' + '-|' * 3000 + '\n|' + 'b|' * 3000,
    'many notes': '\n\n'.join(f'x[^n{number}]\n\n[^n{number}]: y' for number in range(500)),
    'note of itself': 'x[^a]\n\n[^a]: y[^a]',
    'substitutions': '{{ x }} {% for x in y %}',
    'toctree of itself': '```{toctree}\nferry\n```',
    'toctree of nothing': '```{toctree}\nnowhere\n../../etc/passwd\n```',
    'math left open': '$$\nx = \\frac{1}{',
    'math without end': '$' + '{' * 2000 + 'x' + '}' * 2000 + '$',
    'math of nothing': '```{math}\n```',
    'brackets': '[' * 20_000,
    'images': '![' * 5_000,
    'emphasis': '**a *b ' * 3_000,
    'code': '`' * 20_001,
    'entities': '&#x110000; &#0; &#xD800; &nosuch;',
    'html': '<div><p onclick="x"><!-- ',
    'many headings': '\n\n'.join(f'## Heading {number}' for number in range(300)),
    'target twice': '(harbour)=\n## Other harbour',
    'chart of nothing': ':::{chart} /data/nothing.csv\n:title: x\n:alt: y\n:::',
    'chart of a folder': ':::{chart} /data\n:title: x\n:alt: y\n:::',
    'picture of a folder': '![The data.](data)',
    'picture of a name with a null': '![Odd.](a%00b.png)',
    'picture of a long name': f'![Odd.]({"a" * 5000}.png)',
    'picture of a null': '![Odd.](a%00b.svg) ![Odd.](coast.svg%00.png)',
    'picture of a star': '![Odd.](**a*.png)',
    'picture of a bracket': '![Odd.](data/[a.*)',
    'picture of a folder above': '![Odd.](../..)',
    'chart of a long name': f':::{{chart}} /data/{"a" * 5000}.csv\n:title: x\n:alt: y\n:::',
    'contents of a long name': f'```{{toctree}}\n{"a" * 5000}\n```',
    'contents of all': '```{toctree}\n:glob:\n\n**\n[\n```',
    'citation of no key': '{cite}`{0.__class__}` {cite}`%s` {cite}`,` {cite}`a b`',
    'citations without end': f'{{cite}}`{",".join(["timetable"] * 5000)}`',
    'term of nothing': '{term}`nothing` {ref}`nothing` {numref}`nothing` {cite}`nothing` {doc}`nothing`',
    'diagram': ':::{diagram} steps\n:alt: x\n- one\n  - two\n:::',
    'definition': ': one\n: two\n\nterm\n: ',
    'attributes': '{#a .b c=}\nText {.x',
}
FRONT = (
    'a: [',
    'a: &a [*a]',
    'date: 2026-13-45',
    'a: b: c',
    '- list',
    'words',
    'tocdepth: x',
    'a: !!python/object:os.system x',
    'a: &a ["x","x","x","x","x","x","x","x","x"]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c '
    '[*b,*b,*b,*b,*b,*b,*b,*b,*b]\n'
    'd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]',
    '? [a, b]\n: c',
    'a: .nan',
    'a: 9' + '9' * 5000,
    '[' * 2000,
    'html_meta: x',
    'myst: x',
    'orphan: [1]',
    '"\\ud800": x',
)


def _block(name: str):
    def broken(lines: list[str], random: Random) -> None:
        at = random.choice([number for number, line in enumerate(lines) if not line] or [len(lines)])
        lines[at:at] = ['', *BLOCKS[name].split('\n'), '']

    broken.__name__ = f'block_{name.replace(" ", "_")}'
    return damage_of_lines('chapter')(broken)


for _name in BLOCKS:
    _block(_name)


@damage_of_lines('chapter')
def front_matter(lines: list[str], random: Random) -> None:
    lines[:0] = ['---', random.choice(FRONT), *random.choice((['---'], []))]


@damage_of_lines('chapter')
def option_changed(lines: list[str], random: Random) -> None:
    places = [at for at, line in enumerate(lines) if re.match(r':[\w-]+: ', line)]
    at = random.choice(places)
    lines[at] = (
        lines[at].split(': ')[0]
        + ': '
        + random.choice(('', '9' * 5000, '-1', 'NaN', '\\', '[x', '{ref}`x', '*', '1e999'))
    )


# Sources

FIELDS = (
    'year = {NaN}',
    'urldate = {2026-13-45}',
    'urldate = {0000-00}',
    'url = {javascript:alert(1)}',
    'crossref = {timetable}',
    'author = {{{{{{',
    'author = {and and and}',
    'title = ' + '{' * 3000 + 'x' + '}' * 3000,
    'title = undefinedmacro',
    'language = {xx-yy-zz}',
    'language = {../..}',
    'title = {$\\frac{}',
    'title = {\\input{/etc/passwd}}',
    'title = {}',
    'author = {A, B, C, D, E}',
    'month = {99}',
    'note = "x" # y',
    'title = {x' + '\\' * 999 + '}',
    'editor = {,,,}',
)


@damage('bib')
def field(content: bytes, random: Random) -> bytes:
    return content.replace(b'year = ', f'{random.choice(FIELDS)}, year = '.encode(), 1)


@damage('bib')
def entry(content: bytes, random: Random) -> bytes:
    others = (
        '@misc{a, title = {x}',
        '@misc{',
        '@',
        '@string{a = b}',
        '@misc{timetable, title = {x}}',
        '@nothing{x, y = {z}}',
        '@misc{a b, title = {x}}',
        '@misc{, title = {x}}',
        '@comment{',
        '@preamble{"x"',
        '@misc{"a", title = {x}}',
        '}' * 99,
        '@misc{a, title = {x}, title = {y}}',
        '@misc{c, crossref = {d}}\n@misc{d, crossref = {c}}',
    )
    return content + random.choice(others).encode() + b'\n'


@damage('bib', must=Must.REFUSED)
def strings_without_end(content: bytes, random: Random) -> bytes:
    times = random.choice((10, 100))
    strings = (
        '@string{s0 = {'
        + 'x' * times
        + '}}\n'
        + ''.join(f'@string{{s{number} = {" # ".join([f"s{number - 1}"] * times)}}}\n' for number in range(1, 11))
    )
    return strings.encode() + content.replace(b'year = ', b'note = s10, year = ', 1)


@damage('bib', must=Must.REFUSED)
def string_too_often(content: bytes, random: Random) -> bytes:
    string = '@string{long = {' + 'x ' * 30_000 + '}}\n'
    return string.encode() + content.replace(b'year = ', b'note = ' + b'long # ' * 3_000 + b'long, year = ', 1)


# Map data


@damage('json')
def coordinates(content: bytes, random: Random) -> bytes:
    found = list(re.finditer(rb'-?\d+\.\d+', content))
    at = random.choice(found)
    words = random.choice((b'NaN', b'Infinity', b'1e999', b'"x"', b'null', b'[]', b'9' * 5000, b'-', b'1e308'))
    return content[: at.start()] + words + content[at.end() :]


@damage('json')
def member_renamed(content: bytes, random: Random) -> bytes:
    found = list(re.finditer(rb'"(\w+)"', content))
    at = random.choice(found)
    return content[: at.start(1)] + random.choice((b'x', b'', b'\\ud800')) + content[at.end(1) :]


@damage('json')
def other_json(content: bytes, random: Random) -> bytes:
    return random.choice(
        (b'{}', b'[]', b'null', b'1', b'{"view": 1}', b'[' * 100_000, b'{"a":' * 50_000, b'"x"', b'NaN')
    )
