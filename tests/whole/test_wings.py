"""The house keeps its floors: a wing imports only what stands below it, and nothing goes round in a circle."""

import ast
import graphlib
from pathlib import Path

import pytest
from places import REPOSITORY

#: From the top. What stands on one line knows nothing of each other. ``publishing/__init__.py`` draws the first.
FLOORS = {
    'publishing': (
        'commands',
        'pipeline',
        'bilingual epub web worksheets',
        'pdf translation',
        'figures outputs text',
        'core',
    ),
    'publishing.translation': ('packages pages tbx weblate', 'reviews', 'checks', 'catalogs', 'messages'),
    'publishing.pdf': ('chapters preflight', 'builder', 'one_chapter settings', 'excerpt press', 'layout', 'book tags'),
}
#: ``bootstrap`` runs before anything is installed, ``__main__`` hands over to ``commands``.
APART = ('__main__', 'bootstrap')


def imports(root: Path) -> dict[str, set[str]]:
    """Return each module below ``root/publishing`` with those of ours that it imports or loads as an extension.

    It does not matter whether an import stands at the top, in a function or under ``TYPE_CHECKING``.
    """
    paths = {path.relative_to(root).with_suffix('').parts: path for path in (root / 'publishing').rglob('*.py')}
    known = {'.'.join(parts).removesuffix('.__init__'): path for parts, path in paths.items() if parts[-1] not in APART}
    found: dict[str, set[str]] = {name: set() for name in known}
    for name, path in known.items():
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
            if isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                above = path.relative_to(root).parts[: -node.level] if node.level else ()
                source = '.'.join([*above, *filter(None, [node.module])])
                found[name] |= {source, *(f'{source}.{alias.name}' for alias in node.names)}
            elif isinstance(node, ast.Call):  # app.setup_extension('publishing…'), import_module('publishing…')
                found[name] |= {str(one.value) for one in node.args if isinstance(one, ast.Constant)}
    return {name: targets & known.keys() - {name} for name, targets in found.items()}


def breaches(graph: dict[str, set[str]], package: str) -> list[str]:
    """Return a sentence for each import in ``package`` that leads up or across, and for what stands on no floor."""
    level = {f'{package}.{name}': number for number, line in enumerate(FLOORS[package]) for name in line.split()}
    depth, said = package.count('.') + 2, set()
    for name, targets in graph.items():
        wing = '.'.join(name.split('.')[:depth])
        if wing.startswith(f'{package}.') and wing not in level:
            said.add(f'{wing} stands on no floor; expected it in FLOORS of {Path(__file__).name}. Give it its line.')
        for target in sorted(targets):
            if any(one.startswith(f'{target}.') for one in targets):
                continue  # the package around what is imported
            other = '.'.join(target.split('.')[:depth])
            if wing != other and {wing, other} <= level.keys() and level[wing] >= level[other]:
                place = 'above' if level[wing] > level[other] else 'beside'
                said.add(
                    f'{name} may not import {target}: {other} stands {place} {wing}; expected imports from below '
                    'only. Move what is needed down, or the user of it up.'
                )
    return sorted(said)


def circle(graph: dict[str, set[str]]) -> str:
    """Return a sentence about modules that import each other in a circle, or ''."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        names = ' → '.join(reversed(error.args[1]))
        return f'{names} is a circle; expected one of them below the other. Move what both need into a module below.'
    return ''


@pytest.fixture(scope='module')
def ours():
    """Return what the modules of ours import."""
    return imports(REPOSITORY)


@pytest.mark.parametrize('package', FLOORS)
def test_no_import_leads_up_or_across(ours, package):
    assert breaches(ours, package) == []


def test_nothing_goes_round_in_a_circle(ours):
    assert circle(ours) == ''


@pytest.fixture
def house(tmp_path):
    """Return ``house(**modules)``: it builds a small house, a module for each ``wing__name``, and reads its imports."""

    def build(**modules):
        for name, text in modules.items():
            path = tmp_path.joinpath('publishing', *name.split('__')).with_suffix('.py')
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')
        return imports(tmp_path)

    return build


@pytest.mark.parametrize(
    ('module', 'text', 'sentence'),
    [
        (
            'core__a',
            'from publishing.pdf.x import y',
            'core.a may not import publishing.pdf.x: publishing.pdf stands above publishing.core;',
        ),
        (
            'translation__a',
            'import publishing.pdf.x',
            'translation.a may not import publishing.pdf.x: publishing.pdf stands beside publishing.translation;',
        ),
        (
            'text__a',
            'def f():\n    from publishing.pdf import x',
            'text.a may not import publishing.pdf.x: publishing.pdf stands above publishing.text;',
        ),
        (
            'figures__a',
            'def setup(app):\n    app.setup_extension("publishing.pdf.x")',
            'figures.a may not import publishing.pdf.x: publishing.pdf stands above publishing.figures;',
        ),
        (
            'core__a',
            'from ..pdf import x',
            'core.a may not import publishing.pdf.x: publishing.pdf stands above publishing.core;',
        ),
        ('attic__a', '', 'attic stands on no floor; expected it in FLOORS of test_wings.py. Give it its line.'),
    ],
    ids=['up', 'across', 'in a function', 'as an extension', 'relative', 'no floor'],
)
def test_a_planted_breach_is_said_in_plain_words(house, module, text, sentence):
    [said] = breaches(house(pdf__x='', **{module: text}), 'publishing')
    assert said.startswith(f'publishing.{sentence}')


def test_a_breach_inside_a_wing_is_said_too(house):
    graph = house(pdf__builder='import publishing.pdf.press.a', pdf__press__a='import publishing.pdf.builder')
    [said] = breaches(graph, 'publishing.pdf')
    assert said.startswith('publishing.pdf.press.a may not import publishing.pdf.builder: ')


def test_a_planted_circle_is_said_in_plain_words(house):
    modules = {'text__a': 'import publishing.text.b', 'text__b': 'def f():\n    from publishing.text import a'}
    said = circle(house(**modules))
    assert 'publishing.text.a → publishing.text.b' in said or 'publishing.text.b → publishing.text.a' in said
    assert said.endswith('is a circle; expected one of them below the other. Move what both need into a module below.')


def test_imports_from_below_and_from_the_same_wing_are_fine(house):
    graph = house(core__x='', pdf__y='import publishing.core.x', pdf__z='from publishing.pdf import y')
    assert breaches(graph, 'publishing') == [] and circle(graph) == ''
