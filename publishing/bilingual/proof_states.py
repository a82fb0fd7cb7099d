"""What the review ledger knows of the passages of a proof, in words of the reviewer's language.

A printed passage has no line number, so it is matched with its catalog message by the translated text: letters and
digits only, because markup, blanks, quotation marks, dashes and soft hyphens are set anew on the way to the page.
Words that only the build knows (targets of references, citations, notes) match anything short. A passage without a
message of its own, or with two of the same text that were decided upon differently, has nothing said about it.
"""

import datetime
import re
from collections.abc import Callable, Iterable

import polib
from lxml import etree

from publishing.bilingual.alignment import BLOCKS, with_class
from publishing.core.languages import Language, percent
from publishing.core.nodes import classes
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.pages.state import floor_share
from publishing.translation.reviews import ledger
from publishing.translation.reviews.ledger import APPROVED, ASKED, REVIEWED, Reviews, Row
from publishing.translation.reviews.shares import Share, share_of

#: What holds the text of one message, beside the blocks.
CELLS = {'td', 'th', 'caption', 'figcaption'}
#: Words in a passage that are not its message's.
NUMBERS = {'section-number', 'caption-number', 'paragraph-number', 'footnote-reference'}
#: MyST in a message whose words the build finds, as far as it shows any: roles and links without a text, notes.
FOUND_BY_BUILD = re.compile(
    r'\{[\w:+-]+\}`[^`<]*`|\[\]\([^)]*\)|\[\^[^\]]*\]|<https?:[^>]*>|\{\{[^}]*\}\}|\{(?:abbr|cite)[\w:]*\}`[^`]*`'
)
#: MyST with a text: a role with a target, a link, attributes behind marked words.
ROLE, LINK, ATTRIBUTES = (
    re.compile(r'\{[\w:+-]+\}`([^`<]*)<[^>]*>`'),
    re.compile(r'\[([^\]]*)\]\([^)]*\)'),
    re.compile(r'\{[.#][^}]*\}'),
)
#: Letters and digits that what the build finds may have at most: a title or a list of citations.
LONGEST = 200


def fold(text: str) -> str:
    """Return nothing but the letters and digits of ``text``, in lower case."""
    return re.sub(r'[\W_]+', '', text).casefold()


def pattern(message: str) -> re.Pattern[str] | None:
    """Return what the folded passage of ``message`` (MyST) looks like; None for one without words of its own."""
    text = FOUND_BY_BUILD.sub('\0', message)
    text = ATTRIBUTES.sub('', LINK.sub(r'\1', ROLE.sub(r'\1', text)))
    parts = [fold(part) for part in text.split('\0')]
    return re.compile(f'.{{0,{LONGEST}}}?'.join(map(re.escape, parts))) if any(parts) else None


class Page:
    """The messages of one page and the decisions on them.

    :raises FindingsError: for a catalog or a line of the ledger that cannot be read.
    """

    def __init__(self, translation: Translation, page: str) -> None:
        is_there = translation.path(page).is_file()
        self.catalog: Iterable[polib.POEntry] = translation.catalog(page).read() if is_there else ()
        self.reviews: Reviews = ledger.read_page(translation, page)
        current = [entry for entry in self.catalog if entry.translated() and not entry.obsolete]
        self._known = [(made, entry) for entry in current if (made := pattern(entry.msgstr))]

    @property
    def share(self) -> Share:
        """The words of the page, and how many of them are reviewed."""
        return share_of(self.catalog, reviews=self.reviews)

    def decisions(self, passage: str) -> list[Row] | None:
        """Return the decisions on the message that ``passage`` (as printed) translates; None if it is not found."""
        folded = fold(passage)
        found = [self.reviews.decisions(entry) for made, entry in self._known if made.fullmatch(folded)]
        said = [[row for row in rows if row.state != ASKED] or rows for rows in found]
        agree = said and all(_said(rows) == _said(said[0]) for rows in said)
        return said[0] if agree else None


def _said(rows: Iterable[Row]) -> list[tuple[str, str, str]]:
    return [(row.state, row.by, row.date) for row in rows]


def passages(side: etree._Element) -> list[str]:
    """Return the texts of one side of a pair, one for each block that holds no other."""
    found = []
    for element in side.iter(*BLOCKS, *CELLS):
        if not any(True for _inner in element.iterdescendants(*BLOCKS, *CELLS)):
            text = ''.join(_words(element))
            found += [text] if fold(text) else []
    return found


def _words(element: etree._Element) -> Iterable[str]:
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and not NUMBERS & classes(child):
            yield from _words(child)
        if child.tail:
            yield child.tail


def add(body: etree._Element, language: Language, translation: Translation, gettext: Callable[[str], str]) -> Share:
    """Write into the room beside every pair what is known of it; return the words of all pages, counted.

    :param body: pairs with their rooms, as ``publishing.bilingual.proof.add_room`` leaves them.
    :raises FindingsError: for a catalog or a line of the ledger that cannot be read.
    """
    total = Share()
    for document in with_class(body, 'document'):
        page = Page(translation, document.get('id', ''))
        total += page.share
        for pair in with_class(document, 'pair'):
            if next(with_class_above(pair, 'document'), None) is document and len(pair) > 2:
                for line in lines(page, passages(pair[1]), language, gettext):
                    etree.SubElement(pair[-1], 'p', {'class': 'state known'}).text = line
    return total


def with_class_above(element: etree._Element, name: str) -> Iterable[etree._Element]:
    """Yield the elements around ``element`` that have the class ``name``, the nearest first."""
    return (above for above in element.iterancestors() if name in classes(above))


def lines(page: Page, texts: list[str], language: Language, gettext: Callable[[str], str]) -> list[str]:
    """Return what is said beside a pair of ``texts``; "(3/8)" where it is true of three of its eight messages."""
    known = [rows for text in texts if (rows := page.decisions(text)) is not None]
    counts: dict[str, int] = {}
    for rows in known:
        for said in dict.fromkeys(words(row, language, gettext) for row in rows):
            counts[said] = counts.get(said, 0) + 1
    return [said if number == len(known) else f'{said} ({number}/{len(known)})' for said, number in counts.items()]


def words(row: Row, language: Language, gettext: Callable[[str], str]) -> str:
    """Return one decision in words."""
    about = {'by': row.by, 'date': language.format_date(datetime.date.fromisoformat(row.date))}
    return {
        ASKED: gettext('for review'),
        REVIEWED: gettext('reviewed by %(by)s on %(date)s') % about,
        APPROVED: gettext('approved by %(by)s on %(date)s') % about,
    }[row.state]


def share_reviewed(total: Share, language: Language, gettext: Callable[[str], str]) -> str:
    """Return what the head says of the chapter."""
    share = percent(floor_share(total.reviewed, total.words), language.locale)
    return gettext('%s of the words of this chapter reviewed') % share
