"""``make check``: every author's and translator's check; with ``--catalogs``, those of another project's catalogs."""

import datetime
from pathlib import Path

from publishing.commands.shared import add_languages, print_faults, print_findings, say, warn
from publishing.core import languages, redirects
from publishing.core.findings import Finding, FindingsError, Severity, many
from publishing.core.inside import unfit
from publishing.core.project import HANDBOOK, LOCALES, ROOT
from publishing.text import ages
from publishing.text.photographs import heavy
from publishing.translation.catalogs import places
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.templates import current_pots
from publishing.translation.catalogs.update import LAGS, translations
from publishing.translation.checks import elsewhere, forbidden, remembered, terms, unseen
from publishing.translation.checks.examine import broken, spelling_note
from publishing.translation.pages import unconfirmed
from publishing.translation.reviews import release
from publishing.translation.reviews.commits import check_commits


def add_arguments(parser) -> None:
    """Take languages, or a folder of any Sphinx project."""
    add_languages(parser)
    parser.add_argument(
        '--catalogs', type=Path, help='a folder of .po files of any Sphinx project, in Markdown or reStructuredText'
    )
    parser.add_argument('--language', help='with --catalogs: the language of these files, such as es or pt_BR')
    parser.add_argument(
        '--markup',
        choices=elsewhere.SYNTAXES,
        help='with --catalogs: what all messages are written in, if no file says so',
    )
    parser.add_argument('--conf', type=Path, help="with --catalogs: that project's conf.py, for its MyST extensions")


def run(options) -> int:
    """Check chapters (by reading them) and catalogs; one language's catalogs when it is named; 1 for errors."""
    if options.catalogs:
        return _check_elsewhere(options)
    known = languages.load()
    for code in options.codes:
        languages.get(code, known)
    if found := [*unfit(HANDBOOK), *unfit(LOCALES)]:  # before anything reads what they lead to
        print_findings(found)
        warn('check: see the messages above')
        return 1
    errors = print_faults(options.codes)
    if not options.codes:
        errors += print_findings(redirects.findings(HANDBOOK))
    try:
        pots = current_pots()
        if not options.codes:
            overdue = ages.overdue(HANDBOOK, datetime.date.today())
            print_findings(
                [
                    *remembered.check_source(pots),
                    *overdue,
                    *unseen.doubtful_in_files(HANDBOOK, LOCALES),
                    *heavy(HANDBOOK),
                ]
            )
            _tell_about_spelling(next(iter(known)))
        found = release.examine(options.codes, pots)
        late = [] if options.codes else [one for one in found if one.text.startswith(LAGS)]
        errors += print_findings(one for one in found if one not in late)
        if late:
            say(_late(late))
    except FindingsError as error:  # of the chapters; the catalogs are checked all the same
        errors += print_findings(error.findings) or 1
    errors += _check_catalogs([language.code for language in translations(options.codes)])
    if (ROOT / '.git').exists():
        print_findings(check_commits(severity=Severity.WARNING))
    warn('check: see the messages above' if errors else 'check: nothing to mend')
    return 1 if errors else 0


def _late(findings: list[Finding]) -> str:
    """Return one line for authors, who must not touch the catalogs; ``make check-lv`` lists them all."""
    pages = {Path(one.path).relative_to(LOCALES).parts[1:] for one in findings}
    count = many(len(pages), 'page')
    return (
        f'check: the catalogs of {count} lag behind the English since the last '
        '"make catalogs": nothing to do for authors until the English is settled ("make check-lv" lists them).'
    )


def _check_catalogs(codes: list[str]) -> int:
    if misplaced := dict.fromkeys(one for code in codes for one in places.findings(LOCALES, code)):
        return print_findings(misplaced)  # nothing is read that may be a link
    findings = _faults_of_lists(codes)
    for translation in map(Translation, codes):
        try:
            findings += remembered.check_language(translation)
        except FindingsError as error:  # a list of words that cannot be read: no warnings, but all errors
            findings += [*error.findings, *broken(translation)]
    errors = print_findings(dict.fromkeys(findings))
    print_findings([finding for code in codes for finding in unconfirmed.findings(Translation(code))])
    for code in codes:
        _tell_about_spelling(code)
    return errors


def _faults_of_lists(codes: list[str]) -> list[Finding]:
    """Return what is wrong with the lists of these languages, and with those that all of them share."""
    sources = [code for code, language in languages.load().items() if language.is_source]
    each = [Translation(code) for code in (*sources, *codes)]
    return list(dict.fromkeys(one for own in each for one in (*terms.faults(own), *forbidden.read(own)[1])))


def _tell_about_spelling(code: str) -> None:
    """Say so when there was no dictionary to look in."""
    if note := spelling_note(code):
        warn(note)


def _check_elsewhere(options) -> int:
    if not options.language:
        warn('check: --catalogs needs --language, such as --language es')
        return 2
    syntax = elsewhere.SYNTAXES.get(options.markup)
    checked = elsewhere.check_folder(options.catalogs, options.language, options.conf, syntax)
    errors = print_findings(checked.findings)
    warn(elsewhere.judged(checked))
    warn(elsewhere.summary(checked))
    return 1 if errors else 0
