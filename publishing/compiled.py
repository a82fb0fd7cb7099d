"""Compile a language's catalogs to ``.mo`` before Sphinx reads them.

Sphinx compiles by itself, but several formats of one language are built at the same time, and each would write the
same files while another reads them. Sphinx passes over a file it cannot read, and the page comes out in English.
"""

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from publishing.languages import ROOT

LOCKS = ROOT / 'build' / 'work'


def compile_catalogs(language: str, locales: Path = ROOT / 'locales', locks: Path = LOCKS) -> list[Path]:
    """Write the ``.mo`` of every catalog that is newer than it, each by one rename; return those written.

    Fuzzy messages are left out: nobody has confirmed them.
    """
    written = []
    with _locked(locks / f'mo-{language}.lock'):
        for source in sorted((locales / language / 'LC_MESSAGES').rglob('*.po')):
            target, time = source.with_suffix('.mo'), source.stat().st_mtime_ns
            if target.exists() and target.stat().st_mtime_ns == time:
                continue
            beside = target.with_suffix('.mo.part')
            with source.open('rb') as catalog, beside.open('wb') as compiled:
                write_mo(compiled, read_po(catalog, locale=language), use_fuzzy=False)
            os.utime(beside, ns=(time, time))
            beside.replace(target)
            written.append(target)
    return written


@contextmanager
def _locked(path: Path):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open('w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
