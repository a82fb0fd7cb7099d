"""Move footnotes from the end of a document to the place that calls them, for the foot of the page."""

import copy
from collections.abc import Iterable

from lxml import etree

from publishing.core.nodes import classes

WORD_JOINER = '\N{WORD JOINER}'
#: What HTML does not let stand in a paragraph, by the class that has its look there; all else stays as it is.
BLOCKS = dict.fromkeys(
    (
        *('p', 'ul', 'ol', 'dl', 'dt', 'dd', 'div', 'blockquote', 'figure', 'figcaption', 'hr', 'address', 'menu'),
        *('section', 'article', 'aside', 'header', 'footer', 'main', 'nav', 'details', 'summary', 'form', 'fieldset'),
        *('legend', 'center', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'caption', 'colgroup', 'col'),
    ),
    'footnote-paragraph',
) | {
    'li': 'footnote-paragraph footnote-point',
    'pre': 'footnote-paragraph footnote-code',
    'table': 'footnote-table',
    **dict.fromkeys(('thead', 'tbody', 'tfoot'), 'footnote-rows'),
    'tr': 'footnote-row',
    'td': 'footnote-cell',
    'th': 'footnote-cell footnote-head',
}
#: Between their blocks stand blanks that would make lines of their own.
HOLDERS = BLOCKS.keys() - {'p', 'li', 'dt', 'pre', 'summary', 'legend', 'td', 'th'}


def to_page_foot(body: etree._Element) -> int:
    """Replace each footnote's first call by the note itself; WeasyPrint floats it to the foot of the page.

    A second call of the same note becomes a link to the first. A note that only another note calls stays.
    Works on docutils' HTML5 markup.

    :return: number of notes moved.
    """
    notes = {'#' + note.get('id', ''): note for note in body.iter('aside') if 'footnote' in classes(note)}
    inside = {call for note in notes.values() for call in note.iter('a')}
    moved: set[str] = set()
    for call in list(body.iter('a')):
        target = _target(call)
        if target in notes and target not in moved and call not in inside:
            moved.add(target)
            _tie_to_word(call)
            _replace(call, _inline_note(notes[target], target[1:]))
    for target in moved:
        _remove(notes[target])
    for call in list(body.iter('a')):
        if _target(call) in moved:
            target, tail = call.get('href'), call.tail
            call.clear()  # its number in the source; in the book, notes are counted by chapter
            call.tail = tail
            call.attrib.update({'class': 'footnote-again', 'href': target, 'role': 'doc-noteref'})
    for group in list(body.iter('aside')):
        if 'footnote-list' in (group.get('class') or '') and not len(group):
            rule = group.getprevious()
            if rule is not None and rule.tag == 'hr' and 'footnotes' in (rule.get('class') or ''):
                _remove(rule)  # Markdown's line above the notes
            _remove(group)
    return len(moved)


def _tie_to_word(call: etree._Element) -> None:
    """Put a word joiner before a call, or its number could begin a line."""
    before = call.getprevious()
    text = call.getparent().text if before is None else before.tail
    if text and not text[-1].isspace():
        if before is None:
            call.getparent().text = text + WORD_JOINER
        else:
            before.tail = text + WORD_JOINER


def _target(call: etree._Element) -> str:
    return call.get('href', '') if 'footnote-reference' in (call.get('class') or '') else ''


def number_repeats(bodies: Iterable[etree._Element]) -> None:
    """Write the number of its note into every repeated call, once all documents stand in their order.

    Notes are counted as the style sheets count them, anew in each chapter. (``target-counter`` gives 0
    for a note at the foot of the page.)
    """
    numbers: dict[str, int] = {}
    count = 0
    for body in bodies:
        for element in body.iter(etree.Element):
            own = classes(element)
            if {'document', 'chapter'} <= own:
                count = 0
            elif 'footnote' in own:
                count += 1
                numbers['#' + element.get('id', '')] = count
            elif 'footnote-again' in own:
                element.text = str(numbers[element.get('href')])


def _inline_note(note: etree._Element, identifier: str) -> etree._Element:
    """Return the note as a ``span`` of ``span`` paragraphs, which may stand inside a paragraph."""
    span = etree.Element('span', {'class': 'footnote', 'id': identifier, 'role': 'doc-footnote'})
    for child in note:
        if not isinstance(child.tag, str) or classes(child) & {'label', 'backrefs'}:
            continue
        paragraph = copy.deepcopy(child)
        paragraph.tail = None
        for element in list(paragraph.iter(*BLOCKS)):
            _make_inline(element)
        span.append(paragraph)
    return span


def _make_inline(block: etree._Element) -> None:
    """Turn a block into a ``span``: HTML would end the paragraph of the call before any block."""
    css_class, above = BLOCKS[block.tag], block.getparent()
    if above is not None and 'footnote-point' in above.get('class', '') and css_class == 'footnote-paragraph':
        css_class = 'footnote-words'  # the text of a point stands on the line of its mark
    if block.tag == 'ol':
        first = int(block.get('start') or 1)
        for number, point in enumerate(block.iterchildren('li'), start=first):
            point.set('data-number', str(number))
    if block.tag in HOLDERS:
        block.text = (block.text or '').strip() or None
        for child in block:
            child.tail = (child.tail or '').strip() or None
    block.tag = 'span'
    block.set('class', css_class)


def _replace(old: etree._Element, new: etree._Element) -> None:
    new.tail = old.tail
    parent = old.getparent()
    parent.replace(old, new)


def _remove(element: etree._Element) -> None:
    """Take ``element`` out and leave the text behind it in place."""
    parent, previous = element.getparent(), element.getprevious()
    if element.tail:
        if previous is not None:
            previous.tail = (previous.tail or '') + element.tail
        else:
            parent.text = (parent.text or '') + element.tail
    parent.remove(element)
