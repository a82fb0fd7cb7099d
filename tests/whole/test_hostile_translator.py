"""What passes as a translator's words is words in every output, and what does not is named by ``make check``."""

import hostile_translations as messages
import polib
import pytest
from active import of_epub, of_pages, of_pdf, of_tree
from hostile_catalogs import HEAD
from lxml import html
from mini_repository import make_repository, publishing
from web_pages import page, words

from publishing.translation.catalogs.form import entry_text

ROWS = (*messages.ADDRESSES, *messages.MARKUP)
INERT = [row for row in ROWS if row.must == messages.WORDS]
REFUSED = [row for row in ROWS if row.must != messages.WORDS]
SECRET = 'xyzzy-outside'
#: Where the English of the small handbook leads.
HOSTS = {'https://example.org', 'https://creativecommons.org', 'https://weasyprint.org', '://'}
SOURCE = (
    '@misc{port2020, title = {Port}, author = {Liepa, Anna}, year = {2020}, url = {https://example.org/p}, '
    'urldate = {2024-01-01}, note = {in English}}\n'
)


def chapter(rows):
    """Return a page with the English of ``rows``, each where it says."""
    blocks = [messages.PLACES[row.place].format('{}').replace('{}', row.original, 1) for row in rows]
    head, foot = '(gate)=\n# The gate\n\nThe port is big.[^size]', '[^size]: A note.\n\n```{bibliography}\n```\n'
    return '\n\n'.join([head, *blocks, foot])


def catalog(rows):
    """Return the catalog of that page."""
    entries = (
        f'{row.comment}\n{entry_text(polib.POEntry(msgid=row.original, msgstr=row.translation))}' for row in rows
    )
    return HEAD + '\n'.join(entries)


def write(root, rows):
    (root / 'handbook' / 'gate.md').write_text(chapter(rows), encoding='utf-8')
    (root / 'locales' / 'lv' / 'LC_MESSAGES' / 'gate.po').write_text(catalog(rows), encoding='utf-8')


@pytest.mark.parametrize(
    ('text', 'kind'),
    [
        ('<p onclick="x">', 'onclick'),
        ('<script>x</script>', 'script'),
        ('<a href="java\nscript:x">', 'address'),
        ('<img src="//evil.example/x">', 'address'),
        ('<a href="/etc/passwd">', 'outside'),
        ('<meta http-equiv="refresh">', 'http-equiv'),
        ('<p style="background:url(x)">', 'style'),
        ('<form>', 'form'),
    ],
)
def test_what_does_something_is_seen(text, kind):
    assert kind in {one for one, _text in of_tree(html.fragment_fromstring(f'<div>{text}</div>'))}


@pytest.fixture(scope='module')
def repository(tmp_path_factory):
    """Return a small repository with a page of every trick that is but words, beside a file that none may reach."""
    root = make_repository(tmp_path_factory.mktemp('hostile') / 'a' / 'handbook')
    for folder in (root, root.parent):
        for name in ('secret.txt', 'secret.md', 'secret.svg'):
            (folder / name).write_text(SECRET, encoding='utf-8')
    (root / 'handbook' / 'references.bib').write_text(SOURCE, encoding='utf-8')
    index = root / 'handbook' / 'index.md'
    index.write_text(index.read_text(encoding='utf-8').replace('harbour\n```', 'harbour\ngate\n```'), encoding='utf-8')
    interface = root / 'locales' / 'lv' / 'LC_MESSAGES' / 'sphinx.po'
    file = polib.pofile(str(interface), wrapwidth=0)
    for row in messages.INTERFACE:
        if row.must == messages.WORDS:
            file.find(row.original).msgstr = row.translation
    file.save()
    write(root, INERT)
    return root


@pytest.fixture(scope='module')
def built(repository):
    """Return the folder of the built site."""
    for form in ('html', 'pdf', 'epub'):
        result = publishing(repository, 'build', form, 'lv')
        assert result.returncode == 0, result.stderr
    return repository / 'build' / 'site'


def test_words_reach_the_page_as_words(built):
    shown = words(page(built / 'lv', 'gate.html').xpath('//*[@role="main"]')[0])
    assert [row.name for row in INERT if row.place in ('paragraph', 'item', 'cell') and row.name in shown] == []
    for text in ('<script>alert(x)</script>', '{{ env.app.config }}', 'https://evil.example/', '(javascript:alert(1))'):
        assert text in shown
    assert 'onclick=' in words(page(built / 'lv', 'genindex.html'))


def _foreign(found):
    return {one for one in found if one[0] == 'address' and one[1] not in HOSTS}


def test_web_pages_do_what_a_page_without_tricks_does(built):
    pages = of_pages(built / 'lv')
    assert {'gate.html', 'genindex.html', 'search.html', 'index.html'} <= pages.keys()
    for name, found in pages.items():
        assert _foreign(found) == set(), name
    kinds = {one for one in pages['gate.html'] if one[0] not in ('address', 'style')}
    assert kinds <= {one for name, found in pages.items() if name != 'gate.html' for one in found}
    assert {one for one in kinds if one[0].startswith('on')} == set()
    assert not any('url(' in text or 'position' in text for kind, text in pages['gate.html'] if kind == 'style')


def test_epub_does_what_a_page_without_tricks_does(built):
    pages = of_epub(next((built / 'downloads').glob('*.epub')))
    [gate] = [name for name in pages if name.endswith('gate.xhtml')]
    for name, found in pages.items():
        assert _foreign(found) == set(), name
        assert {kind for kind, _text in found if kind.startswith('on') or kind in ('script', 'iframe', 'form')} == set()
    assert {kind for kind, _text in pages[gate]} <= {'address', 'style', 'outside'}


def test_pdf_leads_where_the_english_does_and_runs_nothing(built):
    for path in (built / 'downloads').glob('*.pdf'):
        found = of_pdf(path)
        assert {kind for kind, _host in found} <= {'/URI', '/OpenAction'}, path.name
        assert {host for kind, host in found if kind == '/URI'} <= HOSTS, path.name


def test_nothing_from_outside_is_in_what_was_built(built):
    for path in built.rglob('*'):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path


def test_check_names_every_refused_message(repository):
    write(repository, REFUSED)
    try:
        result = publishing(repository, 'check', 'lv')
    finally:
        write(repository, INERT)
    assert result.returncode == 1
    assert 'Traceback' not in result.stderr
    lines = [line for line in (result.stdout + result.stderr).splitlines() if 'gate.po' in line]
    text, missed = catalog(REFUSED), []
    for row in REFUSED:
        at = text[: text.index(row.original.replace('"', '\\"'))].count('\n') + 1
        if not any(f'gate.po:{line}:' in found for line in range(at, at + 12) for found in lines):
            missed.append(row.name)
    assert missed == []
