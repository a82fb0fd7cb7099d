"""The theme on a site that is no book: captions in the contents, listings, no index where nothing is in it."""

import pytest
from browser import opened
from PIL import Image
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
        Image.new('RGB', (2000, 100), 'navy').save(folder / 'wide.png')
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


def test_no_line_tears_an_option(built):
    out = built('Run `wsl --install -d Ubuntu tests/a-b.py --with-a-name-that-is-wider-than-telephones`.')
    kept = [words(one) for one in find(page(out), 'code .unbroken')]
    assert kept == ['--install', '-d'], 'words of a path may go on in the next line'
    assert '.unbroken { white-space: nowrap;' in (out / '_static' / 'handbook.css').read_text(encoding='utf-8')


#: Opens the page as wide as a telephone, and writes how wide what is on it is.
MEASURE = """<!DOCTYPE html><pre id="out"></pre><iframe width="360" height="700" src="PAGE"></iframe><script>
const frame = document.querySelector("iframe");
frame.addEventListener("load", () => {
  const page = frame.contentDocument;
  const picture = page.querySelector("article img").getBoundingClientRect();
  document.getElementById("out").textContent = [page.documentElement.scrollWidth, picture.right <= 360].join();
});
</script>"""


def test_a_wide_picture_is_no_wider_than_the_text(built, tmp_path):
    """Also one that stands in a paragraph, as ``![…](wide.png)`` does, and not in a figure."""
    out, measure = built('![A wide picture](wide.png)'), tmp_path / 'measure.html'
    measure.write_text(MEASURE.replace('PAGE', (out / 'index.html').as_uri()), encoding='utf-8')
    shown, _console = opened(measure.as_uri(), tmp_path, '--hide-scrollbars', '--allow-file-access-from-files')
    assert shown.get_element_by_id('out').text == '360,true'
