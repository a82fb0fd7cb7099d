"""``make``, at the end: the landing page and the manifest."""

from publishing.commands.shared import add_stamp, touch
from publishing.core.project import ROOT
from publishing.web.landing import build_site

add_arguments = add_stamp


def run(options) -> int:
    """Write them and say where they are."""
    for path in build_site():
        print(f'wrote {path.relative_to(ROOT)}')
    touch(options.stamp)
    return 0
