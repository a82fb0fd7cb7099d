"""Blocks that lie in each other deeper than Python can follow are said at the outermost."""

from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_tb

from docutils import nodes

from publishing.core.findings import Code, Finding
from publishing.core.plain_messages import TRANSLATED, stop_at

TOO_DEEP = (
    'dozens of blocks lie in each other from here on; expected few. End each block with a line of as many colons as it '
    'begins with; one around others has more colons than they.'
)


@contextmanager
def followed(document: nodes.document) -> Iterator[None]:
    """Stop a build at a text that cannot be followed; what has been read into ``document`` is half a page.

    :raises ConfigError: from the finding, at the outermost block.
    """
    try:
        yield
    except RecursionError as error:
        # MyST's own function for a block with a name, and the line at which that begins.
        blocks = (frame for frame, _line in walk_tb(error.__traceback__) if frame.f_code.co_name == 'run_directive')
        line = next((frame.f_locals.get('position') for frame in blocks), None)
        path = document['source']
        if path.endswith(TRANSLATED):  # which has the line of the original in it
            path, line = path.removesuffix(TRANSLATED), None
        stop_at([Finding(path, line, Code.MARKUP, TOO_DEEP)])
