"""Search in Latvian, Lithuanian and other languages by any word form, with or without diacritics.

Sphinx has no stemmer for Latvian and Lithuanian, compares diacritics letter by letter, and leaves the search
page's messages blank in languages whose bundled catalog is incomplete. Everything works from a folder on disk.
"""

import json
import re
import unicodedata
from gettext import c2py
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import get_translator
from sphinx.search import _MINIFIED_JS_PATH, SearchLanguage
from sphinx.search import languages as sphinx_languages
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages, stemmers
from publishing.core.languages import Language
from publishing.translation.messages.plural_forms import HEADER
from publishing.web import search_index, search_names
from publishing.web.theme import uses_theme

HERE = Path(__file__).parent
STRINGS_FILE = 'ui-strings.js'
PAGE_FILE = 'search_page.js'
ENGINE_FILE = 'search_engine.js'
MARKS_FILE = 'search_marks.js'
SCRIPTS = (ENGINE_FILE, PAGE_FILE, MARKS_FILE)

#: What Sphinx's scripts (and ours) say; a tuple is singular and plural.
MESSAGES = (
    'Search Results',
    'Searching',
    'Preparing search...',
    ', in ',
    'Hide Search Matches',
    'The search passes over words that are on almost every page: ${words}. Add another word, or put them in '
    'quotation marks.',
    'No page has “${word}”. Shown are pages with similar words: ${words}.',
    'More results',
    'The search could not load its list of words. Load this page again.',
    'Your search did not match any documents. Please make sure that all words are spelled correctly and that '
    "you've selected enough categories.",
    (
        'Search finished, found one page matching the search query.',
        'Search finished, found ${resultCount} pages matching the search query.',
    ),
)

#: The languages that Sphinx itself knows, before any extension adds one.
SHIPPED = dict(sphinx_languages)
#: Splits like Sphinx's own, but keeps a letter and its combining marks together and ignores soft hyphens.
WORD = re.compile(r'[\w\u0300-\u036f]+')
JS_SPLITTER = r"""
var splitQuery = (query) =>
  query.normalize("NFC").replace(/\u00ad/g, "")
    .split(/[^\p{Letter}\p{Mark}\p{Number}_\p{Emoji_Presentation}]+/gu)
    .filter((term) => term);
"""


class FoldedLanguage(SearchLanguage):
    """A search language whose stems have no diacritics; subclasses say how a word is stemmed on either side."""

    js_splitter_code = JS_SPLITTER

    def split(self, text: str) -> list[str]:
        """Return the words of ``text`` that a reader may search for (stop words go here, before stemming)."""
        text = unicodedata.normalize('NFC', text).replace('\u00ad', '')
        return [word for word in WORD.findall(text) if word.lower() not in self.stopwords]

    def word_filter(self, word: str) -> bool:
        """Leave numbers out, as Sphinx's query side does."""
        return not word.isdigit()


def search_language(language: Language) -> type[SearchLanguage] | None:
    """Return how the search page stems words in ``language``; None where Sphinx's own way stays.

    The algorithm and its twin in JavaScript follow from ``search``. Without one, words are only folded, since Sphinx
    would stem them as English. English is ours too: folding finds a foreign name by its plain letters.
    """
    code, name = language.search, stemmers.algorithm(language.search)
    if code in SHIPPED and name not in stemmers.FOLDED_FIRST:
        return None
    stem, words = stemmers.stemmer(name), frozenset(language.stop_words)
    if code in SHIPPED and not words:
        words = SHIPPED[code].stopwords
    members = {
        'lang': code,
        'language_name': name.capitalize() or language.own_name,
        'stopwords': words,
        'js_stemmer_code': stemmer_script(name),
        'stem': lambda self, word: stem(word),
    }
    return type(f'Search{name.capitalize()}', (FoldedLanguage,), members)


def stemmer_script(name: str) -> str:
    """Return the JavaScript that stems a word as ``stemmers.stemmer(name)`` does."""
    own = (HERE / 'search_stemmer.js').read_text(encoding='utf-8')
    if name in stemmers.OWN:
        return '\n'.join(
            (
                own,
                f'const LATVIAN_RULES = {json.dumps(stemmers.latvian_rules())};',
                'var Stemmer = function () { this.stemWord = (word) => latvianStem(word, LATVIAN_RULES); };',
            )
        )
    scripts = [_MINIFIED_JS_PATH / f'{part}-stemmer.js' for part in ('base', name)]
    if not name or not scripts[1].is_file():
        return f'{own}\nvar Stemmer = function () {{ this.stemWord = foldWord; }};'
    word = 'foldWord(word)' if name in stemmers.FOLDED_FIRST else 'word.toLowerCase().normalize("NFC")'
    return '\n'.join(
        (
            *(script.read_text(encoding='utf-8') for script in scripts),
            own,
            f'var Stemmer = function () {{ const inner = new {name.capitalize()}Stemmer();',
            f'  this.stemWord = (word) => foldWord(inner.stemWord({word})); }};',
        )
    )


def add_language(app: Sphinx, config: Config) -> None:
    """Teach the search page the language of the edition."""
    if made := search_language(languages.of(config)):
        app.add_search_language(made)


def translated_strings(language: str) -> str:
    """Return JavaScript that gives Sphinx's scripts every translated message, or '' without a catalog.

    A message without translation is left out, so that the reader sees English rather than nothing. Sphinx would have
    the browser make a function of the catalog's header, which the pages' policy does not allow; here only what is an
    expression of gettext becomes one.
    """
    translator = get_translator('sphinx')
    plural = plural_expression(getattr(translator, 'info', dict)().get('plural-forms', ''))
    messages = {}
    for message in MESSAGES:
        if isinstance(message, str):
            if (text := translator.gettext(message)) != message:
                messages[message] = text
            continue
        forms = [translator._catalog.get((message[0], number)) for number in range(6)] if plural else []
        if forms := [form for form in forms if form]:
            messages[message[0]] = forms
    if not messages:
        return ''
    return (
        f'Object.assign(Documentation.TRANSLATIONS, {json.dumps(messages, ensure_ascii=False, indent=1)});\n'
        f'Documentation.PLURAL_EXPR = (n) => Number({plural or "n == 1 ? 0 : 1"});\n'
        f'Documentation.LOCALE = {json.dumps(language)};\n'
    )


def plural_expression(header: str) -> str:
    """Return how a ``Plural-Forms`` header chooses a form, or '' where it has no expression of gettext."""
    found = HEADER.match(header.strip())
    try:
        c2py(found[2] if found else '')
    except ValueError:
        return ''
    return ' '.join(found[2].split())


def is_website(app: Sphinx) -> bool:
    """Tell whether the builder writes web pages with a search page (not an EPUB or a PDF)."""
    return app.builder.name in {'html', 'dirhtml'}


def add_strings(app: Sphinx) -> None:
    """Write the translated messages and load them on every page, after Sphinx's own incomplete file."""
    if not is_website(app) or not (strings := translated_strings(app.config.language)):
        return
    folder = Path(app.outdir, '_static')
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STRINGS_FILE).write_text(strings, encoding='utf-8')
    app.builder.add_js_file(STRINGS_FILE, priority=900)


def finds_words(app: Sphinx) -> bool:
    """Tell whether our scripts search the pages: not those of a language whose words no blank divides."""
    made = search_language(languages.of(app.config))
    code = languages.of(app.config).search
    return is_website(app) and (made is not None or SHIPPED[code].split is SearchLanguage.split)


def leave_out_index(app: Sphinx) -> None:
    """Write no index of Sphinx's where only our scripts search, in pages of our theme."""
    if finds_words(app) and uses_theme(app):
        app.builder.load_indexer = lambda docnames: None
        app.builder.dump_search_index = lambda: None


def write_page_script(app: Sphinx, builder) -> None:
    """Put our scripts beside Sphinx's own."""
    if finds_words(app):
        folder = Path(app.outdir, '_static')
        folder.mkdir(parents=True, exist_ok=True)
        for name in SCRIPTS:
            (folder / name).write_bytes((HERE / name).read_bytes())


def add_page_script(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Load the scripts of the search page, and of pages found; leave out translations that ours replace."""
    if not is_website(app):
        return
    if finds_words(app):
        words = ('language_data.js',) if uses_theme(app) else ()  # elsewhere the template loads it
        for name in (*words, ENGINE_FILE, PAGE_FILE) if pagename == 'search' else (MARKS_FILE,):
            app.builder.add_js_file(name, priority=950)
    names = [Path(str(script.filename)).name for script in context['script_files']]
    if 'translations.js' in names and (STRINGS_FILE in names or getattr(app.builder, 'looked_through', False)):
        del context['script_files'][names.index('translations.js')]


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write the index of the pages that are there."""
    indexer = getattr(app.builder, 'indexer', None)
    if exception or indexer is None or not finds_words(app):
        return
    builder, lang = app.builder, indexer.lang
    names = sorted(app.env.found_docs)
    pages = search_index.read((Path(builder.get_outfilename(name)), builder.get_target_uri(name)) for name in names)
    stems = search_index.Stems(lang.stem, lang.stopwords)
    index, words = search_index.index_of(pages, stems)
    index['prefixes'] = stemmers.PREFIXES.get(stemmers.algorithm(languages.of(app.config).search), ())
    source = languages.source(app.config).code
    codes = [source, *(code for code in languages.codes(app.config) if code != source)]
    folders = [path for path in languages.folders(app.srcdir, app.config) if path.is_dir()]
    if folders:
        index['others'] = search_names.others(folders[0], languages.of(app.config).code, codes, stems, stems.found)
    search_index.write(Path(app.outdir, '_static'), pages, index, words)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the language and the scripts."""
    app.setup_extension('publishing.core.own_languages')
    app.connect('config-inited', add_language)
    app.connect('builder-inited', add_strings)
    app.connect('builder-inited', leave_out_index)
    app.connect('write-started', write_page_script)
    app.connect('html-page-context', add_page_script)
    app.connect('build-finished', write_index, priority=300)  # before the last look
    # A change of stemmer must not meet an old index: the version is part of the environment.
    return {'version': '0.1', 'env_version': 2, 'parallel_read_safe': True, 'parallel_write_safe': True}
