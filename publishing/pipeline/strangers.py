"""Books of others, built as a stranger builds them: one extension is added, ours, and then sphinx-simplepdf instead.

They are listed in ``strangers.toml``, each at one commit, fetched for reading into ``build/strangers``, and never part
of this repository. What they want besides is pinned in ``strangers-requirements.txt``, for both builders alike.
"""

import json
import os
import re
import shutil
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from publishing.core.downloads import count_pages
from publishing.core.project import BUILD, ROOT
from publishing.pipeline import own_environment, verapdf

FOLDER = BUILD / 'strangers'
LIST = Path(__file__).with_name('strangers.toml')
REQUIREMENTS = Path(__file__).with_name('strangers-requirements.txt')
#: Each builder, and the extension that brings it.
BUILDERS = {'pdf': 'publishing.pdf', 'simplepdf': 'sphinx_simplepdf'}
#: Seconds after which a build is given up, and pages of each book that become pictures.
LIMIT, PICTURES = 1800, 6
HEAD = (
    '| Book | What it is | Pages | Seconds | Warnings: ours + others | PDF/UA-1 '
    '| simplepdf: pages | seconds | warnings | PDF/UA-1 | Measured |\n|---|---|---|---|---|---|---|---|---|---|---|'
)
UNKNOWN = 'not measured | – | – | –'
#: Where the table stands in the document.
TABLE = re.compile(r'(?<=<!-- strangers -->\n).*(?=<!-- end of strangers -->)', re.DOTALL)


class StrangersError(Exception):
    """A book cannot be had; the message says which, and what to do."""


@dataclass(frozen=True)
class Project:
    """A book of somebody else: where it lies, at which commit, and the folder of its ``conf.py``.

    ``paths`` are what is taken of the repository, all where there are none; ``python`` are folders that its modules
    come from; ``settings`` are of its ``conf.py``, and ``files`` stand beside its own, for what would ask the web.
    """

    name: str
    kind: str
    repository: str
    commit: str
    source: str
    paths: tuple[str, ...] = ()
    python: tuple[str, ...] = ()
    settings: dict = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Built:
    """One measured build: its exit code, what it took, what it said, and what veraPDF finds ('' for nothing)."""

    code: int
    pages: int
    seconds: float
    own_warnings: int
    other_warnings: int
    found: str
    day: str

    @property
    def is_done(self) -> bool:
        """Return whether there is a book."""
        return self.code == 0 and self.pages > 0


def projects(names: Sequence[str] = (), path: Path = LIST) -> list[Project]:
    """Return the books of the list, or those called ``names``.

    :raises StrangersError: for a name that is not there.
    """
    listed = [Project(**entry) for entry in tomllib.loads(path.read_text(encoding='utf-8'))['projects']]
    if missing := set(names) - {one.name for one in listed}:
        known = ', '.join(one.name for one in listed)
        raise StrangersError(f'"{min(missing)}" is no book of {path.name}; expected one of {known}.')
    return [one for one in listed if not names or one.name in names]


def measure(
    chosen: Iterable[Project],
    mirror: str,
    say: Callable[[str], None],
    builders: Iterable[str] = tuple(BUILDERS),
    folder: Path = FOLDER,
) -> bool:
    """Build every book with each of ``builders``; ``say`` how it went; return whether ours has failed with none.

    :param mirror: where the repositories lie instead of the web; ``{owner}`` and ``{name}`` stand for those of a book.
    :raises StrangersError: when a book cannot be had.
    :raises MissingError: when the environment cannot be installed.
    """
    binaries = own_environment.environment(folder, REQUIREMENTS, 'what the books want')
    done = True
    for project in chosen:
        root = copy(project, repository(project, mirror, folder), folder / 'sources' / project.name)
        for builder in builders:
            built = build(project, root, builder, binaries, folder)
            kept = measured(folder)
            kept.setdefault(project.name, {})[builder] = built
            keep(kept, folder)
            say(f'{project.name}: {sentence(builder, built, folder / "out" / project.name)}')
            done &= built.is_done or builder != 'pdf'
    return done


def repository(project: Project, mirror: str, folder: Path) -> Path:
    """Return the git directory that has the commit of a book: that of ``mirror``, or one fetched from the web now.

    :raises StrangersError: when it cannot be had.
    """
    owner, name = project.repository.rsplit('/', 2)[1:]
    git = Path(mirror.format(owner=owner, name=name)) if mirror else folder / 'git' / project.name
    if not mirror and not git.is_dir():
        subprocess.run(['git', 'init', '--quiet', '--bare', git], check=True)
    has_it = ['git', '-C', git, 'cat-file', '-e', f'{project.commit}^{{commit}}']
    if not mirror and subprocess.run(has_it, capture_output=True).returncode:
        fetch = ['git', '-C', git, 'fetch', '--quiet', '--depth=1', project.repository, project.commit]
        subprocess.run(fetch, capture_output=True)
    if not git.is_dir() or subprocess.run(has_it, capture_output=True).returncode:
        raise StrangersError(
            f'{project.name}: {project.repository} at {project.commit} was not found'
            f'{f" in {git}" if mirror else ""}; expected that commit. Look whether the address still leads to it, or '
            'take a newer commit into strangers.toml.'
        )
    return git


def copy(project: Project, git: Path, target: Path) -> Path:
    """Write the files of a book anew to ``target``; return it. A file that the repository lacks is left out.

    Repositories that somebody keeps for reading may lack the largest files, over which ``git archive`` would stop.
    """
    shutil.rmtree(target, ignore_errors=True)
    listing = ['git', '-C', git, 'ls-tree', '-r', '-z', project.commit, *project.paths]
    entries = subprocess.run(listing, capture_output=True, check=True).stdout.decode().split('\0')[:-1]
    batch = ['git', '-C', git, 'cat-file', '--batch']
    with subprocess.Popen(batch, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as objects:
        for entry in entries:
            (mode, kind, name), path = entry.split('\t')[0].split(), target / entry.split('\t', 1)[1]
            if kind != 'blob':  # another repository
                continue
            objects.stdin.write(f'{name}\n'.encode())
            objects.stdin.flush()
            *_name, size = objects.stdout.readline().split()
            if size == b'missing':
                continue
            text = objects.stdout.read(int(size))
            objects.stdout.read(1)
            path.parent.mkdir(parents=True, exist_ok=True)
            if mode == '120000':
                path.symlink_to(text.decode())
            else:
                path.write_bytes(text)
        objects.stdin.close()
    for name, text in project.files.items():
        (target / name).write_text(text, encoding='utf-8')
    return target


def build(project: Project, root: Path, builder: str, binaries: Path, folder: Path) -> Built:
    """Build one book cold with one builder, in a process of its own; return what was measured."""
    out, home = folder / 'out' / project.name / builder, folder / 'home'
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    home.mkdir(exist_ok=True)
    words = ['-m', 'publishing', 'strangers-job', '.', out, builder, BUILDERS[builder], json.dumps(project.settings)]
    environ = {
        'PYTHONPATH': os.pathsep.join([str(ROOT), *(str(root / path) for path in project.python)]),
        'GIT_CEILING_DIRECTORIES': str(root.parent),  # who asks for a commit must not be told ours
        # what they run leaves its traces there
        **{name: str(home) for name in ('HOME', 'JUPYTER_DATA_DIR', 'IPYTHONDIR', 'MPLCONFIGDIR')},
        'XDG_DATA_HOME': os.environ.get('XDG_DATA_HOME') or str(Path.home() / '.local' / 'share'),  # fonts
    }
    log = out.with_suffix('.log')
    run = own_environment.run(binaries, words, log, root / project.source, environ, LIMIT)
    pdf = max(out.rglob('*.pdf'), key=lambda path: path.stat().st_size, default=None)
    pages = (count_pages(pdf.read_bytes()) or 0) if pdf else 0
    if done := pages and run.code == 0:
        draw(pdf, pages, out.parent / f'{builder}-pages')
    own, others = warnings(log.read_text(encoding='utf-8', errors='replace'))
    found = verdict(pdf) if done else '–'
    return Built(run.code, pages, round(run.cpu, 1), own, others, found, time.strftime('%Y-%m-%d'))


def warnings(log: str) -> tuple[int, int]:
    """Return how many warnings of ours, and how many others, the messages of a build hold."""
    said = [line for line in log.splitlines() if re.search(r'\b(WARNING|ERROR|CRITICAL)\b:', line)]
    own = sum('[handbook.' in line for line in said)
    return own, len(said) - own


def draw(pdf: Path, pages: int, folder: Path) -> None:
    """Draw pages of a book, from its first to its last, for whoever looks at them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for page in sorted({1 + (pages - 1) * place // (PICTURES - 1) for place in range(PICTURES)}):
        span = ['-f', str(page), '-l', str(page)]
        subprocess.run(['pdftoppm', '-r', '60', '-png', *span, pdf, folder / 'page'], check=False)


def verdict(pdf: Path) -> str:
    """Return the rules of PDF/UA-1 that veraPDF says a file breaks, '' for none, '?' where veraPDF is not there."""
    if not verapdf.is_there():
        return '?'
    try:
        lines = verapdf.findings('ua1', [pdf])['ua1', pdf]
    except verapdf.NoVerdictError:
        return '?'
    rules = [found[1] for line in lines if (found := re.match(r'FAIL (?:[^\d\s]*\s)*?([\d.]+-\d+)', line))]
    return ', '.join(dict.fromkeys(rules)) or ('?' if lines else '')


def measured(folder: Path = FOLDER) -> dict[str, dict[str, Built]]:
    """Return what was measured so far, by book and builder."""
    path = folder / 'measured.json'
    kept = json.loads(path.read_text(encoding='utf-8')) if path.is_file() else {}
    return {name: {builder: Built(**one) for builder, one in built.items()} for name, built in kept.items()}


def keep(kept: dict[str, dict[str, Built]], folder: Path = FOLDER) -> None:
    """Keep what was measured."""
    found = {name: {builder: asdict(one) for builder, one in built.items()} for name, built in kept.items()}
    (folder / 'measured.json').write_text(json.dumps(found, indent=1), encoding='utf-8')


def sentence(builder: str, built: Built, folder: Path) -> str:
    """Return how one build went, in a line."""
    log = (folder / f'{builder}.log').relative_to(ROOT) if folder.is_relative_to(ROOT) else folder / f'{builder}.log'
    if not built.is_done:
        return f'{builder} failed with {built.code}; its messages are in {log}'
    return (
        f'{builder} {built.pages} pages, {built.seconds} s of the processor, {built.own_warnings} + '
        f'{built.other_warnings} warnings, PDF/UA-1 {built.found or "passed"}'
    )


def table(listed: Iterable[Project], kept: dict[str, dict[str, Built]]) -> str:
    """Return the table of all books that were measured with ours."""
    rows = [HEAD]
    for project in listed:
        ours, theirs = (kept.get(project.name, {}).get(builder) for builder in BUILDERS)
        if not ours:
            continue
        own = _cells(ours, f'{ours.own_warnings} + {ours.other_warnings}')
        other = _cells(theirs, f'{theirs.own_warnings + theirs.other_warnings}') if theirs else UNKNOWN
        book = f'[{project.name}]({project.repository}/tree/{project.commit}/{project.source})'
        rows.append(f'| {book} | {project.kind} | {own} | {other} | {ours.day} |')
    return '\n'.join(rows)


def _cells(built: Built, said: str) -> str:
    if not built.is_done:
        return f'not built ({built.code}) | {built.seconds:.0f} | {said} | –'
    return f'{built.pages} | {built.seconds:.0f} | {said} | {built.found or "passes"}'


def write(document: Path, text: str) -> None:
    """Put the table into a document, between its two marks."""
    old = document.read_text(encoding='utf-8')
    document.write_text(TABLE.sub(lambda _old: f'\n{text}\n\n', old), encoding='utf-8')
