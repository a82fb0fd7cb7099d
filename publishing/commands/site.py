"""``make``, at the end: the landing page and the manifest."""

from publishing.commands.shared import add_stamp, touch
from publishing.core import locks
from publishing.core.files import one_mode
from publishing.core.project import ROOT, SITE
from publishing.core.swaps import sweep
from publishing.web.landing import build_site

add_arguments = add_stamp


def run(options) -> int:
    """Write them and say where they are."""
    with locks.held(locks.SITE):
        sweep(SITE)
        written = build_site()
        one_mode(SITE)
    for path in written:
        print(f'wrote {path.relative_to(ROOT)}')
    touch(options.stamp)
    return 0
