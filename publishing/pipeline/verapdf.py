"""veraPDF, which finds what breaks a standard in a PDF; ``make test`` fetches it, from pinned files."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from publishing.core.project import BUILD

FOLDER = BUILD / 'verapdf'


class NoVerdictError(Exception):
    """veraPDF has not judged a file; the message is all that it said."""


def is_there() -> bool:
    """Return whether it was fetched."""
    return any(FOLDER.glob('greenfield-apps-*.jar'))


def findings(
    flavour: str, paths: Sequence[Path], environ: Mapping[str, str] | None = None
) -> dict[tuple[str, Path], list[str]]:
    """Return, by standard and file, the lines about what breaks it; [] for nothing.

    :param flavour: a standard, 'ua1' or '2a', or '0' for those that a file claims.
    :raises NoVerdictError: when a file was not judged.
    """
    command = ['java', '-cp', f'{FOLDER}/*', 'org.verapdf.apps.GreenfieldCliWrapper']
    command += ['-f', flavour, '--format', 'text', '-v', *map(str, paths)]
    done = subprocess.run(command, env=os.environ | (environ or {}), capture_output=True, text=True)
    said: dict[tuple[str, Path], list[str]] = {}
    for line in done.stdout.splitlines():
        if verdict := re.match(r'(PASS|FAIL) (.*) (\w+)$', line):
            current = said[verdict[3], Path(verdict[2])] = [] if verdict[1] == 'PASS' else ['failed']
        elif said:
            current.append(line.strip())
    if {path for _standard, path in said} != set(paths):
        raise NoVerdictError(done.stdout + done.stderr)
    return said
