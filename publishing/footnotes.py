"""Move footnotes from the end of a document to the place that calls them, for the foot of the page."""

import copy

from lxml import etree


def to_page_foot(body: etree._Element) -> int:
    """Replace each footnote's first call by the note itself; WeasyPrint floats it to the foot of the page.

    A second call of the same note becomes a link to the first. Works on docutils' HTML5 markup.

    :return: number of notes moved.
    """
    notes = {
        '#' + note.get('id', ''): note
        for note in body.iter('aside') if 'footnote' in (note.get('class') or '').split()
    }
    moved: set[str] = set()
    for call in list(body.iter('a')):
        target = call.get('href', '')
        if 'footnote-reference' not in (call.get('class') or '') or target not in notes:
            continue
        if target in moved:
            call.set('class', 'footnote-again')
            continue
        moved.add(target)
        _replace(call, _inline_note(notes[target], target[1:]))
    for target in moved:
        _remove(notes[target])
    for group in list(body.iter('aside')):
        if 'footnote-list' in (group.get('class') or '') and not len(group):
            _remove(group)
    return len(moved)


def _inline_note(note: etree._Element, identifier: str) -> etree._Element:
    """Return the note as a ``span`` of ``span`` paragraphs, which may stand inside a paragraph."""
    span = etree.Element('span', {'class': 'footnote', 'id': identifier, 'role': 'doc-footnote'})
    for child in note:
        if child.tag != 'p':
            continue  # the label and the links back to the call
        paragraph = copy.deepcopy(child)
        paragraph.tag, paragraph.tail = 'span', None
        paragraph.set('class', 'footnote-paragraph')
        span.append(paragraph)
    return span


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
