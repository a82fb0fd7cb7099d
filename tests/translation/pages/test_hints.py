"""Hints for translators: from the source into the catalogs, onto no page."""

import polib

from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.templates import read_pots

HINT = '"bank" is the shore, not the money'


def templates(build_app, **options):
    app = build_app('hints', 'gettext', **options)
    assert app.warning.getvalue() == ''
    return read_pots(app.outdir)


def comments(pot):
    return {entry.msgid: entry.comment for entry in pot}


def test_hints_reach_the_messages_below_them_and_no_others(build_app):
    pots = templates(build_app)
    assert comments(pots['index']) == {
        'Start': 'the title of the whole, keep it short',
        'The bank is steep.': HINT,
        'The bank is steep and has no hint.': '',
        'Lūka': 'names of ships',
        'Baltic Pride': 'names of ships',
        'Section': 'a heading',
        'An ordinary comment stays what it was.': '',
        'In a box.': 'inside',
    }
    assert comments(pots['part/page'])['The bank is steep.'] == 'another place'


def test_one_catalog_for_several_pages_joins_their_hints(build_app):
    pots = templates(build_app, confoverrides={'gettext_compact': 'all'})
    assert comments(pots['all'])['The bank is steep.'].splitlines() == [HINT, 'another place']


def test_a_backslash_at_the_end_joins_no_line_to_a_hint(build_app):
    app = build_app('hints', 'gettext')
    (app.srcdir / 'part' / 'page.md').write_text('# Page\n\n% translators: a path C:\\ \\\nThe bank is steep.\n')
    app.build()
    assert comments(read_pots(app.outdir)['part/page'])['The bank is steep.'] == 'a path C:'


def test_second_build_keeps_them(build_app):
    app = build_app('hints', 'gettext')
    (app.srcdir / 'part' / 'page.md').write_text('# Page\n\n% translators: a third place\nThe bank is steep.\n')
    app.build()
    pots = read_pots(app.outdir)
    assert comments(pots['index'])['The bank is steep.'] == HINT
    assert comments(pots['part/page'])['The bank is steep.'] == 'a third place'


def test_hints_stay_when_catalogs_are_updated_and_texts_move(build_app, tmp_path):
    pots = templates(build_app)
    update.update(Translation('lv', tmp_path / 'locales'), pots)
    path = Translation('lv', tmp_path / 'locales').path('index')
    assert f'#. {HINT}\n#: ../../handbook' not in path.read_text(), 'places are those of this project'
    assert f'#. {HINT}\n#: ' in path.read_text()
    assert update.update(Translation('lv', tmp_path / 'locales'), pots) == []
    moved = {'moved': pots['index']}
    update.update(Translation('lv', tmp_path / 'locales'), moved)
    found = polib.pofile(str(Translation('lv', tmp_path / 'locales').path('moved'))).find('The bank is steep.')
    assert found.comment == HINT


def test_no_page_shows_them(build_app):
    app = build_app('hints')
    for page in ('index', 'part/page'):
        html = (app.outdir / f'{page}.html').read_text()
        assert 'The bank is steep.' in html
        for words in ('translators', 'the money', 'names of ships', 'another place', 'inside'):
            assert words not in html.lower()


def test_hint_before_nothing_is_named(make_app):
    app = make_app('hints')
    (app.srcdir / 'part' / 'page.md').write_text('# Page\n\nText.\n\n% translators: nothing comes\n')
    app.build()
    assert 'page.md:5: WARNING: a hint for translators says nothing, or stands before nothing' in app.warning.getvalue()
    assert '[handbook.source-form]' in app.warning.getvalue()
