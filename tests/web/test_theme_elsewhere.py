"""The theme on a site that is no book: captions in the contents, listings, no index where nothing is in it."""

import pytest
from web_pages import find, page, words

INDEX = """# Guides

{text}

```
A line of code.
```

```{{toctree}}
:caption: For authors
:hidden:

write
```

```{{toctree}}
:caption: For others
:hidden:

read
```
"""


@pytest.fixture
def built(tmp_path, build_app):
    """Return a function that builds a site with a text on its start page."""

    def build(text):
        conf = "project = 'Guides'\nextensions = ['myst_parser', 'publishing.web']\nhtml_theme = 'handbook'\n"
        folder = tmp_path / 'guides'
        folder.mkdir()
        (folder / 'conf.py').write_text(conf, encoding='utf-8')
        (folder / 'index.md').write_text(INDEX.format(text=text), encoding='utf-8')
        for name in ('write', 'read'):
            (folder / f'{name}.md').write_text(f'# I {name}\n\nText.\n', encoding='utf-8')
        app = build_app(folder, 'html')
        assert app.warning.getvalue() == ''
        return app.outdir

    return build


def test_captions_stand_over_their_pages(built):
    out = built('Text.')
    contents = find(page(out), 'nav.contents')[0]
    assert [(words(one), words(one.getnext())) for one in find(contents, '.caption')] == [
        ('For authors', 'I write'),
        ('For others', 'I read'),
    ]
    css = (out / '_static' / 'handbook.css').read_text(encoding='utf-8')
    assert '.contents .caption {' in css, 'or it has the distances of a paragraph of the text'


def test_an_index_without_an_entry_is_not_linked(built):
    assert find(page(built('Text.')), 'nav.contents a[href="genindex.html"]') == []


def test_an_index_with_an_entry_is_linked(built):
    out = built('```{index} harbour\n```\n\nText.')
    assert [words(one) for one in find(page(out), 'nav.contents a[href="genindex.html"]')] == ['Index']


def test_who_has_no_mouse_can_scroll_listings(built):
    [listing] = find(page(built('Text.')), 'div.highlight > pre')
    assert listing.get('tabindex') == '0'
