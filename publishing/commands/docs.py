"""``make docs``: the guides as a site and a PDF, by our own theme and builder."""

from publishing.commands.shared import say
from publishing.core.files import one_mode
from publishing.core.findings import shown_path
from publishing.pipeline import guides


def add_arguments(_parser) -> None:
    """Take none."""


def run(_options) -> int:
    """Build them and say where they are."""
    written = guides.build(say)
    one_mode(guides.TARGET)
    for path in written:
        print(f'wrote {shown_path(path)}')
    return 0
