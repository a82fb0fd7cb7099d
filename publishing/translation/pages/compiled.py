"""Compile a language's catalogs to ``.mo``, into a folder of our own: what is published is what was checked.

Sphinx looks for words in that folder and nowhere else. What lies beside the catalogs, a ``.mo`` of Poedit or of
``sphinx-intl build``, a ``sphinx.js``, a folder ``lv_LV``, is never read. A compiled catalog holds the messages that
``examine`` has read and found no error in; an empty ``.po`` beside it tells Sphinx that there is one, and would say
nothing if Sphinx compiled it.

``made.json`` says what each was made from, and when: what another program has put there does not stay. All are
compiled anew when anything has changed that may decide which messages are held back; what that is nobody has to list,
since it is all of our code.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import polib

import publishing
from publishing.core import languages, locks
from publishing.core.digests import digest
from publishing.core.files import write_bytes, write_text
from publishing.core.findings import FindingsError
from publishing.core.project import LOCALES, ROOT, WORK, page_name
from publishing.translation.catalogs import places
from publishing.translation.catalogs.catalog import FOLDER, Catalog, Translation
from publishing.translation.catalogs.form import compiled
from publishing.translation.checks import examine
from publishing.translation.pages import stale
from publishing.translation.reviews import ledger

#: Folders and files that decide for every language which messages are held back: our code, the Markdown extensions,
#: the versions of the libraries that read a message.
RULES = (Path(publishing.__file__).parent, ROOT / 'conf.py', ROOT / 'requirements.txt')
RECORD = 'made.json'
#: Where compiled catalogs lie in a folder for work.
PLACE = 'catalogs'


def place(work: Path = WORK) -> Path:
    """Return the folder below ``work`` in which Sphinx finds the compiled catalogs of every language."""
    return work / PLACE


def workplace(locales: Path, own: Path) -> Path:
    """Return where the catalogs below ``locales`` are compiled: ours in one place for all builds, others in ``own``."""
    return WORK if locales.resolve() == LOCALES.resolve() else own


def compiled_path(page: str, code: str, work: Path = WORK) -> Path:
    """Return where the compiled catalog of ``page`` lies, or would."""
    return place(work) / code / FOLDER / f'{page}.mo'


def compile_catalogs(translation: Translation, work: Path = WORK, *, only: Iterable[Path] = ()) -> list[Path]:
    """Compile each catalog anew whose ``.mo`` was made from something else than there is now; return these ``.mo``.

    Fuzzy messages are left out, since nobody has confirmed them (``stale`` may put the last translation in
    their place), and so are those in which a check found an error: a page has the English in their place.

    Whatever else lies in the folder goes: gettext would read it all the same.

    Each file is written by one rename. Sphinx reads a page anew when its ``.mo`` is newer than its doctree, so where
    only the rules have changed and nothing comes out otherwise, the file that was there stays.

    :param work: the folder in which that of the compiled catalogs is.
    :param only: files of catalogs to look at; all of the language when left out.
    :raises FindingsError: for the first catalog that cannot be read; its compiled form stays.
    """
    languages.COMPILED[place(work).resolve()] = translation.locales
    if misplaced := list(places.findings(translation.locales, translation.code)):
        raise FindingsError(misplaced)
    pages = {} if _is_source(translation) else translation.paths()
    written, sources = [], [*only] or [*pages.values()]
    folder = place(work) / translation.code / FOLDER
    with locks.held(work / f'mo-{translation.code}.lock'), _record(folder / RECORD) as made:
        if not only:
            _clear(folder, pages, made)
        rules = rules_hash(translation)
        for source in sources:
            page = page_name(source, translation.folder)
            target = compiled_path(page, translation.code, work)
            before = made.get(page) if target.exists() else None
            now = _inputs(source, translation) | {'rules': rules}
            if before == now | {'compiled': _time(target)}:
                continue
            content = compiled(_publishable(translation.catalog_of(source), translation), translation.code)
            is_same = before and all(before.get(name) == now[name] for name in ('times', 'holds'))
            if not is_same or target.read_bytes() != content:
                write_bytes(target.with_suffix('.po'), b'')
                write_bytes(target, content)
            made[page] = now | {'compiled': _time(target)}
            written.append(target)
    return written


def _is_source(translation: Translation) -> bool:
    """Tell whether it is no translation: the chapters are in this language, and no catalog may say otherwise."""
    try:
        known = languages.load(translation.locales / languages.REGISTRY.name)
    except (OSError, FindingsError):  # a project without a list
        return False
    return translation.code in known and known[translation.code].is_source


def _clear(folder: Path, pages: Collection[str], made: dict) -> None:
    """Remove what is in ``folder`` but no compiled catalog of ``pages``."""
    kept = {folder / RECORD, *(folder / f'{page}{suffix}' for page in pages for suffix in ('.mo', '.po'))}
    for path in folder.rglob('*'):
        if path not in kept and (path.is_symlink() or not path.is_dir()):
            path.unlink()
    for page in made.keys() - set(pages):
        del made[page]


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
    paths = (source, ledger.ledger_path(translation, page), translation.locales / languages.REGISTRY.name)
    return {'times': [_time(path) for path in paths], 'holds': digest(paths)}


def _time(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


def _publishable(catalog: Catalog, translation: Translation) -> polib.POFile:
    """Return the messages of ``catalog`` that were read and found right, and the outdated ones that stay.

    :raises FindingsError: when it cannot be read.
    """
    if catalog.hindrances:
        raise FindingsError(catalog.hindrances)
    found = polib.POFile()
    # A text of a page has no plural; gettext would take the first form for it.
    found.extend(one for one in examine.examine(catalog).published if catalog.is_interface or not one.msgid_plural)
    for (context, english), former in stale.kept_translations(catalog, translation).items():
        found.append(polib.POEntry(msgctxt=context, msgid=english, msgstr=former.translation))
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
