"""Repairs to WeasyPrint that its public interface cannot make; each says what it mends.

``tests/test_weasyprint_patches.py`` fails for each one when it is no longer needed.
"""

from math import inf

import pydyf
from weasyprint.layout import inline
from weasyprint.pdf import tags

_build_box_tree = tags._build_box_tree
_split_first_line = inline.split_first_line


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


def build_box_tree(box, parent, pdf, page_number, nums, annotations, marked):
    """Give the tag of an element its ``lang``; WeasyPrint 70 tags the document's language and no other."""
    element = getattr(box, '_box', box).element
    language = None if element is None or element.tag == 'html' else element.get('lang')
    for tagged in _build_box_tree(box, parent, pdf, page_number, nums, annotations, marked):
        if language:
            tagged['Lang'] = pydyf.String(language)
        yield tagged


def apply() -> None:
    """Put the repairs in place; doing it twice changes nothing."""
    tags._build_box_tree = build_box_tree
    inline.split_first_line = split_first_line
