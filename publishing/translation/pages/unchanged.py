"""Sphinx extension: with ``gettext_keep_unchanged``, extraction writes only the pages that have changed.

Sphinx's builder ``gettext`` resolves and writes every page, though a ``.pot`` holds nothing but its own page's text.
What a page's links need of others (labels, terms, numbers, sources, the list of pages) is noted beside the catalogs:
while it is the same, a page that was not read anew has the same messages and the same faults, which were none.
Off, which it is unless asked for, the builder is Sphinx's own.
"""

import json
from collections.abc import Mapping, Set
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import docname_to_domain
from sphinx.util.typing import ExtensionMetadata

#: What the pages in a folder of ``.pot`` files have needed of each other.
RECORD = '.shared'


def shared(env: BuildEnvironment) -> str:
    """Return what pages may need of each other, as text that is the same while nothing of it has changed."""
    domains = {domain.name: domain.data for domain in env.domains.sorted() if domain.name not in ('index', 'cite')}
    if 'cite' in env.domains:
        cite = env.domains['cite']
        keys = {target.key for ref in cite.citation_refs for target in ref.targets}
        domains['cite'] = [
            keys,
            list(cite.bibdata.data.entries),
            [(one.citation_id, one.key) for one in cite.citations],
        ]
    numbers = env.toc_fignumbers, env.toc_secnumbers
    config = {one.name: one.value for one in env.config.filter('gettext')}
    return json.dumps(_plain([domains, numbers, set(env.all_docs), config]), ensure_ascii=False)


def _plain(value: object) -> object:
    """Return ``value`` with everything in a settled order; what is neither text nor a number as Python shows it."""
    if isinstance(value, Mapping):
        return sorted(([repr(key), _plain(one)] for key, one in value.items()), key=repr)
    if isinstance(value, Set):
        return sorted((_plain(one) for one in value), key=repr)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | None) else repr(value)


class ChangedMessagesBuilder(MessageCatalogBuilder):
    """Sphinx's ``gettext`` builder, which leaves the catalogs of unchanged pages where they are."""

    @property
    def _keeps(self) -> bool:
        """Whether to; a catalog of several pages (``gettext_compact``) is whole only when all of them are written."""
        return self.config.gettext_keep_unchanged and self.config.gettext_compact is False

    @property
    def _record(self) -> Path:
        return Path(self.outdir, RECORD)

    def _catalog(self, docname: str) -> Path:
        return Path(self.outdir, f'{docname_to_domain(docname, self.config.gettext_compact)}.pot')

    def get_outdated_docs(self) -> Set[str]:
        """Return no page: those that have been read anew are written in any case."""
        return set() if self._keeps and self._record.is_file() else super().get_outdated_docs()

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Add all pages to ``docnames``, Sphinx's own set, where one of them may need what has changed."""
        super().prepare_writing(docnames)
        if not self._keeps:
            return
        self._shared = shared(self.env)
        if self._record.is_file() and self._record.read_text(encoding='utf-8') != self._shared:
            docnames |= self.env.found_docs
        docnames |= {name for name in self.env.found_docs if not self._catalog(name).is_file()}

    def finish(self) -> None:
        super().finish()
        if not self._keeps:
            return
        pages = set(map(self._catalog, self.env.found_docs))
        for path in set(Path(self.outdir).rglob('*.pot')) - pages:
            path.unlink()
        self._record.write_text(self._shared, encoding='utf-8')


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value('gettext_keep_unchanged', False, '', types=(bool,))
    app.add_builder(ChangedMessagesBuilder, override=True)
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
