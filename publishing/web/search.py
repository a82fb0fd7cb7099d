"""Search in Latvian, Lithuanian and other languages by any word form, with or without diacritics.

Sphinx has no stemmer for Latvian and Lithuanian, compares diacritics letter by letter, and leaves the search
page's messages blank in languages whose bundled catalog is incomplete. Everything works from a folder on disk.
"""

import json
import re
import unicodedata
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.locale import get_translator
from sphinx.search import _MINIFIED_JS_PATH, SearchLanguage
from sphinx.search._stopwords.en import ENGLISH_STOPWORDS
from sphinx.util.typing import ExtensionMetadata

from publishing.core import stemmers

HERE = Path(__file__).parent
STRINGS_FILE = 'ui-strings.js'
PAGE_FILE = 'search_page.js'

#: What Sphinx's scripts (and ours) say; a tuple is singular and plural.
MESSAGES = (
    'Search Results',
    'Searching',
    'Preparing search...',
    ', in ',
    'Hide Search Matches',
    'Your search did not match any documents. Please make sure that all words are spelled correctly and that '
    "you've selected enough categories.",
    (
        'Search finished, found one page matching the search query.',
        'Search finished, found ${resultCount} pages matching the search query.',
    ),
)

LATVIAN_STOPWORDS = frozenset(
    'ar arī bet bez būs būt bija caur gan gar ir iz ja jā jau jo ka kā kad kas ko kur kura kuras kuri kuru kurš lai '
    'līdz ne nav nē no nu pa par pat pēc pie pret pār starp šī šis šo šos tā tad tai tam tas te tie to tomēr tos tur '
    'uz un vai var viņa viņi viņš virs zem'.split()
)
LITHUANIAN_STOPWORDS = frozenset(
    'ant apie ar arba bei bet būti buvo dėl gali iki ir iš į ja jei ji jie jis jo jos jų juos kad kai kaip kas ko kuri '
    'kurie kuris kurios kurių ne nei nes nors nuo o pagal per po prie prieš su tai taip tarp tas ta tie to tos tų už '
    'virš yra'.split()
)

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


class SearchLatvian(FoldedLanguage):
    """Latvian: our own stemmer."""

    lang = 'lv'
    language_name = 'Latvian'
    stopwords = LATVIAN_STOPWORDS
    js_stemmer_code = '\n'.join(
        (
            (HERE / 'search_stemmer.js').read_text(encoding='utf-8'),
            f'const LATVIAN_RULES = {json.dumps(stemmers.latvian_rules())};',
            'var Stemmer = function () { this.stemWord = (word) => latvianStem(word, LATVIAN_RULES); };',
        )
    )

    def stem(self, word: str) -> str:
        return stemmers.latvian(word)


def snowball_language(
    code: str, name: str, words: frozenset[str] = frozenset(), fold_first: bool = False
) -> type[FoldedLanguage]:
    """Return a search language on a Snowball stemmer that Sphinx ships in JavaScript.

    :param name: the algorithm's English name, such as ``Lithuanian``.
    """
    stem = stemmers.snowball(name.lower(), fold_first)
    scripts = [_MINIFIED_JS_PATH / f'{part}-stemmer.js' for part in ('base', name.lower())]
    word = 'foldWord(word)' if fold_first else 'word.toLowerCase().normalize("NFC")'
    code_js = '\n'.join(
        (
            *(script.read_text(encoding='utf-8') for script in scripts),
            (HERE / 'search_stemmer.js').read_text(encoding='utf-8'),
            f'var Stemmer = function () {{ const inner = new {name}Stemmer();',
            f'  this.stemWord = (word) => foldWord(inner.stemWord({word})); }};',
        )
    )
    members = {
        'lang': code,
        'language_name': name,
        'stopwords': words,
        'js_stemmer_code': code_js,
        'stem': lambda self, word: stem(word),
    }
    return type(f'Search{name}', (FoldedLanguage,), members)


LANGUAGES = (
    SearchLatvian,
    snowball_language('lt', 'Lithuanian', LITHUANIAN_STOPWORDS),
    snowball_language('et', 'Estonian'),
    # English has no diacritics of its own; folding finds Klaipėda by "klaipeda".
    snowball_language('en', 'English', frozenset(ENGLISH_STOPWORDS), fold_first=True),
)


def translated_strings(language: str) -> str:
    """Return JavaScript that gives Sphinx's scripts every translated message, or '' without a catalog.

    A message without translation is left out, so that the reader sees English rather than nothing.
    """
    translator = get_translator('sphinx')
    plural = re.search(r'plural\s*=\s*([^;]+)', getattr(translator, 'info', dict)().get('plural-forms', ''))
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
    expression = plural[1].strip() if plural else 'n === 1 ? 0 : 1'
    catalog = {'locale': language, 'messages': messages, 'plural_expr': expression}
    return f'Documentation.addTranslations({json.dumps(catalog, ensure_ascii=False, indent=1)});\n'


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


def write_page_script(app: Sphinx, builder) -> None:
    """Put the search page's script beside Sphinx's own."""
    if is_website(app):
        folder = Path(app.outdir, '_static')
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PAGE_FILE).write_bytes((HERE / PAGE_FILE).read_bytes())


def add_page_script(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Load the script on the search page; leave out Sphinx's translations where ours replace them."""
    if not is_website(app):
        return
    if pagename == 'search':
        app.builder.add_js_file(PAGE_FILE, priority=950)
    names = [Path(str(script.filename)).name for script in context['script_files']]
    if STRINGS_FILE in names and 'translations.js' in names:
        del context['script_files'][names.index('translations.js')]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the languages and the scripts."""
    for language in LANGUAGES:
        app.add_search_language(language)
    app.connect('builder-inited', add_strings)
    app.connect('write-started', write_page_script)
    app.connect('html-page-context', add_page_script)
    # A change of stemmer must not meet an old index: the version is part of the environment.
    return {'version': '0.1', 'env_version': 1, 'parallel_read_safe': True, 'parallel_write_safe': True}
