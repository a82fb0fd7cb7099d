"""``make review-lv PAGE=…``: the messages of a page with their numbers, or who has reviewed them."""

from publishing.commands.shared import add_language, catalogs_alone
from publishing.core.findings import shown_path
from publishing.core.project import LOCALES
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.reviews import review


def add_arguments(parser) -> None:
    """Take a page, and for a decision the state, who decides and on which messages."""
    add_language(parser)
    parser.add_argument('page', help='such as where/border-today')
    parser.add_argument('--state', choices=('draft', 'for-review', 'reviewed', 'approved'))
    parser.add_argument('--by', default='', help='who decides')
    parser.add_argument('--messages', default='', help='their numbers, such as 12-20,25; all when left out')


def run(options) -> int:
    """List the messages, or set their state; 1 where no message could be set."""
    translation = Translation(options.code, LOCALES)
    if options.state is None:
        print(review.listing(review.read_page(translation, options.page, options.messages)))
        return 0
    with catalogs_alone():
        page = review.read_page(translation, options.page, options.messages)
        done = review.record(page, options.state, options.by)
    print(done)
    if done.count:
        print(f'{"wrote" if done.path.exists() else "removed"} {shown_path(done.path)}')
    return 0 if done.count else 1
