"""Slow places of WeasyPrint, mended from outside; nothing here changes a byte of what is written.

WeasyPrint 70 works the same out again for each box: the fonts and the language of a style are put into Pango for every
piece of text, lengths are converted for every box of a style on every pass over the pages, and a property that a style
says nothing of goes through all that might have been said of it.

``tests/pdf/layout/test_layout_speedups.py`` compares each one with what stands there without it.
"""

from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, Dimension
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

from publishing.core import repairs
from publishing.core.repairs import Repair, stock

SET_UP = 'weasyprint.text.line_break:Layout.setup'
RESOLVE = 'weasyprint.layout.percent:resolve_percentages'
COMPUTE = 'weasyprint.css:ComputedStyle.__missing__'
#: The same function where other modules have imported it.
HELD = tuple(
    f'weasyprint.layout.{name}:resolve_percentages'
    for name in ('absolute', 'block', 'column', 'float', 'grid', 'inline', 'page', 'table')
)

_set_up = stock(SET_UP)
_resolve_percentages = stock(RESOLVE)
_compute = stock(COMPUTE)

# Pango

#: What the features of a font come from, in the order of ``font_features``.
FEATURES = (
    *('font_kerning', 'font_variant_ligatures', 'font_variant_position', 'font_variant_caps', 'font_variant_numeric'),
    *('font_variant_alternates', 'font_variant_east_asian', 'font_feature_settings'),
)
#: What Pango is told of a style before it has a text.
TOLD = (
    *('direction', 'lang', 'font_language_override', 'font_style', 'font_stretch', 'font_weight'),
    *('font_size', 'font_variation_settings', *FEATURES),
)


def set_up(layout, style) -> None:
    """Make the layout of a text; all texts of such a style share Pango's context and the description of the font."""
    if style['text_decoration_line'] != 'none':  # whose lines are measured, too
        _set_up(layout, style)
        return
    kept = style.font_config.__dict__.setdefault('pango_settings', {})
    key = (*style['font_family'], *[style[name] for name in TOLD])
    if (settings := kept.get(key)) is None:
        settings = kept[key] = *_context(style), get_font_description(style), _features(style)
    context, layout.language, description, features = settings
    layout.style, layout.first_line_direction = style, 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, description)
    if features is not None:
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, features)
        pango.pango_layout_set_attributes(layout.layout, attributes)


def _context(style) -> tuple:
    """Return Pango's context and language for a style."""
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style['direction']])
    code = style['lang']
    if style['font_language_override'] != 'normal':
        code = LST_TO_ISO.get(style['font_language_override'].lower(), style['font_language_override'])
    if not code:
        return context, pango.pango_language_get_default()
    language = pango.pango_language_from_string(unicode_to_char_p(code)[0])
    pango.pango_context_set_language(context, language)
    return context, language


def _features(style):
    """Return Pango's attribute for the features of a font, if there are any."""
    found = font_features(*(style[name] for name in FEATURES))
    if not found:
        return None
    text, kept = ','.join(f'{name} {value}' for name, value in found.items()).encode(), style.font_config.font_features
    if text not in kept:
        kept[text] = pango.pango_attr_font_features_new(text)
    return kept[text]


# Lengths

#: Lengths of a style that WeasyPrint makes attributes of each box.
LENGTHS = (
    *('margin_left', 'margin_right', 'margin_top', 'margin_bottom'),
    *('padding_left', 'padding_right', 'padding_top', 'padding_bottom'),
    *('width', 'min_width', 'max_width', 'height', 'min_height', 'max_height'),
)
BORDERS = ('border_top_width', 'border_right_width', 'border_bottom_width', 'border_left_width')


def resolve_percentages(box, containing_block) -> None:
    """Give a box its lengths, at once where none of them is a share of another or has to be calculated."""
    style = box.style
    if style['border_collapse'] == 'collapse' or style['box_sizing'] != 'content-box':
        return _resolve_percentages(box, containing_block)
    found = {}
    for name in LENGTHS:
        value = style[name]
        if type(value) is Dimension and value.unit != '%':
            found[name] = value.value
        elif value == 'auto':
            found[name] = 0 if name in ('min_width', 'min_height') else value
        else:
            return _resolve_percentages(box, containing_block)
    for name in BORDERS:
        found[name] = style[name]
    box.__dict__.update(found)
    return None


# Styles

#: Properties whose value depends on another one, or on that of the parent in a way of its own.
PARTICULAR = {'float', 'display', 'position', 'page'}
#: What has another name by the direction of the text, and these names.
DIRECTED = frozenset(PHYSICAL_FUNCTIONS)
LOGICAL = frozenset(
    name(block='ttb', inline=direction) for name in PHYSICAL_FUNCTIONS.values() for direction in PANGO_DIRECTION
)
PLAIN = frozenset(name for name in INITIAL_VALUES if name not in PARTICULAR and not name.startswith('text_decoration_'))
#: What a style has from the one around it, and what it has of itself, where nothing is said.
HANDED_DOWN = PLAIN & INHERITED - DIRECTED
INITIAL = {name: INITIAL_VALUES[name] for name in PLAIN - INHERITED - INITIAL_NOT_COMPUTED}


def compute(style, name: str):
    """Return the value of a property, at once where no rule names it for this element."""
    if name not in style.cascaded:
        if name in HANDED_DOWN and style.parent_style is not None:
            value = style.parent_style[name]
            if not check_math(value):
                style[name] = value
                return value
        elif name in INITIAL and (name not in DIRECTED or LOGICAL.isdisjoint(style.cascaded)):
            value = style[name] = INITIAL[name]
            return value
    return _compute(style, name)


REPAIRS = (
    Repair(
        'WeasyPrint',
        'pages are laid out more slowly',
        {SET_UP: set_up},
        code='dd6956913543',
        leans_on=('weasyprint.text.fonts:font_features', 'weasyprint.text.fonts:get_font_description'),
    ),
    Repair(
        'WeasyPrint',
        'pages are laid out more slowly',
        dict.fromkeys((RESOLVE, *HELD), resolve_percentages),
        code='c458870c7428',
        leans_on=('weasyprint.layout.percent:resolve_one_percentage', 'weasyprint.layout.percent:percentage'),
    ),
    Repair(
        'WeasyPrint',
        'pages are laid out more slowly',
        {COMPUTE: compute},
        code='a87225b1c003',
        leans_on=('weasyprint.css:text_decoration',),
    ),
)


def apply() -> None:
    """Put the repairs in place; doing it twice changes nothing."""
    repairs.apply(*REPAIRS)
