"""``make proof-lv CHAPTER=…``: one chapter for a reviewer with a pen."""

from contextlib import ExitStack

from publishing.bilingual import proof
from publishing.commands.shared import add_language
from publishing.core import languages, locks
from publishing.core.project import ROOT
from publishing.pipeline.build import work_lock


def add_arguments(parser) -> None:
    """Take a language and a chapter; none is a mistake that is answered with all their names."""
    add_language(parser)
    parser.add_argument('chapter', nargs='?', default='', help='as planning/two-systems')


def run(options) -> int:
    """Write the proof and say where it is."""
    language = languages.get(options.code)
    with ExitStack() as stack:
        for code in languages.load():  # it reads two books, and puts one page beside the other
            stack.enter_context(locks.held(work_lock('pdf', code), shared=True))
        stack.enter_context(locks.held(locks.of_work(f'proof-{language.code}')))
        target = proof.build(language, options.chapter)
    print(f'wrote {target.relative_to(ROOT)}')
    return 0
