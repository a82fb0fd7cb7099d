"""``bench-site``: measure the search of the pages built last: hits of the lists of queries, size, time."""

from pathlib import Path

from publishing.commands.shared import add_languages, say, warn
from publishing.core import languages
from publishing.core.project import ROOT, SITE
from publishing.pipeline import bench_site

LISTS = ROOT / 'tests' / 'web' / 'search_words'


def add_arguments(parser) -> None:
    """Languages, all by default; and where pages and lists are."""
    add_languages(parser)
    parser.add_argument('--site', type=Path, default=SITE, help='the folder of the pages; default: build/site')


def run(options) -> int:
    """Print a table for each language; 1 where there are no pages, or no Node to run their scripts."""
    for code in options.codes or languages.load():
        pages = options.site / code
        if not (pages / '_static' / 'search-index.js').is_file():
            warn(f'{pages}: no pages with a search are here; expected those of "{code}". Build them: make html-{code}')
            return 1
        try:
            found = bench_site.measure(pages, LISTS, code)
        except bench_site.NoNodeError:
            warn('the program "node" is not here; expected it to run the scripts of the pages. Install Node.js.')
            return 1
        for score in found.scores:
            missed = f'  missed: {", ".join(score.missed)}' if score.missed else ''
            right = score.count - len(score.missed)
            say(f'{code}  {score.name:<14} {right:>3} of {score.count:<3} {score.share:4.0%}{missed}')
        middle, slow = found.milliseconds
        say(f'{code}  a query: {middle:.1f} ms, 95 of 100 below {slow:.1f} ms')
        say(f'{code}  index, packed: {found.whole:.0f} kB, of which a word loads at most {found.loaded:.0f} kB')
    return 0
