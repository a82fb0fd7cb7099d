"""Repairs to WeasyPrint that its public interface cannot make; each says what it mends.

``tests/pdf/layout/test_weasyprint_patches.py`` fails for each one when it is no longer needed.
"""

import copy
import re
from collections.abc import Callable
from math import inf

import pydyf
import tinycss2
from weasyprint.css.computed_values import FONT_SIZE_KEYWORDS
from weasyprint.formatting_structure import boxes

from publishing.core import repairs
from publishing.core.repairs import Repair, stock
from publishing.pdf.layout import page_floats, table_heads

FIRST_LINE = 'weasyprint.layout.inline:split_first_line'
ALL_PAGES = 'weasyprint.layout:make_all_pages'
ONE_PAGE = 'weasyprint.layout.page:remake_page'
TARGETS = 'weasyprint.css.targets'
MISSING_COUNTERS = f'{TARGETS}:TargetCollector.collect_missing_counters'
TARGET_COUNTERS = f'{TARGETS}:TargetCollector.cache_target_page_counters'
HEADING_TEXT = 'weasyprint.formatting_structure.boxes:ParentBox.content_text'
DECLARATIONS = 'weasyprint.svg.css:parse_declarations'
#: What WeasyPrint's context knows at the beginning of a page.
OF_A_PAGE = ('footnotes', 'reported_footnotes', 'rendered_notes', 'broken_out_of_flow')
REFERENCES, WRITE, STREAM_DATA = 'pydyf:PDF.page_references', 'pydyf:PDF.write', 'pydyf:Stream.data'

_split_first_line = stock(FIRST_LINE)
_make_all_pages = stock(ALL_PAGES)
remake_page = stock(ONE_PAGE)
_collect_missing_counters = stock(MISSING_COUNTERS)
_cache_target_page_counters = stock(TARGET_COUNTERS)
_get_url_tuple = stock(f'{TARGETS}:get_url_tuple')
_anchor_name_from_token = stock(f'{TARGETS}:anchor_name_from_token')
_parse_declarations = stock(DECLARATIONS)
_page_references = stock(REFERENCES)
_write = stock(WRITE)
_stream_data = stock(STREAM_DATA)


def split_first_line(text, style, context, max_width, justification_spacing, is_line_start=True, minimum=False):
    """Keep a text on its line when only the space behind it is too wide.

    WeasyPrint 70 compares the width with the space included. When the text before an inline element fits
    but its last space does not, the text is cut behind its first word, and a line of one word is left
    (Kozea/WeasyPrint#1051, closed, was the same fault).
    """
    result = _split_first_line(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    layout, _length, resume_index, *_metrics = result
    cut_short = resume_index is not None and ' ' not in layout.text.strip(' ')
    if (
        not cut_short
        or minimum
        or max_width in (None, inf)
        or not text.endswith(' ')
        or style['white_space'] not in ('normal', 'pre-line')
    ):
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
    of two neighbours is kept and the other is not, the note handed over is on neither page. References to pages before
    are written before their own page is laid out.
    """
    handed = context.__dict__.setdefault('handed_notes', {})  # by page, from 0: notes it was given
    number = 0
    context.reported_footnotes, context.rendered_notes = [], []
    while True:
        given, state = list(context.reported_footnotes), context.page_maker[number][-1]
        is_kept = (
            number < len(pages)
            and not state['content_changed']
            and not state['pages_wanted']
            and (_elements(given) == _elements(handed.get(number, ())))
        )
        if is_kept:
            resume_at = context.page_maker[number + 1][0]
            # Given again, so that the page behind it is laid out with them.
            context.reported_footnotes = list(handed.get(number + 1, ()))
            yield pages[number]
        else:
            write_ahead(context.target_collector)
            lay_out = _layer(context, root_box, html)
            found = lay_out(number)
            if not pages:
                found = page_floats.fill(number, found, root_box, context, lay_out)
            resume_at = found.resume_at
            handed[number], handed[number + 1] = given, list(context.reported_footnotes)
            yield found.box
        number += 1
        if resume_at is None and not context.reported_footnotes:
            context.page_maker = context.page_maker[: number + 1]  # WeasyPrint's list may be longer by older pages
            context.broken_out_of_flow.clear()
            return


def _layer(context, root_box, html) -> Callable[[int], page_floats.Page]:
    """Return what lays out the page of a number (from 0), as often as is needed."""
    before: dict[int, dict] = {}

    def lay_out(number: int) -> page_floats.Page:
        for later in [one for one in before if one > number]:
            del before[later]
        kept = before.setdefault(number, {name: copy.copy(getattr(context, name)) for name in OF_A_PAGE})
        for name, value in kept.items():
            setattr(context, name, copy.copy(value))
        context.page_maker[number][-1].update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
        return page_floats.Page(*remake_page(number, context, root_box, html))

    return lay_out


def _elements(notes) -> list:
    return [note.element for note in notes]


def collect_missing_counters(collector, parent_box, css_token, parse_again, missing, missing_of_targets):
    """Note which page numbers a text waits for.

    WeasyPrint 70 files a target named by ``attr(href)`` under None, so that it never learns of the target's page, and
    takes the target's counters for counters of the text's own page (``compute_content_list`` has one name for both).
    The second fault hides the first: every page with a page reference is made anew, twice. Both came with page
    references themselves (Kozea/WeasyPrint#652).
    """
    content = parent_box.style['content'] if css_token == 'content' else ()
    if None in missing_of_targets and isinstance(content, (tuple, list)):
        counters = missing_of_targets.pop(None)
        for kind, value in content:
            if kind in ('target-counter()', 'target-counters()'):
                missing_of_targets.setdefault(_anchor_name(value[0], parent_box), counters)
        if missing is counters and not any(kind in ('counter()', 'counters()') for kind, _value in content):
            missing = []
    if not isinstance(collector.counter_lookup_items, Lookups):
        collector.counter_lookup_items = Lookups(collector.counter_lookup_items)
    _collect_missing_counters(collector, parent_box, css_token, parse_again, missing, missing_of_targets)


def _anchor_name(token: tuple, box) -> str | None:
    """Return the identifier that a target function names, as ``TargetCollector.lookup_target`` finds it."""
    if token[0] == 'attr()':
        name, kind, fallback = token[1]
        value = box.element.get(name, fallback)
        token = ('url', _get_url_tuple(value, box.style.base_url)) if kind == 'url' else ('string', value)
    return _anchor_name_from_token(token)


class Lookups(dict):
    """What waits for numbers of pages: bookmarks and running heads, when one goes through it.

    WeasyPrint 70 goes through all of it for each box that waits, once the pages are made, and passes over contents: the
    time grows with the square of references.
    """

    def items(self) -> list:
        if len(self) != getattr(self, 'length', 0):
            self.length, self.others = len(self), [pair for pair in super().items() if pair[0][1] != 'content']
        return self.others if self else []


def cache_target_page_counters(collector, anchor_name, page_counter_values, page_maker_index, page_maker):
    """Lay out a page again only when a number on it has changed.

    WeasyPrint 70 asks whether any counter of the target's page has changed, and the count of all pages always has
    after the first pass ("TODO: Is the item at all interested in the new page_counter_values? It probably is and this
    check is a brake" in its source). It marks references further on in the book for a second pass, though they do
    not stand on a page yet: ``write_ahead``. And it goes through all references for each target.
    """
    item = collector.target_lookup_items.get(anchor_name)
    if collector.collecting or not item or item.state != 'up-to-date':
        return
    wanted, lookups = _wanted(collector, anchor_name)
    collector._ahead = getattr(collector, '_ahead', [])
    collector._ahead += lookups
    item.page_maker_index, known = page_maker_index, item.cached_page_counter_values
    changed = {name for name in {*known, *page_counter_values} if known.get(name) != page_counter_values.get(name)}
    if not changed:
        return
    item.cached_page_counter_values = copy.deepcopy(page_counter_values)
    if known and not changed & wanted:
        return
    for lookup in lookups:
        if lookup.page_maker_index is None or lookup.page_maker_index >= len(page_maker):
            lookup.pending = True
        elif any(page_counter_values.get(name) is not None for name in lookup.missing_target_counters[anchor_name]):
            page_maker[lookup.page_maker_index][-1]['content_changed'] = True
            lookup.parse_again(lookup.cached_page_counter_values)


def write_ahead(collector) -> None:
    """Write the page numbers that are known by now into texts that stand on no page yet."""
    for lookup in getattr(collector, '_ahead', ()):
        if lookup.pending and lookup.page_maker_index is None:
            lookup.pending = False
            lookup.parse_again(lookup.cached_page_counter_values)
    collector._ahead = []


def _wanted(collector, anchor_name: str) -> tuple[set[str], list]:
    """Return the counters of a target that some content shows, and what looks them up."""
    if not hasattr(collector, '_wanted'):
        collector._wanted = {}
        for (_box, token), lookup in dict.items(collector.counter_lookup_items):
            for name, counters in lookup.missing_target_counters.items():
                known, lookups = collector._wanted.setdefault(name, (set(), []))
                known.update(counters)
                if token == 'content':
                    lookups.append(lookup)
    return collector._wanted.get(anchor_name, (set(), []))


def content_text(box) -> str:
    """Return the text of a box for bookmarks and running heads, without the numbers of its footnotes.

    WeasyPrint 70 leaves out what CSS writes before and behind the text, but not the call of a footnote.
    """
    box = box.deepcopy()
    box.process_whitespace()
    return ''.join(
        child.text for child in box.descendants() if isinstance(child, boxes.TextBox) and not _is_generated(child)
    ).strip()


def _is_generated(box) -> bool:
    pseudo = box.element_tag.partition('::')[2]
    is_call = box.element is not None and box.element.get('role') == 'doc-noteref'  # of a note called once more
    return pseudo in ('before', 'after', 'marker', 'footnote-call') or is_call


def parse_declarations(text):
    """Return the declarations of a drawing, ``font`` written out in its parts.

    WeasyPrint 70 takes the first word of ``font`` for the size: "bold 12px sans-serif" has none and is not drawn, "700
    12px" is 700 pixels high (Kozea/WeasyPrint#1655). It knows no size that is a word, either.
    """
    return tuple([part for one in kind for part in _written_out(*one)] for kind in _parse_declarations(text))


def _written_out(name: str, value: str) -> list[tuple[str, str]]:
    if name == 'font-size' and value.lower() in FONT_SIZE_KEYWORDS:
        return [(name, f'{FONT_SIZE_KEYWORDS[value.lower()]}px')]
    if name != 'font':
        return [(name, value)]
    style, weight, tokens = 'normal', 'normal', tinycss2.parse_component_value_list(value)
    for place, token in enumerate(tokens):
        word = getattr(token, 'lower_value', '')
        if token.type == 'dimension' or token.type == 'percentage' or word in FONT_SIZE_KEYWORDS:
            size, rest = _written_out('font-size', token.serialize()), tokens[place + 1 :]
            break
        if word in ('italic', 'oblique'):
            style = word
        elif word in ('bold', 'bolder', 'lighter') or token.type == 'number':
            weight = token.serialize()
    else:
        return []  # a font of the system, such as "caption"
    family = re.sub(r'^\s*/\s*\S+', '', tinycss2.serialize(rest)).strip()  # without the height of the line
    return [('font-style', style), ('font-weight', weight), *size, ('font-family', family)]


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


REPAIRS = (
    Repair('WeasyPrint', 'a line may end after its first word', {FIRST_LINE: split_first_line}, code='39ad1016863c'),
    # They work together. ``publishing.pdf.layout.repagination`` names what goes wrong without them.
    Repair(
        'WeasyPrint',
        'page numbers and footnotes may go wrong where text moves to another page, and are then named, and books with '
        'many references take long',
        {
            ALL_PAGES: make_all_pages,
            MISSING_COUNTERS: collect_missing_counters,
            TARGET_COUNTERS: cache_target_page_counters,
        },
        code='a82ff85f0cf5',
        leans_on=(
            TARGETS,
            ONE_PAGE,
            'weasyprint.layout:layout_document',
            'weasyprint.formatting_structure.build:compute_content_list',
        ),
    ),
    Repair(
        'WeasyPrint',
        'bookmarks and running heads have the number of a footnote in their heading',
        {HEADING_TEXT: property(content_text)},
        code='78254497ed9d',
    ),
    Repair(
        'WeasyPrint',
        'words of drawings whose style sheet has "font" are not drawn, or too large',
        {DECLARATIONS: parse_declarations, 'weasyprint.svg:parse_declarations': parse_declarations},
        code='403f7146af39',
        leans_on=('weasyprint.svg:Node.cascade',),
    ),
    Repair(
        'WeasyPrint',
        'tables have no head above a row that is longer than a page',
        {table_heads.TABLE: table_heads.lay_out, 'weasyprint.layout.block:table_layout': table_heads.lay_out},
        code='8c39c75e5933',
        leans_on=('weasyprint.layout.block:remove_placeholders',),
    ),
    Repair(
        'pydyf',
        'PDFs are written more slowly',
        {REFERENCES: property(page_references)},
        code='e2a438fd630b',
        leans_on=('pydyf:PDF.add_page',),
    ),
    Repair('pydyf', 'PDFs are written more slowly', {WRITE: write}, code='3d0198b28818', leans_on=(STREAM_DATA,)),
)


def apply() -> None:
    """Put the repairs in place; doing it twice changes nothing."""
    repairs.apply(*REPAIRS)
