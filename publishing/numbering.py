"""Number chapters through all parts: 1, 2, 3 in part one, 4, 5 in part two.

Sphinx starts again in every part, or counts the part itself (2.1). A part is a page in a numbered
toctree that has a toctree of its own and stands directly below the root document. Its pages become
chapters; the part keeps a number of its own in ``env.part_numbers``.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

Number = tuple[int, ...]


def renumber(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Rewrite the section numbers that Sphinx has assigned.

    Runs after Sphinx's own toctree collector, on the same event.

    :return: no documents: the collector has already named those whose numbers changed.
    """
    if not app.config.number_parts:
        return []
    parts = [
        name for name in env.toctree_includes.get(app.config.root_doc, [])
        if env.toctree_includes.get(name) and env.toc_secnumbers.get(name, {}).get('')
    ]
    env.part_numbers = {name: number for number, name in enumerate(parts, start=1)}
    chapters: dict[Number, int] = {}
    seen: set[str] = set()
    for part in parts:
        _renumber_page(env, part, lambda number: () if len(number) == 1 else number)
        for name in _descendants(env, part, seen):
            _renumber_page(env, name, lambda number: _chapter_number(chapters, number))
    return []


def _chapter_number(chapters: dict[Number, int], number: Number) -> Number:
    """Turn (part, n, rest…) into (chapter, rest…), counting chapters as they come."""
    chapter = chapters.setdefault(number[:2], len(chapters) + 1)
    return (chapter, *number[2:])


def _descendants(env: BuildEnvironment, name: str, seen: set[str]) -> list[str]:
    """Return the pages below ``name`` in reading order."""
    result = []
    for child in env.toctree_includes.get(name, []):
        if child not in seen:
            seen.add(child)
            result += [child, *_descendants(env, child, seen)]
    return result


def _renumber_page(env: BuildEnvironment, name: str, change) -> None:
    """Apply ``change`` to every number of one page, wherever Sphinx keeps it."""
    numbers = env.toc_secnumbers.get(name, {})
    for anchor, number in list(numbers.items()):
        if not number:
            continue
        new = change(tuple(number))
        if new:
            numbers[anchor] = new
        else:
            del numbers[anchor]
    for entry in env.tocs[name].findall(nodes.reference):
        if entry.get('secnumber'):
            entry['secnumber'] = numbers.get(entry['anchorname'])
    if env.titles[name].get('secnumber'):
        env.titles[name]['secnumber'] = numbers.get('')


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect behind Sphinx's toctree collector (priority 500)."""
    app.add_config_value('number_parts', True, 'env', bool, 'number chapters through all parts of the book')
    app.connect('env-get-updated', renumber, priority=900)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
