"""``make release``: look whether all is there, give the number, commit and tag; a dry run only looks."""

import argparse
import datetime

from publishing.commands import check, preflight
from publishing.commands.shared import print_findings, say, warn
from publishing.core.files import write_text
from publishing.core.findings import Code, Finding, shown_path
from publishing.core.project import ROOT, SITE
from publishing.core.swaps import together
from publishing.pipeline import releasing
from publishing.pipeline.releasing import Release, git

NEXT = 'Look at the commit, then send it: git push --follow-tags. The tag has the site built and published.'


def add_arguments(parser) -> None:
    """Take the number, and whether nothing is to be written."""
    parser.add_argument('number', help='0.2, for example; higher than the one in conf.py')
    parser.add_argument('--dry-run', action='store_true', help='look and say, and write nothing')


def run(options) -> int:
    """Make the release; 1 with the list of all that is missing."""
    release = Release(options.number.strip().removeprefix('v'), datetime.datetime.now(datetime.UTC).date(), ROOT)
    missing = list(releasing.faults(release))
    if check.run(argparse.Namespace(catalogs=False, codes=[])):
        missing.append(_missing('"make check" finds errors; expected none. Mend what stands above.'))
    if not (SITE / 'downloads' / 'manifest.json').is_file():
        missing.append(_missing('the site is not built; expected all downloads. Run "make".'))
    elif preflight.run(argparse.Namespace(printer=None, rules=False, file=[], codes=[])):
        missing.append(_missing('a print file breaks a rule; expected none. Mend what stands above.'))
    if missing:
        print_findings(missing)
        warn(f'release: not made; {len(missing)} to mend')
        return 1
    texts = release.texts()
    files = ' and '.join(shown_path(path) for path in texts)
    if options.dry_run:
        say(f'release: all is there. It would write {release.number} into {files}, commit that, tag it {release.tag}.')
        return 0
    with together():
        for path, text in texts.items():
            write_text(path, text)
    git(ROOT, 'add', *map(str, texts))
    git(ROOT, 'commit', '--quiet', '--message', f'Release {release.number}')
    git(ROOT, 'tag', '--annotate', release.tag, '--message', f'Release {release.number}')
    if not git(ROOT, 'tag', '--list', release.tag):
        words = (
            f'git has refused the commit or the tag; expected {release.tag}. See what "git commit" says, then tag it.'
        )
        print_findings([_missing(words)])
        return 1
    say(f'release: {release.number} is in {files}, committed and tagged {release.tag}. {NEXT}')
    return 0


def _missing(words: str) -> Finding:
    return Finding(ROOT, None, Code.RELEASE, words)
