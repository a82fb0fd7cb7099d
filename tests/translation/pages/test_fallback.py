"""What is not translated says so: its language, its mark, the line at the top; nothing where all is well."""

import functools
import re
import shutil

import pikepdf
import pytest
from web_pages import main, page, words

#: Each passage of the page that is left in English, by what holds it.
LEFT = {
    'p': ['A paragraph that nobody has “translated” yet.', 'North', 'A place for ships.'],
    'span': ['Untranslated heading', 'Quays of the port'],
}


@pytest.fixture(scope='module')
def built(build_once):
    """Return a function that builds the root once per builder and language and returns its output folder."""
    return functools.partial(build_once, 'fallback', language='lv')


def test_untranslated_passages_have_language_and_mark(built):
    body = main(built())
    for tag, texts in LEFT.items():
        marked = body.xpath(
            f'.//{tag}[@class="untranslated"][@lang="en"][not(ancestor::nav)]'
            '[not(ancestor::*[contains(@class, "toctree")])]'
        )
        assert [words(element) for element in marked] == texts


def test_changed_passage_is_told_from_one_never_translated(built):
    [changed] = main(built()).xpath('.//*[@class="outdated"]')
    assert (changed.get('lang'), words(changed)) == ('en', 'The ferry sails on Mondays and Tuesdays.')


def test_nothing_else_is_marked(built):
    body = main(built())
    assert {words(element) for element in body.xpath('.//*[@lang="en"]')} == {
        *LEFT['p'],
        *LEFT['span'],
        'The ferry sails on Mondays and Tuesdays.',
        'A page without a catalog',
        'Harbour of the north',
    }
    for text in ('Ostas un prāmji', 'Tulkota rindkopa.', 'Ventspils', '12.5', '14', 'Osta'):
        [element, *_rest] = [one for one in body.iter() if (one.text or '').strip() == text]
        assert not element.xpath('ancestor-or-self::*[@lang="en"]'), text


def test_label_of_a_drawing_and_its_table(built):
    body = main(built())
    assert [element.text for element in body.iter('text') if element.get('lang') == 'en'] == ['Harbour of the north']
    assert [words(element) for element in body.xpath('.//th[@lang="en"]')] == ['Harbour of the north']
    assert not body.xpath('.//*[local-name()="title"]/@lang')


def test_line_at_the_top_counts_and_links(built):
    [note] = main(built()).xpath('.//p[@class="fallback-note"]')
    assert note.getprevious().tag == 'h1'
    assert re.sub(r'[\d, ]+(?=;|$)', '', words(note).replace(': ', ':')) == (
        '6 vietas vēl nav tulkotas:;1 vieta mainīta pēc tulkošanas:'.replace(';', '; ')
    ), words(note)
    identifiers = [link.get('href')[1:] for link in note.iter('a')]
    assert [link.text for link in note.iter('a')] == list('1234567')
    document = main(built()).getroottree()
    assert all(len(document.xpath(f'//*[@id="{identifier}"]')) == 1 for identifier in identifiers)


def test_no_identifier_stands_twice(built):
    identifiers = main(built()).getroottree().xpath('//@id')
    assert len(identifiers) == len(set(identifiers))


def test_page_without_a_catalog_says_so_without_links(built):
    body = main(built(), 'english.html')
    [note] = body.xpath('.//p[@class="fallback-note"]')
    assert words(note) == 'Šī lapa vēl nav tulkota.' and not note.xpath('.//a')
    assert words(body.xpath('.//h1/span[@lang="en"]')[0]) == 'A page without a catalog'


def test_complete_page_and_source_language_say_nothing(built):
    complete = main(built(), 'complete.html')
    assert not complete.xpath('.//*[@lang] | .//*[contains(@class, "fallback-note")]')
    assert 'fallback-note' not in (built(language='en') / 'index.html').read_text(encoding='utf-8')
    assert 'class="untranslated"' not in (built(language='en') / 'index.html').read_text(encoding='utf-8')


def test_sources_may_be_in_another_language(built):
    text = (built(language='lv', fallback_language='lv') / 'index.html').read_text(encoding='utf-8')
    assert 'fallback-note' not in text


def test_english_keeps_english_quotation_marks(built):
    assert '“translated”' in words(main(built()))


@pytest.mark.parametrize(
    ('count', 'text'),
    [
        (1, '1 vieta vēl nav tulkota'),
        (2, '2 vietas vēl nav tulkotas'),
        (11, '11 vietas vēl nav tulkotas'),
        (21, '21 vieta vēl nav tulkota'),
    ],
)
def test_plural_forms(make_app, count, text):
    app = make_app('fallback', language='lv')
    paragraphs = '\n\n'.join(f'Paragraph number {"x" * number}.' for number in range(1, count + 1))
    (app.srcdir / 'complete.md').write_text(f'# Complete\n\n{paragraphs}\n', encoding='utf-8')
    app.build()
    [note] = main(app.outdir, 'complete.html').xpath('.//p[@class="fallback-note"]')
    assert words(note).startswith(f'{text}:')


def test_a_saved_catalog_is_seen_by_the_next_build(build_app):
    app = build_app('fallback', language='lv', confoverrides={'gettext_auto_build': False})
    path = app.srcdir / 'locales' / 'lv' / 'LC_MESSAGES' / 'complete.po'
    assert str(path) in {str((app.srcdir / name).resolve()) for name in app.env.dependencies['complete']}


def test_other_builders_show_no_note(built, build_app):
    text = (built('text') / 'index.txt').read_text(encoding='utf-8')
    assert 'nav tulkotas' not in text and 'Untranslated heading' in text
    app = build_app('fallback', 'gettext', 'lv')
    assert 'Untranslated heading' in (app.outdir / 'index.pot').read_text(encoding='utf-8')


def structure(element, found):
    """Collect (tag, language) below a tag of a PDF."""
    for kid in element.get('/K', []) if isinstance(element.get('/K'), pikepdf.Array) else []:
        if isinstance(kid, pikepdf.Dictionary) and '/S' in kid:
            if '/Lang' in kid:
                found.append((str(kid['/S']), str(kid['/Lang'])))
            structure(kid, found)


def test_tags_of_the_pdf_carry_the_language(built):
    folder = built('pdf')
    book = page(folder, 'book.html')
    assert len(book.xpath('//p[@class="fallback-note"]')) == 2
    assert book.xpath('//span[@class="contents-title"][@lang="en"]/text()') == ['A page without a catalog']
    with pikepdf.open(folder / 'fallback.pdf') as pdf:
        assert str(pdf.Root.Lang) == 'lv'
        found = []
        structure(pdf.Root.StructTreeRoot, found)
        assert {language for _tag, language in found} == {'en'}
        assert {'/P', '/Span'} <= {tag for tag, _language in found}


def test_epub_carries_both_attributes(build_app):
    app = build_app(
        'fallback',
        'epub',
        'lv',
        {
            'extensions': [
                'myst_parser',
                'publishing.translation.pages.extraction',
                'publishing.figures.charts',
                'publishing.pdf',
                'publishing.translation.pages.fallback',
                'publishing.epub',
            ],
            'version': '1',
            'copyright': '2026',
        },
    )
    text = (app.outdir / 'index.xhtml').read_text(encoding='utf-8')
    assert re.search(r'<p [^>]*class="outdated"[^>]* lang="en"[^>]*xml:lang="en"', text)
    assert 'class="fallback-note"' in text


def test_what_docutils_says_to_itself_is_no_passage(make_app):
    app = make_app('fallback', language='lv')
    # A label that is the heading's own name: docutils notes a duplicate, which nobody sees.
    (app.srcdir / 'complete.md').write_text('(complete)=\n# Complete\n\nAll of it.\n', encoding='utf-8')
    app.build()
    assert not main(app.outdir, 'complete.html').xpath('.//p[@class="fallback-note"]')


def test_unreadable_catalog_is_left_to_others(make_app):
    app = make_app('fallback', language='lv', confoverrides={'gettext_auto_build': False})
    folder = app.srcdir / 'locales' / 'lv' / 'LC_MESSAGES'
    (folder / 'english.po').write_bytes(b'msgid "\xff"\n')
    app.build()
    assert main(app.outdir, 'english.html').xpath('.//p[@class="fallback-note"]')
    shutil.rmtree(folder)
