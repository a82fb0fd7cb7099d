"""Sphinx's own command in a process of its own, which hands over what it has found.

docutils keeps what a build has registered for as long as its process lives; a build that must not depend on what was
built before is made here.
"""

import pickle
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from publishing.core.findings import Finding


class SphinxApartError(Exception):
    """Raised when Sphinx has stopped; its text is what it said on the way."""


def build(options: list[str | Path], folder: Path) -> list[Finding]:
    """Run ``sphinx-build`` with ``options`` in ``folder``; return its warnings.

    :raises SphinxApartError: when it did not come to an end.
    """
    with TemporaryDirectory() as temporary:
        found = Path(temporary, 'findings')
        command = [sys.executable, '-m', __name__, found, *options]
        result = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding='utf-8', check=False)
        if result.returncode:
            raise SphinxApartError(' '.join(result.stderr.split()))
        return pickle.loads(found.read_bytes())


def main(target: str, *options: str) -> int:
    """Run ``sphinx-build``, write its findings to ``target`` and return its exit code."""
    from sphinx.cmd.build import main as sphinx_build

    from publishing.core.plain_messages import collected

    with collected() as found:
        code = sphinx_build(options)
    Path(target).write_bytes(pickle.dumps(found))
    return code


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
