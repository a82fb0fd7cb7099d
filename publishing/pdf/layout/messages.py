"""What WeasyPrint complains of, in a planner's words and with the page and line that name it."""

import re
from collections.abc import Container

from publishing.core.findings import Code, Finding
from publishing.core.plain_messages import warn
from publishing.pdf.book.source_lines import addresses, places_of_address

#: An address in a message.
ADDRESS = re.compile(r'(?:https?|file)://[^\s\'"]+')


def report(text: str, messages: list[str], folder: str, names: Container[str]) -> None:
    """Say what the book had to do without, each at its places.

    :param text: the book as HTML.
    :param folder: the address of the folder of the book, with a slash.
    :param names: documents of the project; the contents, for example, are none.
    """
    values = addresses(text) if any(map(ADDRESS.search, messages)) else {}
    for message in messages:
        found = ADDRESS.search(message)
        places = places_of_address(values, found[0].removeprefix(folder)) if found else []
        shown = _without_folder(message)
        for place in places:
            warn(
                Code.IMAGE_MISSING,
                f'{shown}; expected a picture or file that can be had. The book is without it; a picture has its '
                'alternative text there. Correct the address, or keep a copy among the pages.',
                place if place[0] in names else None,
            )
        if not places:
            warn(
                Code.LAYOUT,
                f'{shown}; expected a style sheet and pages that WeasyPrint understands in full. Mend what it names.',
            )


def plain(messages: list[str]) -> list[Finding]:
    """Return what has ended a layout as findings."""
    end = 'the PDF was not written. Mend the page or style this names.'
    return [Finding('', None, Code.LAYOUT, f'{_without_folder(message)}; {end}') for message in messages]


def _without_folder(message: str) -> str:
    return re.sub(r'file://\S*/|: \w+Error: .*', '', message)
