"""``make linkcheck``: try every web address in the text."""

import subprocess
import sys

from publishing.core.project import ROOT


def add_arguments(_parser) -> None:
    """Take none."""


def run(_options) -> int:
    """Have Sphinx try them; return its exit code."""
    return subprocess.call(
        [sys.executable, '-m', 'sphinx', '-b', 'linkcheck', '-E', '-q', '-c', '.', 'handbook', 'build/linkcheck'],
        cwd=ROOT,
    )
