"""The command line: ``python -m publishing VERB``; the Makefile calls it, ``make help`` lists the verbs."""

import argparse
import re
import sys
from importlib import import_module
from typing import NoReturn

from publishing.commands.shared import print_findings, warn
from publishing.core.findings import FindingsError
from publishing.core.project import IS_INSTALLED

#: Each verb by a call of it, as its ``--help`` shows one, and what it does. Only the module of the one that is called
#: is loaded.
CALLS = (
    ('build html lv --draft', 'build one format of one language'),
    ('print lv --printer press', "write one printer's files"),
    ('bilingual lv-lt', 'build the book in two languages, side by side'),
    ('proof lv planning/method', 'print a chapter for a reviewer with a pen'),
    ('site --summary', 'write the landing page and the manifest'),
    ('catalogs lv', 'extract messages and update the catalogs'),
    ('package lv start/index', 'write work packages for a translator'),
    ('take lv build/packages/lv/start.po', 'take translations back from work packages'),
    ('new case bus-on-call', 'begin a chapter or a case'),
    ('move planning/method tools/method --dry-run', 'give a chapter another name or part'),
    ('impact --base main', 'say what a change of the English costs the translators'),
    ('commits main..HEAD', 'check that no commit both refreshes catalogs and translates'),
    ('status lv', 'show what is translated'),
    (
        'review lv start/index --state reviewed --by "Anna Ozola"',
        'list the messages of a page, or record who has reviewed them',
    ),
    ('carry start/index --by "Anna Ozola"', 'keep translations valid after corrections of the English'),
    ('check lv', 'check chapters and catalogs'),
    ('preflight lv', 'check print files against our rules'),
    ('live lv --port 8000', 'preview one language in the browser'),
    ('weblate https://example.org/handbook.git', 'describe the catalogs for Weblate'),
    ('linkcheck', 'try every web address'),
    ('docs', 'build the guides as a site and a PDF'),
    ('bench lv', 'measure speed, against sphinx-simplepdf'),
    ('bench-site lv', 'measure the search of the pages'),
    ('strangers', 'build books of others, against sphinx-simplepdf'),
    ('pins sphinx', 'pin the packages, with the digests of their files'),
    ('release 0.2 --dry-run', 'give the book its next number, once all is there'),
    ('audit', 'ask whether weaknesses are known of the pinned packages'),
)
#: Each verb, as its module is called, and what it does.
VERBS = tuple((call.split()[0], text) for call, text in CALLS)
#: What our own processes and git call: neither ``--help`` nor the answer to a mistyped verb names it.
HIDDEN = ('bench-job', 'strangers-job', 'sphinx-job', 'merge-catalog')
#: Verbs that also work on files of other projects, and their options for that.
ELSEWHERE = {'check': ('catalogs',), 'preflight': ('file', 'rules')}
PROGRAM = 'python -m publishing'
EXAMPLES = {call.split()[0]: f'.venv/bin/{PROGRAM} {call}' for call, _text in CALLS}
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
