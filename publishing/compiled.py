"""Compile a language's catalogs to ``.mo`` before Sphinx reads them, without the messages that are held back.

Sphinx compiles by itself, but several formats of one language are built at the same time, and each would write the
same files while another reads them. Sphinx passes over a file it cannot read, and the page comes out in English.

When a rule that holds messages back has changed, all catalogs are compiled anew: ``.mo-rules`` beside them says by
which rules they were.
"""

import fcntl
import hashlib
import os
import zlib
from collections.abc import Iterable
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from publishing import checks, ledger, stale
from publishing.languages import REGISTRY, ROOT
from publishing.reporting import FindingsError

LOCKS = ROOT / 'build' / 'work'
#: The modules, and the file with the Markdown extensions, that decide which messages are held back.
RULES = ('checks', 'facts', 'interface_checks', 'numbers', 'parity', 'po_syntax', 'stale')
RULES_FILE = '.mo-rules'


def compile_catalogs(language: str, locales: Path = ROOT / 'locales', locks: Path = LOCKS, *,
                     only: Iterable[Path] = ()) -> list[Path]:
    """Write the ``.mo`` of every catalog that is newer than it, each by one rename; return those written.

    Fuzzy messages are left out, since nobody has confirmed them (``publishing.stale`` may put the last translation in
    their place), and so are those in which a check found an error: a
    page has the English in their place.

    :param only: catalogs to look at; all of the language when left out.
    :raises FindingsError: for the first catalog that cannot be read; its compiled form stays.
    """
    written, folder = [], locales / language / 'LC_MESSAGES'
    with _locked(locks / f'mo-{language}.lock'):
        stamp = folder / RULES_FILE
        same_rules = stamp.is_file() and stamp.read_text(encoding='ascii') == rules_hash()
        for source in only or sorted(folder.rglob('*.po')):
            target, time = source.with_suffix('.mo'), _time(source, language, locales)
            if same_rules and target.exists() and target.stat().st_mtime_ns == time:
                continue
            catalog = _publishable(source, language, locales)
            beside = target.with_suffix('.mo.part')
            with beside.open('wb') as compiled:
                write_mo(compiled, catalog, use_fuzzy=False)
            os.utime(beside, ns=(time, time))
            beside.replace(target)
            written.append(target)
        if folder.is_dir() and not same_rules and not only:
            stamp.write_text(rules_hash(), encoding='ascii')
    return written


@lru_cache
def rules_hash() -> str:
    """Return a digest of everything but the catalogs that decides which messages are held back."""
    digest = hashlib.sha256()
    for path in [*(Path(__file__).with_name(f'{name}.py') for name in RULES), ROOT / 'conf.py']:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _time(source: Path, language: str, locales: Path) -> int:
    """Return the time of a compiled catalog, in nanoseconds: that of the newest file it depends on.

    Its last digits stand for the times of all of them, so that an older file in a place is noticed too.
    """
    page = source.relative_to(locales / language / 'LC_MESSAGES').with_suffix('').as_posix()
    paths = (source, ledger.ledger_path(language, page, locales), locales / REGISTRY.name)
    times = [path.stat().st_mtime_ns if path.is_file() else 0 for path in paths]
    return max(times) // 10000 * 10000 + zlib.crc32(repr(times).encode()) % 10000


def _publishable(source: Path, language: str, locales: Path) -> Catalog:
    """Return the catalog without the messages that are held back, and with the outdated ones that stay.

    :raises FindingsError: when it cannot be read.
    """
    examined = checks.examine(source, language)
    if examined.unreadable:
        raise FindingsError(examined.faults)
    with source.open('rb') as file:
        catalog = read_po(file, locale=language)
    for context, text in examined.held_back:
        catalog.delete(text, context)
    for (context, text), former in stale.kept_translations(source, language, locales).items():
        catalog.delete(text, context)
        catalog.add(text, former.translation, context=context)
    return catalog


@contextmanager
def _locked(path: Path):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open('w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
