"""Sort the general index and ``:sorted:`` glossaries by the alphabet of the edition's language.

Sphinx sorts by code point and files every letter under its base letter, in all languages
(https://github.com/sphinx-doc/sphinx/issues/1400, open since 2014). Here the ``alphabet`` of the language decides;
the entries of a language without one stay in the order Sphinx gives them.

In every language the places of an entry come in reading order (Sphinx sorts them by address), entries have the
language's quotation marks, which do not count in sorting, and "Bārta (Bartuva)" is an entry of its own and no
sub-entry of "Bārta", as Sphinx takes what is in brackets for the module of a function.
"""

import functools
import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.errors import NoUri
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages, repairs
from publishing.core.languages import Language
from publishing.core.repairs import Repair, stock
from publishing.text.typography import quotation_marks

CREATE_INDEX = 'sphinx.environment.adapters.indexentries:IndexEntries.create_index'
_create_index = stock(CREATE_INDEX)

#: Letters of other languages that Unicode does not decompose.
_FOREIGN = str.maketrans({'ł': 'l', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'ı': 'i', 'æ': 'ae', 'œ': 'oe', 'þ': 'th'})
#: The heading of entries such as "2018 agreement on ambulances".
DIGITS = '0–9'
_SPACE, _SIGN, _DIGIT, _LETTER, _OTHER_SCRIPT = range(5)
#: Quotation marks of all languages; a word is filed where it would be without them.
_QUOTES = dict.fromkeys(map(ord, '"\'«»‹›‘’‚‛“”„‟'))


class Alphabet:
    """The letters of one language in the order of its dictionaries.

    :param spec: letters separated by spaces; letters filed together are joined by ``=`` and the first
        of them heads the group, as in ``a=ā b c č``. Empty: the plain Latin order.
    """

    def __init__(self, spec: str = '') -> None:
        self._places: dict[str, tuple[int, int]] = {}
        self._heads: list[str] = []
        for place, group in enumerate((spec or ' '.join('abcdefghijklmnopqrstuvwxyz')).split()):
            letters = unicodedata.normalize('NFC', group).split('=')
            self._heads.append(letters[0])
            self._places.update({letter: (place, rank) for rank, letter in enumerate(letters)})

    def key(self, text: str) -> tuple:
        """Return what ``text`` sorts by: letters first, then diacritics, then small and capital letters."""
        first, second = [], []
        for character in self._characters(text):
            weight, rank = self._weigh(character)
            first.append(weight)
            second.append(rank)
        return first, second, text.swapcase()

    def heading(self, text: str) -> str | None:
        """Return the capital letter under which ``text`` is filed, or None when it starts with no letter."""
        for character in self._characters(text):
            kind, place = self._weigh(character)[0]
            if kind == _LETTER:
                return self._heads[place].upper()
            return character.upper() if kind == _OTHER_SCRIPT else None
        return None

    @staticmethod
    def _characters(text: str) -> str:
        # A right-to-left mark may stand in front of an entry; it is no part of the word.
        word = text.casefold().removeprefix('\N{RIGHT-TO-LEFT MARK}').translate(_FOREIGN).translate(_QUOTES)
        return unicodedata.normalize('NFC', word)

    def _weigh(self, character: str) -> tuple[tuple[int, int], int]:
        """Return the main weight of one character and the lesser one of its diacritics."""
        if character in self._places:
            place, rank = self._places[character]
            return (_LETTER, place), rank
        base = unicodedata.normalize('NFD', character)[0]
        if base in self._places:  # a foreign letter such as ö: after the language's own variants
            return (_LETTER, self._places[base][0]), ord(character)
        if character.isspace():
            return (_SPACE, 0), 0
        if character.isdigit():
            return (_DIGIT, unicodedata.digit(character, 0)), 0
        return (_OTHER_SCRIPT if character.isalpha() else _SIGN, ord(character)), 0


def alphabet_for(language: Language) -> Alphabet | None:
    """Return the alphabet of ``language``, or None when nobody has written it down."""
    return Alphabet(language.alphabet) if language.alphabet else None


def sort_key(language: Language) -> Callable[[str], tuple]:
    """Return the sort key for lists in ``language``; for a language without alphabet the plain Latin order."""
    return (alphabet_for(language) or Alphabet()).key


def sorted_index(index: list, alphabet: Alphabet) -> list:
    """Return the result of ``IndexEntries.create_index`` sorted and grouped by ``alphabet``."""
    entries = [entry for _heading, group in index for entry in group]
    entries.sort(key=functools.partial(_entry_key, alphabet))
    for _name, (_targets, sub_entries, _category) in entries:
        sub_entries.sort(key=lambda sub_entry: alphabet.key(sub_entry[0]))
    return [
        (heading, list(group)) for heading, group in groupby(entries, key=functools.partial(_entry_heading, alphabet))
    ]


def _entry_key(alphabet: Alphabet, entry: tuple) -> tuple:
    name, (_targets, _sub_entries, category) = entry
    filed_as = category or name
    return alphabet.heading(filed_as) is not None, alphabet.key(filed_as), name


def _entry_heading(alphabet: Alphabet, entry: tuple) -> str:
    name, (_targets, _sub_entries, category) = entry
    return category or alphabet.heading(name) or _('Symbols')


class GlossaryCollationTransform(SphinxTransform):
    """Sort glossaries that have the ``sorted`` flag once more, by the language's alphabet."""

    default_priority = 501  # right after Sphinx's own GlossarySorter, which comes after the translation

    def apply(self, **kwargs: object) -> None:
        alphabet = alphabet_for(languages.of(self.config))
        if alphabet is None:
            return
        for glossary in self.document.findall(addnodes.glossary):
            if glossary.get('sorted'):
                entries = glossary[0]
                entries[:] = sorted(entries, key=lambda item: alphabet.key(_first_term(item)))


def _first_term(item: nodes.Element) -> str:
    return item[0].astext()


@functools.wraps(_create_index)
def create_index(self: IndexEntries, builder: Builder, *args: object, **kwargs: object) -> list:
    """Sort the index by the alphabet of the project's language: every builder calls this, and no event passes it."""
    kwargs.setdefault('group_entries', False)
    language = languages.of(self.env.config)
    places = _places(self.env, builder)
    index = [
        (heading, [_furnished(entry, places, language) for entry in _joined(group)])
        for heading, group in _create_index(self, builder, *args, **kwargs)
    ]
    alphabet = alphabet_for(language)
    index = index if alphabet is None else sorted_index(index, alphabet)
    return list(_numbers_apart(index))


def _numbers_apart(index: list) -> Iterator[tuple[str, list]]:
    """Yield the groups, with what begins with figures ("183 days") under a heading of its own before the symbols."""
    for heading, group in index:
        numbers, others = [], []
        for entry in group:
            (numbers if heading == _('Symbols') and entry[0][:1].isdigit() else others).append(entry)
        yield from ((name, found) for name, found in ((DIGITS, numbers), (heading, others)) if found)


def _joined(group: list) -> list:
    """Return entries without soft hyphens, which belong to another place of the same text; those alike are one."""
    found: dict[str, tuple] = {}
    for name, (targets, sub_entries, category) in group:
        plain = name.replace('\N{SOFT HYPHEN}', '')
        known = found.get(plain, ([], [], None))
        found[plain] = [*known[0], *targets], [*known[1], *sub_entries], known[2] or category
    return list(found.items())


def _furnished(entry: tuple, places: dict[str, int], language: Language) -> tuple:
    """Return an entry with the quotation marks of ``language`` and its targets in reading order."""

    def in_order(targets: list) -> list:
        return sorted(targets, key=lambda target: places.get(target[1], len(places)))

    name, (targets, sub_entries, category) = entry
    below = [(quotation_marks(sub_name, language), in_order(found)) for sub_name, found in sub_entries]
    return quotation_marks(name, language), (in_order(targets), below, category)


def _places(env: BuildEnvironment, builder: Builder) -> dict[str, int]:
    """Return the place of every indexed passage in the order of reading, by the address that the index has for it."""
    found: dict[str, int] = {}
    domain = env.domains.index_domain
    for page in _reading_order(env):
        try:
            address = builder.get_relative_uri('genindex', page)
        except NoUri:
            continue
        for _type, _value, target, _main, _key in domain.entries.get(page, ()):
            found.setdefault(f'{address}#{target}', len(found))
    return found


def _reading_order(env: BuildEnvironment) -> list[str]:
    """Return the names of all pages as the contents list them; those that stand in no list come last."""
    order: dict[str, None] = {}

    def visit(page: str) -> None:
        if page not in order and page in env.found_docs:
            order[page] = None
            for child in env.toctree_includes.get(page, ()):
                visit(child)

    visit(env.config.root_doc)
    return list(order | dict.fromkeys(sorted(env.found_docs)))


REPAIRS = (
    Repair('Sphinx', 'the index is not in alphabetical order', {CREATE_INDEX: create_index}, code='9d6d8e34ce01'),
)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension('publishing.core.own_languages')
    repairs.apply(*REPAIRS)
    app.add_transform(GlossaryCollationTransform)
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
