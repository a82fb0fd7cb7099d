"""Damages of any text, and of any file: signs, charsets, lines, what lies at a path."""

import os
import shutil
from pathlib import Path
from random import Random

from damage_table import Must, damage, damage_of_lines, damage_of_path

UNSEEN = '\u200b\u2060\ufeff\u00ad\u200e\u2066'
CONTROLS = '\x01\x07\x08\x1b\x7f\x9b'
#: What the folder is called beyond which nothing may be read.
TREE = 'tree'
LINES = '\u2028\u2029\x85\x0b\x0c'


def insert(content: bytes, random: Random, text: str) -> bytes:
    """Return ``content`` with ``text`` between two letters of a word."""
    words = content.decode()
    places = [at for at in range(1, len(words)) if words[at - 1].isalpha() and words[at].isalpha()]
    at = random.choice(places)
    return (words[:at] + text + words[at:]).encode()


@damage('text', 'zip', 'picture')
def cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content))]


@damage('text', must=Must.REFUSED)
def cut_within_a_letter(content: bytes, random: Random) -> bytes:
    return content.rstrip(b'\n') + 'ā'.encode()[:1]


@damage('text', 'zip', 'picture')
def empty(content: bytes, random: Random) -> bytes:
    return b''


@damage('text')
def only_blanks(content: bytes, random: Random) -> bytes:
    return b' \n\t\n' * random.randrange(1, 500)


@damage('text', 'zip', 'picture')
def flipped_bits(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.randrange(1, 12)):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


@damage('text', 'zip', 'picture')
def noise(content: bytes, random: Random) -> bytes:
    return random.randbytes(random.randrange(1, 5000))


@damage('text', must=Must.SAME)
def byte_order_mark(content: bytes, random: Random) -> bytes:
    return b'\xef\xbb\xbf' + content


@damage('text', must=Must.SAME)
def line_ends_of_windows(content: bytes, random: Random) -> bytes:
    return content.replace(b'\n', b'\r\n')


@damage('text', must=Must.SAME)
def line_ends_of_old_macs(content: bytes, random: Random) -> bytes:
    return content.replace(b'\n', b'\r')


@damage('text', must=Must.SAME)
def mixed_line_ends(content: bytes, random: Random) -> bytes:
    return b''.join(line + random.choice((b'\n', b'\r\n')) for line in content.split(b'\n')[:-1])


@damage('text', must=Must.REFUSED)
def utf_16(content: bytes, random: Random) -> bytes:
    return content.decode().encode('utf-16')


@damage('text', must=Must.REFUSED)
def utf_16_without_mark(content: bytes, random: Random) -> bytes:
    return content.decode().encode(random.choice(('utf-16-le', 'utf-16-be')))


@damage('text', must=Must.REFUSED)
def latin_1(content: bytes, random: Random) -> bytes:
    return insert(content, random, 'é').decode().encode('latin-1', 'replace')


@damage('text', must=Must.REFUSED)
def windows_1257(content: bytes, random: Random) -> bytes:
    return insert(content, random, 'ā').decode().encode('cp1257', 'replace')


@damage('text', must=Must.REFUSED)
def null(content: bytes, random: Random) -> bytes:
    return insert(content, random, '\0')


@damage('text', must=Must.REFUSED)
def control_sign(content: bytes, random: Random) -> bytes:
    return insert(content, random, random.choice(CONTROLS))


@damage('text', must=Must.REFUSED)
def unseen_sign(content: bytes, random: Random) -> bytes:
    return insert(content, random, random.choice(UNSEEN.replace('\u00ad', '')))


@damage('text', must=Must.REFUSED)
def other_direction(content: bytes, random: Random) -> bytes:
    return insert(content, random, random.choice('\u202e\u202d'))


@damage('text', must=Must.REFUSED)
def other_line_separator(content: bytes, random: Random) -> bytes:
    return insert(content, random, random.choice(LINES))


@damage('text', must=Must.REFUSED)
def flood_of_marks(content: bytes, random: Random) -> bytes:
    return insert(content, random, ''.join(random.choice('\u0301\u0316\u0489\u0335') for _ in range(5000)))


@damage_of_lines('text', must=Must.REFUSED)
def conflict(lines: list[str], random: Random) -> None:
    at = random.randrange(len(lines) + 1)
    ours = lines[at : at + 1]
    lines[at : at + 1] = ['<<<<<<< HEAD', *ours, '=======', *ours, '>>>>>>> main']


@damage_of_lines('text')
def line_twice(lines: list[str], random: Random) -> None:
    at = random.randrange(len(lines))
    lines.insert(at, lines[at])


@damage_of_lines('text')
def line_lost(lines: list[str], random: Random) -> None:
    del lines[random.randrange(len(lines))]


@damage_of_lines('text')
def lines_swapped(lines: list[str], random: Random) -> None:
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


@damage_of_lines('text')
def lines_mixed(lines: list[str], random: Random) -> None:
    random.shuffle(lines)


@damage('text')
def quotation_mark(content: bytes, random: Random) -> bytes:
    return insert(content, random, random.choice('"\'`'))


@damage('text')
def bracket(content: bytes, random: Random) -> bytes:
    return insert(content, random, random.choice('[](){}<>'))


@damage_of_lines('text')
def long_line(lines: list[str], random: Random) -> None:
    at = random.randrange(len(lines))
    lines[at] += random.choice(('ā', 'word ', ',', '"', '[', '*', '(', '\\')) * 1_000_000


@damage_of_lines('text')
def long_word(lines: list[str], random: Random) -> None:
    lines.append('ā' * 1_000_000)


@damage_of_lines('text')
def ten_thousand_lines(lines: list[str], random: Random) -> None:
    lines += [random.choice(lines)] * 10_000


@damage('text', 'zip', 'picture', must=Must.REFUSED)
def far_too_large(content: bytes, random: Random) -> bytes:
    return content + b' ' * 33_000_000


# What lies at the path of a file


@damage_of_path('text', 'zip', 'picture', must=Must.REFUSED)
def folder(path: Path, random: Random) -> None:
    path.unlink()
    path.mkdir()


@damage_of_path('text', 'zip', 'picture', must=Must.REFUSED)
def link_to_nothing(path: Path, random: Random) -> None:
    path.unlink()
    path.symlink_to('gone')


@damage_of_path('text', 'zip', 'picture', must=Must.REFUSED)
def links_in_a_circle(path: Path, random: Random) -> None:
    path.unlink()
    other = path.with_name(f'other-{path.name}')
    path.symlink_to(other.name)
    other.symlink_to(path.name)


@damage_of_path('text', 'picture', must=Must.REFUSED)
def link_out_of_the_tree(path: Path, random: Random) -> None:
    """Another file of the same kind, so that only its place can be found fault with."""
    tree = next(folder for folder in path.parents if folder.name == TREE)
    outside = tree.with_name(f'outside-{path.name}')
    shutil.move(path, outside)
    path.symlink_to(outside)


@damage_of_path('text', 'zip', 'picture', must=Must.REFUSED)
def link_to_a_device(path: Path, random: Random) -> None:
    path.unlink()
    path.symlink_to(random.choice(('/dev/zero', '/dev/urandom')))


@damage_of_path('text', 'zip', 'picture', must=Must.REFUSED)
def pipe(path: Path, random: Random) -> None:
    path.unlink()
    os.mkfifo(path)


@damage_of_path('text', 'zip', 'picture')
def gone(path: Path, random: Random) -> None:
    path.unlink()


@damage_of_path('text', 'zip', 'picture')
def vanishing(path: Path, random: Random) -> None:
    """Nothing yet: it goes when it is opened; see ``damage_cases.read``."""


#: Names that files get from people, programs, and whoever looks for a hole.
ODD_NAMES = (
    'a b',
    "it's",
    'a"b',
    'a\nb',
    'a\tb',
    'глава',
    '章',
    'a:b',
    'a*b',
    'a[b',
    'a%20b',
    'a#b',
    'a?b',
    'a\\b',
    '-rf',
    '$(x)',
    '`x`',
    'a\u202eb',
    'a\u0301',
    '.a',
    '~a',
    'CON',
    'x' * 200,
    'a.b',
    '{a}',
    '<a>',
    '&a;',
)


@damage_of_path('chapter', 'catalog', 'table', 'picture')
def one_of_an_odd_name(path: Path, random: Random) -> None:
    name = random.choice(ODD_NAMES)
    other = random.choice((path.with_name(f'{name} {path.name}'), path.parent / name / path.name))
    other.parent.mkdir(exist_ok=True)
    other.write_bytes(path.read_bytes())


@damage_of_path('chapter', 'catalog', 'table')
def name_that_is_no_text(path: Path, random: Random) -> None:
    Path(os.fsdecode(os.fsencode(path.parent) + b'/a\xff ' + os.fsencode(path.name))).write_bytes(path.read_bytes())


@damage_of_path('text', 'zip', 'picture', must=Must.REFUSED)
def unreadable(path: Path, random: Random) -> None:
    path.chmod(0)
