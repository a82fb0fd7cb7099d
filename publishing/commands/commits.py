"""``make commits RANGE=…``: no commit both refreshes catalogs and translates."""

from publishing.commands.shared import print_findings
from publishing.translation.reviews.commits import check_commits


def add_arguments(parser) -> None:
    """Take a range of commits."""
    parser.add_argument(
        'span', nargs='?', default='', metavar='range', help='such as main..HEAD; by default the last commit'
    )


def run(options) -> int:
    """Name the commits that do both; 1 when there is one."""
    if print_findings(check_commits(options.span)):
        return 1
    print('commits: no refresh of catalogs shares a commit with a translation')
    return 0
