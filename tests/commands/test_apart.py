"""Commands apart: only ``commands/`` reads arguments, prints and decides exit codes; all else returns or raises."""

import ast

import pytest
from places import REPOSITORY

#: ``bootstrap`` runs before anything is installed, ``__main__`` hands over.
#: The last one writes down by which words a command was called, for whoever waits for it.
FREE = {'publishing/bootstrap.py', 'publishing/__main__.py', 'publishing/core/locks.py'}
CALLS = {'print', 'input', 'exit', 'quit', 'breakpoint'}
#: Of the module ``sys``.
STREAMS = {'exit', 'stdout', 'stderr', 'stdin', 'argv', '__stdout__', '__stderr__', '__stdin__'}


def spoken(source: str) -> list[str]:
    """Return what in ``source`` belongs to a command, each with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name == 'argparse']
        elif isinstance(node, ast.ImportFrom):
            wanted = STREAMS if node.module == 'sys' else set()
            names = [alias.name for alias in node.names if node.module == 'argparse' or alias.name in wanted]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            names = [f'sys.{node.attr}'] if node.value.id == 'sys' and node.attr in STREAMS else []
        elif isinstance(node, ast.Name):
            names = [node.id] if node.id in CALLS | {'SystemExit'} and isinstance(node.ctx, ast.Load) else []
        found += [f'{name} in line {node.lineno}' for name in names]
    return found


MODULES = {
    path.relative_to(REPOSITORY).as_posix(): path
    for path in sorted((REPOSITORY / 'publishing').rglob('*.py'))
    if path.parent.name != 'commands'
}


@pytest.mark.parametrize('name', sorted(MODULES.keys() - FREE))
def test_module_returns_or_raises(name):
    assert spoken(MODULES[name].read_text(encoding='utf-8')) == [], (
        f'{name}: printing, arguments and exit codes belong to publishing/commands; return it, raise FindingsError, '
        'or call what the command gave (say, warn, ask)'
    )


def test_modules_are_found():
    assert len(MODULES) > 100
    assert MODULES.keys() >= FREE


@pytest.mark.parametrize(
    'source',
    [
        'print(1)',
        'import argparse',
        'from argparse import ArgumentParser',
        'import sys\nsys.exit(1)',
        'from sys import stderr',
        'import sys\nsys.stdout.write("x")',
        'raise SystemExit(2)',
        'def run(ask=input): pass',
        'from functools import partial\nsay = partial(print, flush=True)',
    ],
)
def test_what_belongs_to_a_command_is_noticed(source):
    assert spoken(source)


@pytest.mark.parametrize('source', ['import sys\nsys.executable', 'def exit(self): pass', 'say("print")', 'x.print()'])
def test_what_anybody_may_do(source):
    assert spoken(source) == []
