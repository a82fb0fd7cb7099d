"""``make pins``: compile what is wanted into what is pinned, with the digests of all files.

Each compiled file begins with its command, so an update bot runs the very same.
"""

import subprocess
from collections.abc import Callable, Iterable

from publishing.core.project import BUILD, ROOT
from publishing.pipeline.own_environment import environment

REQUIREMENTS = ROOT / 'publishing' / 'pipeline' / 'tools-requirements.txt'
#: For all Pythons and systems that we support at once.
COMMAND = ('pip', 'compile', '--universal', '--python-version=3.11', '--generate-hashes')
#: Each compiled file, and what it is compiled from.
FILES = {
    'requirements.txt': ('--extra=handbook', 'pyproject.toml'),
    'requirements-dev.txt': ('requirements-dev.in',),
    'publishing/pipeline/tools-requirements.txt': ('publishing/pipeline/tools-requirements.in',),
    'publishing/pipeline/bench-requirements.txt': (
        '--constraints=requirements.txt',
        '--extra=handbook',
        'pyproject.toml',
        'publishing/pipeline/bench-requirements.in',
    ),
    'publishing/pipeline/strangers-requirements.txt': (
        '--constraints=requirements.txt',
        '--only-binary=:all:',
        'pyproject.toml',
        'publishing/pipeline/strangers-requirements.in',
    ),
    'tests/weblate/requirements.txt': ('tests/weblate/requirements.in',),
}


def compile_pins(say: Callable[[str], None], newer: Iterable[str] = (), all_newer: bool = False) -> int:
    """Compile every file anew; return uv's exit code.

    A version that is pinned stays, except that of packages named in ``newer``, or with ``all_newer``.

    :raises MissingError: when uv cannot be installed.
    """
    uv = tool('uv')
    options = ['--upgrade'] if all_newer else [f'--upgrade-package={name}' for name in newer]
    for file, sources in FILES.items():
        say(f'pins: {file}')
        command = [uv, *COMMAND, '--quiet', *sources, f'--output-file={file}', *options]
        if code := subprocess.run(command, cwd=ROOT).returncode:
            return code
    return 0


def tool(name: str) -> str:
    """Return the program ``name`` of the tools, installed now where it is not there.

    :raises MissingError: when it cannot be.
    """
    return str(environment(BUILD / 'tools', REQUIREMENTS, name) / name)
