"""Link every page to the same page in the other languages, with plain links that work from disk.

The links are made at build time, so they need no script; where scripts run, a few lines carry the place on
the page (and the words searched for) over to the other language. Search engines get the same links.
"""

from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.locale import _
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages

#: Carries the place on the page over; beside this module.
SCRIPT = 'language_menu.js'
#: Builders of web pages.
PAGES = {'html', 'dirhtml'}


@dataclass(frozen=True)
class Choice:
    """One language in the menu: its BCP 47 tag, own name, and the page's address."""

    tag: str
    own_name: str
    url: str
    current: bool
    status: str


def menu_languages(app: Sphinx) -> list[tuple[str, str, str]]:
    """Return (code, own name, status) for each language of the menu, in order.

    Taken from ``language_menu_languages``; where that is not set, from the project's ``languages.toml``; else empty.

    :raises ConfigError: when the setting cannot be read.
    """
    configured = app.config.language_menu_languages
    if configured is not None:
        try:
            return [(code, own_name, '') for code, own_name in configured]
        except (TypeError, ValueError):
            raise ConfigError(
                f'language_menu_languages in conf.py is {configured!r}; expected pairs of code and own name. '
                'Write for example [("en", "English"), ("lv", "Latviešu")].'
            ) from None
    return [(one.code, one.own_name, one.status) for one in languages.known(app.config).values()]


def choices(app: Sphinx, pagename: str, content_root: str) -> list[Choice]:
    """Return the menu of one page."""
    address = app.builder.get_target_uri(pagename)
    result = []
    for code, own_name, status in menu_languages(app):
        current = code == app.config.language
        folder = content_root.removeprefix('./') + app.config.language_menu_folder.replace('{language}', code)
        result.append(Choice(code.replace('_', '-'), own_name, folder + address, current, status))
    return result


def menu_html(menu: list[Choice]) -> Markup:
    """Return the menu as a list of links, the current language marked."""
    items = []
    for one in menu:
        mark = ' aria-current="true"' if one.current else ''
        items.append(
            f'<li><a href="{escape(one.url)}" lang="{one.tag}" hreflang="{one.tag}"{mark}>'
            f'<span class="own-name">{escape(one.own_name)}</span></a></li>'
        )
    return Markup(f'<nav class="languages" aria-label="{escape(_("Language"))}"><ul>{"".join(items)}</ul></nav>')


def alternates(menu: list[Choice], base: str, language: str, address: str) -> str:
    """Return ``link`` elements to all versions of a page; ``x-default`` is the source language.

    :param base: the site's address of this language's folder; absolute links need it, '' makes relative ones.
    """
    above = base.rstrip('/').removesuffix(f'/{language}') if base.rstrip('/').endswith(f'/{language}') else ''
    default = next((one for one in menu if one.status == 'source'), menu[0])
    lines = []
    for tag, one in [*((one.tag, one) for one in menu), ('x-default', default)]:
        url = f'{above}/{one.tag}/{address}' if above else one.url
        lines.append(f'<link rel="alternate" hreflang="{tag}" href="{escape(url)}" />')
    return '\n    '.join(['', *lines])


def add_menu(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document) -> None:
    """Give the templates ``language_menu`` and put the alternates into the head.

    Themes that do not show the menu themselves get it above the text.
    """
    if app.builder.name not in PAGES:
        return
    menu = choices(app, pagename, context['content_root'])
    context['language_menu'] = menu
    context['source_page'] = next((one for one in menu if one.status == 'source'), None)
    if len(menu) < 2:
        context['language_menu'] = []
        return
    context['language_menu_html'] = menu_html(menu)
    address = app.builder.get_target_uri(pagename)
    context['metatags'] = context.get('metatags', '') + alternates(
        menu, app.config.html_baseurl, app.config.language, address
    )
    if 'theme_shows_language_menu' not in context and 'body' in context:
        context['body'] = context['language_menu_html'] + Markup(context['body'])
    app.builder.add_js_file(SCRIPT)


def write_script(app: Sphinx, builder) -> None:
    """Put the script beside Sphinx's own."""
    if builder.name in PAGES:
        folder = Path(app.outdir, '_static')
        folder.mkdir(parents=True, exist_ok=True)
        (folder / SCRIPT).write_bytes(Path(__file__).with_name(SCRIPT).read_bytes())


def fill_in_language(app: Sphinx, config: Config) -> None:
    """Put the language of these pages where ``html_baseurl`` has ``{language}``."""
    config.html_baseurl = config.html_baseurl.replace('{language}', config.language or 'en')


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the two settings and connect."""
    app.setup_extension('publishing.core.own_languages')
    app.add_config_value(
        'language_menu_languages',
        None,
        'html',
        description='pairs of language code and own name; default: those of languages.toml',
    )
    app.add_config_value(
        'language_menu_folder',
        '../{language}/',
        'html',
        str,
        'where a language’s pages stand, seen from the root of this language’s pages',
    )
    app.connect('config-inited', fill_in_language)
    app.connect('write-started', write_script)
    app.connect('html-page-context', add_menu)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
