"""``make proof-lv CHAPTER=…``: one chapter for a reviewer with a pen."""

from publishing.bilingual import proof
from publishing.commands.shared import add_language
from publishing.core import languages
from publishing.core.project import ROOT


def add_arguments(parser) -> None:
    """Take a language and a chapter; none is a mistake that is answered with all their names."""
    add_language(parser)
    parser.add_argument('chapter', nargs='?', default='', help='as planning/two-systems')


def run(options) -> int:
    """Write the proof and say where it is."""
    target = proof.build(languages.get(options.code), options.chapter)
    print(f'wrote {target.relative_to(ROOT)}')
    return 0
