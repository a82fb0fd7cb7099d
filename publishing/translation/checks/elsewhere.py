"""Run the checks over the catalogs of any Sphinx + MyST project, in a folder anywhere.

Nothing of this handbook counts there: its termbase, its lists of words and its dictionaries stay out, and so do the
habits of a language it does not know. What the project's ``conf.py`` names as ``myst_enable_extensions`` is read, not
run.
"""

from collections import Counter
from pathlib import Path

from publishing.core.findings import Code, Finding, FindingsError, Severity
from publishing.translation.catalogs.catalog import Catalog
from publishing.translation.catalogs.syntax import is_interface
from publishing.translation.checks import examine, markup, warnings


def check_folder(folder: Path, language: str, conf: Path | None = None) -> tuple[int, list[Finding]]:
    """Check every ``.po`` below ``folder`` as one of ``language``; return how many messages were read, and findings.

    :param conf: the project's ``conf.py``, for the Markdown extensions it switches on.
    :raises FindingsError: when the folder holds no catalog.
    """
    if conf:
        markup.use_extensions(markup.myst_extensions(conf))
    messages, findings = 0, []
    for path in catalogs(folder):
        examined = examine.examine(Catalog.at(path, language), advise=warnings.general_advice)
        findings += examined.findings
        messages += examined.read
    return messages, findings


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


def summary(messages: int, findings: list[Finding]) -> str:
    """Return how many messages were read and how many findings there are, by code."""
    kinds = Counter((finding.severity is not Severity.ERROR, finding.code.value) for finding in findings)
    shown = ', '.join(
        f'{count} {code}{" (warning)" if warning else ""}' for (warning, code), count in sorted(kinds.items())
    )
    return f'check: {messages} translated messages; ' + (shown or 'nothing to mend')
