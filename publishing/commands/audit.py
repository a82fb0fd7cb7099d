"""``make audit``: known weaknesses of the pinned packages."""

from publishing.commands.shared import say, warn
from publishing.pipeline.audit import audit
from publishing.pipeline.own_environment import MissingError


def add_arguments(_parser) -> None:
    """Take none."""


def run(_options) -> int:
    """Ask; 1 when a weakness is known or a package is not answered for."""
    try:
        return 0 if audit(say, warn) else 1
    except MissingError as error:
        warn(str(error))
        return 1
