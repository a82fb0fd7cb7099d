"""``make`` builds what it can: what fails in one language keeps nothing else from readers, and is named at the end."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from mini_repository import make_repository, publishing, replace
from places import REPOSITORY

#: Stands in for ``python -m publishing``: notes each call, and fails where it is told to.
STAND_IN = """
import os, pathlib, sys
words = sys.argv[1:]
stamp = pathlib.Path(words[words.index('--stamp') + 1]) if '--stamp' in words else None
name = stamp.name if stamp else words[0]
with open('calls.txt', 'a') as calls:
    calls.write(' '.join(words) + '\\n')
if name in os.environ['FAILING'].split():
    sys.exit(1)
if stamp:
    stamp.touch()
elif words[0] == 'site':  # for what is there
    sys.exit(1)
"""


@pytest.fixture
def root(tmp_path):
    """The Makefile with four languages, and a command that only notes how it is called."""
    shutil.copyfile(REPOSITORY / 'Makefile', tmp_path / 'Makefile')
    for name in ('handbook', 'theme', 'publishing', 'build/stamps'):
        (tmp_path / name).mkdir(parents=True)
    for name in ('conf.py', 'requirements.txt', 'apt.txt', 'third-party.toml', 'publishing/bootstrap.py'):
        (tmp_path / name).write_text('', encoding='utf-8')
    for code in ('en', 'lv', 'lt', 'et'):
        (tmp_path / 'locales' / code).mkdir(parents=True)
        (tmp_path / 'locales' / code / 'language.toml').write_text('', encoding='utf-8')
    (tmp_path / 'locales' / 'languages.toml').write_text('[en]\n[lv]\n[lt]\n', encoding='utf-8')
    (tmp_path / 'stand_in.py').write_text(STAND_IN, encoding='utf-8')
    (tmp_path / 'build' / 'stamps' / 'setup').touch()
    return tmp_path


def make(root, *words, failing=''):
    """Return what make ends with and says, and the calls in their order."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(('MAKE', 'MFLAGS'))}
    (root / 'calls.txt').write_text('', encoding='utf-8')
    done = subprocess.run(
        ['make', f'RUN={sys.executable} stand_in.py', *words],
        cwd=root,
        env=environment | {'FAILING': failing},
        capture_output=True,
        text=True,
    )
    return done, (root / 'calls.txt').read_text(encoding='utf-8').splitlines()


@pytest.mark.parametrize('options', [(), ('-k',), ('-j', '4'), ('-j1',)], ids=' '.join)
def test_one_language_that_fails_keeps_nothing_from_readers(root, options):
    done, calls = make(root, *options, failing='pdf-et')
    assert done.returncode == 2
    assert calls[-1] == 'site --summary'
    tried = {' '.join(call.split(' --stamp')[0].split()) for call in calls[:-1]}
    single = {f'build {form} {code}' for form in ('html', 'pdf', 'epub') for code in ('en', 'lv', 'lt', 'et')}
    assert tried == single - {'build epub et'} | {f'bilingual {pair}' for pair in ('en-lv', 'en-lt', 'lv-lt')}
    assert 'jobserver' not in done.stderr


def test_when_all_is_well_there_is_one_landing_page(root):
    done, calls = make(root)
    assert done.returncode == 0
    assert [call for call in calls if call.startswith('site')] == ['site --summary --stamp build/stamps/site']
    assert len(calls) == 4 * 3 + 6 + 1
    done, calls = make(root)
    assert (done.returncode, calls) == (0, []), 'nothing has changed'


def test_asking_only_builds_nothing(root):
    for option, code in (('-q', 1), ('-n', 0)):
        done, calls = make(root, option, failing='pdf-et')
        assert (bool(done.returncode), calls) == (bool(code), [])


def test_a_release_wants_everything(root):
    done, calls = make(root, 'release', 'VERSION=1', failing='pdf-et')
    assert done.returncode == 2
    assert not [call for call in calls if call.startswith(('release', 'site'))]


@pytest.mark.parametrize('goal', ['pdf-xx', 'html-', 'bilingual-et-lv', 'nosuch'])
def test_what_is_not_there_is_told_in_one_line(root, goal):
    done, calls = make(root, goal)
    assert (done.returncode, calls, done.stderr.count('\n')) == (2, [], 1)
    assert (
        f'there is no "make {goal}"; expected one of the commands that "make help" lists, for one of the' in done.stderr
    )
    assert 'en lv lt et' in done.stderr and 'No rule' not in done.stderr


def test_help_is_grouped_by_role(root):
    shown = make(root, 'help')[0].stdout
    groups = re.split(r'^(\S.*)\n', shown, flags=re.MULTILINE)[1:]
    assert groups[::2] == ['I build', 'I write', 'I translate', 'I maintain']
    of = dict(zip(groups[::2], groups[1::2], strict=True))
    for role, command in (
        ('I build', 'all'),
        ('I write', 'live-%'),
        ('I translate', 'status'),
        ('I maintain', 'release'),
    ):
        assert re.search(rf'^  {command} +\w', of[role], re.MULTILINE)
    documented = set(
        re.findall(r'^([a-z%-]+):.*?##[a-z] ', (root / 'Makefile').read_text(encoding='utf-8'), re.MULTILINE)
    )
    assert documented == set(re.findall(r'^  (\S+)', shown, re.MULTILINE)), 'a letter that is no role'


def test_without_any_language_make_says_so(root):
    for path in (root / 'locales').rglob('*.toml'):
        path.unlink()
    done, calls = make(root, 'pdf-lv')
    assert (done.returncode, calls) == (2, [])
    assert done.stderr.count('\n') == 1 and 'there is no "make pdf-lv"' in done.stderr


# The real commands


@pytest.fixture(scope='module')
def handbook(tmp_path_factory):
    """Four languages whose pages are built, with the stamps that make would leave."""
    root = make_repository(tmp_path_factory.mktemp('four') / 'handbook')
    (root / 'locales' / 'et').mkdir()
    (root / 'locales' / 'et' / 'language.toml').write_text('', encoding='utf-8')
    assert publishing(root, 'catalogs', 'et').returncode == 0
    for code in ('en', 'lv', 'lt', 'et'):
        done = publishing(root, 'build', 'html', code, '--stamp', f'build/stamps/html-{code}')
        assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def et(handbook):
    """The Estonian folder, put back afterwards with its pages; its last build is older than what it is made from."""
    kept, places = handbook.parent / 'kept', ('locales/et', 'build/site/et')
    for place in places:
        shutil.copytree(handbook / place, kept / place)
    os.utime(handbook / 'build' / 'stamps' / 'html-et', (0, 0))
    (handbook / 'build' / 'stamps' / 'sum-et').touch()
    yield handbook / 'locales' / 'et'
    for place in places:
        shutil.rmtree(handbook / place, ignore_errors=True)
        shutil.move(kept / place, handbook / place)
    shutil.rmtree(kept)


def languages_offered(root):
    page = (root / 'build' / 'site' / 'index.html').read_text(encoding='utf-8')
    return re.findall(r'<section class="language-block" [^>]*\blang="(\w+)"', page)


def test_a_catalog_with_errors_is_named_and_not_offered(handbook, et):
    line = replace(
        et / 'LC_MESSAGES' / 'ferry.po', '`harbour`."\nmsgstr ""', '`harbour`."\nmsgstr "Loe."'
    )  # a link is lost
    done = publishing(handbook, 'build', 'html', 'et', '--stamp', 'build/stamps/html-et')
    assert done.returncode == 1
    shutil.rmtree(handbook / 'build' / 'site' / 'et')
    said = publishing(handbook, 'site', '--summary')
    assert said.returncode == 1
    assert f'  html-et: locales/et/LC_MESSAGES/ferry.po:{line + 1}: the link' in said.stdout
    assert '[handbook.link] (and 1 more fault, said above)\n' in said.stdout
    assert '  epub-et, bilingual-' not in said.stdout  # each waits for what it waits for
    assert '  epub-et: waits for pdf-et\n' in said.stdout
    assert '  bilingual-lv-et: waits for pdf-lv and pdf-et\n' in said.stdout
    assert '  lt: web pages\n' in said.stdout and '  et:' not in said.stdout
    assert 'html-et' in re.search('not offered until then: (.*)', said.stdout)[1]
    assert languages_offered(handbook) == ['en', 'lv', 'lt']


def test_what_is_mended_is_no_longer_named(handbook, et):
    replace(et / 'LC_MESSAGES' / 'ferry.po', '`harbour`."\nmsgstr ""', '`harbour`."\nmsgstr "Loe."')
    stamp = ('--stamp', 'build/stamps/html-et')
    assert publishing(handbook, 'build', 'html', 'et', *stamp).returncode == 1
    replace(et / 'LC_MESSAGES' / 'ferry.po', '"Loe."', '""')
    assert publishing(handbook, 'build', 'html', 'et', *stamp).returncode == 0
    said = publishing(handbook, 'site', '--summary').stdout
    assert '  et: web pages\n' in said and 'html-et' not in said
    assert languages_offered(handbook) == ['en', 'lv', 'lt', 'et']


@pytest.mark.parametrize(
    ('name', 'content', 'words'),
    [
        ('language.toml', b'quotes = "\n', 'locales/et/language.toml:1: '),
        ('language.toml', b'quotes = "xx"\n', 'locales/et/language.toml:1: quotes "xx"'),
        ('language.toml', b'\xff\xfe\x00', 'locales/et/language.toml:1: '),
        ('LC_MESSAGES/ferry.po', b'msgid "A\n', 'locales/et/LC_MESSAGES/ferry.po:'),
        ('LC_MESSAGES/sphinx.po', b'\xff\xfe', 'locales/et/LC_MESSAGES/sphinx.po:'),
        ('reviews/ferry.csv', b'\xff\xfe\x00', 'locales/et/reviews/ferry.csv'),
    ],
)
def test_a_broken_file_of_one_language_harms_no_other(handbook, et, name, content, words):
    (et / name).parent.mkdir(exist_ok=True)
    (et / name).write_bytes(content)
    broken = publishing(handbook, 'build', 'html', 'et', '--stamp', 'build/stamps/html-et')
    assert broken.returncode == 1 and words in broken.stderr
    assert broken.stdout == '' or 'done' not in broken.stdout
    other = publishing(handbook, 'build', 'html', 'lt', '--stamp', 'build/stamps/html-lt')
    assert other.returncode == 0, other.stderr
    said = publishing(handbook, 'site', '--summary')
    assert said.returncode == 1 and words in said.stdout
    assert 'html-et' in re.search('the last good one stays: (.*)', said.stdout)[1]
    assert languages_offered(handbook) == ['en', 'lv', 'lt', 'et'], said.stderr
    checked = publishing(handbook, 'check')
    assert checked.returncode == 1 and words in checked.stderr


def test_a_broken_file_of_the_original_stops_everything(handbook):
    path = handbook / 'locales' / 'en' / 'language.toml'
    kept = path.read_bytes()
    path.write_bytes(b'quotes = "xx"\n')
    try:
        done, site = publishing(handbook, 'build', 'html', 'lt'), publishing(handbook, 'site', '--summary')
    finally:
        path.write_bytes(kept)
    for one in (done, site):
        assert one.returncode == 1 and 'locales/en/language.toml:1: quotes "xx"' in one.stderr
