"""Python's collector of cyclic garbage, which walks doctrees and boxes again and again though they live to the end."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: Objects made before Python looks for garbage, and how many such looks before it looks at older ones.
THRESHOLDS = (50_000, 20, 100)


def let_go_of_doctrees(env: 'BuildEnvironment') -> None:
    """Give back the doctrees that have been read, once they are written: Sphinx keeps those that nobody resolved."""
    env._write_doc_doctree_cache.clear()
    gc.collect()  # in a doctree each node knows its parent


@contextmanager
def rare_collection() -> Iterator[None]:
    """Let Python look for cyclic garbage rarely; for a ``with``, or as a decorator."""
    before = gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
