"""Print the warnings of Sphinx, MyST, docutils and sphinxcontrib-bibtex in a planner's words (``rewording``).

Each comes out as ``path:line: what was found; what was expected; what to do [handbook.code]``. Nothing is
dropped: a message no rule knows passes in its own words. Counting, ``-W`` and ``suppress_warnings`` work
as ever, because the wording changes after Sphinx has counted the warning.

``warn`` says what an extension of ours has found. Whoever drives Sphinx makes the application inside ``collected`` and
has the findings themselves.
"""

import gettext
import logging
import re
import traceback
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from docutils import nodes
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.util import logging as sphinx_logging
from sphinx.util.logging import NAMESPACE, MessagePrefixFilter, SphinxWarningLogRecord, WarningStreamHandler
from sphinx.util.typing import ExtensionMetadata

from publishing.core.findings import Code, Finding, FindingsError, short

logger = sphinx_logging.getLogger(__name__)

#: How Sphinx names what it parses as a message: ``path:line:<translated>``.
TRANSLATED = ':<translated>'
_LOCATION = re.compile(r'(?P<path>.*?)(?::(?P<line>\d+))?(?P<translated>' + TRANSLATED + r')?(?::\d*)?:?', re.DOTALL)


class PlainRecord(SphinxWarningLogRecord):
    """A warning that prints its ``finding``; the rest is as Sphinx said it, for the filters of other extensions."""

    finding: Finding

    def getMessage(self) -> str:  # noqa: N802 – logging names it so
        return str(self.finding)


class PlainMessages(logging.Filter):
    """Collect each warning as a finding, which is printed in its place. Lets every record through.

    The words are Sphinx's own until the extension is set up, so that other projects have what they are used to.
    """

    def __init__(self, app: Sphinx, handler: logging.Handler) -> None:
        super().__init__()
        self._app, self._handler = app, handler

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record, PlainRecord):
            return True
        path, line, translated = self._place(record)
        code, text = self._words(record, path)
        text = f'in the translation of this passage: {text}' if translated else text
        text = ' '.join([*self._prefixes(), text])
        line = line or (1 if path and code is Code.NOT_IN_CONTENTS else None)  # so that editors can jump to it
        record.__class__ = PlainRecord
        record.finding = Finding(path, line, code, text)
        self._app.handbook_findings.append(record.finding)
        return True

    def _prefixes(self) -> list[str]:
        """Return what Sphinx would put before the message, such as the name of the extension it is setting up."""
        later = self._handler.filters[self._handler.filters.index(self) + 1 :]
        return [one.prefix for one in later if isinstance(one, MessagePrefixFilter) and one.prefix]

    @staticmethod
    def _place(record: logging.LogRecord) -> tuple[str, int | None, bool]:
        found = _LOCATION.fullmatch(getattr(record, 'location', None) or '')
        return found['path'], int(found['line']) if found['line'] else None, bool(found['translated'])

    def _words(self, record: logging.LogRecord, path: str) -> tuple[Code, str]:
        type_, subtype = getattr(record, 'type', '') or '', getattr(record, 'subtype', '') or ''
        kind = f'{type_}.{subtype}' if subtype else type_
        try:
            message = str(record.msg) % record.args if record.args else str(record.msg)
        except (TypeError, ValueError):
            message = f'{record.msg} {record.args}'
        # Sphinx has already added the kind (show_warning_types).
        own_words, message = ' '.join(message.split()), ' '.join(message.removesuffix(f' [{kind}]').split())
        if type_ == 'handbook':
            return Code(subtype) if subtype in {code.value for code in Code} else Code.MARKUP, message
        if __name__ not in self._app.extensions:
            return Code.MARKUP, own_words
        from publishing.core import rewording  # here, since most builds have nothing to word anew

        if kind == 'toc.not_included' and path:
            return Code.NOT_IN_CONTENTS, rewording.missing_from_contents(self._app, self._app.env.path2doc(path))
        if kind == 'toc.not_readable' and path and rewording.lists_itself(self._app, path, message):
            return Code.NOT_IN_CONTENTS, rewording.LISTS_ITSELF
        return rewording.reword(self._app, kind, message)


def warn(code: Code, text: str, location: nodes.Node | tuple[str, int | None] | str | None = None) -> None:
    """Say as a warning of Sphinx what an extension has found: expected, remedy.

    :param location: a node, a page's name with or without a line, or ``path:line`` (``path:`` for a whole file).
    """
    logger.warning('%s', text, type='handbook', subtype=code.value, location=location)


def report(found: Iterable[Finding]) -> None:
    """Say each finding about a file as a warning of Sphinx; that of a whole file stands at its first line."""
    for finding in found:
        warn(finding.code, finding.text, f'{finding.path}:{finding.line or 1}')


def stop_at(found: Collection[Finding]) -> None:
    """Say what has been found in files, and stop the build where there is anything.

    :raises ConfigError: from the findings.
    """
    report(found)
    if found:
        raise ConfigError('\n'.join(map(str, found))) from FindingsError(list(found))


def findings(app: Sphinx) -> list[Finding]:
    """Return what this build has reported so far; ``path`` is '' for what concerns no file."""
    return app.handbook_findings


@contextmanager
def collected() -> Iterator[list[Finding]]:
    """Yield the list to which the Sphinx application that is made inside adds its findings, as long as it lives.

    It begins with the first warning; an extension would be too late for those about conf.py and other extensions, and
    an application that cannot be made has no ``findings``.
    """
    found: list[Finding] = []
    sphinx_setup = sphinx_logging.setup

    def setup_and_listen(app: Sphinx, *streams: object, **options: object) -> None:
        sphinx_setup(app, *streams, **options)
        _listen(app, found)

    sphinx_logging.setup = setup_and_listen
    try:
        yield found
    finally:
        sphinx_logging.setup = sphinx_setup


def stopped_by(error: Exception) -> list[Finding]:
    """Return what an error says that has stopped a build: the findings it has or was raised from, else its lines.

    What a template has failed at is said at its line.
    """
    for one in (error, error.__cause__):
        if isinstance(one, FindingsError):
            return one.findings
    from publishing.core.templates import raised_in  # here, since most builds come to their end

    if found := raised_in(error.__cause__) or raised_in(error) or _raised_in_settings(error):
        return [found]
    text = str(error) if str(error).strip() else type(error).__name__
    return [Finding('', None, Code.MARKUP, line) for line in text.splitlines() if line.strip()]


def _raised_in_settings(error: Exception) -> Finding | None:
    """Return what has stopped ``conf.py``, at its line; None where something else was stopped."""
    cause = error.__cause__
    if not isinstance(error, ConfigError) or cause is None:
        return None
    if isinstance(cause, SyntaxError):
        path, line = cause.filename, cause.lineno
    else:
        places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(cause.__traceback__)]
        path, line = next((place for place in reversed(places) if Path(place[0]).name == 'conf.py'), ('', None))
    if Path(path or '').name != 'conf.py':
        return None
    words = short(f'{type(cause).__name__}: {getattr(cause, "msg", None) or cause}', 200)
    text = f'the settings stop at this line ({words}); expected Python that runs to its end. Correct the line.'
    return Finding(path, line, Code.MARKUP, text)


def _listen(app: Sphinx, found: list[Finding]) -> None:
    app.handbook_findings = found
    # The rules read English; without this line they would see the language of the author's own computer.
    locale.translators['console', 'sphinx'] = gettext.NullTranslations()
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler):
            handler.addFilter(PlainMessages(app, handler))  # after counting and locating
            handler.setFormatter(logging.Formatter('%(message)s'))  # no colours


def setup(app: Sphinx) -> ExtensionMetadata:
    if not hasattr(app, 'handbook_findings'):  # made outside of ``collected``
        _listen(app, [])
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
