"""The guides as a site and a PDF: every page in the contents, no dead link, bookmarks; the last good ones stay."""

import re
from pathlib import Path
from urllib.parse import unquote

import pypdf
import pytest
from places import REPOSITORY
from sphinx.testing.util import SphinxTestApp
from web_pages import find, page, words

from publishing.core.findings import FindingsError
from publishing.pipeline import guides

PAGES = {path.relative_to(guides.SOURCE).with_suffix('').as_posix() for path in guides.SOURCE.rglob('*.md')} - {'index'}


@pytest.fixture(scope='module')
def built(tmp_path_factory):
    """Build ``docs/`` as it stands; return for each format the application and what it said."""
    found = {}
    for form in guides.FORMATS:
        app = SphinxTestApp(form, guides.SOURCE, builddir=tmp_path_factory.mktemp(form))
        try:
            app.build()
        finally:
            app.cleanup()
        found[form] = app, app.warning.getvalue()
    return found


@pytest.fixture(scope='module')
def site(built):
    return Path(built['html'][0].outdir)


@pytest.fixture(scope='module')
def book(built):
    [path] = Path(built['pdf'][0].outdir).glob('*.pdf')
    return pypdf.PdfReader(path)


@pytest.mark.parametrize('form', guides.FORMATS)
def test_nothing_is_found_fault_with(built, form):
    assert built[form][1] == ''


def test_every_page_is_in_the_contents_once(site):
    assert sorted(link.get('href') for link in find(page(site), 'nav.contents li > a')) == sorted(
        f'{name}.html' for name in PAGES
    )


def test_the_three_doors_are_on_the_start_page(site):
    shown = page(site)
    assert [words(one).rstrip('¶') for one in find(shown, 'article h2')][1:4] == [
        'I write',
        'I translate',
        'I maintain',
    ]
    assert [words(one) for one in find(shown, 'nav.contents .caption')] == [
        'For authors',
        'For translators',
        'For maintainers',
    ]


def test_no_link_of_the_site_is_dead(site):
    pages = {path: page(path.parent, path.name) for path in site.rglob('*.html')}
    anchors = {path: {one.get('id') for one in tree.iter() if one.get('id')} for path, tree in pages.items()}
    dead, inside = [], 0
    for path, tree in pages.items():
        for link in tree.xpath('//a/@href | //img/@src | //link/@href | //script/@src'):
            if re.match(r'[a-z]+:', link) or link == 'handbook-guides.pdf' or link.endswith('/handbook-guides.pdf'):
                continue
            name, _, anchor = unquote(link.partition('?')[0]).partition('#')
            target = (path.parent / name).resolve() if name else path
            inside += bool(anchor)
            if not target.is_file() or (anchor and anchor not in anchors[target]):
                dead.append(f'{path.relative_to(site)}: {link}')
    assert dead == []
    assert inside > 100


def test_links_between_guides_lead_to_their_headings(site):
    [link] = page(site, 'developers.html').xpath('//a[contains(., "make pins")]/@href')
    assert link == 'maintenance.html#update-the-pinned-packages'


def test_files_of_the_repository_are_there_to_take(site):
    found = {
        Path(link).name: site / link for link in page(site).xpath('//article//a[contains(@href, "_downloads/")]/@href')
    }
    for name in ('CHANGELOG.md', 'THIRD-PARTY.md', 'termbase.csv'):
        assert found[name].is_file()


def test_the_pdf_has_a_bookmark_for_each_page_and_section(book):
    outline = [one if isinstance(one, list) else one.title for one in book.outline]
    texts = [(guides.SOURCE / f'{name}.md').read_text(encoding='utf-8') for name in PAGES]
    assert {re.search(r'^# +(.+)$', text, re.MULTILINE)[1] for text in texts} <= {str(one) for one in outline}
    below = outline[outline.index('I maintain') + 1]
    assert 'How data flows' in [one.title for one in below if not isinstance(one, list)]


def test_the_pdf_is_tagged_and_has_its_title(book):
    assert book.metadata.title == 'Handbook guides'
    assert book.trailer['/Root']['/MarkInfo']['/Marked']
    assert len(book.pages) > 80


def test_links_of_the_pdf_lead_into_it_or_to_the_web(book):
    actions = [note.get_object().get('/A', {}) for one in book.pages for note in one.get('/Annots', [])]
    addresses = [action['/URI'] for action in actions if '/URI' in action]
    assert addresses and all(re.match(r'(https?|mailto):', address) for address in addresses)


# The command


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Two guides in a folder of their own, and places to build them."""
    source = tmp_path / 'docs'
    source.mkdir()
    conf = (
        f"import sys\nsys.path.insert(0, {str(REPOSITORY)!r})\nproject = 'Small'\npdf_print = False\n"
        "extensions = ['publishing.core', 'myst_parser', 'publishing.pdf']\n"
    )
    (source / 'conf.py').write_text(conf, encoding='utf-8')
    (source / 'index.md').write_text('# Small\n\nWords of today.\n', encoding='utf-8')
    for name, value in {'SOURCE': source, 'TARGET': tmp_path / 'out', 'WORK': tmp_path / 'work'}.items():
        monkeypatch.setattr(guides, name, value)
    return source


def test_a_fault_leaves_the_last_good_guides(small):
    said = []
    assert [path.name for path in guides.build(said.append)] == ['index.html', 'small.pdf']
    assert said == ['guides, html', 'guides, pdf']
    before = {path: path.read_bytes() for path in guides.TARGET.rglob('*') if path.is_file()}
    assert guides.TARGET / 'small.pdf' in before
    assert not {'objects.inv', '.buildinfo'} & {path.name for path in before}
    (small / 'index.md').write_text('# Small\n\n[Gone](gone.md).\n', encoding='utf-8')
    with pytest.raises(FindingsError) as stopped:
        guides.build(said.append)
    first = stopped.value.findings[0]
    assert (Path(first.path).name, first.line) == ('index.md', 3)
    assert re.search('"gone.md".*; expected .*\\. ', str(first)), first
    assert len({str(one) for one in stopped.value.findings}) == len(stopped.value.findings), 'each is said once'
    assert {path: path.read_bytes() for path in guides.TARGET.rglob('*') if path.is_file()} == before


def test_a_link_among_the_guides_is_refused_unread(small):
    (small / 'more.md').symlink_to('/etc/hostname')
    with pytest.raises(FindingsError) as stopped:
        guides.build(lambda text: None)
    assert 'more.md' in str(stopped.value.findings[0])
