"""Check print files against our rules: ``make preflight``.

No open validator for PDF/X exists. This one reads the real content streams and says what it looked at, and
never more: "checked against our N rules", which are those of ``RULES``; what a printer asks for is a ``Limits``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from publishing.core import languages
from publishing.core.findings import Code, Finding, FindingsError, shown_path
from publishing.core.project import DOWNLOADS, book_name
from publishing.pdf.preflight import document_rules, ink_rules, page_rules
from publishing.pdf.preflight.rules import Book, Limits, Problem, Rule
from publishing.pdf.press import printers
from publishing.pdf.press.printers import Printer

DETAILS = 4  # different faults shown of one rule; the rest is counted
PASSED, FAILED, NOTED = 'passed', 'FAILED', 'note'
#: Every rule a file is held to, in the order of the table.
RULES: tuple[Rule, ...] = (
    document_rules.readable,
    document_rules.pdf_version,
    document_rules.standard_key,
    document_rules.output_intent,
    document_rules.trapped,
    document_rules.dates_and_id,
    document_rules.annotations,
    document_rules.no_extras,
    ink_rules.colour_spaces,
    ink_rules.black_only,
    ink_rules.image_colours,
    ink_rules.image_resolution,
    ink_rules.total_ink,
    ink_rules.fonts,
    ink_rules.text_size,
    ink_rules.hairlines,
    ink_rules.transparency,
    page_rules.trim_box,
    page_rules.bleed_box,
    page_rules.bleed_filled,
    page_rules.page_size,
    page_rules.marks_outside_bleed,
    page_rules.page_count,
    page_rules.page_sides,
    page_rules.text_in_trim,
)


@dataclass(frozen=True)
class Result:
    """What one rule found in one file."""

    rule: Rule
    problems: tuple[Problem, ...]

    @property
    def has_failed(self) -> bool:
        return any(not problem.is_note for problem in self.problems)

    @property
    def word(self) -> str:
        """Return ``passed``, ``note`` or ``FAILED``."""
        return FAILED if self.has_failed else NOTED if self.problems else PASSED


@dataclass(frozen=True)
class Report:
    """What all rules found in one file."""

    path: Path
    limits: Limits
    results: tuple[Result, ...]
    page_count: int

    @property
    def failed(self) -> list[str]:
        """Return the codes of the rules the file breaks."""
        return [result.rule.code for result in self.results if result.has_failed]

    def __str__(self) -> str:
        title = (
            f'{shown_path(self.path)}: {self.page_count} pages, profile "{self.limits.name}", '
            f'PDF/{self.limits.standard}'
        )
        rows = [row for result in self.results for row in _rows(result)]
        widths = [max(len(row[column]) for row in [HEADER, *rows]) for column in range(4)]
        lines = [
            '  '.join(cell.ljust(width) for cell, width in zip((*row[:4], ''), (*widths, 0), strict=True)) + row[4]
            for row in [HEADER, *rows]
        ]
        return '\n'.join([title, *(line.rstrip() for line in lines)])


HEADER = ('RULE', 'WHAT', 'RESULT', 'PAGE', 'DETAIL')


def limits_of(printer: Printer) -> Limits:
    """Return what a printer's profile asks of a file made for it."""
    return Limits(
        name=printer.name,
        bleed=printer.bleed,
        total_ink=printer.ink_limit,
        resolution=printer.resolution,
        standard={'x-4': 'X-4', 'x-1a': 'X-1a'}[printer.standard],
        intent=printer.intent,
        pages_multiple=printer.multiple,
    )


def limits_of_file(path: Path) -> Limits:
    """Return the limits of the printer at the end of a file's name, as ``press.job`` writes it, else general ones."""
    names = [name for name in printers.names() if re.search(rf'-(?:print|cover)-{re.escape(name)}$', path.stem)]
    printer = printers.load(names[0] if names else printers.DEFAULT)
    limits = limits_of(printer)
    return replace(limits.for_cover(), bleed=printer.cover_bleed) if _is_cover(path) else limits


def _is_cover(path: Path) -> bool:
    return 'cover' in re.split(r'[-_.]', path.stem)


def check(path: Path, limits: Limits | None = None) -> Report:
    """Check one file.

    :param limits: default: those of the printer in the file's name, else the general ones; for a file with the word
        ``cover`` in its name, their form for covers.
    :raises FindingsError: when the file is missing or is no PDF.
    """
    limits = limits or limits_of_file(path)
    if _is_cover(path) and not limits.is_cover:
        limits = limits.for_cover()
    try:
        with pikepdf.open(path) as pdf:
            book = Book.read(pdf, path)
            results = tuple(Result(rule, tuple(dict.fromkeys(rule.check(book, limits)))) for rule in RULES)
    except FileNotFoundError:
        raise FindingsError(
            [
                Finding(
                    path, None, Code.OUTPUT, 'there is no such file; expected a print file. Build it with "make print".'
                )
            ]
        ) from None
    except pikepdf.PasswordError:
        raise FindingsError(
            [
                Finding(
                    path,
                    None,
                    Code.OUTPUT,
                    'the file asks for a password; expected an open print file. Save it without one.',
                )
            ]
        ) from None
    except pikepdf.PdfError as error:
        raise FindingsError(
            [
                Finding(
                    path, None, Code.OUTPUT, f'this is no whole PDF ({error}); expected a print file. Build it again.'
                )
            ]
        ) from None
    return Report(path, limits, results, len(book.pages))


def print_files(codes: Sequence[str] = (), folder: Path = DOWNLOADS) -> Iterator[Path]:
    """Yield the print and cover files of some languages, of all when none is named; the book has to be there.

    :raises FindingsError: for an unknown language.
    """
    known = languages.load()
    for code in codes or known:
        languages.get(code, known)
        yield folder / f'{book_name(code)}-print.pdf'
        yield from sorted(folder.glob(f'{book_name(code)}-*cover*.pdf'))


def _rows(result: Result) -> Iterator[tuple[str, str, str, str, str]]:
    code, name = result.rule.code, result.rule.name
    pages: dict[tuple[bool, str], list[int | None]] = defaultdict(list)
    for problem in result.problems:
        pages[problem.is_note, problem.text].append(problem.page)
    if not pages:
        yield code, name, PASSED, '', ''
    faults = sorted(pages.items(), key=lambda item: item[0][0])
    for place, ((is_note, text), numbers) in enumerate(faults):
        if place == DETAILS and len(faults) > DETAILS + 1:
            yield '', '', '', '', f'… and {len(faults) - DETAILS} more'
            return
        yield ('' if place else code), ('' if place else name), NOTED if is_note else FAILED, ranges(numbers), text


def ranges(numbers: Iterable[int | None], most: int = 5) -> str:
    """Return page numbers in short, such as ``1–4, 7``; ``most`` ranges, then an ellipsis."""
    runs: list[list[int]] = []
    for number in sorted({number for number in numbers if number is not None}):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(low) if low == high else f'{low}–{high}' for low, high in runs[:most]]
    return ', '.join(shown + ['…'] * (len(runs) > most))
