"""Warnings of Sphinx, MyST, docutils and bibtex reach the planner in plain words, and all of them do."""

import re
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.errors import ConfigError, ExtensionError, SphinxError
from sphinx.util import logging
from sphinx.util.docutils import docutils_namespace

from publishing.core.findings import Code, Finding, FindingsError, shown_path
from publishing.core.plain_messages import collected, findings, stopped_by, warn
from publishing.core.rewording import RULES, missing_from_contents, reword

#: file, line, code, and words that must be in the message
EXPECTED = [
    ('chapter.md', 4, Code.MARKUP, 'the directive "figure" stands without'),
    ('chapter.md', 8, Code.MARKUP, 'there is no role "unknown-domain:role"'),
    ('chapter.md', 8, Code.CROSS_REFERENCE, 'the link leads to "#tbl-port"'),
    ('index.md', 2, Code.CROSS_REFERENCE, 'the label "contents" stands here and in '),
    ('index.md', 3, Code.CROSS_REFERENCE, 'the term "planning region" is explained twice'),
    ('index.md', 4, Code.CITATION, 'no source "kurzeme2015stratgy"'),
    ('index.md', 4, Code.CITATION, 'the nearest is "kurzeme2015strategy"'),
    ('index.md', 4, Code.CROSS_REFERENCE, 'the link leads to "#bus-line", but no label'),
    ('index.md', 4, Code.CROSS_REFERENCE, 'the link leads to "bus-line", but no label'),
    ('index.md', 4, Code.CROSS_REFERENCE, 'the file "nowhere.md"'),
    ('index.md', 4, Code.CROSS_REFERENCE, 'the page "elsewhere"'),
    ('index.md', 4, Code.CROSS_REFERENCE, 'no figure or table is named "fig-port"'),
    ('index.md', 4, Code.CROSS_REFERENCE, 'no term "planning regoin"'),
    ('index.md', 4, Code.CROSS_REFERENCE, 'the nearest is "planning region"'),
    ('index.md', 4, Code.MARKUP, 'there is no role "cit"'),
    ('index.md', 4, Code.MARKUP, 'the nearest is "cite"'),
    ('index.md', 4, Code.MARKUP, 'the footnote "one" has no text'),
    ('index.md', 10, Code.IMAGE_MISSING, 'no image file "missing.png"'),
    ('index.md', 12, Code.MARKUP, 'there is no directive "margn"'),
    ('index.md', 17, Code.MARKUP, 'the directive "note" has no option "nosuch"'),
    ('index.md', 22, Code.SOURCE_FORM, 'a heading of level 3 follows one of level 1'),
    ('index.md', 24, Code.MARKUP, 'no text calls this footnote'),
    ('index.md', 29, Code.CROSS_REFERENCE, 'the label "bus-lines" stands twice'),
    ('index.md', 40, Code.NOT_IN_CONTENTS, 'the contents list "chaptr"'),
    ('index.md', 40, Code.NOT_IN_CONTENTS, 'the nearest is "chapter"'),
    ('lonely.md', 1, Code.NOT_IN_CONTENTS, 'Add the line "lonely" to the toctree of '),
]


@pytest.fixture(scope='module')
def app(build_shared_app):
    return build_shared_app('messages', warningiserror=True)


@pytest.mark.parametrize(('file', 'line', 'code', 'words'), EXPECTED)
def test_wording(app, file, line, code, words):
    found = [
        finding
        for finding in findings(app)
        if Path(finding.path).name == file and finding.line == line and finding.code is code and words in finding.text
    ]
    assert len(found) == 1


def test_every_warning_has_a_plain_wording(app):
    """No message of the root falls through to Sphinx's own words."""
    assert [finding.text for finding in findings(app) if '(Sphinx:' in finding.text] == []


def test_nothing_is_hidden(app):
    printed = app.warning.getvalue().splitlines()
    assert len(printed) == len(findings(app)) == app._warncount == 24


def test_printed_form(app):
    for line in app.warning.getvalue().splitlines():
        assert re.search(r' \[handbook\.[a-z-]+\]$', line)
        assert 'WARNING' not in line
        assert 'ERROR' not in line
        assert '\x1b' not in line
    located = [line for line in app.warning.getvalue().splitlines() if line.startswith('/')]
    assert len(located) == 23  # one message of Sphinx has no place: the next one repeats it with its place
    assert all(re.match(r'[^:]+\.md(:\d+)?: ', line) for line in located)


def test_warnings_still_fail_a_strict_build(app):
    assert app.statuscode == 1


def test_findings_are_what_the_build_prints(app):
    assert all(isinstance(finding, Finding) for finding in findings(app))
    assert str(findings(app)[0]) == app.warning.getvalue().splitlines()[0]


def test_other_messages_pass_in_their_own_words(app):
    before = len(findings(app))
    log = logging.getLogger('tests')
    log.warning('the %s is 100%% broken', 'widget', type='widget', subtype='broken', location=('index', 7))
    log.warning('our own words', type='handbook', subtype='alt-text', location=('index', 8))
    log.warning('100% without arguments')
    shown = app.warning.getvalue().splitlines()[-3:]
    assert shown[0].endswith('index.md:7: the widget is 100% broken (Sphinx: widget.broken) [handbook.markup]')
    assert shown[1].endswith('index.md:8: our own words [handbook.alt-text]')
    assert shown[2] == '100% without arguments [handbook.markup]'
    assert [finding.code for finding in findings(app)[before:]] == [Code.MARKUP, Code.ALT_TEXT, Code.MARKUP]
    del findings(app)[before:]


def test_translated_passages_are_named(app):
    before = len(findings(app))
    logging.getLogger('tests').warning(
        'term not in glossary: %r', 'novads', type='ref', subtype='term', location='/x/index.md:12:<translated>:1'
    )
    assert str(findings(app)[-1]).startswith('/x/index.md:12: in the translation of this passage: the glossary has no')
    del findings(app)[before:]


def test_suppressed_warnings_stay_suppressed(build_app):
    app = build_app('messages', confoverrides={'suppress_warnings': ['ref', 'myst', 'docutils']})
    assert not any('the link leads' in finding.text for finding in findings(app))


@pytest.mark.parametrize(
    ('kind', 'message', 'code', 'words'),
    [
        (
            'bibtex.bibfile_error',
            'could not open bibtex file /a/b.bib.',
            Code.CITATION,
            'file /a/b.bib cannot be opened',
        ),
        ('bibtex.bibfile_data_error', 'bibliography data error in /a/b.bib: twice', Code.CITATION, '(twice)'),
        (
            '',
            'Failed to create a cross reference. Any number is not assigned: fig-a',
            Code.CROSS_REFERENCE,
            'no number',
        ),
        (
            'ref.ref',
            "Failed to create a cross reference. A title or caption not found: 'a'",
            Code.CROSS_REFERENCE,
            '"a"',
        ),
        ('ref.class', 'py:class reference target not found: Foo', Code.CROSS_REFERENCE, '"Foo"'),
        ('myst.xref_missing', "local id not found in doc 'a': 'b'", Code.CROSS_REFERENCE, 'place named "b"'),
        ('myst.header', 'Document headings start at H2, not H1', Code.SOURCE_FORM, 'level 2'),
        ('toc.not_readable', "toctree contains reference to excluded document 'a'", Code.NOT_IN_CONTENTS, 'leave out'),
        ('toc.duplicate_entry', 'duplicated entry found in toctree: a', Code.NOT_IN_CONTENTS, '"a" twice'),
        ('download.not_readable', 'download file not readable: a.zip', Code.IMAGE_MISSING, 'download file "a.zip"'),
        ('widget', 'something else', Code.MARKUP, 'something else (Sphinx: widget)'),
    ],
)
def test_rules_without_a_place_in_the_root(app, kind, message, code, words):
    got, text = reword(app, kind, message)
    assert got is code
    assert words in text


def test_picture_that_lies_elsewhere_is_named(app):
    (Path(app.srcdir) / 'images' / 'maps').mkdir(parents=True)
    (Path(app.srcdir) / 'images' / 'maps' / 'Coast.png').write_bytes(b'')
    for name, place in (('images/coast.png', 'a file of this name is'), ('coasst.png', 'the nearest is')):
        text = reword(app, 'image.not_readable', f'image file not readable: {name}')[1]
        assert text.endswith(f'; {place} "/images/maps/Coast.png".')
    assert reword(app, 'image.not_readable', 'image file not readable: x.png')[1].endswith('or add the file.')


def test_page_of_a_kind_belongs_in_the_contents_that_list_its_kind(app, monkeypatch):
    includes = {'a/index': ['a/cases', 'a/tools'], 'a/cases': ['a/case-one', 'a/case-two'], 'a/tools': ['a/sheet-one']}
    monkeypatch.setattr(app.env, 'toctree_includes', includes)
    assert missing_from_contents(app, 'a/case-new').endswith('"case-new" to the toctree of ' + shown(app, 'a/cases'))
    assert missing_from_contents(app, 'a/sheet-new').endswith(shown(app, 'a/tools'))
    assert missing_from_contents(app, 'a/else').endswith(shown(app, 'a/index'))


def shown(app, page):
    return f'{shown_path(app.env.doc2path(page))}.'


def test_rules_say_what_was_expected():
    for rule in RULES:
        assert '; expected' in rule.text


@pytest.fixture
def make(tmp_path):
    """Return ``make(conf)``: it makes an application for one page and returns it with all it has found."""

    def make(conf):
        (tmp_path / 'conf.py').write_text(conf, encoding='utf-8')
        (tmp_path / 'index.rst').write_text('Words\n=====\n', encoding='utf-8')
        with collected() as found, docutils_namespace():
            places = (tmp_path, tmp_path, tmp_path / 'out', tmp_path / 'doctrees')
            app = Sphinx(*places, 'html', status=None, warning=None)
        return app, found

    return make


@pytest.mark.parametrize(
    ('text', 'location', 'path', 'line'),
    [
        ('words: with colons: many', 'a.md:3', 'a.md', 3),
        ('b.md:7: another place in the text', 'a.md:3', 'a.md', 3),
        ('b.md:7: a place in the text only', None, '', None),
        ('is [handbook.alt-text] in its text [handbook.alt-text]', 'a.md:3', 'a.md', 3),
        ('WARNING: 100% of it', 'a.md:3', 'a.md', 3),
        ('about the whole file', 'a.md:', 'a.md', None),
        ('a path with blanks', '/home/x y/a b.md:3', '/home/x y/a b.md', 3),
        ('a path with a colon', '/home/x: 4:5/a.md:3', '/home/x: 4:5/a.md', 3),
        ('Ignored `colour: red` at 2:3, unknown property; mend it.', None, '', None),
        ('page 9: the notes need more room.', None, '', None),
        ('a page', ('index', 7), 'index.rst', 7),
    ],
)
def test_a_finding_is_what_was_said(make, tmp_path, text, location, path, line):
    app, found = make('')
    warn(Code.LINK, text, location)
    path = str(tmp_path / path) if path == 'index.rst' else path
    assert found == [Finding(path, line, Code.LINK, text)]
    assert app._warning.getvalue() == f'{found[0]}\n'


def test_other_projects_have_the_words_of_sphinx(make):
    for conf, words in (
        ('', "undefined label: 'a' [ref.ref]"),
        ('extensions = ["publishing.core.plain_messages"]', 'the link leads to "a", but no label'),
    ):
        _app, found = make(conf)
        logging.getLogger('tests').warning('undefined label: %r', 'a', type='ref', subtype='ref', location='a.md:3')
        assert found[0].text.startswith(words)


def test_a_code_of_another_time(make):
    _app, found = make('')
    logging.getLogger('tests').warning('words', type='handbook', subtype='gone')
    assert found == [Finding('', None, Code.MARKUP, 'words')]


LOG = 'from sphinx.util import logging\nlog = logging.getLogger(__name__)\n'


def test_nothing_is_too_early_to_be_found(make):
    conf = f"""{LOG}
log.warning('of conf.py')
def setup(app):
    log.warning('of its %s', 'setup')
    app.setup_extension('publishing.core.plain_messages')  # too late for these, and nothing is found twice
    log.warning('of what comes later', location='a.md:3')
"""
    app, found = make(conf)
    assert [(finding.path, finding.line, finding.text) for finding in found] == [
        ('', None, 'of conf.py'),
        ('', None, 'while setting up extension conf.py: of its setup'),
        ('a.md', 3, 'while setting up extension conf.py: of what comes later'),
    ]
    assert findings(app) is found
    assert app._warning.getvalue() == ''.join(f'{finding}\n' for finding in found)


def test_an_application_that_cannot_be_made_has_said_what_it_found(make, tmp_path):
    (tmp_path / 'conf.py').write_text(f"{LOG}log.warning('before')\nextensions = ['no.such']\n", encoding='utf-8')
    with collected() as found, docutils_namespace(), pytest.raises(ExtensionError) as stopped:
        Sphinx(tmp_path, tmp_path, tmp_path / 'out', tmp_path / 'doctrees', 'html', status=None, warning=None)
    assert [finding.text for finding in found] == ['before']
    [finding] = stopped_by(stopped.value)
    assert finding.text == "Could not import extension no.such (exception: No module named 'no')"


def test_what_is_made_later_is_another_application(make):
    _app, found = make(f"{LOG}log.warning('words')")
    _other, others = make('')
    warn(Code.LINK, 'more')
    assert (len(found), len(others)) == (1, 1)


@pytest.mark.parametrize(
    ('error', 'texts'),
    [
        (ConfigError('one: thing [handbook.link]\n\n  \nand another'), ['one: thing [handbook.link]', 'and another']),
        (ConfigError(' '), ['ConfigError']),
        (SphinxError(), ['SphinxError']),
    ],
)
def test_an_error_that_stops_a_build_is_found(error, texts):
    assert stopped_by(error) == [Finding('', None, Code.MARKUP, text) for text in texts]


def test_an_error_hands_over_the_findings_it_has():
    class BothError(FindingsError, SphinxError):
        pass

    found = [Finding('x y: z/a.md', 3, Code.LINK, 'words')]
    assert stopped_by(BothError(found)) == found
    with pytest.raises(ConfigError) as caught:
        try:
            raise FindingsError(found)
        except FindingsError as error:
            raise ConfigError(str(error)) from error
    assert stopped_by(caught.value) == found
