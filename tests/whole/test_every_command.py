"""Every command says the same however often it is given, whatever others have built, and after a refusal."""

import re
import subprocess

import pytest
from mini_repository import make_repository, publishing

#: Every command that an author or a translator gives more than once, in an order in which each finds what it needs.
COMMANDS = (
    ('catalogs',),
    ('check',),
    ('status',),
    ('impact',),
    ('carry',),
    ('commits',),
    ('package', 'lv', '--all'),
    ('take', 'lv', 'build/packages/lv/ferry.po'),
    ('review', 'lv', 'ferry'),
    ('weblate', 'https://example.org/handbook.git'),
    ('build', 'html', 'en'),
    ('build', 'html', 'lv'),
    ('build', 'pdf', 'en'),
    ('build', 'pdf', 'lv'),
    ('proof', 'lv', 'ferry'),
    ('site',),
)
#: Those that read the chapters.
READING = ('catalogs', 'check', 'status', 'impact', 'carry', 'package', 'build', 'proof')


def said(root, *words):
    """Return exit code, output without the time it took, and errors of a command."""
    result = publishing(root, *words)
    return result.returncode, re.sub(r' in \d+ s', '', result.stdout), result.stderr


@pytest.fixture(scope='module')
def rounds(tmp_path_factory):
    """What all commands say, one after the other: of good chapters, of ones with a fault, and when it is mended."""
    root = make_repository(tmp_path_factory.mktemp('rounds') / 'handbook')
    publishing(root, 'catalogs')
    for words in (['init', '-q', '-b', 'main'], ['add', '.'], ['commit', '-q', '-m', 'All']):
        subprocess.run(['git', '-c', 'user.name=A', '-c', 'user.email=a@example.org', *words], cwd=root, check=True)
    good = (root / 'handbook' / 'ferry.md').read_text(encoding='utf-8')
    found = {}
    for name in ('clean', 'after all others', 'refused', 'refused again', 'mended'):
        text = f'{good}\n:::{{nosuch}}\nText.\n:::\n' if 'refused' in name else good
        (root / 'handbook' / 'ferry.md').write_text(text, encoding='utf-8')
        found[name] = {words: said(root, *words) for words in COMMANDS}
    return found


@pytest.mark.parametrize('words', COMMANDS, ids='-'.join)
def test_every_command_says_the_same_every_time(rounds, words):
    if words != ('check',):
        assert rounds['clean'][words][0] == 0, rounds['clean'][words]
    assert rounds['after all others'][words] == rounds['clean'][words]
    assert rounds['refused again'][words] == rounds['refused'][words]
    assert rounds['mended'][words] == rounds['clean'][words]
    code, _said, errors = rounds['refused'][words]
    if words[0] in READING:
        assert (code, '"nosuch"' in errors) == (1, True), errors
