"""Whether a language may be called released: the shares that ``[xx.release]`` in ``languages.toml`` asks for.

``make check`` says so, and no edition of a language is built that is called released and must not be.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polib

from publishing.core import language_files
from publishing.core.files import read_text
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.languages import REGISTRY, Language, Release
from publishing.core.project import LOCALES
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.templates import current_pots
from publishing.translation.catalogs.update import translations
from publishing.translation.checks import remembered
from publishing.translation.checks.held_back import held_back
from publishing.translation.reviews import follow, ledger
from publishing.translation.reviews.shares import TOTAL, Share, shares

#: Each threshold, as it is called in a message.
NAMES = tuple(Release.__dataclass_fields__)


def shortfalls(wanted: Release, total: Share) -> list[tuple[str, float, float, int]]:
    """Return each threshold that is not reached: name, share there is, share wanted, words to go."""
    found = []
    for name in NAMES:
        there, threshold = getattr(total, name), getattr(wanted, name)
        to_go = -int(-(threshold * total.words - there) // 1)  # rounded up
        if to_go > 0:
            found.append((name, there / total.words, threshold, to_go))
    return found


def distance(language: Language, total: Share) -> str:
    """Return one line for ``make status``: what is missing for a release."""
    parts = [
        f'{percent(there)} {name} of {percent(wanted)} ({to_go} {"word" if to_go == 1 else "words"} to go)'
        for name, there, wanted, to_go in shortfalls(language.release, total)
    ]
    if parts:
        return f'Not ready for release: {", ".join(parts)}.'
    if language.status == 'draft':
        return 'Ready for release: set status = "released" in locales/languages.toml.'
    return 'Fit for release.'


def refused(language: Language, total: Share, held_back: int = 0, registry: Path = REGISTRY) -> list[Finding]:
    """Return why a language that is called released must not be; nothing for a draft.

    :param held_back: how many of its messages are held back for an error.
    """
    if language.status != 'released':
        return []
    line = language_files.line_of(read_text(registry, Code.LANGUAGE_FILE), language.code, 'status')
    texts = [
        f'"{language.code}" is called released, but {percent(there)} of the words are {name}; expected '
        f'{percent(wanted)}, which is {to_go} {"word" if to_go == 1 else "words"} more. Set status = "draft", or go on '
        'until "make status" says that it is ready.'
        for name, there, wanted, to_go in shortfalls(language.release, total)
    ]
    if held_back:
        texts.append(
            f'"{language.code}" is called released, but {held_back} of its messages '
            f'{"is" if held_back == 1 else "are"} held back for errors; expected none. Mend those that '
            '"make status" lists, or set status = "draft".'
        )
    return [Finding(registry, line, Code.RELEASE, text) for text in texts]


def examine(codes: Sequence[str], pots: Mapping[str, polib.POFile]) -> list[Finding]:
    """Return what ``make check`` says about whole languages: damaged ledgers, lagging catalogs, releases too early.

    :param codes: languages; all translations when empty.
    """
    found = []
    for language in translations(codes):
        translation = Translation(language.code)
        found += ledger.damages(translation)
        found += follow.orphans(translation, {*pots, *translation.paths()})
        try:
            found += remembered.lagging(translation, pots)
            found += refused_edition(language, pots)
        except FindingsError as error:  # catalogs that cannot be read are reported by their own checks
            found += [finding for finding in error.findings if finding.code is Code.RELEASE]
    return found


def refused_edition(
    language: Language, pots: Mapping[str, polib.POFile] | None = None, locales: Path = LOCALES
) -> list[Finding]:
    """Return why an edition of ``language`` must not be built; nothing for a draft, which costs no time either.

    :param pots: the messages of the chapters; extracted where need be.
    """
    if language.status != 'released':
        return []
    translation = Translation(language.code, locales)
    pages = shares(translation, current_pots() if pots is None else pots)
    held = sum(map(len, held_back(translation).values()))
    return refused(language, pages[TOTAL], held)


def percent(share: float) -> str:
    """Return a share in per cent, rounded down, so that 100% is said of all only."""
    return f'{int(share * 100 + 1e-9)}%'
