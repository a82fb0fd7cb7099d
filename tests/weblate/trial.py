"""The handbook in a Weblate: a clone of a maintainer, the description exported and imported as the docs say."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from instance import Weblate

from publishing.core.pinned import read_pins
from publishing.core.project import HANDBOOK, LOCALES, ROOT
from publishing.translation.weblate import OUTDIR, PROJECT, PUSH_BRANCH

#: What the run tells at its end.
NOTES: list[str] = []
#: What the docs say to set in the project: no header that names the server, and nothing handed out that needs editing.
SETTINGS = {'set_language_team': False, 'commit_policy': 20}
HINT = 'Say "the border", not its number of kilometres.'
HINTED = 'where/border-today'


@dataclass(frozen=True)
class Trial:
    """A Weblate that has imported the handbook, and the maintainer's clone of it."""

    weblate: Weblate
    clone: Path
    note: Callable[[str], None] = field(default=NOTES.append)

    def git(self, *arguments: str) -> str:
        """Run Git in the clone; return what it prints."""
        return git(self.clone, *arguments)

    def fetch(self) -> None:
        """Merge what Weblate has pushed into the clone."""
        self.repository('push')
        self.git('fetch', '-q', 'origin')
        self.git('merge', '-q', f'origin/{PUSH_BRANCH}')

    def changed_lines(self, start: str) -> list[str]:
        """Return the lines that were removed ("-") and added ("+") since the commit ``start``."""
        shown = self.git('diff', '-U0', start).splitlines()
        return [line for line in shown if re.match(r'[-+](?!--|\+\+)', line)]

    @property
    def checkout(self) -> Path:
        """Return where Weblate keeps its own clone."""
        return Path(self.weblate.environment['WEBLATE_DATA'], 'vcs', PROJECT, 'interface')

    def repository(self, operation: str) -> None:
        """Have Weblate ``commit``, ``push`` or ``pull``."""
        answer = self.weblate.send(f'projects/{PROJECT}/repository/', {'operation': operation})
        assert answer['result'], answer

    def units(self, page: str, code: str) -> list[dict]:
        """Return the messages of a component in a language, as Weblate shows them."""
        return self.weblate.every(f'translations/{PROJECT}/{page}/{code}/units/?page_size=1000')


def snapshot(clone: Path, bare: Path) -> Path:
    """Clone this repository, with the chapters and catalogs as they lie here, and a hint; return the clone."""
    subprocess.run(['git', 'clone', '-q', ROOT, clone], check=True)
    git(clone, 'checkout', '-q', '-B', 'main')
    for folder in (HANDBOOK, LOCALES):
        shutil.copytree(folder, clone / folder.name, dirs_exist_ok=True)
    for path in clone.glob(f'locales/*/LC_MESSAGES/{HINTED}.po'):
        head, rest = path.read_text(encoding='utf-8').split('\n\n', 1)
        path.write_text(f'{head}\n\n#. {HINT}\n{rest}', encoding='utf-8')
    git(clone, 'add', '--all')
    git(clone, 'commit', '-q', '--allow-empty', '-m', 'The catalogs as they lie here')
    subprocess.run(['git', 'clone', '-q', '--bare', '--single-branch', clone, bare], check=True)
    git(clone, 'remote', 'set-url', 'origin', str(bare))
    return clone


def git(folder: Path, *arguments: str) -> str:
    """Run Git in ``folder`` as somebody; return what it prints."""
    somebody = ['-c', 'user.name=Maintainer', '-c', 'user.email=maintainer@example.org']
    done = subprocess.run(['git', '-C', folder, *somebody, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, f'git {" ".join(arguments)}: {done.stdout}{done.stderr}'
    return done.stdout


def export(address: str) -> None:
    """Write what Weblate takes, as a maintainer does."""
    command = [ROOT / '.venv' / 'bin' / 'python', '-m', 'publishing', 'weblate', address, '--push', address]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def fill(running: Weblate) -> None:
    """Import the description into a new project, and upload the glossaries."""
    running.send('projects/', {'name': 'Handbook', 'slug': PROJECT, 'web': 'https://example.org/'} | SETTINGS)
    running.command('import_json', '--project', PROJECT, OUTDIR / 'weblate.json')
    for path in sorted(OUTDIR.glob('termbase-*.tbx')):
        code = path.stem.removeprefix('termbase-')
        running.upload(f'translations/{PROJECT}/termbase/{code}/file/', path, method='replace')


def version() -> str:
    """Return the version of Weblate that is pinned."""
    pins = read_pins(Path(__file__).with_name('requirements.txt'))
    return next(pin.version for pin in pins if pin.name == 'weblate')
