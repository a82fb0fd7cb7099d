"""A language is a folder: Estonian, which nothing in the repository names, added to a copy of the small handbook."""

import re
import subprocess
from pathlib import Path

import pikepdf
import polib
import pytest
from lxml import html
from mini_repository import make_repository, publishing, replace

#: What docs/developers.md, "A language", has a maintainer write; the rest comes from CLDR.
LANGUAGE = r"""
quotes = "„”‚’"
stop_words = ["ja", "on", "ei", "see"]
no_break = ['(?<=\d\.)•(?={month})', '(?<!\w)(?:[Nn]r|lk)•(?=\d)']
small_numbers = [
    "üks|ühe|esime", "ka(?:ks|he)|tei[sn]", "kolm", "nel[ij]", "vii[se]", "kuu[es]", "seits", "kaheks", "üheks", "küm",
]
yes = ["jah"]
no = ["ei"]

[[habits]]
never = '\b[Nn]r\. ?\d'
expected = '"nr" without a full stop'
remedy = 'Write "nr 5".'
"""
BOATS = 'Then it took "Linda" and 3 boats of 12,345 t.'
OPENED = 'It was opened on 1 June 1999 with number 5.'
WORDS = {
    'The ferry': 'Parvlaev',
    'The ferry crosses the strait twelve times a day.': 'Parvlaev ületab väina kaksteist korda päevas.',
    'The harbour': 'Sadam',
    'thousand': 'tuhat',
    'Passengers of the ferry': 'Parvlaeva reisijad',
    BOATS: 'Siis võttis see vastu "Linda" ja kolm laeva, kokku 12 345 t.',
    OPENED: 'See avati 1. juunil 1999 numbriga 5.',
    # Of the interface.
    'Fig. %s': 'Joonis %s',
    'Contents': 'Sisukord',
    'Search': 'Otsing',
}


@pytest.fixture(scope='module')
def repository(tmp_path_factory):
    """A copy with a folder ``locales/et``: what the language needs, and catalogs of which some is translated."""
    root = make_repository(tmp_path_factory.mktemp('estonian'))
    page = root / 'handbook' / 'harbour.md'
    page.write_text(f'{page.read_text(encoding="utf-8")}\n{BOATS}\n\n{OPENED}\n', encoding='utf-8')
    (root / 'locales' / 'et').mkdir()
    (root / 'locales' / 'et' / 'language.toml').write_text(LANGUAGE, encoding='utf-8')
    run(root, 'catalogs', 'et')
    translate(root, WORDS)
    return root


def run(root, *arguments):
    """Run a command that must succeed; return what it says."""
    done = publishing(root, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def translate(root, words):
    """Write translations into the Estonian catalogs; every one must be wanted."""
    left = set(words)
    for path in (root / 'locales' / 'et' / 'LC_MESSAGES').rglob('*.po'):
        catalog = polib.pofile(str(path))
        for entry in catalog:
            if entry.msgid in words:
                entry.msgstr = words[entry.msgid]
                left.discard(entry.msgid)
        catalog.save()
    assert not left


def test_it_is_one_of_the_languages(repository):
    """For make too, whose list this is."""
    makefile = subprocess.run(['make', '-pn', 'help'], cwd=repository, capture_output=True, text=True).stdout
    assert re.search(r'^LANGUAGES := en lv lt et\s*$', makefile, re.MULTILINE)
    assert 'en-et lv-et lt-et' in re.search(r'^PAIRS := .*$', makefile, re.MULTILINE)[0].replace(' lv-lt', '')


def test_the_catalogs_are_checked_by_its_own_rules(repository):
    said = run(repository, 'check', 'et')
    assert 'locales/et' not in said, said
    wrong = {
        BOATS: 'Siis võttis see vastu "Linda" ja neli laeva, kokku 12,345 t.',
        OPENED: 'See avati 1. juulil 1999 nr. 5 nimega “Sadam”.',
    }
    translate(repository, wrong)
    try:
        done = publishing(repository, 'check', 'et')
    finally:
        translate(repository, WORDS)
    assert done.returncode == 1
    for found in (
        'the number 3 is not in the translation',
        'the number 12,345 is written 12,345; expected 12\N{NO-BREAK SPACE}345',
        'the month of "1 June" is not in the translation',
        '"nr. 5" stands in the translation; expected "nr" without a full stop',
        'the quotation mark “ is not one of this language',
    ):
        assert found in done.stderr, done.stderr


def test_without_a_dictionary_the_rest_is_checked(repository):
    """No package is advised that may not be there."""
    if any(Path(folder, 'et_EE.dic').exists() for folder in ('/usr/share/hunspell', '/usr/share/myspell/dicts')):
        pytest.skip('an Estonian dictionary is installed')
    said = run(repository, 'check', 'et')
    assert (
        'check: the spelling of "et" was not checked, because no Hunspell dictionary for et_EE is installed. All else '
        'was. Not every language has one; Debian and Ubuntu list theirs with: '
        "apt-cache search -n '^(hunspell|myspell)-et'"
    ) in said
    replace(repository / 'locales' / 'et' / 'language.toml', 'quotes =', 'dictionary = "myspell-et"\nquotes =')
    try:
        assert 'not installed (Debian, Ubuntu: sudo apt-get install myspell-et)' in run(repository, 'check', 'et')
    finally:
        replace(repository / 'locales' / 'et' / 'language.toml', 'dictionary = "myspell-et"\n', '')


def test_web_pages(repository):
    run(repository, 'build', 'html', 'et')
    site = repository / 'build' / 'site' / 'et'
    ferry, harbour = (html.parse(str(site / f'{name}.html')).getroot() for name in ('ferry', 'harbour'))
    assert ferry.get('lang') == 'et'
    assert ferry.xpath('//nav[contains(@class, "languages")]//a[@lang="et"]')[0].text_content().strip() == 'Eesti'
    assert 'Joonis 1' in ferry.text_content()
    assert '1,5' in ferry.xpath('//figure//svg')[0].xpath('string(.)')
    text = harbour.text_content().replace('\N{NO-BREAK SPACE}', '~')
    assert 'Siis võttis see vastu „Linda” ja kolm laeva, kokku 12~345~t.' in text
    assert 'See avati 1.~juunil 1999 numbriga 5.' in text
    untranslated = harbour.xpath('//*[contains(@class, "untranslated")]')
    assert untranslated and all(one.get('lang') == 'en' for one in untranslated)
    stemmer = (site / '_static' / 'language_data.js').read_text(encoding='utf-8')
    assert 'new EstonianStemmer()' in stemmer and '"see"' in stemmer


def test_book(repository):
    """Untranslated passages have their mark, also where there is no room for it beside the word."""
    run(repository, 'build', 'pdf', 'et')
    book = repository / 'build' / 'site' / 'downloads' / 'handbook-et.pdf'
    with pikepdf.open(book) as pdf:
        assert str(pdf.Root.Lang) == 'et'
    text = subprocess.run(['pdftotext', str(book), '-'], capture_output=True, text=True, check=True).stdout
    assert '14. november 2023' in text  # the day of the edition
    for words in ('Parvlaev', 'Sisukord', 'Joonis 1', 'kolm laeva'):
        assert words in text
    assert re.search(r'\bEN\b', text), 'no mark of what is not translated'


def test_epub_and_two_languages(repository):
    run(repository, 'build', 'pdf', 'et')
    run(repository, 'build', 'epub', 'et')
    run(repository, 'build', 'pdf', 'lv')
    run(repository, 'bilingual', 'lv-et')
    downloads = repository / 'build' / 'site' / 'downloads'
    assert (downloads / 'handbook-et.epub').stat().st_size > 10_000
    book = downloads / 'handbook-lv-et.pdf'
    text = subprocess.run(['pdftotext', str(book), '-'], capture_output=True, text=True, check=True).stdout
    assert 'Parvlaev ületab väina kaksteist korda päevas.' in text
    assert re.search(r'\bEN\b', text), 'no mark of what is not translated'
