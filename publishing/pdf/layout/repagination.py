"""After the layout: does every page number name the right page, and is every footnote on a page?

WeasyPrint gives up after eight passes over the pages; what is wrong then would be printed without a word.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from weasyprint.document import Document
from weasyprint.formatting_structure import boxes

from publishing.pdf.tags.links import real


def faults(document: Document, number_of: Callable[[int], int] = int) -> Iterator[tuple[int, object, str]]:
    """Yield page, element and message for each wrong number of a page, and for each footnote that is lost.

    :param number_of: as for ``overflow.check``.
    """
    numbered = [(number_of(place), page) for place, page in enumerate(document.pages, start=1)]
    places: dict[str, int] = {}
    for number, page in numbered:
        for name in page.anchors:
            places.setdefault(name, number)
    notes, shown = {}, set()
    for number, page in numbered:
        for box in page._page_box.descendants(placeholders=True):
            box = real(box)
            if box.element is None:
                continue
            if box.element_tag.endswith('::footnote-call'):
                notes.setdefault(box.element, number)
            elif box.element_tag == box.element.tag:
                shown.add(box.element)
            if (wanted := _target(box, places)) is not None:
                words = ''.join(item.text for item in box.descendants() if isinstance(item, boxes.TextBox))
                found = re.search(r'\d+', words)
                if found and int(found[0]) != wanted:
                    yield (
                        number,
                        box.element,
                        (
                            f'a reference names page {found[0]}, and what it leads to stands on page {wanted}; '
                            'expected the same page. Change the text near either, so that the lines break differently.'
                        ),
                    )
    for element, number in notes.items():
        if element not in shown:
            words = ' '.join(''.join(element.itertext()).split())[:40]
            yield (
                number,
                element,
                (
                    f'the footnote "{words}" is on no page; expected it at the foot of its page. '
                    'Shorten it, or move its call.'
                ),
            )


def _target(box: boxes.Box, places: dict[str, int]) -> int | None:
    """Return the page that the number behind a link should name; None for any other box."""
    if box.element_tag not in ('a::after', 'a::before') or not isinstance(box.style['content'], tuple | list):
        return None
    if not any(kind == 'target-counter()' and value[1:] == ('page', 'decimal') for kind, value in box.style['content']):
        return None
    return places.get(unquote((box.element.get('href') or '').removeprefix('#')))
