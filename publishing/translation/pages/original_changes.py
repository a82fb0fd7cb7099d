"""At the end of a page: how the original of its passages has changed since they were translated, word by word."""

import datetime
import html
from collections.abc import Iterable
from dataclasses import dataclass

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.util.i18n import docname_to_domain

from publishing.core import languages
from publishing.core.findings import FindingsError
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.form import change_date
from publishing.translation.checks import markup
from publishing.translation.messages.memory import proposal
from publishing.translation.messages.word_changes import SAME, word_changes
from publishing.translation.messages.words import seen


@dataclass(frozen=True)
class Change:
    """What the text of a message was before, since when it differs ('' where nobody knows), and whether the catalog
    waits for its translation.
    """

    former: str
    day: str = ''
    is_open: bool = True


class original_changes(nodes.General, nodes.Element):  # noqa: N801 – docutils names nodes in lower case
    """The list; ``node['changes']`` holds identifier, number, former text, text now and ISO date of each passage.

    ``node['language']`` is that of both texts.
    """


def page_changes(env: BuildEnvironment, docname: str, on_page: Iterable[str]) -> dict[str, Change]:
    """Return the messages of a page that have changed since they were translated.

    The page depends on its catalogs from then on. A catalog that cannot be read has none; others complain of it.

    :param on_page: the messages the page has now; what resembles none of the catalog's is new.
    """
    domain = docname_to_domain(docname, env.config.gettext_compact)
    changes, on_page = {}, list(on_page)
    for folder in languages.folders(env.srcdir, env.config):
        translation = Translation(env.config.language, folder)
        if not translation.path(domain).is_file():
            continue
        env.note_dependency(str(translation.path(domain)))
        try:
            file = translation.catalog(domain).file  # Babel's reader passes over former texts
        except (OSError, FindingsError):
            continue
        messages = {one.msgid: one for one in file if not one.obsolete and not one.msgid_plural}
        changes |= {
            text: Change(one.previous_msgid or '', change_date(one.tcomment), not one.translated())
            for text, one in messages.items()
            if one.fuzzy or one.previous_msgid
        }
        gone = {text: one.msgstr for text, one in messages.items() if text not in on_page and one.translated()}
        for text in on_page if gone else ():  # changed, and the catalogs were not updated since
            if text not in messages and (former := proposal(text, gone, gone)):
                changes[text] = Change(former.former)
    return changes


def visit_changes(translator, node: original_changes) -> None:
    """Write the list: each passage's number as a link back, since when, and both texts in one."""
    body, language = translator.body, node['language']
    heading = html.escape(_('Changes of the original'))
    body.append(f'<div class="original-changes" role="note"><p class="rubric">{heading}</p>\n<ul class="simple">\n')
    for number, (target, shown, former, now, day) in enumerate(node['changes'], start=1):
        since = _('The original has changed')
        if day:
            written = languages.of(translator.config).format_date(datetime.date.fromisoformat(day))
            since = _('The original changed on %s') % written
        words = ''.join(
            f'<{kind}>{html.escape(text)}</{kind}>' if kind != SAME else html.escape(text)
            for kind, text in word_changes(*readable(former, now))
        )
        words = words.replace('</del><ins>', '</del> <ins>')  # for who hears or copies it
        link = f'<a class="reference internal" href="#{html.escape(target)}">{shown}</a>'
        body.append(
            f'<li id="change-{number}"><p>{link} {html.escape(since)}: '
            f'<span lang="{language}">{words}</span></p></li>\n'
        )
    body.append('</ul></div>\n')
    raise nodes.SkipNode


def readable(former: str, now: str) -> tuple[str, str]:
    """Return two messages without their markup, unless it is only there that they differ."""
    plain = seen(markup.parse(former).text), seen(markup.parse(now).text)
    return plain if plain[0] != plain[1] else (former, now)
