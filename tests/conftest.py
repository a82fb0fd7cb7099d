"""What several test modules share: projects built from ``tests/roots``, and the style sheet of the handbook."""

import os

import pyphen
import pytest
from mini_repository import digests
from places import REPOSITORY, ROOTS
from projects import builder_of, clear_away, maker
from shared import made_once
from sphinx import locale

from publishing.translation.catalogs import catalog

#: The patterns that pyphen has by itself.
SHIPPED = dict(pyphen.LANGUAGES)


def pytest_addoption(parser):
    parser.addoption('--renew-pictures', action='store_true', help='keep the pages of today as tests/pictures')
    parser.addoption('--long', action='store_true', help='also the long form of tests that draw what they try')
    parser.addoption('--renew-tables', action='store_true', help='write the tables in docs/ anew from the code')
    parser.addoption('--case', default='', help='one damaged file by its name, such as termbase:cut:0')


@pytest.fixture(autouse=True, scope='module')
def _words_of_no_other_module():
    """Forget language and word breaks of the builds before: Sphinx and pyphen keep them for the whole process."""
    locale.translators.clear()
    pyphen.LANGUAGES.clear()
    pyphen.LANGUAGES.update(SHIPPED)  # a dictionary of a build is gone with the folder of its test


@pytest.fixture(autouse=True)
def _catalogs_of_no_other_test():
    """Forget what was read and found out: a test may change the rules by which that is done."""
    catalog.KEPT.clear()


@pytest.fixture
def make_app(tmp_path):
    """Return ``make_app(root, builder='html', language=None, confoverrides=None, change=None, **options)``.

    It copies ``tests/roots/test-<root>``, or takes the folder that ``root`` is, and returns an application ready for
    ``.build()``. ``change`` is called with the folder before Sphinx reads it; the options are those of
    ``SphinxTestApp``. One application lives at a time: build it before the next one is made.
    """
    yield maker(tmp_path)
    clear_away()


@pytest.fixture(scope='module')
def make_shared_app(tmp_path_factory):
    """Return the same as ``make_app`` for applications that a whole module shares."""
    yield maker(tmp_path_factory.mktemp('roots'))
    clear_away()


@pytest.fixture
def build_app(make_app):
    """Return the same as ``make_app`` for an application that is built as it stands."""
    return builder_of(make_app)


@pytest.fixture(scope='module')
def build_shared_app(make_shared_app):
    """Return the same as ``build_app`` for applications that a whole module shares."""
    return builder_of(make_shared_app)


@pytest.fixture(scope='session')
def shared_folder(tmp_path_factory):
    """Return a folder of this run that all its processes use: pytest-xdist gives each a temporary folder of its own."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if 'PYTEST_XDIST_WORKER' in os.environ else base) / 'shared'
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope='session')
def build_once(shared_folder):
    """Return ``build_once(root, builder='html', language=None, epoch=None, **settings)``.

    It builds a project once a run, without a warning, and returns the folder of what was built, in which nothing may
    be changed. ``epoch`` dates the edition, in seconds.
    """

    def build(root, builder='html', language=None, epoch=None, **settings):
        def make(folder):
            app = builder_of(maker(folder))(root, builder, language, settings)
            clear_away()
            locale.translators.clear()  # as where another process has built it
            assert app.warning.getvalue() == ''

        with pytest.MonkeyPatch.context() as patch:
            if epoch:
                patch.setenv('SOURCE_DATE_EPOCH', epoch)
            inputs = root, digests(ROOTS / f'test-{root}'), os.environ.get('SOURCE_DATE_EPOCH')
            key = repr((*inputs, builder, language, sorted(settings.items())))
            return made_once(shared_folder, key, make) / f'{root}-0' / '_build' / builder

    return build


@pytest.fixture(scope='session')
def book_stylesheet():
    """Return the print style sheet of the handbook."""
    return REPOSITORY / 'theme' / 'print' / 'book.css'
