"""``publishing/`` knows neither this handbook nor its languages: they are in ``conf.py`` and ``locales/``."""

import ast
import runpy

import pytest
from places import REPOSITORY

from publishing.core import languages
from publishing.core.stemmers import fold

CONF = runpy.run_path(str(REPOSITORY / 'conf.py'))
MODULES = sorted((REPOSITORY / 'publishing').rglob('*.py'))
#: What only this book has: its regions, whatever the ending, and its identifier.
NAMES = [*(name[:5] for name in CONF['map_region_colours']), CONF['IDENTIFIER'].rpartition(':')[2]]
#: Where a code of a language stands all the same, and why.
ALLOWED = {
    'text/references.py',  # "in Latvian": a phrase that translators get, in a list of languages books are written in
    'translation/checks/check.py',  # the language of an example, where none is named
    'translation/checks/records.py',  # examples of what a check finds, in languages that it knows
    'translation/catalogs/syntax.py',  # an example in a message, where nobody knows the language
}


def strings(path):
    """Yield the strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding='utf-8'))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize('path', MODULES, ids=lambda path: path.relative_to(REPOSITORY / 'publishing').as_posix())
def test_no_name_of_the_book(path):
    text = fold(path.read_text(encoding='utf-8'))
    assert [name for name in NAMES if name in text] == []


def test_no_code_of_a_translation():
    codes = {code for code, language in languages.load().items() if not language.is_source}
    found = {path.relative_to(REPOSITORY / 'publishing').as_posix() for path in MODULES if codes & set(strings(path))}
    assert found == ALLOWED


def test_the_names_are_those_of_the_book():
    """Else the test above looks for nothing."""
    assert len(NAMES) == 3
    assert all(name in fold((REPOSITORY / 'conf.py').read_text(encoding='utf-8')) for name in NAMES)
