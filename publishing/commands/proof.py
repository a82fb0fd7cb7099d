"""``make proof-lv CHAPTER=…``: one chapter for a reviewer with a pen."""

import time
from contextlib import ExitStack

from publishing.bilingual import proof
from publishing.commands.shared import add_language, say, warn
from publishing.core import languages, locks
from publishing.core.project import HANDBOOK, ROOT, page_files, typed_page
from publishing.pipeline import build


def add_arguments(parser) -> None:
    """Take a language and a chapter; none is a mistake that is answered with an example."""
    add_language(parser)
    parser.add_argument('chapter', nargs='?', default='', help='as planning/two-systems')


def run(options) -> int:
    """Write the proof and say where it is. Both books are read for their numbers, and neither is laid out."""
    started, language, chapter = time.monotonic(), languages.get(options.code), typed_page(options.chapter)
    source = proof.source_of(language)
    proof.refuse_unknown(chapter, page_files(HANDBOOK, '.md'), language.code)
    with ExitStack() as stack:
        for one in sorted((source.code, language.code)):  # it reads two books, and puts one page beside the other
            stack.enter_context(locks.held(build.work_lock('pdf', one)))
        stack.enter_context(locks.held(locks.of_work(f'proof-{language.code}')))
        for one in (source, language):
            build.refuse_bad_input(one, warn, draft=True)
            build.build(build.ASSEMBLED, one, lambda text, code=one.code: say(f'{code} book: {text}'))
        target = proof.build(language, chapter, form=build.ASSEMBLED)
    print(f'wrote {target.relative_to(ROOT)} in {time.monotonic() - started:.0f} s')
    return 0
