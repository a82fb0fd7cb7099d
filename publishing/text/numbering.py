"""Number chapters through all parts: 1, 2, 3 in part one, 4, 5 in part two.

Sphinx starts again in every part, or counts the part itself (2.1). A part is a page in a numbered
toctree that has a toctree of its own and stands directly below the root document. Its pages become
chapters; the part keeps a number of its own in ``env.part_numbers``.
"""

from functools import partial

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.util.typing import ExtensionMetadata

Number = tuple[int, ...]


def put_back(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Put back the numbers that Sphinx itself gave last time, which it is about to compare with those of now.

    Else every numbered page has other numbers each time, and is written anew.
    """
    env.numbers_given = env.toc_secnumbers, env.toc_fignumbers
    env.toc_secnumbers, env.toc_fignumbers = getattr(env, 'numbers_of_sphinx', env.numbers_given)
    return []


def renumber(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Rewrite the section numbers that Sphinx has assigned.

    Runs after Sphinx's own toctree collector, on the same event. A numbered page without pages of its
    own beside the parts is a chapter like theirs. A part's own sections have no numbers.

    :return: documents in which a section or a figure has got another number than it had.
    """
    env.numbers_of_sphinx = _copy(env.toc_secnumbers), _copy(env.toc_fignumbers)
    _renumber(app, env)
    given, now = env.__dict__.pop('numbers_given'), (env.toc_secnumbers, env.toc_fignumbers)
    return sorted(name for old, new in zip(given, now, strict=True) for name in new if new[name] != old.get(name))


def _copy(numbers: dict[str, dict]) -> dict[str, dict]:
    return {name: dict(found) for name, found in numbers.items()}


def _renumber(app: Sphinx, env: BuildEnvironment) -> None:
    env.part_numbers = {}
    if not app.config.number_parts:
        return
    numbered = [name for name in env.toctree_includes.get(app.config.root_doc, []) if _own_number(env, name)]
    parts = [name for name in numbered if env.toctree_includes.get(name)]
    env.part_numbers = {name: number for number, name in enumerate(parts, start=1)}
    if not parts:
        return
    chapter, seen = 0, set(numbered)
    for top in numbered:
        if top in env.part_numbers:
            _renumber_page(env, top, lambda number: ())
        for name in env.toctree_includes[top] if top in env.part_numbers else [top]:
            prefix = _own_number(env, name)
            if not prefix or (name in seen and name != top):
                continue
            chapter += 1
            seen.add(name)
            for page in [name, *_descendants(env, name, seen)]:
                _renumber_page(env, page, partial(_below, chapter, len(prefix)))
    # Figures may be numbered by chapter; Sphinx has counted them by part.
    if app.config.numfig:
        TocTreeCollector().assign_figure_numbers(env)


def _own_number(env: BuildEnvironment, name: str) -> Number:
    return tuple(env.toc_secnumbers.get(name, {}).get('') or ())


def _below(chapter: int, length: int, number: Number) -> Number:
    """Put the number of the chapter in the place of the first ``length`` places."""
    return (chapter, *number[length:])


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


def part_number(app: Sphinx, pagename: str) -> int | None:
    """Return which part of the book a page belongs to: the position among the start page's pages with pages below."""
    includes = app.env.toctree_includes
    parts = [name for name in includes.get(app.config.root_doc, []) if includes.get(name)]
    for number, part in enumerate(parts, start=1):
        pages = [part]
        for page in pages:
            pages += [name for name in includes.get(page, []) if name not in pages]
        if pagename in pages:
            return number
    return None


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect before and behind Sphinx's toctree collector (priority 500)."""
    app.add_config_value('number_parts', True, 'env', bool, 'number chapters through all parts of the book')
    app.connect('env-get-updated', put_back, priority=100)
    app.connect('env-get-updated', renumber, priority=900)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
