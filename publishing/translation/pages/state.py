"""Sphinx extension: say how far the translations are, computed from the catalogs and the review ledger.

The directive ``{translation-state}`` becomes a list with one line a translation: draft or released, which shares of the
words are translated, reviewed and approved, and by whom. Covers and pages of a draft say whether anybody has read it.

Works in any project with a ``languages.toml`` beside its catalogs; without one it says nothing. The catalogs
count as they stand, since an edition is made of them; ``make check`` tells when they lag behind the chapters.
"""

import math
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages
from publishing.core.events import listen
from publishing.core.findings import FindingsError
from publishing.core.languages import Language, percent
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.reviews import ledger
from publishing.translation.reviews.shares import NOT_READ, Share, share_of


@dataclass(frozen=True)
class State:
    """How far one language is; shares of the words, rounded down to whole per cents, so that 100 % is all."""

    status: str
    translated: float
    reviewed: float
    approved: float
    reviewers: tuple[str, ...] = ()
    anybody: bool = False

    @classmethod
    def of(cls, language: Language, total: Share, reviewers: tuple[str, ...] = ()) -> 'State':
        """Return the state of ``language`` with ``total`` words."""
        shares = (floor_share(part, total.words) for part in (total.translated, total.reviewed, total.approved))
        return cls(language.status, *shares, reviewers, total.reviewed > 0)


class translation_state(nodes.General, nodes.Element):  # noqa: N801 – docutils names nodes in lower case
    """Where the list will stand."""


class TranslationState(SphinxDirective):
    """``{translation-state}``, without content."""

    def run(self) -> list[nodes.Node]:
        return [translation_state()]


class FillTransform(SphinxPostTransform):
    """Put the list in its place, in words of the edition's language."""

    default_priority = 400

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(translation_state)):
            lines = nodes.bullet_list(classes=['translation-state'])
            for code, values in self.config.translation_states.items():
                name = language_name(code, self.config.language)
                before, name, after = sentence(code, State(*values), self.config.language).partition(name)
                # The name comes from CLDR and not from the catalogs.
                lines += nodes.list_item(
                    '',
                    nodes.paragraph(
                        '', '', nodes.Text(before), nodes.inline('', name, classes=['languages']), nodes.Text(after)
                    ),
                )
            node.replace_self([lines] if len(lines) else [])


def floor_share(part: int, whole: int) -> float:
    """Return ``part`` of ``whole`` as a share, rounded down to a whole per cent; nothing of nothing is nothing."""
    return math.floor(part * 100 / whole) / 100 if whole else 0.0


def state_of(language: Language, locales: Path) -> State:
    """Return how far ``language`` is by its catalogs and ledger below ``locales``.

    :raises FindingsError: when a line of the ledger is damaged.
    """
    translation = Translation(language.code, locales)
    reviews, total, names = ledger.read_language(translation), Share(), set()
    for catalog in translation.catalogs():
        try:
            file = catalog.file if catalog.page != INTERFACE else ()
        except FindingsError:
            continue  # others complain of it
        here = reviews.get(catalog.page, NOT_READ)
        total += share_of(file, reviews=here)
        names |= {
            row.by
            for entry in file
            if here.rows and not entry.obsolete and entry.translated()
            for row in here.decisions(entry)
            if row.state == ledger.REVIEWED
        }
    return State.of(language, total, tuple(sorted(names, key=str.casefold)))


def sentence(code: str, state: State, edition: str) -> str:
    """Return what an imprint in the language ``edition`` says of the translation into ``code``."""
    locale = _locale(edition)
    shares = {name: percent(getattr(state, name), locale) for name in ('translated', 'reviewed', 'approved')}
    parts = [
        _('draft translation') if state.status == 'draft' else _('released translation'),
        _('%(translated)s of the words translated, %(reviewed)s reviewed, %(approved)s approved') % shares,
        _('reviewed by %s') % ', '.join(state.reviewers) if state.reviewers else _('reviewed by nobody yet'),
    ]
    return f'{_("%s edition") % language_name(code, edition)}: {"; ".join(parts)}.'


def notice(state: State, locale: str, gettext: Callable[[str], str] = _) -> str:
    """Return the line for pages of a draft, '' for others."""
    if state.status != 'draft':
        return ''
    if not state.anybody:
        return gettext('Draft translation: nobody has reviewed it yet.')
    return gettext('Draft translation: %s of the words reviewed.') % percent(state.reviewed, locale)


def edition_notice(config: Config) -> str:
    """Return :func:`notice` for the edition that is being built."""
    values = getattr(config, 'translation_states', {}).get(config.language)
    return notice(State(*values), _locale(config.language)) if values else ''


def language_name(code: str, edition: str) -> str:
    """Return the name of a language in the language ``edition``, or its code where CLDR knows none."""
    try:
        return Locale.parse(edition).languages.get(code, code)
    except (UnknownLocaleError, ValueError):
        return Locale.parse('en').languages.get(code, code)


def _locale(edition: str) -> str:
    try:
        return str(Locale.parse(edition))
    except (UnknownLocaleError, ValueError):
        return 'en'


def compute(app: Sphinx, config: Config) -> None:
    """Look at the catalogs of all translations, once a build; extraction shows none of it.

    :raises ExtensionError: when the ledger of this edition's language is damaged. Those of others are theirs to mend:
        of such a language nothing is said.
    """
    if getattr(config, 'gettext_keep_unchanged', False):
        return
    folder, states = Path(config.languages_file).parent, {}
    for one in languages.known(config).values():
        try:
            if not one.is_source:
                states[one.code] = astuple(state_of(one, folder))
        except FindingsError as error:
            if one.code == config.language:
                raise ExtensionError(str(error)) from error
    config.translation_states = states


def add_context(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Give the pages of a draft their line."""
    context['draft_notice'] = edition_notice(app.config)


def give_notice(app: Sphinx, values: dict) -> None:
    """Give the covers of a draft their line."""
    values['draft_notice'] = edition_notice(app.config)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive, and the values it shows as a setting, so that pages are written anew when they change."""
    app.setup_extension('publishing.core.own_languages')
    app.add_config_value('translation_states', {}, 'html', dict, 'computed: how far each translation is')
    app.add_node(translation_state)
    app.add_directive('translation-state', TranslationState)
    app.add_post_transform(FillTransform)
    app.connect('config-inited', compute)
    app.connect('html-page-context', add_context)
    listen(app, 'pdf-cover-values', give_notice)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
