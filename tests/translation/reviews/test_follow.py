"""Decisions go where their messages go; a ledger whose page is gone is moved with it, or named."""

import random

import polib
import pytest

from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.reviews import ledger, review, status
from publishing.translation.reviews.follow import orphans
from publishing.translation.reviews.refresh import refresh
from publishing.translation.reviews.shares import shares

BRIDGE = 'The bridge is long and carries two lanes.'
FERRY = 'The ferry crosses the strait twelve times a day.'
HEAD = 'Sources'
LV = {BRIDGE: 'Tilts ir garš, un tam ir divas joslas.', FERRY: 'Prāmis kursē divpadsmit reižu dienā.', HEAD: 'Avoti'}


def pot(*texts):
    """Return a template as Sphinx extracts it."""
    result = polib.POFile()
    result.extend(polib.POEntry(msgid=text, occurrences=[('../../handbook/a.md', '1')]) for text in texts)
    return result


class Desk:
    """One language: an author moves texts, a reviewer has read them."""

    def __init__(self, locales):
        self.translation = Translation('lv', locales)

    def write(self, **pages):
        """Let the pages have these texts; what the status says must be what comes of ``make catalogs``."""
        pots = {page: pot(*texts) for page, texts in pages.items()}
        foreseen = shares(self.translation, pots)
        done = refresh(self.translation, pots)
        assert shares(self.translation, pots) == foreseen
        again = refresh(self.translation, pots)
        assert (again.catalogs, again.ledgers, again.left) == ([], [], []), 'the second run changes nothing'
        return done

    def translate(self, page, text, translation=''):
        path = self.translation.path(page)
        catalog = polib.pofile(str(path), wrapwidth=0)
        catalog.find(text).msgstr = translation or LV[text]
        path.write_text(update.format_catalog(catalog), encoding='utf-8')

    def review(self, page, by='Bruno', state='reviewed'):
        review.record(review.read_page(self.translation, page), state, by)

    def ledgers(self):
        """Return the first words of the decisions by page."""
        pages = ledger.read_language(self.translation)
        return {page: sorted(row.text for row in reviews.rows) for page, reviews in sorted(pages.items())}

    def reviewed(self, page):
        """Return the texts of ``page`` that are reviewed."""
        reviews = ledger.read_page(self.translation, page)
        return sorted(entry.msgid for entry in self.translation.catalog(page).read() if reviews.state(entry))


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Return a reviewed page, and one with a heading of the same name that nobody has read."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    desk = Desk(tmp_path)
    desk.write(a=[HEAD, 'More.'], b=[BRIDGE, FERRY, HEAD])
    desk.translate('a', HEAD)
    for text in LV:
        desk.translate('b', text)
    desk.review('b')
    return desk


ALL = sorted(LV)


def test_page_renamed(desk):
    done = desk.write(a=[HEAD, 'More.'], c=[BRIDGE, FERRY, HEAD])
    assert desk.ledgers() == {'c': ALL}
    assert desk.reviewed('c') == ALL
    assert desk.reviewed('a') == [], 'nobody has read this one'
    assert [path.name for path in done.ledgers] == ['b.csv', 'c.csv']
    assert not done.ledgers[0].exists()


def test_page_renamed_and_a_text_changed(desk):
    now = FERRY.replace('ferry', 'big ferry')
    desk.write(a=[HEAD], c=[BRIDGE, now, HEAD])
    assert desk.ledgers() == {'c': ALL}, 'the void decision goes along'
    assert desk.reviewed('c') == sorted([BRIDGE, HEAD])
    [line] = status._expired(desk.translation, {'a': pot(HEAD), 'c': pot(BRIDGE, now, HEAD)})
    assert line.startswith('c: no longer reviewed (by Bruno, 2023-11-14), because the English changed: “The ferry')
    desk.write(a=[HEAD], c=[BRIDGE, FERRY, HEAD])
    assert desk.reviewed('c') == ALL, 'and counts again when the change is taken back'


def test_renamed_and_all_rewritten(desk):
    """The ledger of a renamed page goes along, whatever of it is void."""
    for text in LV:
        desk.translate('b', text, 'Cits.')
    desk.write(a=[HEAD], c=[BRIDGE, FERRY, HEAD])
    assert desk.ledgers() == {'c': ALL}
    assert desk.reviewed('c') == []


def test_paragraph_moves(desk):
    desk.write(a=[HEAD, BRIDGE], b=[FERRY, HEAD])
    assert desk.ledgers() == {'a': [BRIDGE], 'b': sorted([FERRY, HEAD])}
    assert desk.reviewed('a') == [BRIDGE]


def test_changed_paragraph_moves_with_its_void_decision(desk):
    now = FERRY.replace('ferry', 'big ferry')
    desk.write(a=[HEAD], b=[BRIDGE, now, HEAD])
    desk.write(a=[HEAD, now], b=[BRIDGE, HEAD])
    assert desk.ledgers() == {'a': [FERRY], 'b': sorted([BRIDGE, HEAD])}
    assert not [line for line in status._expired(desk.translation, {'b': pot(BRIDGE, HEAD)}) if 'ferry' in line]


def test_page_split(desk):
    desk.write(a=[HEAD], c=[BRIDGE], d=[FERRY, HEAD])
    assert desk.ledgers() == {'c': [BRIDGE], 'd': sorted([FERRY, HEAD])}
    assert list(orphans(desk.translation, 'acd')) == []


def test_pages_joined(desk):
    desk.review('a', 'Anna')
    desk.write(c=[BRIDGE, FERRY, HEAD, 'More.'])
    assert desk.reviewed('c') == ALL
    rows = ledger.read_page(desk.translation, 'c').rows
    assert sorted(row.by for row in rows if row.text == HEAD) == ['Anna', 'Bruno']


def test_page_taken_out_and_put_back(desk):
    path = ledger.ledger_path(desk.translation, 'b')
    before = path.read_bytes()
    done = desk.write(a=[HEAD])
    assert (done.ledgers, path.read_bytes()) == ([], before)
    [finding] = orphans(desk.translation, ['a'])
    assert (finding.path, finding.severity.value) == (path, 'warning')
    assert finding.text.startswith('3 decisions on the page "b", which is gone; expected ledgers of pages that are')
    assert desk.reviewed('a') == [], 'the same heading elsewhere gains nothing'
    desk.write(a=[HEAD], b=[BRIDGE, FERRY, HEAD])
    assert path.read_bytes() == before
    assert desk.reviewed('b') == ALL
    assert list(orphans(desk.translation, 'ab')) == []


def test_page_taken_out_while_one_paragraph_lives_on(desk):
    """The paragraph keeps its review, and so does the page for the day on which it comes back."""
    desk.write(a=[HEAD, FERRY])
    assert desk.ledgers() == {'a': [FERRY], 'b': ALL}
    assert desk.reviewed('a') == [FERRY]


def test_decision_merged_after_the_move(desk):
    """A reviewer read the paragraph on its old page while the author moved it in another branch."""
    path = ledger.ledger_path(desk.translation, 'b')
    late = path.read_text(encoding='utf-8')
    path.unlink()
    desk.write(a=[HEAD, BRIDGE], b=[FERRY, HEAD])
    path.write_text(late, encoding='utf-8')
    desk.write(a=[HEAD, BRIDGE], b=[FERRY, HEAD])
    assert desk.reviewed('a') == [BRIDGE]
    assert desk.reviewed('b') == sorted([FERRY, HEAD])


def test_decisions_merged_after_the_page_was_renamed(desk):
    path = ledger.ledger_path(desk.translation, 'b')
    late = path.read_text(encoding='utf-8')
    path.unlink()
    desk.write(a=[HEAD], c=[BRIDGE, FERRY, HEAD])
    path.write_text(late, encoding='utf-8')
    [finding] = orphans(desk.translation, 'ac')
    assert 'Run "make catalogs"' in finding.text
    desk.write(a=[HEAD], c=[BRIDGE, FERRY, HEAD])
    assert desk.ledgers() == {'c': ALL}
    assert desk.reviewed('c') == ALL


def test_broken_off_between_ledger_and_catalogs(desk, monkeypatch):
    """Whoever breaks off after the ledger was written finds the rest to do the next time, and nothing lost."""
    from publishing.translation.reviews import refresh as module

    def stop(*_arguments):
        raise KeyboardInterrupt

    pots = {'a': pot(HEAD), 'c': pot(BRIDGE, FERRY, HEAD)}
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(module, 'write', stop)
        refresh(desk.translation, pots)
    desk.write(a=[HEAD], c=[BRIDGE, FERRY, HEAD])
    assert desk.ledgers() == {'c': ALL}


def test_damaged_ledger_stops_before_anything_is_written(desk):
    path = ledger.ledger_path(desk.translation, 'b')
    path.write_text(path.read_text(encoding='utf-8') + 'x,y\n', encoding='utf-8')
    before = desk.translation.path('b').read_bytes()
    with pytest.raises(Exception, match='2 cells'):
        refresh(desk.translation, {'a': pot(HEAD), 'c': pot(BRIDGE, FERRY, HEAD)})
    assert desk.translation.path('b').read_bytes() == before
    assert not desk.translation.path('c').exists()
    assert orphans(desk.translation, ['a']) == [], 'others complain of it'


@pytest.mark.parametrize('seed', range(6))
def test_whatever_authors_do_no_decision_is_lost(tmp_path, monkeypatch, seed):
    """Texts wander between pages that come and go; each line stands in some ledger, and the second run moves none."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    chance = random.Random(seed)
    subjects = ('harbour', 'railway', 'hospital', 'forest', 'market', 'lighthouse', 'school', 'border')
    texts = [HEAD, *(f'The {word} of {number} towns is near.' for number, word in enumerate(subjects))]
    desk, names = Desk(tmp_path), 'abcd'
    desk.write(**{page: [*chance.sample(texts[1:], 4), HEAD] for page in names})
    for page in names:
        for entry in desk.translation.catalog(page).copy():
            desk.translate(page, entry.msgid, f'{page} {entry.msgid}')
        desk.review(page, by=f'Reader {page}')
    wanted = {(row.pair, row.by) for reviews in ledger.read_language(desk.translation).values() for row in reviews.rows}
    for _step in range(5):
        pages = chance.sample([*names, 'x', 'y'], chance.randint(1, 5))
        desk.write(**{page: chance.sample(texts, chance.randint(1, 5)) for page in pages})
        there = ledger.read_language(desk.translation).values()
        assert {(row.pair, row.by) for reviews in there for row in reviews.rows} == wanted
