"""The table of inputs: each file that a person writes or sends, and what of ours reads it.

A reader gets the folder of a small project and returns what it found, and what it made of the file. ``COMMANDS`` are
the same files as a person meets them: through a real command.
"""

import shutil
import struct
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel import Locale
from damages_of_books import as_excel_saves
from mini_repository import make_repository
from places import REPOSITORY, ROOTS
from pybtex.database import BibliographyDataError, parse_file

from publishing.core import design, languages
from publishing.core.edition import edition_date
from publishing.core.findings import Finding
from publishing.figures import chart_bars, chart_columns, chart_lines, geodata
from publishing.figures.chart_layout import Chart, series_colours
from publishing.figures.data import format_number, read_chart, read_map
from publishing.figures.map_layout import draw_map, map_extent
from publishing.figures.map_names import Name
from publishing.figures.svg import Style
from publishing.pdf.press import printers
from publishing.text import references, source_files
from publishing.translation import tbx
from publishing.translation.catalogs import places
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.catalogs.form import compiled, format_catalog
from publishing.translation.checks import examine, forbidden, spelling, terms
from publishing.translation.packages import take
from publishing.translation.packages.package import Message, Package
from publishing.translation.packages.po import po_text
from publishing.translation.packages.sheet import sheet_bytes
from publishing.translation.reviews import carry_over, ledger

EXTRA = ROOTS / 'test-damage'
PAGE = 'ferry'
TEXT = 'The ferry crosses the web site and sails to the Ferry House in the planning region.'
STYLE = Style(REPOSITORY / 'theme' / 'fonts', design.COLOURS)

#: What was found, and something that shows what was read.
Outcome = tuple[Iterable[Finding], object]


@dataclass(frozen=True)
class Input:
    """A file that a person writes: the forms it has, and the function that reads it.

    :ivar expects: damages of which something else must come than their row says.
    """

    name: str
    families: tuple[str, ...]
    file: str
    read: Callable[[Path], Outcome] | None = None
    expects: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ()
    is_slow: bool = False

    def __str__(self) -> str:
        return self.name


def make_sample(target: Path) -> Path:
    """Make the small project with a file of every kind in it; return it."""
    make_repository(target)
    shutil.copytree(EXTRA, target, dirs_exist_ok=True)
    (target / 'handbook' / 'pier.png').write_bytes(_picture())
    locales = target / 'locales'
    translation = Translation('lv', locales)
    entries = [entry for entry in translation.catalog(PAGE).file if entry.msgstr]
    rows = [ledger.row_for(entry, ledger.REVIEWED, 'Anna Liepa', 'good') for entry in entries[:3]]
    ledger.write_rows(ledger.ledger_path(translation, PAGE), rows)
    (locales / carry_over.LOG).write_text(
        ','.join(carry_over.LOG_COLUMNS) + '\n2024-05-01,Anna Liepa,ferry,lv lt,The fery,The ferry\n', encoding='utf-8'
    )
    package = _package(translation)
    (target / 'sent').mkdir()
    (target / 'sent' / 'ferry.po').write_text(po_text(package), encoding='utf-8')
    sheet = sheet_bytes(package, target)
    (target / 'sent' / 'ferry.xlsx').write_bytes(sheet)
    (target / 'sent' / 'excel.xlsx').write_bytes(as_excel_saves(sheet))
    return target


def _picture() -> bytes:
    head = struct.pack('>IIBBBBB', 1600, 200, 8, 0, 0, 0, 0)
    parts = [(b'IHDR', head), (b'IDAT', zlib.compress((b'\0' + b'\x80' * 1600) * 200)), (b'IEND', b'')]
    return b'\x89PNG\r\n\x1a\n' + b''.join(
        struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data)) for name, data in parts
    )


def _package(translation: Translation) -> Package:
    """Return a package of a page as a translator sends it back: every message has a new text."""
    catalog = translation.catalog(PAGE)
    entries = [
        polib.POEntry(msgid=entry.msgid, msgstr=entry.msgstr, occurrences=entry.occurrences) for entry in catalog.file
    ]
    messages = [Message(number, entry, 'new', words=3) for number, entry in enumerate(entries, start=1)]
    return Package(languages.find('lv'), PAGE, edition_date(REPOSITORY), dict(catalog.file.metadata), messages)


# Readers


def _lv(root: Path) -> Translation:
    return Translation('lv', root / 'locales')


def read_terms(root: Path) -> Outcome:
    lv = _lv(root)
    found = terms.faults(lv)
    words = list(terms.missing(TEXT, 'Prāmis.', lv)), list(terms.missing_names(TEXT, 'Prāmis.', lv))
    tbx.write(lv, root / 'lv.tbx')
    return found, (words, (root / 'lv.tbx').read_bytes())


def read_forbidden(root: Path) -> Outcome:
    lv = _lv(root)
    rows, found = forbidden.read(lv)
    words = [row.sentence(TEXT) for row in forbidden.used(TEXT, 'Pielieto mājas lapa kuģo.', lv)]
    long = 'a' * 40 + ' ' + TEXT * 20
    return found, ([row.word for row in rows], words, [row.word for row in forbidden.used(long, long, lv)])


def read_words(root: Path) -> Outcome:
    speller = spelling.Speller(_lv(root))
    return [], (
        sorted(map(repr, speller.own.items())),
        speller.is_right('prāmniekam'),
        speller.wrong('Prāmniekam lappa.'),
    )


def read_package_words(root: Path) -> Outcome:
    package = _package(Translation('lv', REPOSITORY / 'tests' / 'roots' / 'test-mini' / 'locales'))
    return [], len(sheet_bytes(package, root))


def read_languages(root: Path) -> Outcome:
    registry = root / 'locales' / 'languages.toml'
    found = [finding for findings in languages.faults(registry).values() for finding in findings]
    return found, repr(languages.load(registry))


def read_printer(root: Path) -> Outcome:
    return [], printers.load(str(root / 'theme' / 'printers' / 'general.toml')).spine(100)


def read_chart_data(root: Path) -> Outcome:
    data = read_chart(root / 'handbook' / 'data' / 'passengers.csv')
    locale, pictures = Locale.parse('lv'), []
    series = [text.text for text in data.series]
    for draw in (chart_columns.draw_columns, chart_bars.draw_bars, chart_lines.draw_lines):
        chart = Chart(
            width=126.0,
            series=series,
            colours=(colours := series_colours(series, {})),
            bar_colours=[colours[0] for _ in data.categories],
            categories=[text.text for text in data.categories],
            values=data.values,
            x_label='',
            y_label='thousand',
            number=lambda value: format_number(value, locale, None),
        )
        pictures.append(draw(chart, STYLE).svg('name', 'alt'))
    return [], pictures


def read_places(root: Path) -> Outcome:
    map_data = root / 'theme' / 'geodata' / 'baltic.geojson'
    data = read_map(root / 'handbook' / 'maps' / 'places.csv', map_extent(False, map_data))
    names = [Name(one.kind, one.name.text, one.lon, one.lat, one.anchor, '') for one in data.places]
    return [], draw_map(names, False, STYLE, '50 km', {}, map_data).svg('name', 'alt')


def read_coast(root: Path) -> Outcome:
    geodata.read_geodata.cache_clear()
    return read_places(root)


def read_ledger(root: Path) -> Outcome:
    lv = _lv(root)
    reviews = ledger.read_language(lv)
    catalog = lv.catalog(PAGE).file
    return [], [(page, [one.state(entry) for entry in catalog], one.expired(catalog)) for page, one in reviews.items()]


def read_log(root: Path) -> Outcome:
    path = root / 'locales' / carry_over.LOG
    change = carry_over.Change(PAGE, 'a', 'The fery', 'The ferry') if False else None
    carry_over._log([change] if change else [], 'Anna Liepa', path)
    return [], path.read_bytes()


def read_catalog(root: Path) -> Outcome:
    lv = _lv(root)
    found = [*places.findings(lv.locales, lv.code), *examine.check_language(lv)]
    text = {catalog.page: format_catalog(catalog.copy()) for catalog in lv.catalogs() if not catalog.hindrances}
    binary = {catalog.page: compiled(catalog.copy(), 'lv') for catalog in lv.catalogs() if not catalog.faults}
    return found, (text, binary)


def read_sources(root: Path) -> Outcome:
    path = root / 'handbook' / 'references.bib'
    found = source_files.faults(path)
    if found:
        return found, None
    # What is left is said by sphinxcontrib-bibtex, once it reads the file itself.
    edition = {'edition': languages.find('lv'), 'official': {}}
    style = type('EditionStyle', (references.HandbookStyle,), edition)()
    with suppress(BibliographyDataError):
        entries = parse_file(str(path), 'bibtex', encoding='utf-8').entries.values()
        return [], [style.format_entry('1', one).text.render_as('text') for one in entries]
    return [], None


def take_back(name: str) -> Callable[[Path], Outcome]:
    def read(root: Path) -> Outcome:
        lv, found = _lv(root), []
        for result in take.take([root / 'sent' / name], lv):
            found += result.findings
        return found, format_catalog(Catalog.at(lv.path(PAGE), 'lv').copy())

    return read


def read_colours(root: Path) -> Outcome:
    return design.token_findings(root / 'theme'), design.read_colours(root / 'theme' / 'tokens.css')


#: A catalog is held to gettext's form. A sign in what nobody publishes harms nobody, and one that is sent is mended.
CATALOG = {'byte-order-mark': 'REFUSED', 'line-ends-of-old-macs': 'REFUSED'} | dict.fromkeys(
    ('null', 'control-sign', 'unseen-sign', 'other-direction', 'other-line-separator', 'flood-of-marks'), 'EITHER'
)
MENDED = CATALOG | {'sign-in-a-translation': 'EITHER'}
INPUTS = (
    Input('termbase', ('text', 'table'), 'locales/termbase.csv', read_terms),
    Input('names', ('text', 'table'), 'locales/names.csv', read_terms),
    Input('forbidden', ('text', 'table'), 'locales/lv/forbidden.csv', read_forbidden),
    Input('words', ('text',), 'locales/lv/words.txt', read_words),
    Input('package-words', ('text',), 'locales/lv/package.txt', read_package_words),
    Input('languages', ('text', 'toml'), 'locales/languages.toml', read_languages),
    Input('language', ('text', 'toml'), 'locales/lv/language.toml', read_languages),
    Input('printer', ('text', 'toml'), 'theme/printers/general.toml', read_printer),
    Input('chart', ('text', 'table'), 'handbook/data/passengers.csv', read_chart_data),
    Input('places', ('text', 'table'), 'handbook/maps/places.csv', read_places),
    Input('coast', ('text', 'json'), 'theme/geodata/baltic.geojson', read_coast),
    Input('ledger', ('text', 'table'), 'locales/lv/reviews/ferry.csv', read_ledger),
    Input('carried', ('text', 'table'), 'locales/carried.csv', read_log),
    Input('catalog', ('text', 'catalog'), 'locales/lv/LC_MESSAGES/ferry.po', read_catalog, CATALOG),
    Input('interface', ('text', 'catalog'), 'locales/lv/LC_MESSAGES/sphinx.po', read_catalog, CATALOG),
    Input('sources', ('text', 'bib'), 'handbook/references.bib', read_sources),
    Input('sent-catalog', ('text', 'catalog'), 'sent/ferry.po', take_back('ferry.po'), MENDED),
    Input('sent-sheet', ('zip',), 'sent/ferry.xlsx', take_back('ferry.xlsx')),
    Input('sent-by-excel', ('zip',), 'sent/excel.xlsx', take_back('excel.xlsx')),
    Input('colours', ('text',), 'theme/tokens.css', read_colours),
)

HTML, LV, PDF = ('build', 'html', 'en'), ('build', 'html', 'lv'), ('build', 'pdf', 'en')
#: The same and other files through the command that a person gives: what only Sphinx reads, and all in one.
COMMANDS = (
    Input('chapter', ('text', 'chapter'), 'handbook/ferry.md', command=HTML),
    Input('checked-chapter', ('text', 'chapter'), 'handbook/ferry.md', command=('check',), is_slow=True),
    Input('printed-chapter', ('chapter',), 'handbook/ferry.md', command=PDF, is_slow=True),
    Input('contents', ('text', 'chapter'), 'handbook/index.md', command=HTML),
    Input('picture', ('picture',), 'handbook/pier.png', command=HTML),
    Input('printed-picture', ('picture',), 'handbook/pier.png', command=PDF, is_slow=True),
    Input('drawing', ('picture',), 'handbook/coast.svg', command=HTML),
    Input('printed-drawing', ('picture',), 'handbook/coast.svg', command=PDF, is_slow=True),
    Input('built-sources', ('text', 'bib'), 'handbook/references.bib', command=HTML),
    Input('built-chart', ('text', 'table'), 'handbook/data/passengers.csv', command=HTML),
    Input('built-places', ('text', 'table'), 'handbook/maps/places.csv', command=HTML),
    Input('built-catalog', ('text', 'catalog'), 'locales/lv/LC_MESSAGES/ferry.po', expects=CATALOG, command=LV),
    Input('built-interface', ('text', 'catalog'), 'locales/lv/LC_MESSAGES/sphinx.po', expects=CATALOG, command=LV),
    Input('built-language', ('text', 'toml'), 'locales/lv/language.toml', command=LV),
    Input('listed-languages', ('text', 'toml'), 'locales/languages.toml', command=('status',)),
    Input('checked-terms', ('text', 'table'), 'locales/termbase.csv', command=('check', 'lv')),
    Input('checked-names', ('text', 'table'), 'locales/names.csv', command=('check', 'lv')),
    Input('checked-words', ('text',), 'locales/lv/words.txt', command=('check', 'lv')),
    Input('checked-forbidden', ('text', 'table'), 'locales/lv/forbidden.csv', command=('check', 'lv')),
    Input('checked-ledger', ('text', 'table'), 'locales/lv/reviews/ferry.csv', command=('check', 'lv')),
    Input('used-printer', ('text', 'toml'), 'theme/printers/general.toml', command=PDF, is_slow=True),
    Input('used-colours', ('text',), 'theme/tokens.css', command=HTML),
    Input('used-template', ('text',), 'theme/handbook/layout.html', command=HTML),
    Input('taken-sheet', ('zip',), 'sent/excel.xlsx', command=('take', 'lv', 'sent/excel.xlsx')),
    Input(
        'taken-catalog', ('text', 'catalog'), 'sent/ferry.po', expects=MENDED, command=('take', 'lv', 'sent/ferry.po')
    ),
)
