"""Catalogs: nothing a translator wrote gets lost, nothing is guessed into print, nothing changes without need."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from places import REPOSITORY

from publishing.core import sphinx_apart
from publishing.core.findings import Code, Finding, FindingsError
from publishing.translation.catalogs import templates, update
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.catalogs.form import format_catalog
from publishing.translation.catalogs.interface_texts import interface_pot
from publishing.translation.catalogs.reader import read

BUSES = 'Two buses cross the border every day.'


def pot(*texts, page='start/index'):
    """Return a template as Sphinx extracts it."""
    result = polib.POFile()
    result.metadata = {'Project-Id-Version': 'Handbook 0.1'}
    result.extend(
        polib.POEntry(msgid=text, occurrences=[(f'../../handbook/{page}.md', str(line))])
        for line, text in enumerate(texts, start=1)
    )
    return result


def entry(locales, text, page='start/index', language='lv'):
    """Return one message of a catalog on disk."""
    found = polib.pofile(str(Translation(language, locales).path(page)))
    return found.find(text, include_obsolete_entries=True)


def translate(locales, translations, page='start/index', **fields):
    """Fill in translations as a translator would, in the file."""
    path = Translation('lv', locales).path(page)
    catalog = polib.pofile(str(path))
    for text, translation in translations.items():
        message = catalog.find(text)
        message.msgstr = translation
        for name, value in fields.items():
            setattr(message, name, value)
    catalog.save(str(path))


@pytest.fixture
def locales(tmp_path):
    """Return a folder of catalogs with one page in Latvian."""
    update.update(
        Translation('lv', tmp_path), {'start/index': pot('The port is open.', 'Two buses cross the border every day.')}
    )
    translate(
        tmp_path,
        {
            'The port is open.': 'Osta ir atvērta.',
            'Two buses cross the border every day.': 'Robežu katru dienu šķērso divi autobusi.',
        },
        tcomment='ask the port authority',
    )
    return tmp_path


def header(path):
    """Return the header lines of a catalog by name."""
    return read(path.read_text()).metadata


def snapshot(locales):
    return {path: path.read_bytes() for path in sorted(locales.rglob('*')) if path.is_file()}


def test_new_catalog_is_valid_and_complete(tmp_path):
    update.update(Translation('lt', tmp_path), {'start/index': pot('A', 'B')})
    path = tmp_path / 'lt' / 'LC_MESSAGES' / 'start' / 'index.po'
    assert Catalog.at(path, 'lt').faults == []
    text = path.read_text()
    assert '#: ../../handbook/start/index.md\nmsgid "A"\nmsgstr ""\n' in text
    assert '"Language: lt\\n"' in text
    assert 'nplurals=' in text


def test_second_run_changes_nothing(locales, monkeypatch):
    """Whatever happened before, the second run writes no byte, though the clock goes on."""
    pots = {
        'start/index': pot('The port is not open.', 'Two buses cross the border every single day.', 'New.'),
        'other': pot('The port is open.', 'Something else', page='other'),
    }
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    assert update.update(Translation('lv', locales), pots)
    before = snapshot(locales)
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1800000000')
    assert update.update(Translation('lv', locales), pots) == []
    assert snapshot(locales) == before


def test_unchanged_messages_keep_translation_comment_and_dates(locales, monkeypatch):
    update.update(
        Translation('lv', locales), {'start/index': pot('The port is open.', 'Two buses cross the border every day.')}
    )
    before = snapshot(locales)
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1800000000')
    update.update(
        Translation('lv', locales),
        {
            'start/index': pot('The port is open.', 'Two buses cross the border every day.', page='moved/lines'),
        },
    )
    message = entry(locales, 'The port is open.')
    assert (message.msgstr, message.tcomment) == ('Osta ir atvērta.', 'ask the port authority')
    dates = [line for text in before.values() for line in text.decode().splitlines() if '-Date:' in line]
    assert all(date in Translation('lv', locales).path('start/index').read_text() for date in dates)


def test_changed_sentence_gets_proposal_with_former_text(locales):
    new = 'Three buses cross the border every day.'
    update.update(Translation('lv', locales), {'start/index': pot('The port is open.', new)})
    message = entry(locales, new)
    assert message.fuzzy
    assert message.previous_msgid == 'Two buses cross the border every day.'
    assert message.msgstr == 'Robežu katru dienu šķērso divi autobusi.'
    assert entry(locales, message.previous_msgid).obsolete


@pytest.mark.parametrize(
    ('old', 'new'),
    [
        ('The port handles 6.9 million tonnes a year.', 'The port handles 7.1 million tonnes a year.'),
        ('Buses cross the border on Sundays in winter.', 'Buses never cross the border on Sundays in winter.'),
        ('The plan needs a permit from the state.', "The plan doesn't need a permit from the state."),
        ('A project needs a partner with its own money.', 'A project needs a partner without its own money.'),
    ],
)
def test_no_proposal_where_number_or_negation_differs(tmp_path, old, new):
    """sphinx-intl gave "minimum … 2 bar" the translation of "maximum … 5 bar"."""
    update.update(Translation('lv', tmp_path), {'p': pot(old)})
    translate(tmp_path, {old: 'Tulkojums.'}, page='p')
    update.update(Translation('lv', tmp_path), {'p': pot(new)})
    message = entry(tmp_path, new, 'p')
    assert (message.msgstr, message.fuzzy, message.previous_msgid) == ('', False, old)
    assert Catalog.at(Translation('lv', tmp_path).path('p'), 'lv').faults == []


def test_little_alike_shows_as_changed_on_the_same_page_only(locales):
    new = 'Two old buses and a train cross this border nearly every day.'
    update.update(Translation('lv', locales), {'start/index': pot('The port is open.', new), 'other': pot(new)})
    assert entry(locales, new).previous_msgid == 'Two buses cross the border every day.'
    assert not entry(locales, new).msgstr
    assert not entry(locales, new, 'other').previous_msgid


def test_an_edited_msgid_is_told_with_its_line_and_both_texts(locales):
    path, pots = Translation('lv', locales).path('start/index'), {'start/index': pot('The port is open.', BUSES)}
    lines = path.read_text(encoding='utf-8').split('\n')
    assert update.lagging(Translation('lv', locales), pots) == []
    path.write_text('\n'.join(lines).replace(BUSES, BUSES.replace('every', 'each')), encoding='utf-8')
    (found,) = update.lagging(Translation('lv', locales), pots)
    assert found.line == lines.index(f'msgid "{BUSES}"') + 1
    assert f'| Page: “{BUSES}” | Catalog: “{BUSES.replace("every", "each")}”' in found.text
    assert 'If this msgid was edited here, put the English back' in found.text


def test_a_catalog_that_only_lacks_a_message_has_no_line_for_it(locales):
    pots = {'start/index': pot('The port is open.', BUSES, 'A third sentence is new here.')}
    (found,) = update.lagging(Translation('lv', locales), pots)
    assert found.line is None and 'edited' not in found.text


def test_restored_text_gets_its_translation_back(locales):
    first = {'start/index': pot('The port is open.', 'Two buses cross the border every day.')}
    update.update(Translation('lv', locales), first)
    before = {path: text.split(b'\n\n', 1)[1] for path, text in snapshot(locales).items()}
    update.update(
        Translation('lv', locales), {'start/index': pot('The port is open.', 'Two buses cross the border each day.')}
    )
    update.update(Translation('lv', locales), first)
    assert {path: text.split(b'\n\n', 1)[1] for path, text in snapshot(locales).items()} == before


def test_work_on_a_proposal_survives_another_change(locales):
    """A translator who mended a fuzzy message, but left the mark, finds her text again."""
    update.update(Translation('lv', locales), {'start/index': pot('The port is wide open.')})
    translate(locales, {'The port is wide open.': 'Osta ir plaši atvērta.'})
    update.update(Translation('lv', locales), {'start/index': pot('Something else entirely.')})
    message = entry(locales, 'The port is wide open.')
    assert (message.obsolete, message.fuzzy, message.msgstr) == (1, True, 'Osta ir plaši atvērta.')


def test_translation_moves_with_its_text_to_another_page(locales):
    update.update(
        Translation('lv', locales),
        {
            'start/index': pot('Two buses cross the border every day.'),
            'ports': pot('The port is open.', page='ports'),
        },
    )
    assert entry(locales, 'The port is open.', 'ports').msgstr == 'Osta ir atvērta.'
    assert entry(locales, 'The port is open.') is None


def test_catalog_of_a_page_that_is_gone_leaves_its_translations_in_memory(locales):
    update.update(Translation('lv', locales), {'other': pot('The port is open.', page='other')})
    assert not Translation('lv', locales).path('start/index').exists()
    rest = polib.pofile(str(locales / 'lv' / 'memory.po'))
    assert [(message.msgid, message.obsolete) for message in rest] == [('Two buses cross the border every day.', 1)]
    update.update(
        Translation('lv', locales), {'other': pot('The port is open.', 'Two buses cross the border every day.')}
    )
    assert entry(locales, 'Two buses cross the border every day.', 'other').translated()
    assert not (locales / 'lv' / 'memory.po').exists()


def test_broken_catalog_stops_the_update_before_anything_is_written(locales):
    good = Translation('lv', locales).path('start/index')
    bad = Translation('lv', locales).path('zzz')
    bad.write_text('<<<<<<< mine\n' + good.read_text())
    before = snapshot(locales)
    with pytest.raises(FindingsError, match='merge conflict'):
        update.update(Translation('lv', locales), {'start/index': pot('New.'), 'zzz': pot('New.')})
    assert snapshot(locales) == before


def test_refresh_is_no_revision(locales, monkeypatch):
    """Nor does the form have any other line that changes by itself; what msgfmt asks for stays."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    path = Translation('lv', locales).path('start/index')
    assert update.update(Translation('lv', locales), {'start/index': pot('The port is open.')}) == [path]
    path.write_text(
        path.read_text().replace(
            'PO-Revision-Date: ', 'POT-Creation-Date: 2020-01-01 10:00+0000\\n"\n"PO-Revision-Date: '
        )
    )
    before = header(path)
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1800000000')
    for texts in (['The port is open.', 'New.'], ['New.', 'Two buses cross the border every single day.']):
        assert update.update(Translation('lv', locales), {'start/index': pot(*texts)}) == [path]
        assert header(path) == {name: line for name, line in before.items() if name != 'POT-Creation-Date'}
    assert before['POT-Creation-Date'] and before['PO-Revision-Date'] != '2027-01-15 08:00+0000'
    checked = subprocess.run(['msgfmt', '-c', '-o', '/dev/null', path], capture_output=True, text=True, check=True)
    assert checked.stderr == ''


def test_translations_taken_in_are_a_revision(locales, monkeypatch):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1800000000')
    translation = Translation('lv', locales)
    file = translation.catalog('start/index').copy()
    update.write_catalog(translation, 'start/index', file)
    assert header(translation.path('start/index'))['PO-Revision-Date'] != '2027-01-15 08:00+0000'
    file[0].msgstr = 'Osta ir vaļā.'
    update.write_catalog(translation, 'start/index', file)
    assert header(translation.path('start/index'))['PO-Revision-Date'] == '2027-01-15 08:00+0000'


def test_signs_that_end_a_line_elsewhere_are_written_as_they_are():
    """Also none that would join the next line to a comment."""
    odd = polib.POEntry(
        msgid='a\u2028b\x85c\x1cd',
        msgstr='a\u2028b\x85c\x1cd\a\r\v',
        tcomment='one\u2028line\\\nand another   ',
        comment='a hint \\\\',
        occurrences=[('a.md', '')],
    )
    catalog = polib.POFile()
    catalog.append(odd)
    text = format_catalog(catalog)
    assert text.split('\n\n', 1)[1] == (
        '# one\u2028line\\ \n# and another\n#. a hint \\\\ \n#: a.md\n'
        'msgid "a\u2028b\x85c\x1cd"\nmsgstr "a\u2028b\x85c\x1cd\\a\\r\\v"\n'
    )
    [same] = read(text)
    assert (same.msgid, same.msgstr, same.comment) == (odd.msgid, odd.msgstr, 'a hint \\\\ ')
    again = polib.POFile()
    again.append(same)
    assert format_catalog(again) == text


def test_canonical_form_undoes_other_tools_habits():
    """Wrapped lines, line numbers, Babel's brace flags and program names go; hints and comments stay."""
    catalog = polib.pofile("""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: Poedit 3\\n"
"Language: lv\\n"

# mine
#. hint
#: ../../handbook/a.md:3 ../../handbook/a.md:9
#, python-brace-format, fuzzy
#| msgid "Old {term}`port`"
msgid ""
"New {term}`port` "
"and more"
msgstr "Jauna \\"osta\\"\\tun \\\\"
""")
    text = format_catalog(catalog).split('\n\n', 1)[1]
    assert (
        text
        == """# mine
#. hint
#: ../../handbook/a.md
#, fuzzy
#| msgid "Old {term}`port`"
msgid "New {term}`port` and more"
msgstr "Jauna \\"osta\\"\\tun \\\\"
"""
    )


def test_interface_has_readers_texts_with_plurals_and_none_of_the_console():
    texts = {entry.msgid: entry for entry in interface_pot()}
    found = texts['Search finished, found one page matching the search query.']
    assert found.msgid_plural
    assert {'Fig. %s', 'Table %s', 'Search Results', 'Symbols', 'Note', 'Link to this heading'} <= texts.keys()
    assert texts['Fig. %s'].flags == ['python-format']
    assert not [text for text in texts if 'deprecated' in text or 'glossary term must' in text or 'reST' in text]


def test_our_own_interface_texts_are_found_wherever_they_stand(tmp_path):
    """Babel overlooks f-strings in Python 3.11, Jinja's extractor calls on an object."""
    for name, text in {
        'publishing/a.py': 'f"<p>{_(\'In an f-string\')}</p>", self._("On " "self"), _(variable), __("console")',
        'theme/templates/a.html': "{{ _('Plain') }}{% trans %}In a block{% endtrans %}{{ b._('On an object') }}",
        'theme/a.js': 'x = _("In a script");',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    texts = [entry.msgid for entry in interface_pot(tmp_path) if not entry.occurrences[0][0].startswith('sphinx/')]
    assert sorted(texts) == ['In a block', 'In a script', 'In an f-string', 'On an object', 'On self', 'Plain']


def test_no_texts_are_lost_with_a_damaged_template(tmp_path):
    path = tmp_path / 'theme' / 'a.html'
    path.parent.mkdir()
    path.write_text("{{ _('Plain') }}{% if %}", encoding='utf-8')
    with pytest.raises(FindingsError, match=r'a\.html:1: the template cannot be read'):
        interface_pot(tmp_path)


def test_interface_catalog_is_valid_in_every_language(tmp_path):
    words = interface_pot()
    for language in ('lv', 'lt', 'et'):
        update.update(Translation(language, tmp_path), {'sphinx': words})
        path = Translation(language, tmp_path).path('sphinx')
        assert Catalog.at(path, language).faults == []
        assert update.update(Translation(language, tmp_path), {'sphinx': words}) == []


def test_sphinx_intl_finds_its_way(locales):
    """A translator who knows sphinx-intl gets what she expects from stat and build."""
    update.update(Translation('lv', locales), {'other': pot('The port is open.', 'Untranslated', page='other')})
    command = str(Path(sys.executable).with_name('sphinx-intl'))
    options = ['-d', str(locales), '-l', 'lv']
    # Its exit code is 1 even when all is well.
    stat = subprocess.run([command, 'stat', *options], capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert 'other.po: 1 translated, 0 fuzzy, 1 untranslated.' in stat.stdout
    assert 'memory.po: 0 translated, 0 fuzzy, 0 untranslated.' in stat.stdout
    subprocess.run([command, 'build', *options], capture_output=True, check=True, cwd=REPOSITORY)
    assert polib.mofile(str(locales / 'lv' / 'LC_MESSAGES' / 'other.mo')).find('The port is open.')


def test_english_has_no_catalogs():
    assert [language.code for language in update.translations(['en', 'lv'])] == ['lv']
    assert 'en' not in [language.code for language in update.translations()]
    with pytest.raises(FindingsError, match='no language "xx"'):
        update.translations(['xx'])


def test_findings_of_sphinx_are_those_of_the_extraction(monkeypatch, tmp_path):
    placed = Finding('/x/handbook/a.md', 3, Code.ALT_TEXT, 'b.md:1: WARNING: [handbook.link]')
    without_place = Finding('', None, Code.MARKUP, 'something without a place')
    monkeypatch.setattr(sphinx_apart, 'build', lambda options, folder: [placed, without_place])
    assert templates._build(tmp_path) == [placed, replace(without_place, path='handbook')]


def test_a_sphinx_that_stops_is_one_finding(monkeypatch, tmp_path):
    def stop(options, folder):
        raise sphinx_apart.SphinxApartError('a.md:1: lost power [handbook.link]')

    monkeypatch.setattr(sphinx_apart, 'build', stop)
    [finding] = templates._build(tmp_path)
    assert str(finding) == (
        'conf.py: Sphinx cannot read the chapters: a.md:1: lost power [handbook.link]; expected it to read them all. '
        'Mend what it names. [handbook.markup]'
    )


def test_new_plural_has_every_form_of_the_language(tmp_path):
    """Sphinx and Babel extract two; Latvian and Lithuanian have three. What is filled in stays."""
    source = polib.POFile()
    source.append(polib.POEntry(msgid='%d bus', msgid_plural='%d buses', msgstr_plural={0: '', 1: ''}))
    for language in ('lv', 'lt'):
        update.update(Translation(language, tmp_path), {'sphinx': source})
        message = entry(tmp_path, '%d bus', 'sphinx', language)
        assert message.msgstr_plural == {0: '', 1: '', 2: ''}
        path = Translation(language, tmp_path).path('sphinx')
        path.write_text(path.read_text().replace('msgstr[0] ""', 'msgstr[0] "x"'))
        update.update(Translation(language, tmp_path), {'sphinx': source})
        assert entry(tmp_path, '%d bus', 'sphinx', language).msgstr_plural == {0: 'x', 1: '', 2: ''}
        (finding,) = Catalog.at(path, language).faults
        assert 'msgstr[1] is missing or empty' in finding.text
        assert path.read_text().splitlines()[finding.line - 1].startswith('msgid "%d bus"')


def test_unfinished_plural_that_is_gone_is_kept(tmp_path):
    source = polib.POFile()
    source.append(polib.POEntry(msgid='%d bus', msgid_plural='%d buses', msgstr_plural={0: '', 1: ''}))
    update.update(Translation('lv', tmp_path), {'p': source})
    path = Translation('lv', tmp_path).path('p')
    path.write_text(path.read_text().replace('msgid "%d', '#, fuzzy\nmsgid "%d').replace('[0] ""', '[0] "buss"'))
    update.update(Translation('lv', tmp_path), {'p': polib.POFile()})
    assert entry(tmp_path, '%d bus', 'p').msgstr_plural[0] == 'buss'


def test_a_text_that_gets_or_loses_its_plural_keeps_its_translation_as_a_proposal(tmp_path):
    """As msgmerge does it. Two messages with the same msgid would be one too many for gettext."""
    one, many = polib.POFile(), polib.POFile()
    one.append(polib.POEntry(msgid='%s bus'))
    many.append(polib.POEntry(msgid='%s bus', msgid_plural='%s buses', msgstr_plural={0: '', 1: ''}))
    translation = Translation('lv', tmp_path)
    path = translation.path('sphinx')

    def message() -> str:
        assert Catalog.at(path, 'lv').faults == []
        assert update.update(translation, {'sphinx': pots}) == []
        return path.read_text(encoding='utf-8').split('\n\n', 1)[1]

    for pots in (one, many):
        update.update(translation, {'sphinx': pots})
        assert 'fuzzy' not in message(), 'nothing to propose'
    update.update(translation, {'sphinx': one})
    path.write_text(path.read_text().replace('bus"\nmsgstr ""', 'bus"\nmsgstr "%s buss"'))
    pots = many
    update.update(translation, {'sphinx': pots})
    assert message().endswith(
        '#, fuzzy\n#| msgid "%s bus"\nmsgid "%s bus"\nmsgid_plural "%s buses"\n'
        'msgstr[0] "%s buss"\nmsgstr[1] ""\nmsgstr[2] ""\n'
    )
    pots = one
    update.update(translation, {'sphinx': pots})
    assert message().endswith('#, fuzzy\n#| msgid "%s bus"\nmsgid "%s bus"\nmsgstr "%s buss"\n')
