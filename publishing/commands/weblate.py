"""Describe the catalogs for Weblate: write what it imports, and say what to do with it."""

from publishing.translation import weblate
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.weblate import OUTDIR


def add_arguments(parser) -> None:
    """Take where Weblate finds the catalogs."""
    parser.add_argument('repository', help='address Weblate clones')
    parser.add_argument('--branch', default='main')


def run(options) -> int:
    """Write the description and the glossaries, and print one command or task for each file."""
    path, count = weblate.write_components(options.repository, options.branch, OUTDIR)
    print(f'{count} components: weblate import_json --project handbook {path}')
    for code in weblate.translated_codes():
        path = OUTDIR / f'termbase-{code}.csv'
        count = weblate.write_glossary(Translation(code), path)
        print(f'{count} terms: upload {path} into the component "Termbase", {code}')
    return 0
