"""What a proof says of reviews: read from the ledger, matched by the translated text, void after a change."""

import shutil
import subprocess

import polib
import pytest
from lxml import html
from places import ROOTS
from projects import build_bilingual
from tagged import tags

from publishing.bilingual import proof, proof_states
from publishing.core import languages
from publishing.core.findings import FindingsError
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.pages.interface_words import translations
from publishing.translation.reviews import ledger

LV = languages.get('lv')
CROSSING = 'The ferry crosses the strait twelve times a day.[^count] See {ref}`harbour`.'


@pytest.fixture
def locales(tmp_path):
    """The small book's catalogs with a ledger: one message of each state."""
    target = tmp_path / 'locales'
    shutil.copytree(ROOTS / 'test-bilingual' / 'locales', target)
    decide(
        target,
        {
            'Why a ferry needs two plans.': [('for review', 'Ilze Kalna')],
            CROSSING: [('for review', 'Ilze Kalna'), ('reviewed', 'Anna Bērziņa')],
            'Last, sign.': [('reviewed', 'Anna Bērziņa'), ('approved', 'Jānis Ozols')],
            'Timber': [('reviewed', 'Anna Bērziņa')],
            'Cargo': [('reviewed', 'Anna Bērziņa')],
        },
    )
    return target


def decide(locales, decisions, page='ferry'):
    entries = {entry.msgid: entry for entry in catalog(locales, page)}
    rows = [
        ledger.Row(*ledger.pair(entries[text]), state, by, '2026-11-20')
        for text, made in decisions.items()
        for state, by in made
    ]
    ledger.write_rows(ledger.ledger_path(Translation('lv', locales), page), rows)


def catalog(locales, page='ferry'):
    return polib.pofile(str(Translation('lv', locales).path(page)), encoding='utf-8')


def change(locales, msgid, msgstr):
    changed = catalog(locales)
    changed.find(msgid).msgstr = msgstr
    changed.save(str(Translation('lv', locales).path('ferry')))


def body(*sides, page='ferry'):
    pairs = ''.join(
        f'<div class="pair"><div class="side first">x</div><div class="side second">{side}</div>'
        '<div class="room"></div></div>'
        for side in sides
    )
    return html.document_fromstring(f'<body><div class="document" id="{page}">{pairs}</div></body>').find('body')


def said(locales, *sides, page='ferry'):
    tree = body(*sides, page=page)
    proof_states.add(tree, LV, Translation('lv', locales), translations('lv').gettext)
    return [[line.text for line in room.findall('p')] for room in tree.iter('div') if room.get('class') == 'room']


def test_each_state_is_said_in_the_language_of_the_reviewer(locales):
    assert said(
        locales,
        '<p>Kāpēc prāmim vajag divus plānus.</p>',
        '<p>Prāmis šķērso šaurumu div\u00adpadsmit reižu dienā.<a>1</a> Skatiet <a>Osta un piestātnes</a>.</p>',
        '<div class="item"><p>Visbeidzot parakstiet.</p></div>',
        '<p>Tad tiecieties.</p>',
    ) == [
        ['nodots pārskatīšanai'],
        ['pārskatīja Anna Bērziņa, 2026. gada 20. novembris'],
        ['pārskatīja Anna Bērziņa, 2026. gada 20. novembris', 'apstiprināja Jānis Ozols, 2026. gada 20. novembris'],
        [],
    ]


def test_a_change_on_either_side_makes_it_void_and_unsaid(locales):
    shown = '<p>Visbeidzot parakstiet.</p>'
    assert said(locales, shown) != [[]]
    change(locales, 'Last, sign.', 'Visbeidzot parakstiet!')  # prints alike but for the sign
    assert said(locales, shown) == [[]]
    change(locales, 'Last, sign.', 'Visbeidzot parakstiet.')
    assert said(locales, shown) != [[]]
    changed = catalog(locales)
    changed.find('Last, sign.').msgid = 'At last, sign.'
    changed.save(str(Translation('lv', locales).path('ferry')))
    assert said(locales, shown) == [[]]


def test_a_passage_without_its_message_says_nothing(locales):
    assert said(locales, '<p>Pavisam cits teksts.</p>', '<p>Krava un Kokmateriāli</p>', '') == [[], [], []]
    assert said(locales, '<p>Visbeidzot parakstiet.</p>', page='nowhere') == [[]]


def test_two_messages_that_read_alike_are_said_only_if_they_agree(locales):
    changed = catalog(locales)
    changed.append(polib.POEntry(msgid='Finally, sign.', msgstr='Visbeidzot parakstiet.'))
    changed.save(str(Translation('lv', locales).path('ferry')))
    assert said(locales, '<p>Visbeidzot parakstiet.</p>') == [[]]


def test_a_table_says_how_many_of_its_texts(locales):
    table = (
        '<table><caption><span class="caption-number">2. tabula</span> Ko pārvadā prāmis</caption>'
        '<tr><th>Krava</th><th>Daļa</th></tr><tr><td><p>Kokmateriāli</p></td><td>40\u00a0%</td></tr></table>'
    )
    assert said(locales, table) == [['pārskatīja Anna Bērziņa, 2026. gada 20. novembris (2/5)']]


@pytest.mark.parametrize(
    ('message', 'passage', 'matches'),
    [
        ('Viens *divi* **trīs** "četri" - pieci...', 'Viens divi trīs “četri” – pieci…', True),
        ('Skat. {term}`plānu <plan>` {cite}`a,b`.', 'Skat. plānu [12, 140].', True),
        ('Skat. [karti](#map) un [vārdu]{.language-lt}.', 'Skat. karti un vārdu.', True),
        ('Tabulā ({numref}`tbl-x`) ir viss.', 'Tabulā (12. tabula) ir viss.', True),
        ('Viens divi', 'Viens divi trīs', False),
        ('Viens {ref}`x`', 'Divi', False),
        ('{ref}`x`', 'Kas vien', False),
    ],
)
def test_markup_is_looked_through(message, passage, matches):
    made = proof_states.pattern(message)
    assert bool(made and made.fullmatch(proof_states.fold(passage))) is matches


def test_the_printed_proof_says_it_and_the_share_of_the_words(build_once, tmp_path, locales, monkeypatch):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    build_bilingual(build_once, tmp_path / 'work')
    made = proof.build(LV, 'ferry', tmp_path / 'work', tmp_path / 'proof', locales)
    words = ' '.join(tags(made).text.split())
    assert 'nodots pārskatīšanai' in words and words.count('pārskatīja Anna Bērziņa') == 3
    total = proof_states.Page(Translation(LV.code, locales), 'ferry').share
    assert 0 < total.reviewed < total.words
    shown = subprocess.run(['pdftotext', '-enc', 'UTF-8', '-l', '1', made, '-'], capture_output=True, check=True)
    share = f'{100 * total.reviewed // total.words}\N{NO-BREAK SPACE}%'
    assert f'šajā nodaļā pārskatīti {share} vārdu'.replace('\xa0', ' ') in ' '.join(
        shown.stdout.decode().replace('\xa0', ' ').split()
    )


def test_a_damaged_ledger_is_named(locales, tmp_path):
    path = ledger.ledger_path(Translation('lv', locales), 'ferry')
    path.write_text(path.read_text(encoding='utf-8') + '<<<<<<< one\n', encoding='utf-8')
    with pytest.raises(FindingsError, match='merge conflict'):
        said(locales, '<p>Krava</p>')
