"""The first and the last page of a book: from a Jinja template, or with title and author alone."""

from pathlib import Path

from lxml import html
from sphinx.builders import Builder
from sphinx.locale import _

from publishing.core import languages, templates
from publishing.core.edition import edition_date, root_block
from publishing.pdf.book import words
from publishing.pdf.book.assembly import parse
from publishing.pdf.book.identifiers import anchor


def front_cover(builder: Builder, title: str) -> str:
    """Return the HTML of the front cover; links to the root document lead to it."""
    if builder.config.pdf_cover:
        cover = parse(render(builder, builder.config.pdf_cover, title))
        next(cover.iterchildren('*')).set('id', anchor(builder.config.root_doc))
        return ''.join(html.tostring(child, encoding='unicode') for child in cover)
    lines = ''.join(
        f'<p class="cover-{name}">{words.directed(value, builder.config.language or "en")}</p>'
        for name, value in (('author', builder.config.author), ('release', builder.config.release))
        if value and value != 'unknown'
    )
    heading = f'<h1 class="cover-title">{words.directed(title, builder.config.language or "en")}</h1>'
    return f'<section class="cover"><div class="cover-heading">{heading}{lines}</div></section>'


def back_cover(builder: Builder, title: str) -> str:
    """Return the HTML of the last page, or ''."""
    return render(builder, builder.config.pdf_back_cover, title) if builder.config.pdf_back_cover else ''


def render(builder: Builder, path: str, title: str) -> str:
    """Return what the template ``path``, relative to conf.py, makes of ``values``."""
    template = Path(builder.confdir, path)
    environment = templates.environment([template.parent])
    environment.globals['_'] = _
    return templates.render(environment, template.name, values(builder, title))


def values(builder: Builder, title: str) -> dict:
    """Return what a cover template may use; other extensions add to it (event ``pdf-cover-values``)."""
    config = builder.config
    language, known = languages.of(config), list(languages.known(config))
    found = {
        'title': title,
        'block': lambda css_class: root_block(builder._app, css_class),
        'author': config.author,
        'release': config.release,
        'date': language.format_date(edition_date(builder.srcdir)),
        'edition': known.index(language.code) + 1 if language.code in known else 1,
        'language': config.language,
    }
    builder._app.emit('pdf-cover-values', found)
    return found
