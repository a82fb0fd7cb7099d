"""The command line: ``python -m publishing VERB``; the Makefile calls it, ``make help`` lists the verbs."""

import argparse
import sys
from importlib import import_module

from publishing.commands.shared import print_findings
from publishing.core.findings import FindingsError

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
    ('bench', 'measure speed, against sphinx-simplepdf'),
)
#: What our own processes call: neither ``--help`` nor the answer to a mistyped verb names it.
HIDDEN = ('bench-job',)


def main(argv: list[str] | None = None) -> int:
    """Run one verb; return its exit code: 0 all well, 1 something to mend, 2 a wrong call."""
    words = sys.argv[1:] if argv is None else argv
    options = parser(words).parse_args(words)
    try:
        return options.run(options)
    except FindingsError as error:
        print_findings(error.findings)
        return 1


def parser(words: list[str]) -> argparse.ArgumentParser:
    """Return the parser with one sub-command a verb; the first verb among ``words`` has its arguments."""
    top = argparse.ArgumentParser(prog='python -m publishing', description=__doc__.split('\n')[0])
    verbs = top.add_subparsers(required=True, metavar='VERB')
    known = {name: verbs.add_parser(name, help=text, description=text) for name, text in VERBS}
    known |= {name: verbs.add_parser(name) for name in HIDDEN if name in words}
    if called := next((word for word in words if word in known), ''):
        module = import_module(f'publishing.commands.{called.replace("-", "_")}')
        module.add_arguments(known[called])
        known[called].set_defaults(run=module.run)
    return top
