"""Check the catalogs: the file as such, then message by message links, roles, code and numbers, and advice.

A translator allows a difference that is meant with a comment on the message, which has to say why::

    # handbook: allow number – the Latvian law counts in another unit
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import polib

from publishing.core import signs
from publishing.core.findings import Code, Finding, Severity, excerpt
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.catalogs.comments import whole_lines
from publishing.translation.catalogs.reader import Entry
from publishing.translation.checks import interface, lost_markup, markup, records, spelling, unseen, warnings
from publishing.translation.checks.lost_markup import Syntax
from publishing.translation.checks.records import WAIVABLE, Difference
from publishing.translation.messages import numbers

WAIVER = re.compile(r'^\s*handbook:\s*allow\s+(?P<codes>[a-z-]+(?:\s*,\s*[a-z-]+)*)\s*(?:[–—:-]\s*(?P<reason>.*))?$')

#: Letters that are shown of each side.
SHOWN = 160
#: What a sentence about a fault names: a quotation, a role, code, an address, a number, a sign.
NAMED = re.compile(
    r'(?="([^"]+)")|(?=(\{[\w:+-]+\}`[^`]*`))|(?=(:[\w:+-]+:`[^`]*`))|(?=(`[^`]+`))|(?=(<[^<>]+>))'
    r'|(?=(?<!\S)(\S*[^\w\s,;]\S*?)[,;]?(?!\S))|(?=(?<!\S)(\d[\d.,:\u00a0 –-]*))|(?=(⟨U\+[0-9A-F]+⟩))'
)

#: What returns the warnings on one message: original, translation, language.
Advice = Callable[[str, str, str], list[Difference]]
#: What returns how a message is written.
SyntaxOf = Callable[[Entry], Syntax]
#: Context and English text, as a catalog keeps its messages apart.
Key = tuple[str | None, str]


@dataclass
class Examined:
    """What was found in one catalog: about the file, and by message; others see the same object.

    ``looked_at`` are the messages that were read, ``differing`` those in which a translation differs from its original,
    allowed or not.
    """

    catalog: Catalog
    looked_at: dict[Key, Entry] = field(default_factory=dict)
    messages: dict[Key, list[Finding]] = field(default_factory=dict)
    differing: set[Key] = field(default_factory=set)

    @property
    def faults(self) -> list[Finding]:
        """What is wrong with the file as such."""
        return self.catalog.faults

    @property
    def findings(self) -> list[Finding]:
        """Everything found."""
        return self.faults + [finding for findings in self.messages.values() for finding in findings]

    @property
    def published(self) -> list[Entry]:
        """The messages that may reach a page: those that were looked at and in which is no error."""
        held = self.held_back
        return [entry for key, entry in self.looked_at.items() if key not in held]

    @property
    def held_back(self) -> dict[Key, list[Finding]]:
        """The errors of each message that must not reach a page."""
        errors = {key: _errors(findings) for key, findings in self.messages.items()}
        return {key: findings for key, findings in errors.items() if findings}


def examine_language(translation: Translation, *, advise: bool = False) -> Iterator[Examined]:
    """Yield what was found in each catalog.

    :param advise: also look for what is only a warning and takes longer: terms, spelling, typography.
    """
    for catalog in translation.all_catalogs():
        yield examine(catalog, advise=advise)


def check_language(translation: Translation) -> list[Finding]:
    """Return every finding in the catalogs."""
    return [finding for examined in examine_language(translation, advise=True) for finding in examined.findings]


def broken(translation: Translation) -> list[Finding]:
    """Return the errors in the catalogs: what must not be published."""
    return _errors(finding for examined in examine_language(translation) for finding in examined.findings)


def check_catalog(path: Path, language: str) -> list[Finding]:
    """Return every finding in one catalog."""
    return examine(Catalog.at(path, language), advise=True).findings


def _markdown(_entry: Entry) -> Syntax:
    return lost_markup.MARKDOWN


def examine(catalog: Catalog, *, advise: bool | Advice = False, syntax_of: SyntaxOf = _markdown) -> Examined:
    """Return what was found in one catalog. Fuzzy and empty messages are not looked at: nobody reads them.

    It is looked for once a process, errors and advice each: with the same Markdown extensions, the same is found.

    :param advise: also look for what is only a warning, by the lists of this handbook or with another function.
    :param syntax_of: how each message is written, where it is not in Markdown.
    """
    read_as = markup.extensions(), syntax_of
    examined = catalog.kept((_errors_of, read_as), partial(_errors_of, catalog, syntax_of))
    if not advise:
        return examined
    advise = warnings.advice if advise is True else advise
    return catalog.kept((_advice_on, advise, read_as), partial(_advice_on, examined, advise, syntax_of))


def differences(
    original: str, translation: str, language: str, syntax: Syntax = lost_markup.MARKDOWN
) -> list[Difference]:
    """Return all that is wrong with one translation."""
    if translation == original:
        return []
    hidden = list(unseen.differences(original, translation, language))
    words = (warnings.words_of(text, syntax) for text in (original, translation))
    readable = signs.readable(original, language), signs.readable(translation, language)
    lost = lost_markup.compare(*readable, syntax)
    if not hidden and not lost and readable != (original, translation):  # what is published is as it is written
        lost = [one for one in lost_markup.compare(original, translation, syntax) if not one.waivable]
    return [*hidden, *lost] + [records.found('number', text) for text in numbers.compare(*words, language)]


def refused(original: str, entry: polib.POEntry, language: str) -> list[Difference]:
    """Return the errors in the translation of ``entry``, held against ``original``, that its comment does not allow."""
    allowed = _waivers(entry.tcomment or '')[0]
    return [
        one
        for one in differences(original, entry.msgstr, language)
        if one.severity is Severity.ERROR and not (one.waivable and one.code.value in allowed)
    ]


def spelling_note(code: str) -> str:
    """Return what to say when there was no dictionary of the language ``code`` to look in, else ''."""
    speller = warnings.speller(code)
    return '' if speller.available else spelling.note(speller)


def _errors(findings) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _errors_of(catalog: Catalog, syntax_of: SyntaxOf) -> Examined:
    """Look at each translation for what is wrong with it."""
    examined = Examined(catalog)
    for key, entry in read(catalog):
        examined.looked_at[key] = entry
        found = (
            interface.differences(entry, catalog.code)
            if _is_of_interface(catalog, entry)
            else differences(entry.msgid, entry.msgstr, catalog.code, syntax_of(entry))
        )
        examined.differing |= {key} if found else set()
        allowed, problems = _waivers(entry.tcomment or '')
        if findings := [*_problems(catalog, entry, problems), *_findings(catalog, entry, found, allowed)]:
            examined.messages[key] = findings
    return examined


def _advice_on(examined: Examined, advise: Advice, syntax_of: SyntaxOf) -> Examined:
    """Add the warnings on translations that do not differ: lost markup leaves stray signs behind, no second fault."""
    catalog, advised = examined.catalog, replace(examined, messages={})
    for key, entry in read(catalog):
        findings = list(examined.messages.get(key, ()))
        if _is_of_interface(catalog, entry):
            found = interface.advice(entry, catalog.code, advise)
        elif key in examined.differing:
            found = []
        else:
            texts = (warnings.words_of(text, syntax_of(entry)) for text in (entry.msgid, entry.msgstr))
            found = advise(*texts, catalog.code)
        if found:
            findings += _findings(catalog, entry, found, _waivers(entry.tcomment or '')[0])
        if findings:
            advised.messages[key] = findings
    return advised


def _is_of_interface(catalog: Catalog, entry: Entry) -> bool:
    """Tell whether ``entry`` is a template. Text of a page has no plural, whatever a project calls its catalogs."""
    return catalog.is_interface or bool(entry.msgid_plural)


def read(catalog: Catalog) -> Iterator[tuple[Key, Entry]]:
    """Yield the messages that reach a reader; none of a catalog that cannot be read."""
    for entry in () if catalog.hindrances else catalog.file:
        if entry.translated() and not entry.fuzzy and not entry.obsolete:
            yield (entry.msgctxt, entry.msgid), entry


def _problems(catalog: Catalog, entry: Entry, problems: Sequence[str]) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(catalog.path, entry.msgstr_line, Code.PO_SYNTAX, problem)


def _findings(catalog: Catalog, entry: Entry, found: Sequence[Difference], allowed: set[str]) -> Iterator[Finding]:
    """Yield a finding for each difference that no comment allows."""
    for difference in found:
        if not (difference.waivable and difference.code.value in allowed):
            ours = entry.msgstr or ' / '.join(entry.msgstr_plural.values())
            sides = f' | Original: “{_side(entry.msgid, difference)}” | Translation: “{_side(ours, difference)}”'
            place = catalog.path, entry.msgstr_line
            yield Finding(*place, difference.code, difference.text + sides, difference.severity)


def _side(text: str, difference: Difference) -> str:
    """Return what is shown of ``text``: a part with what ``difference`` is about, however far on it stands."""
    return excerpt(text, SHOWN, named_in(difference.text, text))


def named_in(words: str, text: str) -> str:
    """Return the longest piece of ``text`` that ``words``, of what was found in it, name; '' where they name none."""
    text, what = signs.shown(text), words.partition('; expected')[0]
    named = {piece.strip() for found in NAMED.finditer(what) for piece in found.groups() if piece}
    lost = [piece for piece in named if piece and piece.casefold() in text.casefold()]
    return max(sorted(lost), key=len, default='')


def _waivers(comment: str) -> tuple[set[str], list[str]]:
    """Return the codes a translator's comment allows, and what is wrong with the comment."""
    allowed, problems = set(), []
    for line in whole_lines(signs.readable(comment)):
        waiver = WAIVER.match(line)
        if not waiver:
            continue
        codes = {code.strip() for code in waiver['codes'].split(',')}
        if unknown := sorted(codes - WAIVABLE):
            choice = ', '.join(sorted(WAIVABLE))
            problems.append(f'the comment allows "{unknown[0]}"; expected one of {choice}. Correct it.')
        if not (waiver['reason'] or '').strip():
            problems.append('the comment "handbook: allow …" gives no reason; expected one after a dash. Add it.')
        else:
            allowed |= codes
    return allowed, problems
