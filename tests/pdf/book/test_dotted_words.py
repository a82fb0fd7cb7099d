"""A line may begin with a word that begins with a dot: Pango ends none before it, however long it becomes."""

import pytest
from lxml import html

from publishing.pdf.book import long_words

HERE = '\N{ZERO WIDTH SPACE}'


@pytest.mark.parametrize(
    ('source', 'freed'),
    [
        ('<p>a .po file</p>', f'<p>a {HERE}.po file</p>'),
        ('<p><code>a.icc</code>, <code>.name</code></p>', f'<p><code>a.icc</code>, {HERE}<code>.name</code></p>'),
        ('<p>a <a><code>.po</code></a></p>', f'<p>a {HERE}<a><code>.po</code></a></p>'),
        ('<p>a.po, end. .. And … so on .</p>', '<p>a.po, end. .. And … so on .</p>'),
        ('<p>a<code>.po</code></p>', '<p>a<code>.po</code></p>'),
        ('<div>a <p>.po</p></div>', '<div>a <p>.po</p></div>'),
        ('<pre>a .po</pre>', '<pre>a .po</pre>'),
        ('<p>a <svg><text>.5 .6</text></svg> .po</p>', f'<p>a <svg><text>.5 .6</text></svg> {HERE}.po</p>'),
    ],
)
def test_where_a_line_may_begin(source, freed):
    body = html.fragment_fromstring(source, create_parent='div')
    long_words.free_dots(body)
    assert html.tostring(body, encoding='unicode') == f'<div>{freed}</div>'


@pytest.fixture(scope='module')
def said(build_shared_app, tmp_path_factory):
    """What a build says of a table with names that begin with dots in a narrow column."""
    folder = tmp_path_factory.mktemp('dots')
    (folder / 'conf.py').write_text("project = 'Dots'\nextensions = ['publishing.pdf']\n", encoding='utf-8')
    names = ', '.join(f'``.{name}``' for name in ('berthing', 'mooring', 'pilotage', 'anchorage', 'harbourmaster'))
    table = f'.. list-table::\n   :widths: 30 70\n\n   * - {names}\n     - {"what they mean " * 5}\n'
    (folder / 'index.rst').write_text(f'Dots\n====\n\n{table}', encoding='utf-8')
    return build_shared_app(folder, 'pdf', None, {'pdf_print': False}).warning.getvalue()


def test_names_with_dots_fit_their_column(said):
    assert 'handbook.overflow' not in said
