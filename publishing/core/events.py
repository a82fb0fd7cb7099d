"""Listening to another wing without importing it."""

from collections.abc import Callable

from sphinx.application import Sphinx


def listen(app: Sphinx, event: str, listener: Callable[..., object]) -> None:
    """Connect ``listener`` to an ``event`` of an extension that may be loaded later than the caller, or never."""

    def connect(app: Sphinx, _config: object) -> None:
        if event in app.events.events:
            app.connect(event, listener)

    app.connect('config-inited', connect)
