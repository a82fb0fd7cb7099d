"""The scripts of web pages: those of Sphinx and of this project, byte for byte, and data that they call with.

``OWN`` is the whole list. A file of another name or with another content is no script of ours.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sphinx import package_dir

from publishing.core.project import PACKAGE
from publishing.outputs.markup import Fault

STATIC = package_dir / 'themes' / 'basic' / 'static'
#: Written as they are, by where they come from.
OWN = {name: STATIC / name for name in ('doctools.js', 'searchtools.js', 'sphinx_highlight.js')} | {
    name: PACKAGE / 'web' / name
    for name in ('language_menu.js', 'search_engine.js', 'search_page.js', 'search_marks.js')
}
NUMBERS = r'[n\d\s%!=<>&|?:()*/+-]+'
#: Written for each edition: what stands around the data, which is JSON.
FILLED = {
    'searchindex.js': re.compile(r'Search\.setIndex\((?P<data>.*)\)', re.DOTALL),
    'ui-strings.js': re.compile(
        r'Object\.assign\(Documentation\.TRANSLATIONS, (?P<data>\{.*\})\);\n'
        rf'Documentation\.PLURAL_EXPR = \(n\) => Number\({NUMBERS}\);\nDocumentation\.LOCALE = "[\w-]+";\n',
        re.DOTALL,
    ),
    'documentation_options.js': re.compile(
        r"const DOCUMENTATION_OPTIONS = \{\n( +[A-Z_]+: (true|false|'[^'\\\n]*'),\n)+\};\n?(?P<data>)"
    ),
    # Behind the words that are passed over stand the stemmer and the splitter of the language's Python class.
    'language_data.js': re.compile(r'/\*[^/]*\*/\s*const stopwords = new Set\((?P<data>[^\n]*)\);\n.*', re.DOTALL),
}
#: Parts of the search index, which the search page loads by itself.
SEARCH = re.compile(r'search-(?:(?P<index>index)|(?P<kind>words|text)-(?P<number>\d+))\.js')
EXPECTED = 'only the scripts of Sphinx and of this project'
#: Addresses by which a page calls them, with Sphinx's checksum.
ADDRESSES = tuple(
    re.compile(rf'(\.\./)*{folder}{re.escape(name)}(\?v=[0-9a-f]+)?')
    for folder, name in [('_static/', name) for name in (*OWN, *FILLED)] + [('', 'searchindex.js')]
)


def faults(name: str, data: bytes) -> Iterator[Fault]:
    """Yield what is wrong with a script.

    :param name: its path in the output.
    """
    path = PurePosixPath(name)
    if path.parent.name != '_static' and path.name != 'searchindex.js':
        yield Fault(None, 'it is a script in a place of its own', EXPECTED)
    elif form := FILLED.get(path.name):
        found = form.fullmatch(data.decode('utf-8', 'replace'))
        if not found or not _is_json(found['data'] or 'null'):
            yield Fault(None, 'it is not the data that Sphinx writes', EXPECTED)
    elif part := SEARCH.fullmatch(path.name):
        call = 'index(' if part['index'] else f'{part["kind"]}({part["number"]}, '
        begin, text = f'HandbookSearch.{call}', data.decode('utf-8', 'replace')
        if not (text.startswith(begin) and text.endswith(');\n') and _is_json(text[len(begin) : -3])):
            yield Fault(None, 'it is not the data of the search', EXPECTED)
    elif not any(data == source.read_bytes() for source in _sources(path.name)):
        yield Fault(None, 'it is no script of Sphinx or of this project, or was changed', EXPECTED)


def _sources(name: str) -> list[Path]:
    """Return the files of which a script may be a copy: one of ours, a stemmer or words of a language of Sphinx."""
    if name in OWN:
        return [OWN[name]]
    if name == 'translations.js':
        return sorted(package_dir.glob('locale/*/LC_MESSAGES/sphinx.js'))
    return sorted(package_dir.glob(f'search/*minified-js/{name}')) if re.fullmatch(r'[\w-]+\.js', name) else []


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
