"""An approved translation stays on the page, marked, when its English changes; never where numbers or negations do."""

import functools
import os
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from web_pages import page, words

from publishing.translation.catalogs.catalog import Translation
from publishing.translation.pages.compiled import compile_catalogs, compiled_path
from publishing.translation.pages.original_changes import readable
from publishing.translation.reviews import ledger

KEPT = ('Prāmis kursē pirmdienās un otrdienās.', 'Bagāžas skapīši ir aiz kases.')
ENGLISH = (
    'The trip takes 6 hours by sea when the weather is good.',
    'Ships do not wait for late passengers at the pier.',
    'Buses leave for the town from the square at the pier.',
)


@pytest.fixture(scope='module')
def built(build_once):
    """Return a function that builds the root once per builder and language and returns its output folder."""
    return functools.partial(build_once, 'stale', language='lv')


def test_approved_translation_stays_with_a_mark(built):
    tree = page(built())
    marked = tree.xpath('//p[@class="stale"]')
    assert [words(one) for one in marked] == [f'{text} oriģināls mainīts' for text in KEPT]
    assert not any(one.get('lang') for one in marked)
    assert [words(one).rstrip('¶') for one in tree.xpath('//h1[@class="stale"]')] == ['Mūsu piekrastes ostas']


def test_number_negation_and_missing_approval_drop_to_english(built):
    marked = page(built()).xpath('//p[@class="outdated"][@lang="en"]')
    assert tuple(words(one) for one in marked) == ENGLISH


def test_mark_leads_to_the_difference_and_back(built):
    tree = page(built())
    for mark in tree.xpath('//a[contains(@class, "stale-mark")]'):
        [entry] = tree.xpath(f'//li[@id="{mark.get("href")[1:]}"]')
        back = entry.xpath('.//a')[0].get('href')[1:]
        assert tree.xpath(f'//*[@id="{back}"]')[0] is mark.getparent()
    entries = [words(one) for one in tree.xpath('//div[@class="original-changes"]//li')]
    assert entries[1] == (
        '5 Oriģināls mainīts (2023. gada 14. novembris): The ferry goes sails on Mondays and Tuesdays of every week.'
    )
    [changed] = tree.xpath('//li[@id="change-2"]//span[@lang="en"]')
    assert [(one.tag, one.text) for one in changed] == [('del', 'goes'), ('ins', 'sails')]
    identifiers = tree.xpath('//@id')
    assert len(identifiers) == len(set(identifiers))


def test_note_counts_both_kinds(built):
    [note] = page(built()).xpath('//p[@class="fallback-note"]')
    assert words(note) == ('3 vietas mainītas pēc tulkošanas: 1, 2, 3; 3 vietas, kuru oriģināls ir mainīts: 4, 5, 6')
    tree = page(built())
    assert all(tree.xpath(f'//*[@id="{link.get("href")[1:]}"]') for link in note.iter('a'))


def test_source_language_has_none_of_it(built):
    text = (built(language='en') / 'index.html').read_text(encoding='utf-8')
    assert 'original-changes' not in text and 'stale' not in re.sub(r'<title>.*?</title>|Stale', '', text)


def test_pdf_shows_mark_and_difference(built):
    folder = built('pdf')
    book = page(folder, 'book.html')
    assert len(book.xpath('//*[contains(@class, "stale-mark")]')) == 2
    for link in book.xpath('//a[contains(@class, "stale-mark")] | //div[@class="original-changes"]//a'):
        assert book.xpath(f'//*[@id="{link.get("href")[1:]}"]'), link.get('href')
    text = subprocess.run(['pdftotext', '-layout', folder / 'stale.pdf', '-'], capture_output=True, text=True).stdout
    flat = ' '.join(text.split())
    assert 'Prāmis kursē pirmdienās un otrdienās.' in flat and 'oriģināls mainīts' in flat
    assert 'Izmaiņas oriģinālā' in flat and 'Oriģināls mainīts (2023. gada 14. novembris)' in flat
    with pikepdf.open(folder / 'stale.pdf') as pdf:
        languages = [
            str(kid.get('/Lang'))
            for kid in pdf.objects
            if isinstance(kid, pikepdf.Dictionary) and '/S' in kid and '/Lang' in kid
        ]
        assert languages.count('en') >= 6  # three passages in English, three differences


def test_epub_shows_mark_and_difference(build_app):
    app = build_app(
        'stale',
        'epub',
        'lv',
        {
            'extensions': [
                'myst_parser',
                'publishing.translation.pages.extraction',
                'publishing.pdf',
                'publishing.translation.pages.compile_checked',
                'publishing.translation.pages.fallback',
                'publishing.translation.pages.state',
                'publishing.epub',
            ],
            'version': '1',
            'copyright': '2026',
        },
    )
    text = (app.outdir / 'index.xhtml').read_text(encoding='utf-8')
    assert 'class="original-changes"' in text and '<del>goes</del> <ins>sails</ins>' in text
    assert re.search(r'<a class="[^"]*stale-mark[^"]*" href="#change-2"', text)


@pytest.mark.parametrize(
    ('former', 'now', 'shown'),
    [
        (
            'A {term}`town` of **two** [ports](#a).',
            'A {term}`town` of **two** [harbours](#a).',
            ('A town of two ports.', 'A town of two harbours.'),
        ),
        ('A **town**.', 'A town.', ('A **town**.', 'A town.')),
    ],
)
def test_difference_is_shown_without_markup(former, now, shown):
    assert readable(former, now) == shown


def with_policy(app_source, policy):
    registry = app_source / 'locales' / 'languages.toml'
    registry.write_text(registry.read_text(encoding='utf-8') + f'stale = "{policy}"\n', encoding='utf-8')


@pytest.mark.parametrize(
    ('policy', 'texts'),
    [('english', []), ('reviewed', [*KEPT[:1], 'Autobusi uz pilsētu atiet no laukuma pie mola.', *KEPT[1:]])],
)
def test_setting_of_the_language(make_app, tmp_path, policy, texts):
    source = Path(make_app('stale', language='lv').srcdir)
    with_policy(source, policy)
    compile_catalogs(Translation('lv', source / 'locales'), tmp_path)
    app = make_app(source, language='lv', freshenv=True)
    app.build(force_all=True)
    marked = page(app.outdir).xpath('//p[@class="stale"]')
    assert [words(one).removesuffix(' oriģināls mainīts') for one in marked] == texts


def test_withdrawn_approval_takes_the_passage_off(make_app, tmp_path):
    """The compiled catalog follows the ledger, also an older one."""
    source = Path(make_app('stale', language='lv').srcdir)
    compile_catalogs(Translation('lv', source / 'locales'), tmp_path)
    compiled = compiled_path('index', 'lv', tmp_path)
    assert KEPT[0].encode() in compiled.read_bytes()
    ledger.write_rows(
        path := ledger.ledger_path(Translation('lv', source / 'locales'), 'index'), ledger.read_rows(path)[:2]
    )
    os.utime(path, (1, 1))
    compile_catalogs(Translation('lv', source / 'locales'), tmp_path)
    assert KEPT[0].encode() not in compiled.read_bytes()


def test_imprint_counts_from_the_ledger(built):
    [line] = page(built()).xpath('//ul[contains(@class, "translation-state")]/li')
    assert words(line) == (
        'Izdevums latviešu valodā: tulkojuma melnraksts; tulkoti 9\N{NO-BREAK SPACE}% vārdu, '
        'pārskatīti 9\N{NO-BREAK SPACE}%, apstiprināti 9\N{NO-BREAK SPACE}%; '
        'pārskatīja Bruno Kalns.'
    ).replace('\N{NO-BREAK SPACE}', ' ')
    [line] = page(built(language='en')).xpath('//ul[contains(@class, "translation-state")]/li')
    assert words(line) == (
        'Latvian edition: draft translation; 9% of the words translated, 9% reviewed, '
        '9% approved; reviewed by Bruno Kalns.'
    )


def test_change_before_the_catalogs_are_updated_counts_as_changed(make_app):
    app = make_app('stale', language='lv')
    path = app.srcdir / 'index.md'
    path.write_text(
        path.read_text(encoding='utf-8').replace('Tickets are sold at', 'Tickets are now sold at'), encoding='utf-8'
    )
    app.build()
    [passage] = page(app.outdir).xpath('//p[contains(., "Tickets are now sold")]')
    assert (passage.get('class'), passage.get('lang')) == ('outdated', 'en')
    assert words(page(app.outdir).xpath('//p[@class="fallback-note"]')[0]).startswith('4 vietas mainītas')
