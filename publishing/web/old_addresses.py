"""Put a page at each address that a page of the book has left: it says so, and leads to where the page is now.

No script, because pages must do without: browsers follow ``meta refresh`` by themselves, search engines the canonical
address, readers the link. Which addresses there are stands in one list for all languages (``core.redirects``).
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.typing import ExtensionMetadata

from publishing.core import redirects, templates
from publishing.core.files import write_text
from publishing.core.findings import Severity
from publishing.core.plain_messages import report
from publishing.core.project import THEME
from publishing.outputs import policy
from publishing.web.language_menu import PAGES
from publishing.web.theme import STYLESHEET, uses_theme

TEMPLATE = 'moved.html'


def write_pages(app: Sphinx, exception: Exception | None) -> None:
    """Write the pages, and note for the last look where each leads: no other page goes on by itself."""
    if exception is not None or app.builder.name not in PAGES:
        return
    leads, found = redirects.read(Path(app.srcdir, app.config.page_redirects), app.env.all_docs.keys())
    report(one for one in found if one.severity is Severity.ERROR)
    environment = templates.environment(
        [THEME / 'templates'], trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    app.builder.moved_pages = {}
    for old, new in leads.items():
        path, target = Path(app.builder.get_output_path(old)), app.builder.get_relative_uri(old, new)
        above = '../' * app.builder.get_target_uri(old).count('/')
        values = {
            'language': (app.config.language or 'en').replace('_', '-'),
            'policy': policy.meta(policy.STILL),
            'says': _('This page has moved'),
            'title': app.env.titles[new].astext(),
            'target': target,
            'canonical': (app.config.html_baseurl.rstrip('/') + '/' + app.builder.get_target_uri(new))
            if app.config.html_baseurl
            else target,
            'style': f'{above}_static/{STYLESHEET}' if uses_theme(app) else '',
        }
        write_text(path, templates.render(environment, TEMPLATE, values))
        app.builder.moved_pages[path.relative_to(app.outdir).as_posix()] = target


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the setting and connect before the last look."""
    app.add_config_value(
        'page_redirects',
        redirects.NAME,
        'html',
        str,
        'the list of addresses that pages have left, in the source folder',
    )
    app.connect('build-finished', write_pages)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
