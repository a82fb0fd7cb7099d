"""Sphinx's own command in a process of its own, which ``core.sphinx_apart`` starts: leaves its findings in a file.

``python -m publishing sphinx-job FILE -b gettext handbook build/gettext``: behind the file stands what ``sphinx-build``
takes.
"""

import argparse
from pathlib import Path

from sphinx.cmd.build import main as sphinx_build

from publishing.core.garbage import rare_collection
from publishing.core.plain_messages import collected
from publishing.core.sphinx_apart import save
from publishing.pipeline import speedups


def add_arguments(parser) -> None:
    """Take a file, and Sphinx's options as they are."""
    parser.add_argument('target', type=Path)
    parser.add_argument('options', nargs=argparse.REMAINDER)


def run(options) -> int:
    """Have Sphinx build; return its exit code."""
    speedups.apply()
    with rare_collection(), collected() as found:
        code = sphinx_build(options.options)
    save(found, options.target)
    return code
