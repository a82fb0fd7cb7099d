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


# The real commands


@pytest.fixture(scope='module')
def handbook(tmp_path_factory):
    """Three languages whose pages are built, a fourth that cannot be, with the stamps that make would leave."""
    root = make_repository(tmp_path_factory.mktemp('four') / 'handbook')
    (root / 'locales' / 'et').mkdir()
    (root / 'locales' / 'et' / 'language.toml').write_text('', encoding='utf-8')
    assert publishing(root, 'catalogs', 'et').returncode == 0
    for code in ('en', 'lv', 'lt'):
        done = publishing(root, 'build', 'html', code, '--stamp', f'build/stamps/html-{code}')
        assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def et(handbook):
    """The Estonian folder, put back afterwards."""
    kept = handbook.parent / 'kept'
    shutil.copytree(handbook / 'locales' / 'et', kept)
    yield handbook / 'locales' / 'et'
    shutil.rmtree(handbook / 'locales' / 'et')
    shutil.move(kept, handbook / 'locales' / 'et')
    shutil.rmtree(handbook / 'build' / 'site' / 'et', ignore_errors=True)


def languages_offered(root):
    page = (root / 'build' / 'site' / 'index.html').read_text(encoding='utf-8')
    return re.findall(r'<section class="language-block" lang="(\w+)"', page)


def test_a_catalog_with_errors_is_named_and_not_offered(handbook, et):
    line = replace(
        et / 'LC_MESSAGES' / 'ferry.po', '`harbour`."\nmsgstr ""', '`harbour`."\nmsgstr "Loe."'
    )  # a link is lost
    done = publishing(handbook, 'build', 'html', 'et', '--stamp', 'build/stamps/html-et')
    assert done.returncode == 1
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
    (handbook / 'build' / 'stamps' / 'html-et').unlink()


@pytest.mark.parametrize(
    ('name', 'content', 'words'),
    [
        ('language.toml', b'quotes = "\n', 'locales/et/language.toml:1: '),
        ('language.toml', b'quotes = "xx"\n', 'locales/et/language.toml:1: quotes "xx"'),
        ('language.toml', b'\xff\xfe\x00', 'locales/et/language.toml:1: '),
        ('LC_MESSAGES/ferry.po', b'msgid "A\n', 'locales/et/LC_MESSAGES/ferry.po:'),
        ('LC_MESSAGES/sphinx.po', b'\xff\xfe', 'locales/et/LC_MESSAGES/sphinx.po:'),
        ('reviews.csv', b'\xff\xfe\x00', 'locales/et/reviews.csv'),
    ],
)
def test_a_broken_file_of_one_language_harms_no_other(handbook, et, name, content, words):
    assert publishing(handbook, 'build', 'html', 'et').returncode == 0  # there is a last good one
    (et / name).write_bytes(content)
    broken = publishing(handbook, 'build', 'html', 'et', '--stamp', 'build/stamps/html-et')
    assert broken.returncode == 1 and words in broken.stderr
    for command in (('build', 'html', 'lt'), ('build', 'pdf', 'en')):
        done = publishing(handbook, *command)
        assert done.returncode == 0, done.stderr
    said = publishing(handbook, 'site', '--summary')
    assert said.returncode == 1 and words in said.stdout
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
