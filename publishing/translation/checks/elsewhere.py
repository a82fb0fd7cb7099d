"""Run the checks over the catalogs of any Sphinx project, in a folder anywhere, in Markdown or reStructuredText.

Nothing of this handbook counts there: its termbase, its lists of words and its dictionaries stay out, and so do the
habits of a language it does not know. What the project's ``conf.py`` names as ``myst_enable_extensions`` is read, not
run. Each message is judged by the rules of the file it comes from.
"""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from publishing.core.findings import Code, Finding, FindingsError, Severity, many
from publishing.translation.catalogs.catalog import Catalog
from publishing.translation.catalogs.reader import Entry
from publishing.translation.catalogs.syntax import is_interface
from publishing.translation.checks import examine, markup, warnings
from publishing.translation.checks.lost_markup import MARKDOWN, RESTRUCTURED, Syntax

#: What a project's pages may be written in, by the names that the command takes.
SYNTAXES = {'markdown': MARKDOWN, 'rst': RESTRUCTURED}
#: What a file is written in, by the end of its name; docstrings, too, are reStructuredText.
BY_FILE = dict.fromkeys(('.md', '.markdown', '.myst', '.ipynb'), MARKDOWN) | dict.fromkeys(
    ('.rst', '.rest', '.txt', '.inc', '.py'), RESTRUCTURED
)
#: Signs that only one of the two has.
SIGNS = {
    MARKDOWN: re.compile(r'\]\(|\{[a-z][\w:-]*\}`(?!`)'),
    RESTRUCTURED: re.compile(r'(?<!`)``(?!`)|:[a-z][\w:-]*:`|`_{1,2}(?!\w)'),
}

#: One kind of signs is so many times as frequent as the other, which stands in examples.
CLEARLY = 10


class Checked(NamedTuple):
    """What was found in the catalogs of another project.

    :ivar messages: how many were read, by what they are written in.
    """

    messages: Counter[str]
    findings: list[Finding]


def check_folder(folder: Path, language: str, conf: Path | None = None, syntax: Syntax | None = None) -> Checked:
    """Check every ``.po`` below ``folder`` as one of ``language``.

    :param conf: the project's ``conf.py``, for the Markdown extensions it switches on.
    :param syntax: what all messages are written in; when left out, the files say so that they come from.
    :raises FindingsError: when the folder holds no catalog, or nobody can tell what the messages are written in.
    """
    if conf:
        markup.use_extensions(markup.myst_extensions(conf))
    read = [Catalog.at(path, language) for path in catalogs(folder)]
    entries = [entry for catalog in read if not catalog.hindrances for entry in catalog.file]
    usual = syntax or _usual(entries, folder)
    messages = Counter()

    def syntax_of(entry: Entry) -> Syntax:
        return syntax or _of_its_file(entry) or usual

    def examined(catalog: Catalog) -> list[Finding]:
        messages.update(syntax_of(entry).name for _key, entry in examine.read(catalog))
        return examine.examine(catalog, advise=warnings.general_advice, syntax_of=syntax_of).findings

    findings = [finding for catalog in read for finding in examined(catalog)]
    return Checked(messages, findings)


def _of_its_file(entry: Entry) -> Syntax | None:
    """Return what a message is written in, by the file it comes from; None where the catalog names none."""
    known = (BY_FILE.get(Path(path.partition(':')[0]).suffix) for path, _line in entry.occurrences)
    return next(filter(None, known), None)


def _usual(entries: Iterable[Entry], folder: Path) -> Syntax:
    """Return what messages are written in whose file nobody knows."""
    known = Counter(filter(None, map(_of_its_file, entries)))
    if known:
        return known.most_common(1)[0][0]
    signs = Counter(
        {syntax: sum(bool(sign.search(entry.msgid)) for entry in entries) for syntax, sign in SIGNS.items()}
    )
    (most, many_signs), (_other, others) = signs.most_common()
    if others * CLEARLY > many_signs:
        raise FindingsError(
            [
                Finding(
                    folder,
                    None,
                    Code.PO_SYNTAX,
                    (
                        'the catalogs do not name the files they come from, and have signs of Markdown and of '
                        'reStructuredText; expected mostly those of one. Add --markup markdown or --markup rst.'
                    ),
                )
            ]
        )
    return most if many_signs else MARKDOWN


def catalogs(folder: Path) -> list[Path]:
    """Return the catalogs of pages below ``folder``, or ``folder`` itself when it is one.

    :raises FindingsError: when there is none.
    """
    found = [folder] if folder.is_file() else [path for path in sorted(folder.rglob('*.po')) if not is_interface(path)]
    if not found:
        raise FindingsError(
            [
                Finding(
                    folder,
                    None,
                    Code.PO_SYNTAX,
                    (
                        'there is no .po file in this folder; expected catalogs as sphinx-intl writes them, such as '
                        'locales/es/LC_MESSAGES. Name that folder after --catalogs.'
                    ),
                )
            ]
        )
    return found


def judged(checked: Checked) -> str:
    """Return by what markup the messages were judged."""
    counts = checked.messages.most_common()
    if len(counts) < 2:
        return f'check: judged as {counts[0][0] if counts else MARKDOWN.name}'
    return 'check: judged as ' + ', as '.join(f'{name}: {many(count, "message")}' for name, count in counts)


def summary(checked: Checked) -> str:
    """Return how many messages were read and how many findings there are, by code."""
    kinds = Counter((finding.severity is not Severity.ERROR, finding.code.value) for finding in checked.findings)
    shown = ', '.join(
        f'{count} {code}{" (warning)" if warning else ""}' for (warning, code), count in sorted(kinds.items())
    )
    return f'check: {checked.messages.total()} translated messages; ' + (shown or 'nothing to mend')
