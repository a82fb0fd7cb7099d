"""Slow places in Python, Sphinx, MyST and pybtex, mended from outside; nothing here changes a byte of what is written.

``tests/pipeline/test_speedups.py`` fails for each one when it is no longer needed. Those of WeasyPrint are in
``publishing.pdf.layout.speedups``, those of the PDF writer in ``weasyprint_patches``.
"""

import copy
import functools

from pybtex import plugin as pybtex

from publishing.core import repairs
from publishing.core.repairs import Repair, stock

LOAD_ENTRY_POINT = 'pybtex.plugin:_load_entry_point'
SETTINGS = 'myst_parser.mdit_to_docutils.base:get_default_settings'
MD_PARSER = 'myst_parser.parsers.sphinx_:create_md_parser'
NUMREF = 'sphinx.domains.std:StandardDomain._resolve_numref_xref'
FIGURE_NUMBERS = 'sphinx.environment.collectors.toctree:TocTreeCollector.assign_figure_numbers'
_load_entry_point = stock(LOAD_ENTRY_POINT)
_get_default_settings = stock(SETTINGS)
_create_md_parser = stock(MD_PARSER)


@functools.cache
def _entry_point(group: str, name: str):
    return _load_entry_point(group, name)


def load_entry_point(group: str, name: str, use_aliases: bool = False):
    """Remember plugins: pybtex reads the metadata of every installed package for each citation."""
    groups = [group, f'{group}.aliases'] if use_aliases else [group]
    for searched in groups:
        if (found := pybtex._RUNTIME_PLUGINS.get(searched, {}).get(name)) is not None:
            return found  # never remembered: a project may register another under the same name
        try:
            return _entry_point(searched, name)
        except pybtex.PluginNotFound:
            continue
    raise pybtex.PluginNotFound(group, name)


@functools.cache
def _settings_of(parser: type):
    return _get_default_settings(parser)


def get_default_settings(parser: type):
    """Copy the settings: MyST has docutils build its whole command line anew for every translated message."""
    return copy.deepcopy(_settings_of(parser))


#: The Markdown parser that no document is using, with the configuration it was made for.
_idle: list[tuple[object, type, object]] = []


def create_md_parser(config, renderer):
    """Lend the same parser again: MyST makes one for every translated message, with all its rules.

    Only while its text is parsed is a parser not lent, so that a text within a text gets one of its own.
    """
    while _idle:
        made_for, kind, parser = _idle.pop()
        if made_for is config and kind is renderer:
            return parser
    parser = _create_md_parser(config, renderer)
    slow = parser.render

    def render(text, env=None):
        try:
            return slow(text, env)
        finally:
            parser.options.pop('document', None)
            _idle[:] = [(config, renderer, parser)]

    parser.render = render
    return parser


#: The last environment, and its doctrees as they were unpickled, each with the pickle it came from.
_read: list = [None, {}]


def _reading(function):
    """Let ``function``, which only reads, see one copy of each doctree: Sphinx unpickles one for every question."""

    @functools.wraps(function)
    def quickly(self, env, *args, **options):
        if _read[0] is not env:
            _read[:] = [env, {}]
        kept, slow = _read[1], env.get_doctree

        def get_doctree(docname):
            pickled = env._pickled_doctree_cache.get(docname)
            if docname not in kept or pickled is not kept[docname][0]:
                doctree = slow(docname)
                kept[docname] = env._pickled_doctree_cache.get(docname), doctree
            return kept[docname][1]

        env.get_doctree = get_doctree
        try:
            return function(self, env, *args, **options)
        finally:
            del env.get_doctree

    return quickly


def forget(*_arguments: object) -> None:
    """Let go of the doctrees that were read: nobody will ask for them again."""
    _read[:] = [None, {}]


REPAIRS = (
    Repair('pybtex', 'citations are read more slowly', {LOAD_ENTRY_POINT: load_entry_point}, code='651a544d0219'),
    Repair(
        'MyST-Parser',
        'translated pages are read more slowly',
        {SETTINGS: get_default_settings},
        code='33ee33fd086e',
        is_signature_enough=True,
        leans_on=('myst_parser.mdit_to_docutils.base:make_document',),
    ),
    Repair(
        'MyST-Parser',
        'translated pages are read more slowly',
        {MD_PARSER: create_md_parser},
        code='7a0c822e9364',
        is_signature_enough=True,
        leans_on=('myst_parser.parsers.sphinx_:MystParser.parse',),
    ),
    Repair(
        'Sphinx',
        'numbers of figures are found more slowly',
        {name: _reading(stock(name)) for name in (NUMREF, FIGURE_NUMBERS)},
        code='9151c634ce6e',
        leans_on=('sphinx.environment:BuildEnvironment.get_doctree',),
    ),
)


def apply() -> None:
    """Put the repairs in place; doing it twice changes nothing."""
    repairs.apply(*REPAIRS)
