"""Links to Markdown files that are no pages lead to the files."""

import pytest
from lxml import html

INDEX = """# Guides

[A page](page.md#inside), [news](../NEWS.md), [a part of them](../NEWS.md#part), [left out](drafts/draft.md) and
[nothing](../GONE.md).

```{toctree}
page
```
"""


@pytest.fixture
def guides(tmp_path):
    """Return a folder of guides in a repository with files beside it."""
    folder = tmp_path / 'repository' / 'guides'
    (folder / 'drafts').mkdir(parents=True)
    conf = "extensions = ['myst_parser', {}]\nexclude_patterns = ['drafts']\nmyst_heading_anchors = 2\n"
    (folder / 'conf.py').write_text(conf.format("'publishing.text.files_beyond'"), encoding='utf-8')
    (folder / 'index.md').write_text(INDEX, encoding='utf-8')
    (folder / 'page.md').write_text('# Page\n\n## Inside\n\nText.\n', encoding='utf-8')
    (folder / 'drafts' / 'draft.md').write_text('# Draft\n', encoding='utf-8')
    (folder.parent / 'NEWS.md').write_text('# News\n\n## Part\n', encoding='utf-8')
    return folder


def links(app):
    page = html.fromstring((app.outdir / 'index.html').read_text(encoding='utf-8'))
    [text] = page.xpath('//p[contains(., "left out")]')
    return {link.text_content(): link.get('href') for link in text.iter('a')}


def test_a_file_that_is_no_page_is_a_download(guides, build_app):
    app = build_app(guides, 'html')
    found = links(app)
    assert found['A page'] == 'page.html#inside'
    for words, name in {'news': 'NEWS.md', 'a part of them': 'NEWS.md', 'left out': 'draft.md'}.items():
        assert found[words].endswith(f'/{name}')
        assert (app.outdir / found[words]).read_text(encoding='utf-8').startswith('# ')
    said = app.warning.getvalue()
    assert said.count('WARNING') == 1
    assert 'GONE' in said, 'what is nowhere is still said'


def test_without_it_each_is_a_warning(guides, build_app):
    conf = guides / 'conf.py'
    conf.write_text(conf.read_text(encoding='utf-8').replace(", 'publishing.text.files_beyond'", ''), encoding='utf-8')
    assert build_app(guides, 'html').warning.getvalue().count('WARNING') == 4
