"""A bibliography style, ``handbook``, whose every fixed word is in the language of the edition.

An entry reads: author. *title*. publisher, year, in Latvian, accessed November 2026. address. The
entries are numbered in the order of the language's alphabet and printed as a proper list. An author or publisher that
is an international body of the names list (``publishing/core/names.py``), and nothing else, has its official name in
the language of the edition; all others stay as the source has them.

Fields of a BibTeX entry that are read: author, editor, title, year, howpublished or institution or
publisher, url, ``language = {lv}`` (a code, several separated by commas) and ``urldate = {2026-11}``.
``titlekind = {ours}`` says that the title is a description and not the source's own title. ``note`` is
not printed, because nobody translates it.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from babel import Locale, UnknownLocaleError
from docutils import nodes
from pybtex.database import Entry, Person
from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.roles import CiteRole

from publishing.core import languages, names
from publishing.core.digests import digest
from publishing.core.findings import Code, FindingsError, short
from publishing.core.languages import Language
from publishing.core.plain_messages import report, stop_at, warn
from publishing.text import source_files
from publishing.text.collation import sort_key

_NOTE = re.compile(r'in [A-Z][a-z]+|accessed( in)?( \d{1,2})? [A-Z][a-z]+ \d{4}')


#: Each entry with its text, by the entry's identity and the language: an entry is asked for again for its tooltip.
_joined: dict[tuple[int, str], tuple[Entry, Text]] = {}


class HandbookStyle(BaseStyle):
    """Numbered entries, sorted by author and title in the alphabet of the ``edition``."""

    default_name_style = 'plain'
    default_label_style = 'number'
    default_sorting_style = 'none'
    edition: Language
    #: The names of international bodies in the edition's language, by what the entries call them.
    official: Mapping[str, str] = {}

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        key = sort_key(self.edition)
        self.sort = lambda entries: sorted(entries, key=lambda entry: _sorted_by(entry, key, self.official))

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """Return the entry, of whatever type, as text with its number."""
        known = _joined.get((id(entry), self.edition.code))
        if known is None or known[0] is not entry:
            known = _joined[id(entry), self.edition.code] = entry, self._join(self._sentences(entry))
        return FormattedEntry(entry.key, known[1], label)

    def _sentences(self, entry: Entry) -> Iterator[str | Text | Tag | HRef]:
        fields = entry.fields
        yield persons(entry, self.official)
        title = source_files.text_of(fields.get('title', ''))
        yield title if fields.get('titlekind') == 'ours' else Tag('em', title)
        publisher = fields.get('institution') or fields.get('publisher') or fields.get('howpublished', '')
        facts = [
            fact for fact in (_named(publisher, self.official), source_files.text_of(fields.get('year', ''))) if fact
        ]
        said = Text(', ').join(remarks(entry, self.edition))
        yield Text(', ').join(filter(None, [*facts, said if facts else said.capfirst()]))
        if fields.get('url'):
            yield HRef(fields['url'], fields['url'])

    @staticmethod
    def _join(sentences: Iterator[str | Text | Tag | HRef]) -> Text:
        """Put a full stop after each part except an address, which a full stop would spoil."""
        text = Text()
        for part in sentences:
            if not str(part):
                continue
            if str(text):
                text += ' '
            text += part
            if not isinstance(part, HRef) and str(part)[-1] not in '.?!…':
                text += '.'
        return text


def _named(name: str, official: Mapping[str, str]) -> Text:
    """Return the name of an author or publisher as the edition prints it."""
    text = source_files.text_of(name)
    return Text(official[str(text)]) if str(text) in official else text


def _sorted_by(entry: Entry, key: Callable[[str], tuple], official: Mapping[str, str]) -> tuple:
    people = entry.persons.get('author') or entry.persons.get('editor') or []
    authors = [' '.join(person.prelast_names + person.last_names + person.first_names) for person in people]
    title = source_files.text_of(entry.fields.get('title', ''))
    return key(', '.join(str(_named(author, official)) for author in authors) or str(title)), key(str(title)), entry.key


def persons(entry: Entry, official: Mapping[str, str]) -> Text:
    """Return the authors, or else the editors, of an entry with the words between them translated."""
    people = [_named(_full_name(person), official) for person in entry.persons.get('author', [])]
    suffix = ''
    if not people:
        people = [_named(_full_name(person), official) for person in entry.persons.get('editor', [])]
        suffix = (' ' + (_('(eds)') if len(people) > 1 else _('(ed.)'))) if people else ''
    if len(people) > 1:
        people[-2:] = [people[-2] + f' {_("and")} ' + people[-1]]
    return Text(', ').join(people) + suffix


def _full_name(person: Person) -> str:
    return ' '.join(
        person.first_names + person.middle_names + person.prelast_names + person.last_names + person.lineage_names
    )


def remarks(entry: Entry, edition: Language) -> Iterator[str]:
    """Yield what a reader wants to know of the source: its language, if another one, and when it was read."""
    codes = [code.strip() for code in entry.fields.get('language', '').split(',') if code.strip()]
    if codes != [edition.code]:
        yield from map(in_language, codes)
    if 'urldate' in entry.fields:
        yield _('accessed %s') % date_of_reading(entry.fields['urldate'], edition)


def in_language(code: str) -> str:
    """Return the phrase "in Latvian" for ``lv``, in the edition's language.

    A language that is not listed here is named without a preposition, which no rule could inflect.
    """
    phrases = {
        'de': _('in German'),
        'en': _('in English'),
        'et': _('in Estonian'),
        'fi': _('in Finnish'),
        'fr': _('in French'),
        'lt': _('in Lithuanian'),
        'lv': _('in Latvian'),
        'pl': _('in Polish'),
        'ru': _('in Russian'),
        'sv': _('in Swedish'),
    }
    if code in phrases:
        return phrases[code]
    try:
        return Locale.parse(code).get_display_name('en') or code
    except (UnknownLocaleError, ValueError):
        return code


def date_of_reading(value: str, edition: Language) -> str:
    """Return ``2026-11-03``, ``2026-11`` or ``2026`` as it stands behind "accessed"; anything else as it is."""
    found = source_files.DATE.match(value)
    if not found:
        return value
    year, month, day = (int(part) if part else None for part in found.groups())
    if month is None:
        return str(year)
    return edition.format_date_within(datetime.date(year, month, day or 1), with_day=day is not None)


class CitationIdTransform(SphinxTransform):
    """Let no two citations of a translated passage have one ID.

    Sphinx gives every citation of a source in a translation the attributes of the one it finds first in the
    original, its ID included. Nothing leads to these IDs, so the later ones lose theirs.
    """

    default_priority = 25  # after the translation, Sphinx's Locale

    def apply(self, **kwargs: object) -> None:
        seen: set[str] = set()
        for citation in self.document.findall(addnodes.pending_xref):
            if citation.get('refdomain') == 'cite':
                citation['ids'] = [id_ for id_ in citation['ids'] if id_ not in seen]
                seen.update(citation['ids'])


class BibliographyListTransform(SphinxPostTransform):
    """Turn the bibliography's citations into a numbered list, and name the language of each title."""

    default_priority = 6  # right after sphinxcontrib-bibtex has made the citations
    formats = ('html',)

    def run(self, **kwargs: object) -> None:
        entries = {citation.citation_id: citation.entry for citation in self.env.get_domain('cite').citations}
        for container in list(self.document.findall(nodes.container)):
            citations = list(container.children)
            if citations and all(_is_entry(node, entries) for node in citations):
                container.replace_self(bibliography_list(citations, entries))


def _is_entry(node: nodes.Node, entries: dict[str, Entry]) -> bool:
    return isinstance(node, nodes.citation) and bool(entries.keys() & set(node['ids']))


def bibliography_list(citations: list[nodes.citation], entries: dict[str, Entry]) -> nodes.Element:
    """Return one list item for each citation; its number is the list's own."""
    numbers = [citation[0].astext() for citation in citations]
    first = int(numbers[0]) if numbers[0].isdecimal() else 0
    if numbers != [str(first + offset) for offset in range(len(numbers))]:
        return nodes.container('', *citations)  # labels that are no running numbers: leave them visible
    result = nodes.enumerated_list(enumtype='arabic', prefix='[', suffix=']', classes=['bibliography'])
    if first != 1:
        result['start'] = first
    for citation in citations:
        item = nodes.list_item('', *citation.children[1:], ids=citation['ids'], docname=citation['docname'])
        language = next((entries[id_].fields.get('language', '') for id_ in citation['ids'] if id_ in entries), '')
        for title in item.findall(nodes.emphasis):
            if language and ',' not in language:
                title['classes'].append(f'language-{language}')  # docutils makes it a lang attribute
        result += item
    return result


def add_official_names(app: Sphinx, config: Config) -> None:
    """Add to ``bibliography_names`` those of the names lists; where it changes, Sphinx reads all pages again."""
    edition, source = languages.of(config).code, languages.source(config).code
    known = languages.known(config)
    codes = dict.fromkeys([*known, edition]).keys() - {source}
    for folder in languages.folders(app.srcdir, config) if edition != source else ():
        listed, faults = names.read(folder, source, codes)
        if known:
            report(faults)  # an entry would have the name of a body in the wrong language
        for name in listed:
            if name.kind == names.INTERNATIONAL and name.counterparts[edition]:
                official = {str(source_files.text_of(one)): name.counterparts[edition][0] for one in name.originals}
                config.bibliography_names = official | config.bibliography_names


def register_style(app: Sphinx, config: Config) -> None:
    """Offer the style ``handbook`` for this project's language to pybtex."""
    _joined.clear()
    fields = {'edition': languages.of(config), 'official': config.bibliography_names}
    style = type('HandbookEditionStyle', (HandbookStyle,), fields)
    register_plugin('pybtex.style.formatting', 'handbook', style, force=True)


class Citation(CiteRole):
    """A citation, or a finding where it has no keys; sphinxcontrib-bibtex ends the build there."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            list(parse_citation_targets(self.target))
        except (ValueError, RecursionError):
            words = (
                f'the citation "{short(self.target, 40)}" cannot be read; expected keys of sources with commas between '
                'them, as in {cite}`law2019,map2024`. Write only these.'
            )
            warn(Code.CITATION, words, self.get_location())
            return [], []
        return super().run()


def read_citations(app: Sphinx, _config: Config) -> None:
    """Have every role that cites read by ``Citation``."""
    app.add_role('cite', Citation(), override=True)
    for name, role in app.registry.domains['cite'].roles.items():
        if type(role) is CiteRole:
            app.add_role_to_domain('cite', name, Citation(), override=True)


def warn_about_notes(app: Sphinx, env: object) -> None:
    """Report cited entries whose ``note`` holds more than language and date of access."""
    for citation in env.get_domain('cite').citations:
        note = citation.entry.fields.get('note', '')
        rest = _NOTE.sub('', note).strip(' ,.;')
        if rest:
            warn(
                Code.CITATION,
                f'the source "{citation.key}" has the note "{rest}", which is not printed; expected the fields '
                'language = {lv} and urldate = {2026-11}, which each edition words itself. Move what matters into the '
                'text.',
                place_of_source(app, citation.key),
            )


def check_files(app: Sphinx) -> None:
    """Read each file of sources before sphinxcontrib-bibtex does, which ends with a traceback on a lost brace.

    One in which nothing was wrong is not read again while it holds the same.

    :raises ConfigError: from the findings, when one cannot be read.
    """
    paths = [Path(app.confdir, name) for name in app.config.bibtex_bibfiles]
    is_utf_8 = app.config.bibtex_encoding.lower().startswith('utf-8')  # other charsets are other projects' own business
    right = getattr(app.env, 'sources_found_right', {})
    held = {path: _held(path) for path in paths if is_utf_8}
    stop_at(
        [one for path, now in held.items() if not now or right.get(path) != now for one in source_files.faults(path)]
    )
    app.env.sources_found_right = held


def _held(path: Path) -> str:
    """Return a digest of a file of sources; '' where it may not be read, which its faults say."""
    try:
        return digest([path])
    except FindingsError:
        return ''


def place_of_source(app: Sphinx, key: str) -> str | None:
    """Return ``path:line`` of an entry; pybtex does not keep it."""
    for path in app.env.get_domain('cite').bibdata.bibfiles:
        if line := source_files.line_of(Path(path).read_text(encoding='utf-8'), key):
            return f'{path}:{line}'
    return None


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension('publishing.core.own_languages')
    app.setup_extension('sphinxcontrib.bibtex')
    app.add_config_value('bibliography_names', {}, 'env', types=(dict,))
    app.connect('config-inited', add_official_names)
    app.connect('config-inited', register_style)
    app.connect('config-inited', read_citations)
    app.connect('builder-inited', check_files, priority=100)  # before sphinxcontrib-bibtex reads them
    app.connect('env-check-consistency', warn_about_notes)
    app.add_transform(CitationIdTransform)
    app.add_post_transform(BibliographyListTransform)
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
