"""Compile a language's catalogs to ``.mo`` before Sphinx reads them, without the messages that are held back.

Sphinx compiles by itself, but several formats of one language are built at the same time, and each would write the
same files while another reads them. Sphinx passes over a file it cannot read, and the page comes out in English.

``.mo-made.json`` beside the catalogs says what each was made from, and when: what another program has compiled since
does not stay. All are compiled anew when anything has changed that may decide which messages are held back; what that
is nobody has to list, since it is all of our code.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import polib

import publishing
from publishing.core import locks
from publishing.core.digests import digest
from publishing.core.files import write_bytes, write_text
from publishing.core.findings import FindingsError
from publishing.core.languages import REGISTRY
from publishing.core.project import ROOT, WORK, page_name
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.catalogs.entries import key
from publishing.translation.catalogs.form import compiled
from publishing.translation.checks import examine
from publishing.translation.pages import stale
from publishing.translation.reviews import ledger

#: Folders and files that decide for every language which messages are held back: our code, the Markdown extensions,
#: the versions of the libraries that read a message.
RULES = (Path(publishing.__file__).parent, ROOT / 'conf.py', ROOT / 'requirements.txt')
RECORD = '.mo-made.json'


def compile_catalogs(translation: Translation, lock_folder: Path = WORK, *, only: Iterable[Path] = ()) -> list[Path]:
    """Compile each catalog anew whose ``.mo`` was made from something else than there is now; return these ``.mo``.

    Fuzzy messages are left out, since nobody has confirmed them (``stale`` may put the last translation in
    their place), and so are those in which a check found an error: a page has the English in their place.

    What was compiled from a catalog that is gone goes too: gettext would read it all the same.

    Each file is written by one rename. Sphinx reads a page anew when its ``.mo`` is newer than its doctree, so where
    only the rules have changed and nothing comes out otherwise, the file that was there stays.

    :param only: files of catalogs to look at; all of the language when left out.
    :raises FindingsError: for the first catalog that cannot be read; its compiled form stays.
    """
    written, folder = [], translation.folder
    with locks.held(lock_folder / f'mo-{translation.code}.lock'), _record(folder / RECORD) as made:
        rules = rules_hash(translation)
        for name in [name for name in made if not (folder / name).is_file()]:  # of others' making we know nothing
            (folder / name).with_suffix('.mo').unlink(missing_ok=True)
            del made[name]
        for source in only or translation.paths().values():
            name, target = source.relative_to(folder).as_posix(), source.with_suffix('.mo')
            before = made.get(name) if target.exists() else None
            now = _inputs(source, translation) | {'rules': rules}
            # Poedit and "sphinx-intl build" compile too, and hold nothing back.
            if before == now | {'compiled': _time(target)}:
                continue
            content = compiled(_publishable(translation.catalog_of(source), translation), translation.code)
            is_same = before and all(before.get(name) == now[name] for name in ('times', 'holds'))
            if not is_same or target.read_bytes() != content:
                write_bytes(target, content)
            made[name] = now | {'compiled': _time(target)}
            written.append(target)
    return written


def rules_hash(translation: Translation) -> str:
    """Return a digest of everything but catalogs and reviews that may decide which messages are held back.

    That is :data:`RULES` and what the language keeps beside its catalogs, such as its words.
    """
    aside = [translation.folder, translation.own / ledger.FOLDER]
    return f'{_code_hash()}-{digest([translation.own], aside=aside)}'


@lru_cache
def _code_hash() -> str:
    return digest(RULES)


def _inputs(source: Path, translation: Translation) -> dict:
    """Return times and digest of the files that a compiled catalog depends on; the time of one that is not there is 0.

    A file may change and keep its time (an archive that is unpacked, a clock that is set back), and the other way.
    """
    page = page_name(source, translation.folder)
    paths = (source, ledger.ledger_path(translation, page), translation.locales / REGISTRY.name)
    return {'times': [_time(path) for path in paths], 'holds': digest(paths)}


def _time(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


def _publishable(catalog: Catalog, translation: Translation) -> polib.POFile:
    """Return a catalog without the messages that are held back, and with the outdated ones that stay.

    :raises FindingsError: when it cannot be read.
    """
    if catalog.hindrances:
        raise FindingsError(catalog.hindrances)
    held, kept = examine.examine(catalog).held_back, stale.kept_translations(catalog, translation)
    found = polib.POFile()
    for entry in catalog.file:
        name = key(entry)
        if name in kept:
            found.append(polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid, msgstr=kept[name].translation))
        elif name not in held:
            found.append(entry)
    return found


@contextmanager
def _record(path: Path) -> Iterator[dict]:
    """Lend what ``path`` says each catalog was made from, and write down what is new, also after a fault.

    Without the file, or with a damaged one, all catalogs are compiled.
    """
    try:
        made = json.loads(path.read_text(encoding='utf-8'))
    except (OSError, ValueError):
        made = {}
    before = dict(made)
    try:
        yield made
    finally:
        if made != before:
            write_text(path, json.dumps(made, indent=1, sort_keys=True) + '\n')
