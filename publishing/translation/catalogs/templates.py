"""Extract the English messages into ``build/gettext``: one ``.pot`` a page, and ``sphinx.pot`` for the interface."""

import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import polib

from publishing.core import locks, read_again, sphinx_apart
from publishing.core.digests import digest
from publishing.core.files import clear
from publishing.core.findings import Finding, FindingsError
from publishing.core.inside import unfit
from publishing.core.project import BUILD, HANDBOOK, ROOT, WORK, page_files
from publishing.translation.catalogs.form import format_catalog
from publishing.translation.catalogs.interface_texts import interface_pot
from publishing.translation.catalogs.reader import read
from publishing.translation.catalogs.syntax import INTERFACE

#: Always this folder: the places named in the catalogs are relative to it.
OUTDIR = BUILD / 'gettext'
DOCTREES = WORK / 'doctrees-gettext'
STAMP = '.inputs'
#: The line of a template that changes though no message does.
_WHEN = re.compile(r'^"POT-Creation-Date.*\n', re.MULTILINE)


def extract(outdir: Path = OUTDIR) -> Path:
    """Write all English messages below ``outdir`` and return it; where it was left good, only what has changed.

    :raises FindingsError: when a chapter has a fault; the catalogs are then better left alone.
    """
    with _alone(outdir):
        return _extract(outdir)


class Pots(Mapping[str, polib.POFile]):
    """The English messages by page, each page read when it is asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._read: dict[str, polib.POFile] = {}

    def __getitem__(self, page: str) -> polib.POFile:
        if page not in self._read:
            self._read[page] = read(self._texts[page])
        return self._read[page]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def digest(self, page: str) -> str:
        """Return a digest of what is extracted of ``page``, whenever it was; of no page that of nothing."""
        return hashlib.sha256(_WHEN.sub('', self._texts.get(page, ''), count=1).encode()).hexdigest()


def current_pots(outdir: Path = OUTDIR, *, anew: bool = False) -> Pots:
    """Return the messages of the chapters as they are now, extracted where need be, or ``anew`` in any case.

    :raises FindingsError: as :func:`extract`.
    """
    if found := [*unfit(HANDBOOK)]:  # before anything reads what they lead to
        raise FindingsError(found)
    with _alone(outdir):  # also while reading: another process may be about to extract
        if anew or not _is_fresh(outdir):
            _extract(outdir)
        return Pots(_texts(outdir))


def read_pots(outdir: Path = OUTDIR) -> dict[str, polib.POFile]:
    """Return the English messages by page (``start/index``); the interface's are under ``sphinx``."""
    return {page: read(text) for page, text in _texts(outdir).items()}


def _texts(outdir: Path) -> dict[str, str]:
    return {page: path.read_text(encoding='utf-8') for page, path in page_files(outdir, '.pot').items()}


def inputs_hash(root: Path = ROOT) -> str:
    """Return a digest of everything the messages are made of."""
    return f'{_frame_hash(root)} {digest([root / HANDBOOK.name])}'


def _frame_hash(root: Path = ROOT) -> str:
    """Return a digest of what the messages of all pages are made with."""
    places = [root / name for name in ('conf.py', 'publishing', 'theme', 'locales/languages.toml')]
    places += sorted(root.glob('locales/*/language.toml'))
    return f'{version("sphinx")} {version("myst-parser")} {digest(places)}'


def _alone(outdir: Path) -> AbstractContextManager[None]:
    """Wait until no other process extracts: make builds several languages at once."""
    return locks.held(outdir.parent / f'.{outdir.name}.lock')


def _is_fresh(outdir: Path) -> bool:
    stamp = outdir / STAMP
    if not stamp.is_file() or stamp.read_text(encoding='utf-8') != inputs_hash():
        return False
    return not read_again.has_changed(DOCTREES)  # a chapter may include a file from anywhere


def _extract(outdir: Path) -> Path:
    before = (outdir / STAMP).read_text(encoding='utf-8') if (was_good := (outdir / STAMP).is_file()) else ''
    inputs = inputs_hash()  # before reading: a chapter saved meanwhile counts as changed
    interface = ''
    if not was_good:  # refused or broken off
        _forget(outdir)
    elif before.rpartition(' ')[0] != inputs.rpartition(' ')[0]:
        _empty(outdir)
    elif (outdir / f'{INTERFACE}.pot').is_file():  # made of our code alone
        interface = (outdir / f'{INTERFACE}.pot').read_text(encoding='utf-8')
    (outdir / STAMP).unlink(missing_ok=True)
    findings = _build(outdir)
    if findings and was_good:  # what is found must not depend on what was read before
        _forget(outdir)
        findings = _build(outdir)
    if findings:
        shutil.rmtree(outdir)  # nobody may take the messages of faulty chapters for whole
        raise FindingsError(findings)
    interface = interface or format_catalog(interface_pot())
    (outdir / f'{INTERFACE}.pot').write_text(interface, encoding='utf-8')
    (outdir / STAMP).write_text(inputs, encoding='utf-8')
    return outdir


def _forget(outdir: Path) -> None:
    """Have Sphinx read every chapter anew, and write them all."""
    clear(DOCTREES)
    _empty(outdir)


def _empty(outdir: Path) -> None:
    clear(outdir)
    outdir.mkdir()


def _build(outdir: Path) -> list[Finding]:
    """Run Sphinx's gettext builder on the handbook; return its warnings."""
    options = ['-b', 'gettext', '-q', '--no-color', '-D', 'gettext_keep_unchanged=1', '-c', ROOT, '-d', DOCTREES]
    options += [HANDBOOK, outdir]
    found = sphinx_apart.faults(options, ROOT, 'read the chapters', 'conf.py')
    return [finding if finding.path else replace(finding, path='handbook') for finding in found]
