"""Put the editions together: a page in front of them, and a manifest of all downloads.

Reads what is built already (``<site>/<language>/…`` and ``<site>/downloads/handbook-…``) and lists only that.
"""

import gettext
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from babel.numbers import format_decimal
from babel.units import format_unit
from lxml import html
from markupsafe import Markup

from publishing.core import languages, templates
from publishing.core.downloads import CHAPTERS, WORKSHEETS, Download, bilingual_books, books, pairs, read_list
from publishing.core.edition import edition_date
from publishing.core.files import write_text
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.languages import Language, percent
from publishing.core.project import ROOT, SITE, THEME, page_files
from publishing.core.swaps import together
from publishing.outputs import look, policy
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.templates import current_pots
from publishing.translation.pages.interface_words import translations
from publishing.translation.pages.state import State, floor_share, notice
from publishing.translation.reviews.shares import TOTAL, Share, shares
from publishing.web import bill, theme

#: Text that is no text of the book.
UNREAD = ' or '.join(f'ancestor::{tag}' for tag in ('nav', 'script', 'style', 'svg'))
#: Pages that no author wrote.
MADE_PAGES = ('search', 'genindex')


@dataclass(frozen=True)
class Edition:
    """One language's edition. ``share`` is None for the original, and while the handbook has no words."""

    language: Language
    title: str
    subtitle: str
    publishers: str
    funding: str
    words: int | None
    share: Share | None
    has_pages: bool
    books: list[Download]
    chapters: list[Download] = field(default_factory=list)
    worksheets: list[Download] = field(default_factory=list)


def build_site(site: Path = SITE) -> list[Path]:
    """Write ``index.html``, the manifest, the bill of materials and the page's assets; return what was written.

    :raises FindingsError: when ``languages.toml`` or a font of the theme is wrong, or a title of an edition gets past
        its text; nothing is written then.
    """
    left_out = map(languages.find, languages.faults())  # their last good editions stay, as far as CLDR knows them
    editions = [edition(site, language) for language in (*languages.load().values(), *left_out)]
    editions = [one for one in editions if one.has_pages or one.books]
    two = bilingual_books(site / 'downloads')
    page, manifest = landing_page(editions, two), manifest_text(editions, two)
    if faults := look.page(page, look.LANDING):
        raise FindingsError(Finding(site / 'index.html', one.line, Code.UNSAFE, str(one)) for one in faults)
    theme.write_assets(site / 'assets', theme.LANDING_STYLES, 'landing.css')
    written = [
        (site / 'downloads' / 'manifest.json', manifest),
        (site / 'downloads' / bill.NAME, bill.bill_text()),
        (site / 'index.html', page),
    ]
    with together():
        for path, text in written:
            write_text(path, text)
    return [path for path, _ in written]


def edition(site: Path, language: Language) -> Edition:
    """Collect what is built for ``language``."""
    start = site / language.code / 'index.html'
    tree = html.parse(str(start), html.HTMLParser(encoding='utf-8')).getroot() if start.is_file() else None
    return Edition(
        language=language,
        title=_text(tree, './/h1') or language.own_name,
        subtitle=_text(tree, './/*[contains(concat(" ", @class, " "), " subtitle ")]'),
        publishers=_text(tree, './/*[contains(concat(" ", @class, " "), " publishers ")]'),
        funding=_text(tree, './/*[contains(concat(" ", @class, " "), " funding ")]'),
        words=count_words(site / language.code) if tree is not None else None,
        share=None if language.is_source else share_of_words(language.code),
        has_pages=tree is not None,
        books=books(site / 'downloads', language),
        chapters=read_list(site / 'downloads', CHAPTERS, language.code),
        worksheets=read_list(site / 'downloads', WORKSHEETS, language.code),
    )


def count_words(folder: Path) -> int:
    """Return how many words the pages below ``folder`` have, without menus, index and search page."""
    total = 0
    for page, path in page_files(folder, '.html').items():
        if page in MADE_PAGES:
            continue
        tree = html.parse(str(path), html.HTMLParser(encoding='utf-8')).getroot()
        for article in tree.xpath('//*[@role="main"]//article | //*[@role="main"][not(.//article)]'):
            texts = article.xpath(f'.//text()[not({UNREAD})]')
            total += sum(any(letter.isalnum() for letter in word) for word in ' '.join(texts).split())
    return total


def share_of_words(language: str) -> Share | None:
    """Return how many words are translated, reviewed and approved.

    None when the handbook has no words yet, and when the catalogs cannot be read: then the last good edition is offered
    without.

    :raises FindingsError: when the chapters cannot be read.
    """
    pots = current_pots()
    try:
        total = shares(Translation(language), pots)[TOTAL]
    except FindingsError:  # for whoever builds this language
        return None
    return total if total.words else None


def manifest_text(editions: list[Edition], two: Iterable[Download] = ()) -> str:
    """Return the manifest as JSON. The ledger holds reviews of translations, so those of the original are 0."""
    files = [one.entry() | {'words': edition.words} | _shares(edition) for edition in editions for one in edition.books]
    files += [one.entry() for edition in editions for one in edition.chapters]
    files += [one.entry() for edition in editions for one in edition.worksheets]
    files += [one.entry() | _of_both(one, editions) for one in two]
    return json.dumps({'date': edition_date(ROOT).isoformat(), 'files': files}, ensure_ascii=False, indent=2) + '\n'


def landing_page(editions: list[Edition], two: Iterable[Download] = ()) -> str:
    """Return the page in front of all editions, every block in its own language."""
    folders = [THEME / 'templates', THEME / 'handbook']
    environment = templates.environment(folders, trim_blocks=True, lstrip_blocks=True)
    path = folders[0] / 'landing.html'
    look.templates({path: templates.words_of(templates.read(path, environment), environment)}, look.LANDING)
    values = {
        'blocks': [_block(one) for one in editions],
        'pairs': [_pair_line(one) for one in two],
        'policy': Markup(policy.meta(policy.STILL)),
    }
    return templates.render(environment, path.name, values)


def _block(edition: Edition) -> dict:
    """Return one language's part of the page, every text ready to print."""
    words = translations(edition.language.code)
    locale = edition.language.locale
    labels = {
        'pdf': words.gettext('PDF for screens'),
        'pdf-print': words.gettext('PDF for the print shop'),
        'pdf-cover': words.gettext('Cover for the print shop'),
        'epub': words.gettext('EPUB for e-readers'),
    }
    if edition.language.is_source:
        state = [words.gettext('Original text')]
    else:
        total = edition.share
        state = (
            [
                words.gettext('%s translated') % percent(total.share, locale),
                words.gettext('%s reviewed') % percent(floor_share(total.reviewed, total.words), locale),
            ]
            if total is not None
            else []
        )
    return {
        'edition': edition,
        '_': words.gettext,
        'files': [_line(one, labels[one.format], _detail(one, words, locale)) for one in edition.books],
        'chapters': [
            _line(one, one.title, f'{_page_range(one, words)}, {size(one.bytes, locale)}') for one in edition.chapters
        ],
        'worksheets': [
            _line(one, f'{one.title} ({one.file.rpartition(".")[2].upper()})', _detail(one, words, locale))
            for one in edition.worksheets
        ],
        'state': state,
        'date': words.gettext('Edition of %s') % edition.language.format_date(edition_date(ROOT)),
        'draft_notice': notice(State.of(edition.language, edition.share or Share()), locale, words.gettext),
    }


def _line(file: Download, label: str, detail: str) -> dict[str, str]:
    return {'url': f'downloads/{file.file}', 'label': label, 'detail': detail}


def _detail(file: Download, words: gettext.NullTranslations, locale: str) -> str:
    """Return what a reader wants to know of a file: size and pages."""
    return ', '.join(filter(None, [size(file.bytes, locale), _pages(file, words, locale)]))


def _pages(file: Download, words: gettext.NullTranslations, locale: str) -> str:
    """Return how many pages a file has, '' where that is not known."""
    if not file.pages:
        return ''
    return words.ngettext('%s page', '%s pages', file.pages) % format_decimal(file.pages, locale=locale)


def _pair_line(file: Download) -> dict:
    """Return what the page says of a book in two languages: its pages in both of them, its size once."""
    languages_of_it = pairs()[file.language]
    both = [
        {
            'code': language.code,
            'name': language.own_name,
            'pages': _pages(file, translations(language.code), language.locale),
        }
        for language in languages_of_it
    ]
    return {'url': f'downloads/{file.file}', 'both': both, 'size': size(file.bytes, languages_of_it[0].locale)}


def _page_range(chapter: Download, words: gettext.NullTranslations) -> str:
    if chapter.pages == 1:
        return words.gettext('page %s') % chapter.first_page
    return words.gettext('pages %s') % f'{chapter.first_page}–{chapter.last_page}'


def size(count: int, locale: str) -> str:
    """Return a number of bytes as readers write it: 850 kB, 2.4 MB."""
    unit, value = ('megabyte', count / 1e6) if count >= 1e6 else ('kilobyte', max(1, round(count / 1e3)))
    return format_unit(round(value, 1), f'digital-{unit}', 'short', format='#,##0.#', locale=locale)


def _text(tree, xpath: str) -> str:
    """Return the text of the first element found, without its permalink."""
    for element in tree.xpath(xpath) if tree is not None else []:
        texts = element.xpath('.//text()[not(ancestor::a[contains(@class, "headerlink")])]')
        return ' '.join(''.join(texts).split())
    return ''


def _of_both(file: Download, editions: list[Edition]) -> dict[str, float | None]:
    """Return the words of a book in two languages, and the shares of the one that is less far."""
    both = [one for one in editions if one.language in pairs()[file.language]]
    shares = [_shares(one) for one in both if not one.language.is_source]
    if len(both) < 2 or None in (one.words for one in both) or any(None in one.values() for one in shares):
        return {'words': None, 'translated': None, 'reviewed': None, 'approved': None}
    return {'words': sum(one.words for one in both)} | {name: min(one[name] for one in shares) for name in shares[0]}


def _shares(edition: Edition) -> dict[str, float | None]:
    """Return the shares of the words for the manifest; None where nobody can tell."""
    if edition.language.is_source:
        return {'translated': 1.0, 'reviewed': 0.0, 'approved': 0.0}
    total = edition.share
    return {
        name: None if total is None else round(getattr(total, name) / total.words, 4)
        for name in ('translated', 'reviewed', 'approved')
    }
