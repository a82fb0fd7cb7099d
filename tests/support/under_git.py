"""Put a folder under git, as a person who has a name, whatever the settings of the machine."""

import subprocess
from pathlib import Path

SETTINGS = {'user.name': 'Test', 'user.email': 'test@example.org', 'commit.gpgsign': 'false'}


def run(root: Path, *command: str) -> str:
    """Run a command in ``root``; return what it says."""
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def begin(root: Path) -> Path:
    """Make ``root``, a small handbook, a repository with the branch ``main``; return it."""
    (root / '.gitignore').write_text('build/\n*.mo\n')
    run(root, 'git', 'init', '-q', '-b', 'main')
    for name, value in SETTINGS.items():
        run(root, 'git', 'config', name, value)
    return root


def commit(root: Path, subject: str) -> None:
    """Commit everything in ``root``."""
    run(root, 'git', 'add', '-A')
    run(root, 'git', 'commit', '-qm', subject)
