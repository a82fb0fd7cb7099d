"""``make new-chapter`` and ``make new-case``: a page with all that its kind must have, listed in the contents."""

import runpy

from publishing.commands.shared import say
from publishing.core.files import write_text
from publishing.core.findings import shown_path
from publishing.core.project import HANDBOOK, ROOT, chapter_path
from publishing.core.swaps import together
from publishing.text import skeletons


def add_arguments(parser) -> None:
    """Take the kind of the page, its name, and its title."""
    parser.add_argument('kind', choices=('chapter', 'case'))
    parser.add_argument('name', help='planning/rail-links for a chapter, rail-links for a case')
    parser.add_argument('--title', default='', help='by default made of the name')


def run(options) -> int:
    """Write the page and list it; always 0.

    :raises FindingsError: before anything is written, for a name that cannot be one.
    """
    page = skeletons.named(options.name, options.kind, HANDBOOK)
    title = options.title.strip() or page.rpartition('/')[2].removeprefix('case-').replace('-', ' ').capitalize()
    forms = runpy.run_path(str(ROOT / 'conf.py'))['page_forms']
    contents, text, line = skeletons.entered(page, HANDBOOK)
    with together():
        write_text(chapter_path(page), skeletons.skeleton(page, title, skeletons.form_of(page, forms)))
        write_text(contents, text)
    say(f'{shown_path(chapter_path(page))}: written; {shown_path(contents)}:{line}: listed as the last, move the line')
    say('Write where it says "TO WRITE:"; make check lists what is left. Look at it: make live-en')
    return 0
