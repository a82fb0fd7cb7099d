"""``make package-lv``: work packages for a translator without git."""

from publishing.commands.shared import add_language
from publishing.core.findings import shown_path
from publishing.translation.packages import folder
from publishing.translation.packages.package import collect, summary, target_language


def add_arguments(parser) -> None:
    """Take a language, chapters, and whether all messages are wanted."""
    add_language(parser)
    parser.add_argument('pages', nargs='*', metavar='chapter', help='such as start/index; all when none is named')
    parser.add_argument('--all', action='store_true', help='also the messages that need no work')


def run(options) -> int:
    """Write the packages and say what is in them."""
    packages = collect(target_language(options.code), options.pages, everything=options.all)
    written = folder.write(packages, folder.OUTDIR / options.code)
    for package in packages:
        if package.messages:
            print(summary(package) + f' → {shown_path(written / package.page)}.po, .xlsx')
    idle = sum(not package.messages for package in packages)
    if idle:
        print(f'{idle} {"chapter needs" if idle == 1 else "chapters need"} no work')
    return 0
