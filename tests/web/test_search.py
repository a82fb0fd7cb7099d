"""Search finds other word forms, with or without diacritics, and speaks the reader's language."""

import functools
import json
import re
from urllib.parse import unquote, urlencode

import pytest
from browser import opened
from places import REPOSITORY
from sphinx import package_dir

from publishing.core import languages, stemmers
from publishing.web import search

LOCALES = REPOSITORY / 'locales'
LANGUAGES = {code: search.search_language(languages.find(code)) for code in ('en', 'lv', 'lt', 'et')}

LATVIAN = """
pašvaldība pašvaldības pašvaldībai pašvaldībām
plānošana plānošanas plānošanā plānošanu
iedzīvotājs iedzīvotāji iedzīvotāju iedzīvotājiem
robeža robežas robežu robežām
autobuss autobusi autobusu autobusiem
reģions reģiona reģionā reģioniem
ceļš ceļa ceļu ceļiem
upe upes upju upēm
zeme zemes zemju zemēm
latvietis latvieša latvieši latviešiem
brālis brāļa brāļi brāļiem
valsts valsti valstu valstīm
tirgus tirgū tirgum tirgu
jūra jūras jūrā jūru
krasts krasta krastā krastiem
osta ostas ostā ostām
mežs meža mežā mežiem
vide vides vidē vidi
likums likuma likumā likumi
stratēģija stratēģijas stratēģiju stratēģijai
liels lielais lielajā lielajiem
mazs mazais mazajā mazajiem
pārrobežu pārrobežu
Liepāja Liepājas Liepājā Liepājai
Klaipēda Klaipēdas Klaipēdā Klaipēdu
Kurzeme Kurzemes Kurzemē Kurzemi
slimnīca slimnīcas slimnīcā slimnīcām
skola skolas skolā skolām
ūdens ūdeņi ūdeņu ūdeņiem
partneris partnera partneri partneriem
zivs zivis zivju zivīm
"""
LITHUANIAN = """
savivaldybė savivaldybės savivaldybei savivaldybių
planavimas planavimo planavimą planavimui
gyventojas gyventojo gyventojai gyventojų
siena sienos sieną sienų
autobusas autobuso autobusai autobusų
regionas regiono regione regionų
kelias kelio keliu kelių
upė upės upę upių
uostas uosto uoste uostų
miškas miško miške miškų
jūra jūros jūrą jūroje
ligoninė ligoninės ligoninę ligoninių
Klaipėda Klaipėdos Klaipėdą Klaipėdai
"""


def groups(words):
    return [line.split() for line in words.split('\n') if line]


@functools.cache
def language(code):
    return LANGUAGES[code]({})


@pytest.mark.parametrize(
    ('code', 'forms'),
    [
        *(('lv', forms) for forms in groups(LATVIAN)),
        *(('lt', forms) for forms in groups(LITHUANIAN)),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_forms_of_a_word_share_a_stem(code, forms):
    assert len({language(code).stem(form) for form in forms}) == 1


@pytest.mark.parametrize('code', ['lv', 'en'])
def test_stems_do_not_depend_on_diacritics(code):
    for form in (LATVIAN + LITHUANIAN).split():
        assert language(code).stem(stemmers.fold(form)) == language(code).stem(form)


def test_lithuanian_lemmas_without_diacritics():
    """The Lithuanian algorithm needs its letters in some endings; the forms people search by are found all the same."""
    lemmas = [forms[0] for forms in groups(LITHUANIAN)]
    assert [lemma for lemma in lemmas if language('lt').stem(stemmers.fold(lemma)) != language('lt').stem(lemma)] == []


@pytest.mark.parametrize('code', ['lv', 'lt'])
def test_different_words_keep_different_stems(code):
    lemmas = [forms[0] for forms in groups(LATVIAN if code == 'lv' else LITHUANIAN)]
    assert len({language(code).stem(lemma) for lemma in lemmas}) == len(lemmas)


def test_words_keep_their_marks_and_lose_soft_hyphens():
    # Decomposed letters, a Lithuanian stress mark without precomposed letter, a soft hyphen.
    words = language('lt').split('pla\u0304nas var\u0303das savi\u00advaldybė ir')
    assert words == ['plānas', 'var\u0303das', 'savivaldybė']


def test_words_of_a_language_without_a_stemmer_are_folded():
    """Sphinx would stem them as English ones."""
    icelandic = search.search_language(languages.find('is', {}))
    assert icelandic({}).stem('Höfnin') == 'hofnin'
    assert 'this.stemWord = foldWord' in icelandic.js_stemmer_code


def test_what_sphinx_knows_stays_with_sphinx():
    assert search.search_language(languages.find('de', {})) is None


def open_page(url, tmp_path):
    """Return the page as Chromium has it after its scripts ran."""
    return opened(url, tmp_path)[0]


@pytest.mark.parametrize('code', ['lv', 'lt', 'en', 'et'])
def test_python_and_javascript_agree(code, tmp_path):
    """The index is stemmed in Python, the query in JavaScript."""
    text = (LATVIAN + LITHUANIAN).split()
    for root in ('handbook/glossary.md', 'handbook/where/two-regions.md'):
        if (path := REPOSITORY / root).is_file():
            text += language(code).split(path.read_text(encoding='utf-8'))
    for part in ('index', 'glossary'):
        if (path := LOCALES / code / 'LC_MESSAGES' / f'{part}.po').is_file():
            text += language(code).split(path.read_text(encoding='utf-8'))
    words = sorted(set(text))
    page = tmp_path / 'stems.html'
    page.write_text(
        f'<meta charset="utf-8"><pre id="out"></pre><script>{LANGUAGES[code].js_stemmer_code}</script><script>'
        f'const stemmer = new Stemmer(); const words = {json.dumps(words)};'
        'document.getElementById("out").textContent ='
        ' JSON.stringify(words.map((word) => stemmer.stemWord(word.toLowerCase())));</script>',
        encoding='utf-8',
    )
    stems = json.loads(open_page(page.as_uri(), tmp_path).get_element_by_id('out').text)
    expected = [language(code).stem(word).lower() for word in words]
    assert [pair for pair in zip(words, stems, expected, strict=True) if pair[1] != pair[2]] == []


@pytest.fixture(scope='module')
def site(build_once):
    return build_once('search', locale_dirs=[str(LOCALES)])


def results(site, query, tmp_path):
    """Return the page as the search left it, opened from disk, and the addresses of the results."""
    page = open_page(f'{(site / "search.html").as_uri()}?{urlencode({"q": query})}', tmp_path)
    return page, page.xpath('//ul[contains(@class, "search")]/li/a/@href')


def status_of(page):
    return page.xpath('string(//p[contains(@class, "search-summary")])')


@pytest.mark.parametrize(
    ('query', 'found'),
    [
        ('plānošana', './planosana.html?found=plānošanas#kopigie-darbi'),
        ('planosanai', './planosana.html?found=plānošanas#kopigie-darbi'),
        ('pasvaldiba', './planosana.html?found=pašvaldības#kopigie-darbi'),
        ('Klaipeda', './planosana.html?found=klaipēdā#kopigie-darbi'),
        ('iedzīvotājs', './autobusi.html?found=iedzīvotājiem#autobusi'),
        ('latvietis', './autobusi.html?found=latvieši#autobusi'),
        ('robeza', './autobusi.html?found=robežai#autobusi'),
    ],
)
def test_search_page_finds_other_forms_and_leads_to_their_section(site, query, found, tmp_path):
    page, addresses = results(site, query, tmp_path)
    assert [unquote(address) for address in addresses] == [found]
    assert status_of(page) == 'Meklēšana pabeigta: atrasta 1 lapa.'
    assert not page.xpath('//p[@class="search-instead"]')


@pytest.mark.parametrize(
    ('query', 'found'),
    [
        ('plānošnaa', 'plānošanas'),  # two letters swapped
        ('pašvldība', 'pašvaldības'),  # one missing
        ('autobbuss', 'autobusu'),  # one too many
    ],
)
def test_one_letter_wrong_is_found_and_said(site, query, found, tmp_path):
    page, addresses = results(site, query, tmp_path)
    assert f'found={found}' in unquote(addresses[0]) or f'~{found}' in unquote(addresses[0])
    (said,) = page.xpath('//p[@class="search-instead"]')
    assert query in said.text_content() and found in said.text_content()


def test_nothing_is_found_for_what_stands_nowhere(site, tmp_path):
    page, addresses = results(site, 'xylophonist', tmp_path)
    assert addresses == [] and status_of(page).startswith('Nekas nav atrasts.')


def test_a_word_that_is_passed_over_says_so(site, tmp_path):
    page, addresses = results(site, 'par', tmp_path)
    assert addresses == [] and '“par”' in status_of(page) and not status_of(page).startswith('Nekas')


@pytest.mark.parametrize(
    ('query', 'count'),
    [('"teritorijas plānošanas"', 1), ('"teritorija plānošana"', 0), ('"par jūru"', 1), ('"jūru par"', 0)],
)
def test_a_phrase_in_quotation_marks_is_exact(site, query, count, tmp_path):
    assert len(results(site, query, tmp_path)[1]) == count


def test_summary_shows_the_place_found_from_disk(site, tmp_path):
    page, _ = results(site, 'osta', tmp_path)
    assert page.xpath('//p[@class="context"]/mark/text()') == ['ostām']
    assert page.xpath('string(//p[@class="context"])').endswith('Visbeidzot stāv ostām veltīts teikums.')


def test_the_page_found_marks_the_form(site, tmp_path):
    _, (address,) = results(site, 'pasvaldiba', tmp_path)
    page = open_page((site / 'search.html').as_uri().replace('search.html', address.removeprefix('./')), tmp_path)
    assert page.xpath('//mark/text()') == ['Pašvaldības']
    plain = open_page((site / 'planosana.html').as_uri(), tmp_path)
    assert not plain.xpath('//mark')


def test_every_message_of_the_scripts_is_listed():
    """A message that Sphinx adds to its scripts would appear in English, or blank."""
    listed = {text for message in search.MESSAGES for text in ([message] if isinstance(message, str) else message)}
    scripts = list((package_dir / 'themes' / 'basic' / 'static').glob('*.js'))
    assert scripts
    for script in scripts:
        text = script.read_text(encoding='utf-8')
        used = re.findall(r'(?<![\w.])(?:_|Documentation\.n?gettext)\(\s*"((?:[^"\\]|\\.)*)"', text)
        assert set(used) <= listed, script.name


@pytest.mark.parametrize('code', ['lv', 'lt'])
def test_catalogs_translate_every_message(code, make_app):
    make_app('search', language=code, confoverrides={'locale_dirs': [str(LOCALES)]})
    strings = search.translated_strings(code)
    messages = json.loads(re.search(r'TRANSLATIONS, (\{.*\})\);\n', strings, re.DOTALL)[1])
    assert len(messages) == len(search.MESSAGES)
    for message in messages.values():
        assert message if isinstance(message, str) else len(message) == 3 and all(message)


def test_other_projects_without_catalogs_stay_english(build_app):
    app = build_app('search', language='en')
    assert not (app.outdir / '_static' / search.STRINGS_FILE).exists()


def test_sphinx_translations_are_replaced(site):
    page = (site / 'search.html').read_text(encoding='utf-8')
    assert 'ui-strings.js' in page and 'translations.js' not in page
