"""``make impact``: what a change of the English costs the translators, and what waits for them already."""

from pathlib import Path

from publishing.core.files import write_text
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.update import translations
from publishing.translation.pages.unconfirmed import sentences
from publishing.translation.reviews.impact import measure
from publishing.translation.reviews.impact_report import as_markdown, as_text


def add_arguments(parser) -> None:
    """Take what to compare with, and form and place of the report."""
    parser.add_argument('--base', default='', help='a commit or branch; by default where this branch left the main one')
    parser.add_argument('--markdown', action='store_true', help='for a comment on a pull request')
    parser.add_argument('--output', type=Path, help='a file to write instead of printing')


def run(options) -> int:
    """Print the report or write it; always 0."""
    waiting = [
        f'{language.code}: {text}' for language in translations() for text in sentences(Translation(language.code))
    ]
    report = (as_markdown if options.markdown else as_text)(*measure(options.base), waiting)
    if options.output:
        write_text(options.output, report + '\n')
    else:
        print(report)
    return 0
