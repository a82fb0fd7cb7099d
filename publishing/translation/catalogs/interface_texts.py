"""Collect the texts of the interface (buttons, labels): ours from theme and extensions, Sphinx's own for readers."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_from_file
from jinja2 import Environment

from publishing.core import templates
from publishing.core.project import ROOT

#: What marks a text for readers; the second of a pair is its plural. ``__``, Sphinx's mark for texts on the console,
#: is left out on purpose.
KEYWORDS = {
    '_': None,
    'said': None,  # publishing/pdf/book/words.py
    'list_title': None,
    'l_': None,
    'gettext': None,
    'ngettext': (1, 2),
    'Documentation.gettext': None,
    'Documentation.ngettext': (1, 2),
}
TEMPLATES = {'.html': 'jinja2.ext:babel_extract', '.js': 'javascript'}
#: Reads what Babel is about to read, with the marks of Sphinx.
READER = Environment(extensions=['jinja2.ext.i18n'])
#: A call on an object, ``block._('…')``, which Jinja's own extractor overlooks.
METHOD_CALL = re.compile(r"""\w\._\(\s*(?P<quote>['"])(?P<text>.*?)(?P=quote)\s*\)""", re.DOTALL)

#: Files of Sphinx whose texts readers can meet in web pages, e-books and PDFs, with a pattern for the texts that
#: count. Left out: LaTeX and the other printing outputs, programming languages, the classic start page.
SPHINX_FILES = {
    'builders/html/__init__.py': '.',
    'config.py': '%s',
    'directives/other.py': '.',
    'domains/__init__.py': '.',
    'domains/changeset.py': '.',
    'domains/std/__init__.py': '^(glossary term|document|reference label|Index|Search Page)$',
    'environment/adapters/indexentries.py': '.',
    'ext/mathjax.py': '.',
    'ext/todo.py': '.',
    'locale/__init__.py': '.',
    'transforms/__init__.py': '.',
    'writers/html5.py': '.',
    'writers/text.py': '.',
    'themes/basic/genindex.html': '.',
    'themes/basic/genindex-single.html': '.',
    'themes/basic/genindex-split.html': '.',
    'themes/basic/globaltoc.html': '.',
    'themes/basic/layout.html': '.',
    'themes/basic/localtoc.html': '.',
    'themes/basic/relations.html': '.',
    'themes/basic/search.html': '.',
    'themes/basic/searchbox.html': '.',
    'themes/basic/searchfield.html': '.',
    'themes/basic/sourcelink.html': '.',
    'themes/basic/static/searchtools.js': '.',
    'themes/basic/static/sphinx_highlight.js': '.',
}


def interface_pot(root: Path = ROOT) -> polib.POFile:
    """Return the texts of the interface: those below ``root`` first, then Sphinx's own for readers.

    :raises ThemeFileError: for a template of ours that is damaged; Babel would pass over it with all its texts.
    """
    import sphinx

    entries: dict[str, polib.POEntry] = {}
    for path in our_files(root):
        if path.suffix == '.html':
            templates.parsed(path, READER)
        _collect(entries, path, f'../../{path.relative_to(root).as_posix()}', '.')
    for name, pattern in SPHINX_FILES.items():
        _collect(entries, Path(sphinx.__file__).parent / name, f'sphinx/{name}', pattern)
    pot = polib.POFile(wrapwidth=0)
    pot.metadata = {'Project-Id-Version': 'interface', 'Content-Type': 'text/plain; charset=UTF-8'}
    pot.extend(entries.values())
    return pot


def our_files(root: Path) -> list[Path]:
    """Return the files below ``root`` that may hold texts of the interface."""
    folders = ((root / 'theme', ('.html', '.js')), (root / 'publishing', ('.py', '.html', '.js')))
    return [path for folder, suffixes in folders for path in sorted(folder.rglob('*')) if path.suffix in suffixes]


def _collect(entries: dict[str, polib.POEntry], path: Path, place: str, pattern: str) -> None:
    """Add the marked texts of one file that match ``pattern`` to ``entries``."""
    source = _python_texts if path.suffix == '.py' else _template_texts
    for text, plural in source(path):
        if not text or not re.search(pattern, text):
            continue
        entry = entries.setdefault(text, polib.POEntry(msgid=text))
        if plural:
            entry.msgid_plural, entry.msgstr_plural = plural, {0: '', 1: ''}
        if (place, '') not in entry.occurrences:
            entry.occurrences.append((place, ''))
        if re.search(r'%(\(\w+\))?[sd]', text):
            entry.flags = ['python-format']


def _python_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield text and plural of each marked call; Babel overlooks those inside f-strings before Python 3.12."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = getattr(call.func, 'id', getattr(call.func, 'attr', ''))
        texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in KEYWORDS and texts:
            yield texts[0], texts[1] if KEYWORDS[name] and len(texts) > 1 else ''


def _template_texts(path: Path) -> Iterator[tuple[str, str]]:
    for _line, message, _comments, _context in extract_from_file(TEMPLATES[path.suffix], path, KEYWORDS):
        yield (message[0], message[1]) if isinstance(message, tuple) else (message, '')
    if path.suffix == '.html':
        for call in METHOD_CALL.finditer(path.read_text(encoding='utf-8')):
            yield call['text'], ''
