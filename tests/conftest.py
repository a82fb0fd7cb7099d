"""What several test modules share: projects built from ``tests/roots``, and a look into finished PDFs."""

import shutil
from pathlib import Path

import pytest
from sphinx import locale
from sphinx.testing.util import SphinxTestApp

ROOTS = Path(__file__).parent / 'roots'


def pytest_addoption(parser):
    parser.addoption('--renew-pictures', action='store_true', help='keep the pages of today as tests/pictures')


@pytest.fixture(autouse=True, scope='module')
def _words_of_no_other_module():
    """Forget the interface language of the builds before: Sphinx keeps it for the whole process."""
    locale.translators.clear()


def _maker(folder: Path, apps: list[SphinxTestApp]):
    def make(root_name, builder='html', language=None, confoverrides=None):
        source = folder / f'{root_name}-{len(apps)}'
        shutil.copytree(ROOTS / f'test-{root_name}', source)
        overrides = dict(confoverrides or {})
        if language:
            overrides['language'] = language
        app = SphinxTestApp(builder, source, confoverrides=overrides)
        apps.append(app)
        return app

    return make


@pytest.fixture
def make_app(tmp_path):
    """Return ``make_app(root_name, builder='html', language=None, confoverrides=None)``.

    It copies ``tests/roots/test-<root_name>`` and returns an application ready for ``.build()``.
    """
    apps: list[SphinxTestApp] = []
    yield _maker(tmp_path, apps)
    for app in apps:
        app.cleanup()


@pytest.fixture(scope='module')
def make_shared_app(tmp_path_factory):
    """Return the same as ``make_app`` for applications that a whole module shares."""
    apps: list[SphinxTestApp] = []
    yield _maker(tmp_path_factory.mktemp('roots'), apps)
    for app in apps:
        app.cleanup()


@pytest.fixture(scope='session')
def book_stylesheet():
    """Return the print style sheet of the handbook."""
    return Path(__file__).parent.parent / 'theme' / 'print' / 'book.css'
