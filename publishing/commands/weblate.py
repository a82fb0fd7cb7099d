"""Describe the catalogs for Weblate: write what it imports, and say what to do with it."""

from publishing.translation import tbx, weblate
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.weblate import GLOSSARY, OUTDIR, PROJECT


def add_arguments(parser) -> None:
    """Take where Weblate finds the catalogs."""
    parser.add_argument('repository', help='address Weblate clones')
    parser.add_argument('--branch', default='main')
    parser.add_argument('--push', default='', metavar='ADDRESS', help='where Weblate pushes its commits, as a branch')


def run(options) -> int:
    """Write the description and the glossaries, and print one command or task for each file."""
    path, count = weblate.write_components(options.repository, options.branch, options.push, OUTDIR)
    print(f'{count} components: weblate import_json --project {PROJECT} {path}')
    for code in weblate.translated_codes():
        path = OUTDIR / f'{GLOSSARY}-{code}.tbx'
        count = tbx.write(Translation(code), path)
        print(f'{count} terms: upload {path} into the component "Termbase", {code}, to replace what is there')
    return 0
