"""Slow places in Python, MyST and pybtex, mended from outside; nothing here changes a byte of what is written.

``tests/test_quick.py`` fails for each one when it is no longer needed. Those of the PDF writer are in
``publishing.weasyprint_patches``.
"""

import copy
import functools
import gc
from collections.abc import Iterator
from contextlib import contextmanager

from myst_parser.mdit_to_docutils import base as myst
from myst_parser.parsers import sphinx_ as myst_sphinx
from pybtex import plugin as pybtex
from sphinx.domains.std import StandardDomain
from sphinx.environment.collectors.toctree import TocTreeCollector

#: Objects made before Python looks for garbage, and how many such looks before it looks at older ones.
THRESHOLDS = (50_000, 20, 100)

_load_entry_point = pybtex._load_entry_point
_get_default_settings = myst.get_default_settings
_create_md_parser = myst_sphinx.create_md_parser
_resolve_numref = StandardDomain._resolve_numref_xref
_assign_figure_numbers = TocTreeCollector.assign_figure_numbers


@contextmanager
def rare_collection() -> Iterator[None]:
    """Let Python look for cyclic garbage rarely: doctrees and boxes live to the end, and each look walks them all."""
    before = gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


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


def apply() -> None:
    """Put the repairs in place; doing it twice changes nothing."""
    myst_sphinx.create_md_parser = create_md_parser
    StandardDomain._resolve_numref_xref = _reading(_resolve_numref)
    TocTreeCollector.assign_figure_numbers = _reading(_assign_figure_numbers)
    pybtex._load_entry_point = load_entry_point
    myst.get_default_settings = get_default_settings
