"""The command line: ``python -m publishing VERB``; the Makefile calls it, ``make help`` lists the verbs."""

import argparse
import subprocess
import sys
from pathlib import Path

from publishing.core import languages
from publishing.core.findings import FindingsError, print_findings
from publishing.core.project import IS_INSTALLED, ROOT


def main(argv: list[str] | None = None) -> int:
    """Run one verb; return its exit code: 0 all well, 1 something to mend, 2 a wrong call."""
    options = parser().parse_args(argv)
    if IS_INSTALLED and not any(vars(options).get(name) for name in ('catalogs', 'file', 'rules')):
        print(
            'This command works on the handbook, which is not here; expected the repository as the folder of the '
            'package. Clone it and use make there. Without it there are: check --catalogs, preflight --file, '
            'preflight --rules; and sphinx-build for projects of your own.',
            file=sys.stderr,
        )
        return 2
    try:
        return options.run(options)
    except FindingsError as error:
        print_findings(error.findings)
        return 1


def parser() -> argparse.ArgumentParser:
    """Return the parser with one sub-command a verb."""
    top = argparse.ArgumentParser(prog='python -m publishing', description=__doc__.split('\n')[0])
    verbs = top.add_subparsers(required=True, metavar='VERB')

    def verb(name: str, run, text: str, codes: str = '') -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        if codes == 'one':
            sub.add_argument('code', help='language, as in languages.toml')
        elif codes == 'many':
            sub.add_argument('codes', nargs='*', metavar='code', help='languages; all when none is named')
        return sub

    build_verb = verb('build', _build, 'build one format of one language')
    build_verb.add_argument('form', choices=('html', 'pdf', 'epub'))
    build_verb.add_argument('code')
    build_verb.add_argument('--stamp', type=Path)
    verb('print', _print, "write one printer's files", 'many').add_argument('--printer', default='general')
    build_verb.add_argument(
        '--draft',
        action='store_true',
        help=('go on without translations that have errors, into build/draft; the edition is left alone'),
    )
    bilingual = verb('bilingual', _bilingual, 'build the book in two languages, side by side')
    bilingual.add_argument('pairs', nargs='*', metavar='pair', help='two languages, as lv-lt; all when none is named')
    bilingual.add_argument('--stamp', type=Path)
    verb('proof', _proof, 'print a chapter for a reviewer with a pen', 'one').add_argument(
        'chapter', nargs='?', default='', help='as planning/two-systems'
    )
    verb('site', _site, 'write the landing page and the manifest').add_argument('--stamp', type=Path)
    verb('catalogs', _catalogs, 'extract messages and update the catalogs', 'many')
    package = verb('package', _package, 'write work packages for a translator', 'one')
    package.add_argument('pages', nargs='*', metavar='chapter', help='such as start/index; all when none is named')
    package.add_argument('--all', action='store_true', help='also the messages that need no work')
    verb('take', _take, 'take translations back from work packages', 'one').add_argument(
        'paths', nargs='+', type=Path, metavar='file', help='.po or .xlsx'
    )
    impact = verb('impact', _impact, 'say what a change of the English costs the translators')
    impact.add_argument('--base', default='', help='a commit or branch; by default where this branch left the main one')
    impact.add_argument('--markdown', action='store_true', help='for a comment on a pull request')
    impact.add_argument('--output', type=Path, help='a file to write instead of printing')
    verb('commits', _commits, 'check that no commit both refreshes catalogs and translates').add_argument(
        'span', nargs='?', default='', metavar='range', help='such as main..HEAD; by default the last commit'
    )
    verb('status', _status, 'show what is translated', 'many')
    review = verb('review', _review, 'list the messages of a page, or record who has reviewed them', 'one')
    review.add_argument('page', help='such as start/border-today')
    review.add_argument('--state', choices=('draft', 'for-review', 'reviewed', 'approved'))
    review.add_argument('--by', default='', help='who decides')
    review.add_argument('--messages', default='', help='their numbers, such as 12-20,25; all when left out')
    carry = verb('carry', _carry, 'keep translations valid after corrections of the English')
    carry.add_argument('pages', nargs='*', help='such as start/border-today; all when none is named')
    carry.add_argument('--by', default='', help='who decides')
    carry.add_argument('--yes', nargs='+', default=[], metavar='ID', help='carry over these without asking')
    carry.add_argument('--all-trivial', action='store_true', help='carry over all that look like corrections')
    check = verb('check', _check, 'check chapters and catalogs', 'many')
    check.add_argument('--catalogs', type=Path, help='a folder of .po files of any Sphinx + MyST project')
    check.add_argument('--language', help='with --catalogs: the language of these files, such as es or pt_BR')
    check.add_argument('--conf', type=Path, help="with --catalogs: that project's conf.py, for its MyST extensions")
    preflight = verb('preflight', _preflight, 'check print files against our rules', 'many')
    preflight.add_argument('--file', action='append', type=Path, default=[], help='a PDF, instead of the built ones')
    preflight.add_argument('--printer', help="check against this printer's profile, whatever the file's name says")
    preflight.add_argument('--rules', action='store_true', help='list the rules and where each comes from')
    live = verb('live', _live, 'preview one language in the browser', 'one')
    live.add_argument('--port', type=int, default=0, help='a port that the browser has open already')
    platform = verb('weblate', _weblate, 'describe the catalogs for Weblate')
    platform.add_argument('repository', help='address Weblate clones')
    platform.add_argument('--branch', default='main')
    verb('linkcheck', _linkcheck, 'try every web address')
    verb('bench', _bench, 'measure speed, against sphinx-simplepdf', 'many')
    return top


def _build(options) -> int:
    from publishing.pipeline.build import run_build

    return run_build(options.form, options.code, options.stamp, draft=options.draft)


def _print(options) -> int:
    from publishing.pdf.press.job import run_print

    return run_print(options.codes, options.printer)


def _bilingual(options) -> int:
    from publishing.bilingual.book import run_bilingual

    return run_bilingual(options.pairs, options.stamp)


def _proof(options) -> int:
    from publishing.bilingual.proof import run_proof

    return run_proof(options.code, options.chapter)


def _site(options) -> int:
    from publishing.web.landing import build_site

    for path in build_site():
        print(f'wrote {path.relative_to(ROOT)}')
    if options.stamp:
        options.stamp.parent.mkdir(parents=True, exist_ok=True)
        options.stamp.touch()
    return 0


def _catalogs(options) -> int:
    from publishing.translation.catalogs.update import run_catalogs

    return run_catalogs(options.codes)


def _package(options) -> int:
    from publishing.translation.packages.package import run_package

    return run_package(options.code, options.pages, everything=options.all)


def _take(options) -> int:
    from publishing.translation.packages.take import run_take

    return run_take(options.code, options.paths)


def _impact(options) -> int:
    from publishing.translation.reviews.impact import run_impact

    return run_impact(options.base, markdown=options.markdown, output=options.output)


def _commits(options) -> int:
    from publishing.translation.reviews.commits import run_commits

    return run_commits(options.span)


def _status(options) -> int:
    from publishing.translation.reviews.status import run_status

    return run_status(options.codes)


def _review(options) -> int:
    from publishing.translation.reviews.review import run_review

    return run_review(options.code, options.page, options.state, options.by, options.messages)


def _carry(options) -> int:
    from publishing.translation.reviews.carry_over import interactive, run_carry

    ask = input if interactive() and not (options.yes or options.all_trivial) else None
    return run_carry(options.pages, by=options.by, yes=options.yes, all_trivial=options.all_trivial, ask=ask)


def _check(options) -> int:
    """Check chapters (by reading them) and catalogs; one language's catalogs when it is named."""
    if options.catalogs:
        if not options.language:
            print('check: --catalogs needs --language, such as --language es', file=sys.stderr)
            return 2
        from publishing.translation.checks.elsewhere import run_folder

        return run_folder(options.catalogs, options.language, options.conf)
    from publishing.translation.catalogs.templates import current_pots
    from publishing.translation.checks.examine import check_source, run_check, tell_about_spelling
    from publishing.translation.reviews import release

    known = languages.load()
    for code in options.codes:
        languages.get(code, known)
    code = 0
    try:
        pots = current_pots()
        if not options.codes:
            print_findings(check_source(pots))
            tell_about_spelling(next(iter(known)))
        code = 1 if print_findings(release.examine(options.codes, pots)) else 0
    except FindingsError as error:
        code = 1
        print_findings(error.findings)
    code = run_check(options.codes) or code
    _warn_of_last_commit()
    print('check: nothing to mend' if not code else 'check: see the messages above', file=sys.stderr)
    return code


def _warn_of_last_commit() -> None:
    from publishing.core.findings import Severity
    from publishing.translation.reviews.commits import check_commits

    if (ROOT / '.git').exists():
        print_findings(check_commits(severity=Severity.WARNING))


def _preflight(options) -> int:
    from publishing.pdf.preflight.check import limits_of, list_rules, run_preflight
    from publishing.pdf.press import printers

    limits = limits_of(printers.load(options.printer)) if options.printer else None
    return list_rules() if options.rules else run_preflight(options.codes, options.file, limits)


def _live(options) -> int:
    from publishing.pipeline.live import run_live

    return run_live(options.code, options.port)


def _weblate(options) -> int:
    from publishing.translation.weblate import run_weblate

    return run_weblate(options.repository, options.branch)


def _linkcheck(_options) -> int:
    return subprocess.call(
        [sys.executable, '-m', 'sphinx', '-b', 'linkcheck', '-q', '-c', '.', 'handbook', 'build/linkcheck'], cwd=ROOT
    )


def _bench(options) -> int:
    from publishing.pipeline.bench import run_bench

    return run_bench(options.codes)
