"""A Sphinx in a process of its own hands over its findings as they are."""

import pytest
from places import REPOSITORY

from publishing.core import sphinx_apart
from publishing.core.findings import Code, Finding

CONF = """
from sphinx.util import logging
log = logging.getLogger(__name__)
def check(app, tree):
    log.warning('a.md:1: WARNING: words: [handbook.link]', location=('index', 1))
    log.warning('alt', type='handbook', subtype='alt-text', location=('index', 2))
    log.warning('no place')
    print('{"and": "what else is printed"}')
def setup(app):
    app.connect('doctree-read', check)
"""


@pytest.fixture
def project(tmp_path):
    """A project of one page, in a folder with blanks and a colon in its name."""
    folder = tmp_path / 'x y: z'
    folder.mkdir()
    (folder / 'index.rst').write_text('Words\n=====\n', encoding='utf-8')
    return folder


def build(project):
    return sphinx_apart.build(['-b', 'html', '-q', project, project / 'out'], REPOSITORY)


def test_findings_come_back(project):
    (project / 'conf.py').write_text(CONF, encoding='utf-8')
    page = str(project / 'index.rst')
    assert build(project) == [
        Finding(page, 1, Code.MARKUP, 'a.md:1: WARNING: words: [handbook.link]'),
        Finding(page, 2, Code.ALT_TEXT, 'alt'),
        Finding('', None, Code.MARKUP, 'no place'),
    ]


@pytest.mark.parametrize(
    ('conf', 'words'),
    [
        ('extensions = ["no.such"]', 'Could not import extension no.such'),
        ('def setup(app):\n    1 / 0', 'division by zero'),
        ('import os\nos.write(2, b"lost power")\nos._exit(3)', 'lost power'),
    ],
)
def test_a_sphinx_that_stops_says_why(project, conf, words):
    (project / 'conf.py').write_text(conf, encoding='utf-8')
    with pytest.raises(sphinx_apart.SphinxApartError, match=words) as stopped:
        build(project)
    assert '\n' not in str(stopped.value)


def test_what_an_extension_has_both_said_and_raised_is_a_finding(project):
    conf = """
from sphinx.errors import ConfigError
from sphinx.util import logging

def stop(app):
    logger = logging.getLogger("sphinx.extension")
    for words in ("first", "one brace is lost"):
        logger.warning(words, type="handbook", subtype="citation", location="a.bib:3")
    raise ConfigError("a.bib:3: one brace is lost [handbook.citation]")

def setup(app):
    app.connect("builder-inited", stop)
"""
    (project / 'conf.py').write_text(conf, encoding='utf-8')
    with pytest.raises(sphinx_apart.SphinxApartError) as stopped:
        build(project)
    assert stopped.value.findings == [Finding('a.bib', 3, Code.CITATION, 'one brace is lost')]
