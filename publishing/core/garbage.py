"""Python's collector of cyclic garbage, which walks doctrees and boxes again and again though they live to the end."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: Objects made before Python looks for garbage, and how many such looks before it looks at older ones.
THRESHOLDS = (50_000, 20, 100)


@contextmanager
def rare_collection() -> Iterator[None]:
    """Let Python look for cyclic garbage rarely; for a ``with``, or as a decorator."""
    before = gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
