"""``make move``: give a chapter another name or part; catalogs, reviews, links and the old address go along."""

from publishing.commands.shared import catalogs_alone, say
from publishing.core.findings import many, shown_path
from publishing.core.project import chapter_path, typed_page
from publishing.pipeline import moving

#: So many places in the code are shown.
SHOWN = 12


def add_arguments(parser) -> None:
    """Take the page, its new name, and whether only to say what would be done."""
    parser.add_argument('old', help='the chapter as it is called: planning/method')
    parser.add_argument('new', help='what it is to be called: tools/method')
    parser.add_argument('--dry-run', action='store_true', help='say what would be done, and do nothing')


def run(options) -> int:
    """Move the chapter and say what became of each file; always 0.

    :raises FindingsError: before anything is written, for a move that cannot be made.
    """
    with catalogs_alone():
        moving.tidy()
        move, changes = moving.planned(typed_page(options.old), typed_page(options.new))
        is_staged = False if options.dry_run else moving.make(changes)
    for path, words in sorted(changes.said.items(), key=lambda item: item[0] != chapter_path(move.new)):
        say(f'{shown_path(path)}: {words}')
    if places := moving.named_in_code(move):
        more = f' and {len(places) - SHOWN} more' if len(places) > SHOWN else ''
        say(f'not changed, for a programmer: "{move.old}" is also named in {", ".join(places[:SHOWN])}{more}')
    if options.dry_run:
        say(f'move: nothing was done; {many(len(changes.said), "file")} would change as above')
        return 0
    say(f'move: {move.old} is {move.new} now. Look at it with make check, then commit all of it at once')
    if is_staged:
        say('move: git knows of all these files (git commit); git restore --staged --worktree . takes it back')
    return 0
