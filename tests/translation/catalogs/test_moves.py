"""A message keeps what belongs to it when it moves: page renamed, split, joined, taken out and put back."""

import random

import polib
import pytest

from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import MEMORY, Catalog, Translation
from publishing.translation.catalogs.left_behind import left_behind

BRIDGE = 'The bridge is 300 feet long and carries two lanes.'
BRIDGE_LV = 'Tilts ir 91 metru garš, un tam ir divas joslas.'
WAIVER = 'handbook: allow number – Latvians use metres'
FERRY = 'The ferry crosses the strait twelve times a day.'
FERRY_LV = 'Prāmis divpadsmit reižu dienā šķērso šaurumu.'
OPEN = 'Open'


def pot(*texts, page='a'):
    """Return a template as Sphinx extracts it."""
    result = polib.POFile()
    result.metadata = {'Project-Id-Version': 'Handbook 0.1'}
    result.extend(polib.POEntry(msgid=text, occurrences=[(f'../../handbook/{page}.md', '1')]) for text in texts)
    return result


class Desk:
    """Catalogs of one language, and an author who moves texts about."""

    def __init__(self, locales):
        self.translation = Translation('lv', locales)

    def write(self, **pages):
        """Let the pages have these texts, and run ``make catalogs``, twice."""
        pots = {page: pot(*texts, page=page) for page, texts in pages.items()}
        update.update(self.translation, pots)
        assert update.update(self.translation, pots) == [], 'the second run changes nothing'
        for catalog in self.translation.all_catalogs():
            assert catalog.hindrances == []

    def translate(self, page, text, **values):
        path = self.translation.path(page)
        catalog = polib.pofile(str(path), wrapwidth=0)
        for name, value in values.items():
            setattr(catalog.find(text, include_obsolete_entries=True), name, value)
        path.write_text(update.format_catalog(catalog), encoding='utf-8')

    def read(self, page):
        return update.read_catalogs(self.translation)[page]

    def find(self, page, text):
        return self.read(page).find(text, include_obsolete_entries=True)

    def memory(self):
        """Return page, text and translation of what memory.po keeps."""
        if not self.translation.path(MEMORY).is_file():
            return []
        return [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in self.read(MEMORY)]

    def bodies(self):
        """Return the messages of all catalogs as they are written."""
        return {one.page: one.text.split('\n\n', 1)[1:] for one in map(self._again, self.translation.all_catalogs())}

    @staticmethod
    def _again(catalog):
        return Catalog.at(catalog.path, catalog.code, catalog.page)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Return catalogs of two pages: one with a waiver, and both with a text that each translates its own way."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    desk = Desk(tmp_path)
    desk.write(a=[OPEN], b=[BRIDGE, FERRY, OPEN])
    desk.translate('a', OPEN, msgstr='Atvērt')
    desk.translate('b', OPEN, msgstr='Atvērts', tcomment='a state, not a command')
    desk.translate('b', BRIDGE, msgstr=BRIDGE_LV, tcomment=WAIVER)
    desk.translate('b', FERRY, msgstr=FERRY_LV)
    return desk


def test_renamed_page_keeps_all(desk):
    before = desk.bodies()['b']
    desk.write(a=[OPEN], c=[BRIDGE, FERRY, OPEN])
    assert desk.bodies()['c'] == [before[0].replace('handbook/b.md', 'handbook/c.md')]
    assert (desk.find('c', BRIDGE).tcomment, desk.find('c', OPEN).msgstr) == (WAIVER, 'Atvērts')
    assert desk.find('a', OPEN).msgstr == 'Atvērt'
    assert desk.memory() == []


def test_renamed_page_keeps_who_translated_it(desk):
    path = desk.translation.path('b')
    text = path.read_text().replace('Automatically generated', 'Anna Liepa')
    path.write_text(text.replace('handbook: b\n', 'handbook: b\n# with a remark\n'))
    desk.write(a=[OPEN], c=[BRIDGE, FERRY, OPEN])
    assert desk.read('c').header == 'Latvian translation of the handbook: c\nwith a remark'
    assert desk.read('c').metadata['Last-Translator'] == 'Anna Liepa'


def test_renamed_page_with_a_changed_text(desk):
    """The proposal comes from the page's own translation, with the former text, the comment and what was kept."""
    desk.translate('a', OPEN, msgstr='Atvērt')
    now = BRIDGE.replace('carries', 'now carries')
    desk.write(a=[OPEN], c=[now, FERRY, OPEN])
    entry = desk.find('c', now)
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, BRIDGE, BRIDGE_LV)
    assert entry.tcomment.splitlines() == [WAIVER, 'handbook: the English changed on 2023-11-14']
    kept = desk.find('c', BRIDGE)
    assert (kept.obsolete, kept.msgstr, kept.tcomment) == (1, BRIDGE_LV, WAIVER), 'pages show it until it is confirmed'
    assert desk.memory() == []


def test_waiver_stays_with_the_numbers_it_was_given_for(desk):
    now = BRIDGE.replace('300', '400')
    desk.translate('b', BRIDGE, tcomment=f'ask the road office\n{WAIVER}')
    desk.write(a=[OPEN], b=[now, FERRY, OPEN])
    assert desk.find('b', now).tcomment.splitlines() == [
        'ask the road office',
        'handbook: the English changed on 2023-11-14',
    ]
    assert desk.find('b', BRIDGE).tcomment.splitlines() == ['ask the road office', WAIVER]
    [left] = left_behind(update.read_catalogs(desk.translation))
    assert str(left) == (
        f'b: “{now}”: the comment "{WAIVER}" stays with the former text; write it again if it still holds'
    )


def test_paragraph_that_moves_to_another_page(desk):
    desk.write(a=[OPEN, BRIDGE], b=[FERRY, OPEN])
    assert (desk.find('a', BRIDGE).msgstr, desk.find('a', BRIDGE).tcomment) == (BRIDGE_LV, WAIVER)
    assert desk.find('b', BRIDGE) is None


def test_unconfirmed_paragraph_that_moves_keeps_its_history(desk, monkeypatch):
    now = BRIDGE.replace('carries', 'now carries')
    other = FERRY.replace('crosses', 'never crosses')
    desk.write(a=[OPEN], b=[now, other, OPEN])
    desk.translate('b', now, msgstr=BRIDGE_LV + ' Darbs.')
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1800000000')
    desk.write(a=[OPEN, now, other], b=[OPEN])
    entry, empty = desk.find('a', now), desk.find('a', other)
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, BRIDGE, BRIDGE_LV + ' Darbs.')
    assert (empty.previous_msgid, empty.msgstr) == (FERRY, '')
    for one in (entry, empty):
        assert 'handbook: the English changed on 2023-11-14' in one.tcomment
    assert desk.find('a', BRIDGE).obsolete and desk.find('a', FERRY).obsolete
    assert desk.find('b', BRIDGE) is None and desk.find('b', now) is None


def test_page_renamed_while_a_change_waits_and_the_text_changes_again(desk, monkeypatch):
    now, again = BRIDGE.replace('carries', 'now carries'), BRIDGE.replace('carries', 'now surely carries')
    desk.write(a=[OPEN], b=[now, FERRY, OPEN])
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1800000000')
    desk.write(a=[OPEN], c=[again, FERRY, OPEN])
    entry = desk.find('c', again)
    assert (entry.fuzzy, entry.previous_msgid) == (True, BRIDGE)
    assert 'handbook: the English changed on 2023-11-14' in entry.tcomment
    assert desk.find('c', now) is None, 'what nobody worked on goes on in the message that replaced it'


def test_page_that_is_split(desk):
    desk.write(a=[OPEN], c=[BRIDGE, OPEN], d=[FERRY])
    assert (desk.find('c', BRIDGE).tcomment, desk.find('c', OPEN).msgstr) == (WAIVER, 'Atvērts')
    assert desk.find('d', FERRY).msgstr == FERRY_LV
    assert desk.memory() == []


def test_pages_that_are_joined(desk):
    """Of two translations of one text that meet on a page one is in force; the other is kept and named."""
    desk.write(c=[BRIDGE, FERRY, OPEN])
    assert (desk.find('c', BRIDGE).tcomment, desk.find('c', OPEN).msgstr) == (WAIVER, 'Atvērts')
    assert desk.memory() == [('a', OPEN, 'Atvērt')]
    [left] = left_behind(update.read_catalogs(desk.translation))
    assert str(left) == 'c: “Open”: another translation, “Atvērt”, stays as #~ in memory.po'


def test_page_taken_out_and_put_back_loses_nothing(desk, monkeypatch):
    now = FERRY.replace('ferry', 'big ferry')
    desk.write(a=[OPEN], b=[BRIDGE, now, OPEN, 'New.', 'Gone soon, but translated.'])
    desk.translate('b', 'New.', tcomment='what does this mean?')
    desk.translate('b', 'Gone soon, but translated.', msgstr='Drīz prom.')
    desk.write(a=[OPEN], b=[BRIDGE, now, OPEN, 'New.'])
    before = desk.bodies()
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1800000000')
    desk.write(a=[OPEN])
    assert not desk.translation.path('b').exists()
    assert ('b', OPEN, 'Atvērts') in desk.memory()
    assert '#~| msgid "' + FERRY in desk.translation.path(MEMORY).read_text(encoding='utf-8')
    desk.write(a=[OPEN], b=[BRIDGE, now, OPEN, 'New.'])
    assert desk.bodies() == before


def test_page_put_back_under_another_name_and_changed(desk):
    desk.write(a=[OPEN])
    desk.write(a=[OPEN], c=[BRIDGE, FERRY, OPEN])
    assert (desk.find('c', BRIDGE).msgstr, desk.find('c', BRIDGE).tcomment) == (BRIDGE_LV, WAIVER)
    assert desk.find('c', OPEN).msgstr == 'Atvērt', 'what stands on a page counts before what is gone'


def test_two_pages_taken_out_keep_their_own(desk):
    desk.write(z=['Other.'])
    assert set(desk.memory()) >= {('a', OPEN, 'Atvērt'), ('b', OPEN, 'Atvērts')}
    desk.write(z=['Other.'], b=[BRIDGE, OPEN])
    desk.write(z=['Other.'], b=[BRIDGE, OPEN], a=[OPEN])
    assert (desk.find('a', OPEN).msgstr, desk.find('b', OPEN).msgstr) == ('Atvērt', 'Atvērts')


def test_paragraph_taken_out_and_put_back_keeps_its_comment(desk):
    before = desk.bodies()
    desk.write(a=[OPEN], b=[FERRY, OPEN])
    assert (desk.find('b', BRIDGE).obsolete, desk.find('b', BRIDGE).tcomment) == (1, WAIVER)
    desk.write(a=[OPEN], b=[BRIDGE, FERRY, OPEN])
    assert desk.bodies() == before


def test_text_that_stays_elsewhere_is_filled_in_with_its_comment(desk):
    """The same text is new on a second page: the waiver is needed there, too."""
    desk.write(a=[OPEN, BRIDGE], b=[BRIDGE, FERRY, OPEN])
    assert (desk.find('a', BRIDGE).msgstr, desk.find('a', BRIDGE).tcomment) == (BRIDGE_LV, WAIVER)


def test_memory_of_former_days_is_still_read(desk):
    """Before, memory.po did not say on which page a message stood."""
    path = desk.translation.path(MEMORY)
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: lv\\n"\n\n'
        '#~ msgid "Old text."\n#~ msgstr "Vecs teksts."\n',
        encoding='utf-8',
    )
    desk.write(a=[OPEN], b=[BRIDGE, FERRY, OPEN])
    assert desk.memory() == [(None, 'Old text.', 'Vecs teksts.')]
    desk.write(a=[OPEN, 'Old text.'], b=[BRIDGE, FERRY, OPEN])
    assert desk.find('a', 'Old text.').msgstr == 'Vecs teksts.'
    assert desk.memory() == []


def test_plural_moves_too(tmp_path):
    desk = Desk(tmp_path)
    source = polib.POFile()
    source.append(polib.POEntry(msgid='%d bus', msgid_plural='%d buses', msgstr_plural={0: '', 1: ''}))
    update.update(desk.translation, {'a': source})
    desk.translate('a', '%d bus', msgstr_plural={0: 'x', 1: 'y', 2: 'z'}, tcomment='as in the timetable')
    update.update(desk.translation, {'b': source})
    assert desk.find('b', '%d bus').msgstr_plural == {0: 'x', 1: 'y', 2: 'z'}
    assert desk.find('b', '%d bus').tcomment == 'as in the timetable'


def test_changes_upon_changes_leave_no_rubbish(desk):
    """Proposals that nobody worked on do not pile up as ``#~``."""
    for word in ('big', 'small', 'red', 'very red'):
        desk.write(a=[OPEN], b=[BRIDGE, FERRY.replace('ferry', f'{word} ferry'), OPEN])
    assert [entry.msgid for entry in desk.read('b') if entry.obsolete] == [FERRY]
    desk.write(a=[OPEN], b=[BRIDGE, FERRY.replace('twelve', 'ten'), OPEN])
    desk.write(a=[OPEN], b=[BRIDGE, FERRY, OPEN])
    assert [entry.msgid for entry in desk.read('b') if entry.obsolete] == []


@pytest.mark.parametrize('seed', [2, 5, 7, 11, 45, 46, 47, 48])
def test_whatever_authors_do_no_translation_and_no_comment_is_lost(tmp_path, monkeypatch, seed):
    """Texts wander between pages that come and go; each page's own translation is on a page or kept as ``#~``."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    chance = random.Random(seed)
    subjects = ('harbour', 'railway', 'hospital', 'forest', 'market', 'lighthouse', 'school', 'border')
    texts = [f'The {word} of {number} towns is near.' for number, word in enumerate(subjects)]
    desk, names = Desk(tmp_path), 'abcd'
    desk.write(**{page: chance.sample(texts, 4) for page in names})
    for page in names:
        for entry in desk.read(page):
            desk.translate(page, entry.msgid, msgstr=f'{page} {entry.msgid}', tcomment=f'note of {page}')
    wanted = {(one.msgid, one.msgstr, one.tcomment) for page in names for one in desk.read(page)}
    for _step in range(6):
        pages = chance.sample([*names, 'x', 'y'], chance.randint(1, 5))
        desk.write(**{page: chance.sample(texts, chance.randint(1, 5)) for page in pages})
        catalogs = update.read_catalogs(desk.translation)
        there = {(one.msgid, one.msgstr) for file in catalogs.values() for one in file}
        notes = {(one.msgid, line) for file in catalogs.values() for one in file for line in one.tcomment.splitlines()}
        assert {(text, translation) for text, translation, _note in wanted} <= there
        assert {(text, note) for text, _translation, note in wanted} <= notes
        known = {text for text, _translation, _note in wanted}
        live = [one for page in pages for one in desk.read(page) if not one.obsolete]
        assert not [one for one in live if one.msgid in known and not one.translated()]
