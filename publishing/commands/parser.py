"""The command line: ``python -m publishing VERB``; the Makefile calls it, ``make help`` lists the verbs."""

import argparse
import re
import sys
from importlib import import_module
from typing import NoReturn

from publishing.commands.shared import print_findings, warn
from publishing.core.findings import FindingsError
from publishing.core.project import IS_INSTALLED

#: Each verb, as its module is called, and what it does. Only the module of the verb that is called is loaded.
VERBS = (
    ('build', 'build one format of one language'),
    ('print', "write one printer's files"),
    ('bilingual', 'build the book in two languages, side by side'),
    ('proof', 'print a chapter for a reviewer with a pen'),
    ('site', 'write the landing page and the manifest'),
    ('catalogs', 'extract messages and update the catalogs'),
    ('package', 'write work packages for a translator'),
    ('take', 'take translations back from work packages'),
    ('new', 'begin a chapter or a case'),
    ('move', 'give a chapter another name or part'),
    ('impact', 'say what a change of the English costs the translators'),
    ('commits', 'check that no commit both refreshes catalogs and translates'),
    ('status', 'show what is translated'),
    ('review', 'list the messages of a page, or record who has reviewed them'),
    ('carry', 'keep translations valid after corrections of the English'),
    ('check', 'check chapters and catalogs'),
    ('preflight', 'check print files against our rules'),
    ('live', 'preview one language in the browser'),
    ('weblate', 'describe the catalogs for Weblate'),
    ('linkcheck', 'try every web address'),
    ('docs', 'build the guides as a site and a PDF'),
    ('bench', 'measure speed, against sphinx-simplepdf'),
    ('bench-site', 'measure the search of the pages'),
    ('strangers', 'build books of others, against sphinx-simplepdf'),
    ('pins', 'pin the packages, with the digests of their files'),
    ('release', 'give the book its next number, once all is there'),
    ('audit', 'ask whether weaknesses are known of the pinned packages'),
)
#: What our own processes and git call: neither ``--help`` nor the answer to a mistyped verb names it.
HIDDEN = ('bench-job', 'strangers-job', 'sphinx-job', 'merge-catalog')
#: Verbs that also work on files of other projects, and their options for that.
ELSEWHERE = {'check': ('catalogs',), 'preflight': ('file', 'rules')}
PROGRAM = 'python -m publishing'
#: A call of each verb, as ``--help`` shows it.
EXAMPLES = {
    call.split()[0]: f'.venv/bin/{PROGRAM} {call}'
    for call in (
        'build html lv --draft',
        'print lv --printer press',
        'bilingual lv-lt',
        'proof lv planning/method',
        'site --summary',
        'catalogs lv',
        'package lv start/index',
        'take lv build/packages/lv/start.po',
        'new case bus-on-call',
        'move planning/method tools/method --dry-run',
        'impact --base main',
        'commits main..HEAD',
        'status lv',
        'review lv start/index --state reviewed --by "Anna Ozola"',
        'carry start/index --by "Anna Ozola"',
        'check lv',
        'preflight lv',
        'live lv --port 8000',
        'weblate https://example.org/handbook.git',
        'linkcheck',
        'docs',
        'bench lv',
        'bench-site lv',
        'strangers',
        'pins sphinx',
        'release 0.2 --dry-run',
        'audit',
    )
}
#: What argparse says of a wrong call, and the same in plain words.
PLAIN = (
    (r'^the following arguments are required: VERB$', 'no command is named; expected one behind it'),
    (r'^the following arguments are required: (.+)$', r'something is missing; expected \1'),
    (
        r'^argument VERB: invalid choice: "(.*?)" \(choose from .*\)$',
        r'there is no command "\1"; expected one of those that --help lists',
    ),
    (r'^argument (\S+): invalid choice: "(.*?)" \(choose from (.*)\)$', r'"\2" is no \1; expected one of: \3'),
    (r'^argument (\S+): expected .*argument.*$', r'\1 has nothing behind it; expected a value'),
    (r'^argument (\S+): invalid int value: "(.*)"$', r'\1 is "\2"; expected a whole number'),
    (r'^argument (\S+): ', r'\1: '),
    (r'^unrecognized arguments: (.+)$', r'"\1" is not known here; expected nothing of this name'),
    (r'^ambiguous option: (\S+) could match (.+)$', r'"\1" is short for several options; expected one of \2'),
)
NOT_HERE = (
    'This command works on the handbook, which is not here; expected the repository as the folder of the package. '
    'Clone it and use make there. Without it there are: check --catalogs, preflight --file, preflight --rules; and '
    'sphinx-build for projects of your own.'
)


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a call in one plain line."""

    #: Of the whole command line: the parser of the verb that is called, whose help has the answer.
    named: 'Parser | None' = None

    def error(self, message: str) -> NoReturn:
        """Print it and leave with 2."""
        program = (self.named or self).prog
        for pattern, words in PLAIN:
            message, count = re.subn(pattern, words, message.replace("'", '"'))
            if count:
                break
        warn(f'{program}: {message}. Its options and an example: {program} --help')
        self.exit(2)


def main(argv: list[str] | None = None) -> int:
    """Run one verb; return its exit code: 0 all well, 1 something to mend, 2 a wrong call."""
    words = sys.argv[1:] if argv is None else argv
    called = next((word for word in words if word in {*dict(VERBS), *HIDDEN}), '')
    if IS_INSTALLED and called and called not in ELSEWHERE:  # what it needs need not be installed
        warn(NOT_HERE)
        return 2
    try:
        options = parser(called).parse_args(words)  # which loads what reads the theme
        if IS_INSTALLED and not any(getattr(options, name) for name in ELSEWHERE[called]):
            warn(NOT_HERE)
            return 2
        return options.run(options)
    except FindingsError as error:
        print_findings(error.findings)
        return 1


def parser(called: str = '') -> argparse.ArgumentParser:
    """Return the parser with one sub-command a verb; only the verb that is ``called`` has its arguments."""
    top = Parser(prog=PROGRAM, description=__doc__.split('\n')[0], epilog=f'Example: {EXAMPLES["build"]}')
    verbs = top.add_subparsers(required=True, metavar='VERB')
    known = {
        name: verbs.add_parser(name, help=text, description=text, epilog=f'Example: {EXAMPLES[name]}')
        for name, text in VERBS
    }
    if called in HIDDEN:
        known[called] = verbs.add_parser(called)
    if called:
        module = import_module(f'publishing.commands.{called.replace("-", "_")}')
        module.add_arguments(known[called])
        known[called].set_defaults(run=module.run)
        top.named = known[called]
    return top
