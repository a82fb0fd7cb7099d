"""Repairs to WeasyPrint that its public interface cannot make; each says what it mends.

``tests/test_weasyprint_patches.py`` fails for each one when it is no longer needed.
"""

from math import inf

import pydyf
import weasyprint.layout
from weasyprint.css.targets import TargetCollector
from weasyprint.layout import inline
from weasyprint.layout.page import remake_page
from weasyprint.urls import get_url_tuple

_split_first_line = inline.split_first_line
_make_all_pages = weasyprint.layout.make_all_pages
_collect_missing_counters = TargetCollector.collect_missing_counters
_page_references = pydyf.PDF.page_references
_write = pydyf.PDF.write
_stream_data = pydyf.Stream.data


def split_first_line(text, style, context, max_width, justification_spacing, is_line_start=True, minimum=False):
    """Keep a text on its line when only the space behind it is too wide.

    WeasyPrint 70 compares the width with the space included. When the text before an inline element fits
    but its last space does not, the text is cut behind its first word, and a line of one word is left
    (Kozea/WeasyPrint#1051, closed, was the same fault).
    """
    result = _split_first_line(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    layout, _length, resume_index, *_metrics = result
    cut_short = resume_index is not None and ' ' not in layout.text.strip(' ')
    if (not cut_short or minimum or max_width in (None, inf) or not text.endswith(' ')
            or style['white_space'] not in ('normal', 'pre-line')):
        return result
    stripped = text.rstrip(' ')
    if ' ' not in stripped.strip(' '):
        return result
    whole = _split_first_line(stripped, style, context, max_width, justification_spacing, is_line_start, minimum)
    if whole[2] is not None:
        return result
    return _split_first_line(text, style, context, None, justification_spacing, is_line_start, minimum)


def make_all_pages(context, root_box, html, pages):
    """Lay out all pages and keep those that have not changed, but never lose a footnote between two of them.

    A note that does not fit is handed to the next page. WeasyPrint 70 lays out again only pages that changed; when one
    of two neighbours is kept and the other is not, the note handed over is on neither page.
    """
    handed = context.__dict__.setdefault('handed_notes', {})  # by page, from 0: notes it was given
    number = 0
    context.reported_footnotes, context.rendered_notes = [], []
    while True:
        given, state = list(context.reported_footnotes), context.page_maker[number][-1]
        is_kept = number < len(pages) and not state['content_changed'] and not state['pages_wanted'] and (
            _elements(given) == _elements(handed.get(number, ())))
        if is_kept:
            resume_at = context.page_maker[number + 1][0]
            # Given again, so that the page behind it is laid out with them.
            context.reported_footnotes = list(handed.get(number + 1, ()))
            yield pages[number]
        else:
            state |= {'content_changed': False, 'pages_wanted': False, 'anchors': [], 'content_lookups': []}
            page, resume_at = remake_page(number, context, root_box, html)
            handed[number], handed[number + 1] = given, list(context.reported_footnotes)
            yield page
        number += 1
        if resume_at is None and not context.reported_footnotes:
            context.page_maker = context.page_maker[:number + 1]  # WeasyPrint's list may be longer by older pages
            context.broken_out_of_flow.clear()
            return


def collect_missing_counters(collector, box, css_token, parse_again, missing_counters, missing_targets) -> None:
    """Remember which target a page number waits for, also where ``attr()`` names the target.

    WeasyPrint 70 forgets it for ``target-counter(attr(href), page)``: when the target moves in a second pass over the
    pages, the number stays that of the first.
    """
    if None in missing_targets:
        counters = missing_targets.pop(None)
        for kind, value in box.style['content']:
            if kind.startswith('target-counter') and value[0][0] == 'attr()':
                name, type_, fallback = value[0][1]
                link = box.element.get(name, fallback)
                target = link[1:] if type_ == 'string' else get_url_tuple(link, box.style.base_url)[1]
                missing_targets.setdefault(target, []).extend(counters)
    _collect_missing_counters(collector, box, css_token, parse_again, missing_counters, missing_targets)


def _elements(notes) -> list:
    return [note.element for note in notes]


def page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    """Keep the list: pydyf 0.13 makes it anew for every tag and bookmark, and the time grows with the square."""
    if len(getattr(pdf, '_references', ())) != pdf.pages['Count']:
        pdf._references = _page_references.fget(pdf)
    return pdf._references


def write(pdf: pydyf.PDF, *args, **options) -> None:
    """Compress each stream once: pydyf 0.13 does it for the file, and again for the checksum in its identifier."""
    kept: dict[int, bytes] = {}

    def data(stream: pydyf.Stream) -> bytes:
        if (own := kept.get(id(stream))) is None:
            own = kept[id(stream)] = _stream_data.fget(stream)
        return own

    pydyf.Stream.data = property(data)
    try:
        _write(pdf, *args, **options)
    finally:
        pydyf.Stream.data = _stream_data


def apply() -> None:
    """Put the repairs in place; doing it twice changes nothing."""
    inline.split_first_line = split_first_line
    weasyprint.layout.make_all_pages = make_all_pages
    TargetCollector.collect_missing_counters = collect_missing_counters
    pydyf.PDF.page_references = property(page_references)
    pydyf.PDF.write = write
