"""Look at the files of chapters before Sphinx reads them.

One that is a pipe would keep it waiting for ever, and a letter, or a name, that is not UTF-8 ends with a traceback.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from publishing.core.files import decoded, read_bytes
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.inside import NO_TEXT, is_text
from publishing.core.plain_messages import stop_at


def check_files(app: Sphinx, env: BuildEnvironment, names: list[str]) -> None:
    """Stop where a chapter is no file that can be read.

    :raises ConfigError: from the findings.
    """
    findings: list[Finding] = []
    for name in names:
        path = Path(env.doc2path(name))
        if not is_text(name):
            findings.append(Finding(path, None, Code.MARKUP, NO_TEXT))
            continue
        try:
            content = read_bytes(path, Code.MARKUP)
            if app.config.source_encoding.lower().startswith('utf-8'):
                decoded(path, content, Code.MARKUP)
        except FindingsError as error:
            findings += error.findings
    stop_at(findings)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect('env-before-read-docs', check_files, priority=100)  # before what goes through the chapters
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
