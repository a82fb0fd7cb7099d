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
from pybtex import plugin as pybtex

#: Objects made before Python looks for garbage, and how many such looks before it looks at older ones.
THRESHOLDS = (50_000, 20, 100)

_load_entry_point = pybtex._load_entry_point
_get_default_settings = myst.get_default_settings


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


def apply() -> None:
    """Put the repairs in place; doing it twice changes nothing."""
    pybtex._load_entry_point = load_entry_point
    myst.get_default_settings = get_default_settings
