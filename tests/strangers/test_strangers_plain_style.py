"""The plain style sets what ordinary projects have: long names, tall pictures, listings, tabs, cards, themes' pairs.

Tabs and cards stand here as HTML with the classes that sphinx-design writes, since it is not installed for the tests.
"""

import re

import pypdf
import pytest

PAGES = {
    'conf.py': "project = 'Stranger'\nextensions = ['publishing.pdf']\nhtml_codeblock_linenos_style = 'table'\n",
    'index.rst': 'Book\n====\n\n.. toctree::\n\n   tables\n   pictures\n   code\n   tabs\n',
    'tables.rst': """Tables
======

.. list-table::
   :class: wide
   :header-rows: 1

   * - FIRSTCELL
     - Second
   * - one
     - two

.. list-table::
   :widths: 5 5 25
   :header-rows: 1

   * - Parameter
     - Sample
     - Description
   * - ``berthing_options_all_quays_open_capacity_trigger``
     - BERTHING_CAPACITY_EXCEEDED
     - LASTCOLUMN

.. list-table::
   :widths: 20 80
   :header-rows: 1

   * - HEADROW
     - Text
   * - a
     - %s
""",
    'pictures.rst': 'Pictures\n========\n\n.. image:: tall.svg\n   :alt: tall\n\nBELOW.\n',
    'code.rst': 'Code\n====\n\nListing\n-------\n\n.. code-block:: python\n   :linenos:\n   :caption: CAPTION\n\n%s',
    'tabs.rst': """Tabs
====

.. raw:: html

   <div class="sd-tab-set"><input checked id="a" name="s" type="radio"><label class="sd-tab-label" for="a">LINUX</label>
   <div class="sd-tab-content"><p>TABA</p></div><input id="b" name="s" type="radio">
   <label class="sd-tab-label" for="b">MAC</label><div class="sd-tab-content"><p>TABB</p></div></div>
   <div class="sd-card"><div class="sd-card-body"><div class="sd-card-title">CARDTITLE</div><p>CARDWORDS</p></div>
   <a class="sd-stretched-link sd-hide-link-text" href="https://example.org/"><span>HIDDEN</span></a></div>
   <p class="only-light">LIGHT</p><p class="only-dark">DARK</p>
""",
}
TALL = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="2000"><rect width="300" height="2000"/></svg>'


@pytest.fixture(scope='module')
def built(build_shared_app, tmp_path_factory):
    """The text of each page of the PDF, and what the build said."""
    folder = tmp_path_factory.mktemp('plain')
    lines = ''.join(f'   value_{number} = {number}\n' for number in range(90))
    for name, text in PAGES.items():
        many = {'tables.rst': 'word ' * 2500, 'code.rst': lines}.get(name)
        (folder / name).write_text(text % many if many else text, encoding='utf-8')
    (folder / 'tall.svg').write_text(TALL, encoding='utf-8')
    app = build_shared_app(folder, 'pdf', None, {'pdf_print': False})
    pages = [page.extract_text() for page in pypdf.PdfReader(app.outdir / 'stranger.pdf').pages]
    return pages, app.warning.getvalue()


def test_nothing_is_cut_or_too_wide(built):
    assert 'handbook.overflow' not in built[1]
    assert 'handbook.layout' not in built[1]


def test_a_row_longer_than_a_page_goes_on_at_the_next(built):
    """And the layout comes to an end: with ``overflow-wrap: anywhere`` WeasyPrint 70 makes pages for ever."""
    counts = [page.count('word') for page in built[0]]
    assert sum(counts) == 2500
    assert sum(count > 50 for count in counts) >= 2
    assert all('HEADROW' in page for page, count in zip(built[0], counts, strict=True) if count > 50)


def test_a_tall_picture_leaves_room_for_text(built):
    (page,) = [page for page in built[0] if 'BELOW.' in page]
    assert page.startswith('Pictures')
    assert 'Code' not in page


def test_a_listing_with_numbers_follows_its_caption(built):
    (page,) = [page for page in built[0] if 'CAPTION' in page]
    assert 'value_0 =' in page
    assert 'Listing' in page


def test_tabs_and_cards_show_everything_and_nothing_hidden(built):
    text = re.sub(r'\s+', ' ', '\n'.join(built[0]))
    for words in ('LINUX TABA', 'MAC TABB', 'CARDTITLE CARDWORDS', 'LIGHT'):
        assert words in text
    assert 'HIDDEN' not in text
    assert 'DARK' not in text
