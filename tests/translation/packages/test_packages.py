"""Work packages: all a translator needs goes out, nothing but checked translations comes back."""

import datetime
import subprocess
import unicodedata
import zipfile

import polib
import pytest
from openpyxl import load_workbook

from publishing.core import languages
from publishing.core.findings import Code, FindingsError, Severity
from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.form import format_catalog
from publishing.translation.messages.memory import similar
from publishing.translation.messages.plural_forms import examples
from publishing.translation.messages.word_changes import marked
from publishing.translation.packages import folder, take
from publishing.translation.packages import package as packages
from publishing.translation.packages.po import po_text
from publishing.translation.packages.sheet import sheet_bytes

PAGE = 'coast/ports'
OPEN, BUSES, NEWS, TERM = (
    'The port is open.',
    'Two buses cross the border every day.',
    'A ferry sails in 2024.',
    'The {term}`planning region` answers.',
)
NOW = 'Two red buses cross the border every day.'
TERMBASE = 'en,lv,lt,definition_en,source\nplanning region,plānošanas reģions,,,\n'
NAMES = 'en,lv,kind,source\nferry,prāmis;prāmju līnija,product,own\nA,,place,own\n'
FORBIDDEN = (
    'when,word,instead,unless,reason\n,plānošanas apgabals,plānošanas reģions,,"another thing"\n'
    '/sails?/,kuģo*,kursē,,"a ship that comes again and again"\n,nekad*,nemaz,,"always wrong"\n'
)


def pot(*texts, page=PAGE, **fields):
    """Return a template as Sphinx extracts it."""
    result = polib.POFile()
    result.metadata = {'Project-Id-Version': 'Handbook 0.1'}
    places = [(f'../../handbook/{page}.md', '1')]
    result.extend(polib.POEntry(msgid=text, occurrences=places, **fields) for text in texts)
    return result


@pytest.fixture
def pots():
    """Return the English of today: one message translated, one changed, two new, and plurals of the interface."""
    plural = polib.POEntry(
        msgid='%d page', msgid_plural='%d pages', msgstr_plural={0: '', 1: ''}, flags=['python-format']
    )
    interface = polib.POFile()
    interface.append(plural)
    return {PAGE: pot(OPEN, NOW, NEWS, TERM, comment='a note of the author'), 'sphinx': interface}


@pytest.fixture
def locales(tmp_path, pots):
    """Return a folder of Latvian catalogs."""
    folder = tmp_path / 'locales'
    update.update(Translation('lv', folder), {PAGE: pot(OPEN, BUSES)})
    path = Translation('lv', folder).path(PAGE)
    catalog = polib.pofile(str(path))
    catalog.find(OPEN).msgstr = 'Osta ir atvērta.'
    catalog.find(BUSES).msgstr = 'Robežu katru dienu šķērso divi autobusi.'
    catalog.save(str(path))
    (folder / 'termbase.csv').write_text(TERMBASE)
    (folder / 'names.csv').write_text(NAMES)
    (folder / 'lv' / 'forbidden.csv').write_text(FORBIDDEN)
    update.update(Translation('lv', folder), pots)
    return folder


@pytest.fixture
def send(tmp_path, locales, pots):
    """Return a function that writes the packages and returns the paths by ending."""

    def write(page=PAGE, **options):
        (package,) = packages.collect(languages.get('lv'), [page], locales=locales, pots=pots, **options)
        name = page.rpartition('/')[2]
        paths = {'po': tmp_path / f'{name}.po', 'xlsx': tmp_path / f'{name}.xlsx'}
        paths['po'].write_text(po_text(package))
        paths['xlsx'].write_bytes(sheet_bytes(package))
        return paths

    return write


def bytes_of(locales):
    return {path: path.read_bytes() for path in locales.rglob('*.po')}


def entry(locales, text, page=PAGE):
    return polib.pofile(str(Translation('lv', locales).path(page))).find(text)


def rows(path):
    """Return the sheet and its rows as dictionaries of cells."""
    book = load_workbook(path, rich_text=True)
    sheet = book['Messages']
    heads = [cell.value for cell in sheet[1]]
    return book, [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2)]


def fill_po(path, translations, **fields):
    catalog = polib.pofile(str(path), wrapwidth=78)  # as Poedit wraps
    for text, translation in translations.items():
        message = catalog.find(text)
        message.msgstr = translation
        message.flags = [flag for flag in message.flags if flag != 'fuzzy']
        for name, value in fields.items():
            setattr(message, name, value)
    catalog.metadata['X-Generator'] = 'Poedit 3.2'
    catalog.save(str(path))


def fill_sheet(path, translations, ready=None):
    book, found = rows(path)
    for row in found:
        if row['English'].value in translations:
            row['Translation'].value = translations[row['English'].value]
            row['Ready?'].value = ready
    book.save(path)


FILLERS = {'po': fill_po, 'xlsx': fill_sheet}
both = pytest.mark.parametrize('kind', ['po', 'xlsx'])


def test_only_what_needs_work_and_all_that_helps(send):
    paths = send()
    catalog = polib.pofile(str(paths['po']))
    assert [message.msgid for message in catalog] == [NOW, NEWS, TERM]
    assert catalog[0].fuzzy
    assert catalog[0].previous_msgid == BUSES
    notes = catalog[0].comment.splitlines()
    assert 'a note of the author' in notes
    assert 'Difference: Two {+red+} buses cross the border every day.' in notes
    (memory,) = [note for note in notes if note.startswith('Memory 9')]
    assert memory.endswith('→ Robežu katru dienu šķērso divi autobusi.')
    assert 'Term: planning region → plānošanas reģions (not: plānošanas apgabals)' in catalog[2].comment
    _book, found = rows(paths['xlsx'])
    assert [row['State'].value for row in found] == ['changed', 'new', 'new']
    assert str(found[0]['What changed'].value) == 'Two {+red+} buses cross the border every day.'
    assert found[0]['English before'].value == BUSES
    assert found[0]['Words'].value == 8
    assert found[2]['Terms'].value == 'planning region → plānošanas reģions (not: plānošanas apgabals)'
    assert [note for note in catalog[1].comment.splitlines() if note.startswith('Term')] == [
        'Term: ferry, official name → prāmis / prāmju līnija',
        'Term: sails → kursē (not: kuģo*)',
    ]
    assert found[1]['Terms'].value == 'ferry, official name → prāmis / prāmju līnija\nsails → kursē (not: kuģo*)'
    assert found[0]['Notes'].value.splitlines()[0] == 'a note of the author'


def test_first_sheet_tells_what_to_do(send):
    guide = load_workbook(send()['xlsx'])['Read me']
    facts = {row[0]: row[1] for row in guide.iter_rows(values_only=True)}
    assert facts['Language'] == 'lv'
    assert facts['Chapter'] == PAGE
    assert facts['Messages'] == 3
    assert facts['Of them'] == '1 changed, 2 new'
    assert 'yellow column' in facts['English']
    assert 'dzeltenajā' in facts['Latviešu']


def test_po_is_valid_and_everything_can_be_sent(send):
    path = send(everything=True)['po']
    assert subprocess.run(['msgfmt', '-c', '-o', '/dev/null', path], capture_output=True).returncode == 0
    assert len(polib.pofile(str(path))) == 4


def test_same_package_same_bytes(send):
    first = {kind: path.read_bytes() for kind, path in send().items()}
    assert {kind: path.read_bytes() for kind, path in send().items()} == first
    with zipfile.ZipFile(send()['xlsx']) as file:
        assert {info.date_time[0] for info in file.infolist()} == {1980}


def test_only_two_columns_can_be_written_in(send):
    sheet = load_workbook(send()['xlsx'])['Messages']
    assert sheet.protection.sheet
    assert {
        sheet.cell(1, cell.column).value
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if not cell.protection.locked
    } == {'Translation', 'Ready?'}


@both
@pytest.mark.parametrize('everything', [False, True])
def test_round_trip_unchanged_changes_nothing(send, locales, kind, everything):
    before = bytes_of(locales)
    for page in (PAGE, 'sphinx'):
        (result,) = take.take([send(page, everything=everything)[kind]], Translation('lv', locales))
        assert (result.taken, result.refused, result.findings) == (0, 0, [])
        assert result.unchanged > 0
    assert bytes_of(locales) == before


@both
def test_translations_come_back_and_nothing_else(send, locales, kind):
    path = send()[kind]
    FILLERS[kind](path, {NEWS: 'Prāmis kursē 2024. gadā.', NOW: 'Robežu katru dienu šķērso divi sarkani autobusi.'})
    (result,) = take.take([path], Translation('lv', locales))
    assert (result.taken, result.unchanged, result.refused) == (2, 1, 0)
    assert entry(locales, NEWS).msgstr == 'Prāmis kursē 2024. gadā.'
    changed = entry(locales, NOW)
    assert not changed.fuzzy
    assert changed.previous_msgid is None
    assert changed.comment == 'a note of the author'
    assert 'X-' not in Translation('lv', locales).path(PAGE).read_text()
    taken = bytes_of(locales)
    (again,) = take.take([path], Translation('lv', locales))
    assert (again.taken, again.refused) == (0, 0), 'the same file twice'
    assert bytes_of(locales) == taken


@both
def test_a_line_separator_pasted_from_a_layout_program_is_taken(send, locales, kind):
    """It is no end of line: the message stays what it is, with blanks in its place."""
    path = send()[kind]
    FILLERS[kind](path, {NEWS: 'Prāmis\u2028kursē\x852024. gadā.'})
    (result,) = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused) == (1, 0), result.findings
    assert {one.severity for one in result.findings} == {Severity.WARNING}
    [message] = [one for one in Translation('lv', locales).catalog(PAGE).read() if one.msgid == NEWS]
    assert message.msgstr == 'Prāmis kursē 2024. gadā.'


def test_a_comment_broken_into_lines_is_no_change(send, locales):
    path = Translation('lv', locales).path(PAGE)
    note = 'ask the port authority about the depth of the basin and about the length of each of its cross-border quays'
    path.write_text(path.read_text().replace(f'msgid "{NEWS}"', f'# {note}\nmsgid "{NEWS}"', 1))
    path.write_text(format_catalog(Translation('lv', locales).catalog(PAGE).copy()))
    sent = send()['po']
    fill_po(sent, {})  # breaks the comment
    assert f'# {note}\n' not in sent.read_text()
    (result,) = take.take([sent], Translation('lv', locales))
    assert result.findings == []


def test_old_translation_is_confirmed_only_by_a_word(send, locales):
    path = send()['xlsx']
    fill_sheet(path, {NOW: 'Robežu katru dienu šķērso divi autobusi.'}, ready='yes')
    (result,) = take.take([path], Translation('lv', locales))
    assert result.taken == 1
    assert not entry(locales, NOW).fuzzy


@both
def test_unfinished_text_is_kept_but_not_published(send, locales, kind):
    path = send()[kind]
    text = {NEWS: 'Prāmis kursē … gadā.'}
    fill_po(path, text, flags=['fuzzy']) if kind == 'po' else fill_sheet(path, text, ready='no')
    (result,) = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused) == (1, 0)
    assert entry(locales, NEWS).fuzzy
    assert entry(locales, NEWS).msgstr == text[NEWS]


@both
def test_error_refuses_one_message_and_takes_the_others(send, locales, kind):
    path = send()[kind]
    right = {TERM: '{term}`Plānošanas reģions <planning region>` atbild.'}
    FILLERS[kind](path, right | {NEWS: 'Prāmis kursē 2042. gadā.'})
    (result,) = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused) == (1, 1)
    (wrong,) = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert (wrong.code.value, wrong.path) == ('number', path)
    assert '2042' in wrong.text
    line = path.read_text().splitlines()[wrong.line - 1] if kind == 'po' else ''
    assert '2042' in line or wrong.line == 3
    assert entry(locales, NEWS).msgstr == ''
    assert entry(locales, TERM).msgstr.startswith('{term}')


@both
def test_warning_is_shown_and_taken(send, locales, kind):
    path = send()[kind]
    FILLERS[kind](path, {NEWS: 'Prāmis Prāmis kursē 2024. gadā.'})
    (result,) = take.take([path], Translation('lv', locales))
    assert result.taken == 1
    assert 'doubled' in {finding.code.value for finding in result.findings}


@both
def test_translation_changed_meanwhile_is_not_overwritten(send, locales, kind):
    path = send()[kind]
    FILLERS[kind](path, {NEWS: 'Prāmis kursē 2024. gadā.'})
    fill_po(Translation('lv', locales).path(PAGE), {NEWS: 'Prāmis iet 2024. gadā.'})
    before = bytes_of(locales)
    (result,) = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused) == (0, 1)
    assert 'Prāmis kursē' in result.findings[0].text
    assert 'Prāmis iet' in result.findings[0].text
    assert bytes_of(locales) == before


@both
def test_english_changed_meanwhile(send, locales, pots, kind):
    path = send()[kind]
    FILLERS[kind](path, {NEWS: 'Prāmis kursē 2024. gadā.'})
    update.update(Translation('lv', locales), pots | {PAGE: pot(OPEN, NOW, 'A ferry sails in 2025.', TERM)})
    (result,) = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused) == (0, 1)
    assert 'its English has changed' in result.findings[0].text


@both
def test_english_changed_in_the_file(send, locales, kind):
    path = send()[kind]
    FILLERS[kind](path, {NEWS: 'Prāmis kursē 2024. gadā.'})
    if kind == 'po':
        path.write_text(path.read_text().replace(f'msgid "{NEWS}"', 'msgid "A boat sails in 2024."'))
    else:
        book, found = rows(path)
        found[1]['English'].value = 'A boat sails in 2024.'
        book.save(path)
    before = bytes_of(locales)
    (result,) = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused) == (0, 1)
    assert 'English' in result.findings[0].text
    assert bytes_of(locales) == before


def change_rows(path, change):
    book, _rows = rows(path)
    change(book['Messages'])
    book.save(path)


def percentage(cell):
    """Write into ``cell`` what a spreadsheet makes of "26 %"."""
    cell.value, cell.number_format = 0.26, '0%'


@pytest.mark.parametrize(
    ('change', 'words', 'refused'),
    [
        (lambda sheet: sheet.delete_rows(3), 'No. 2 are missing', 0),
        (lambda sheet: sheet.append([4, 'new', 'More.', '', '', 'Vairāk.']), 'row was added', 1),
        (lambda sheet: sheet.append([cell.value for cell in sheet[3]]), 'twice', 2),
        (lambda sheet: sheet.move_range('A2:N2', rows=4), 'row was moved', 1),
        (lambda sheet: setattr(sheet['F3'], 'value', 3.14), 'for a number and keeps 3.14', 1),
        (lambda sheet: percentage(sheet['F3']), 'for a percentage and keeps 0.26', 1),
        (
            lambda sheet: setattr(sheet['F3'], 'value', datetime.datetime(2019, 8, 1)),
            'for a date and keeps 2019-08-01 instead',
            1,
        ),
        (lambda sheet: setattr(sheet['F3'], 'value', datetime.time(9, 30)), 'for a time of day and keeps 09:30:00', 1),
        (lambda sheet: setattr(sheet['F3'], 'value', True), 'for a logical value (TRUE or FALSE)', 1),
        (lambda sheet: setattr(sheet['F3'], 'value', '=1+1'), 'formula', 1),
        (lambda sheet: setattr(sheet['G3'], 'value', 'perhaps'), '"perhaps"', 1),
    ],
)
def test_rows_that_are_not_as_they_were_sent(send, locales, change, words, refused):
    path = send()['xlsx']
    change_rows(path, change)
    before = bytes_of(locales)
    (result,) = take.take([path], Translation('lv', locales))
    assert result.refused == refused
    assert words in ' '.join(finding.text for finding in result.findings)
    assert all(finding.path == path and finding.line for finding in result.findings)
    assert bytes_of(locales) == before


def test_deleted_message_of_a_po_is_named(send, locales):
    path = send()['po']
    catalog = polib.pofile(str(path))
    catalog.remove(catalog.find(NEWS))
    catalog.save(str(path))
    (result,) = take.take([path], Translation('lv', locales))
    assert '1 of 3 messages are missing' in result.findings[0].text


@both
def test_wrong_language_and_strange_files(send, locales, tmp_path, kind):
    path = send()[kind]
    (result,) = take.take([path], Translation('lt', locales))
    assert 'expected one for "lt"' in result.findings[0].text
    broken = tmp_path / f'broken.{kind}'
    broken.write_bytes(b'no package')
    other = tmp_path / 'notes.txt'
    other.write_text('')
    for strange in (broken, other, tmp_path / f'none.{kind}'):
        (result,) = take.take([strange], Translation('lv', locales))
        assert result.findings
        assert result.taken == 0


def test_chapter_outside_the_catalogs_is_refused(send, locales):
    path = send()['po']
    path.write_text(path.read_text().replace(f'Package: {PAGE},', 'Package: ../../secret,'))
    (result,) = take.take([path], Translation('lv', locales))
    assert 'has no catalog' in result.findings[0].text


@both
def test_all_plural_forms_go_out_and_come_back(send, locales, kind):
    path = send('sphinx')[kind]
    forms = ['%d lappuse', '%d lappuses', '%d lappušu']
    if kind == 'po':
        catalog = polib.pofile(str(path))
        assert len(catalog[0].msgstr_plural) == 3
        catalog[0].msgstr_plural = dict(enumerate(forms))
        catalog.save(str(path))
    else:
        book, found = rows(path)
        assert [row['Notes'].value for row in found] == [
            f'Form for {numbers}' for numbers in ('1, 21, 31, …', '2, 3, 4, …', '0')
        ]
        for row, text in zip(found, forms, strict=True):
            row['Translation'].value = text
        book.save(path)
    (result,) = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused, result.findings) == (1, 0, [])
    assert list(entry(locales, '%d page', 'sphinx').msgstr_plural.values()) == forms


@both
def test_lost_placeholder_of_the_interface_is_refused(send, locales, kind):
    path = send('sphinx')[kind]
    if kind == 'po':
        catalog = polib.pofile(str(path))
        catalog[0].msgstr_plural = {0: 'lappuse', 1: 'lappuses', 2: 'lappušu'}
        catalog.save(str(path))
    else:
        change_rows(path, lambda sheet: [setattr(sheet.cell(row, 6), 'value', 'lappuse') for row in (2, 3, 4)])
    before = bytes_of(locales)
    (result,) = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused) == (0, 1)
    assert 'placeholder' in result.findings[0].text
    assert bytes_of(locales) == before


def test_broken_translation_goes_out_again(send, locales):
    fill_po(Translation('lv', locales).path(PAGE), {NEWS: 'Prāmis kursē 2042. gadā.'})
    _book, found = rows(send()['xlsx'])
    assert found[1]['State'].value == 'has an error'
    assert '2042' in found[1]['Notes'].value


def test_outdated_catalog_is_refused(locales, pots):
    with pytest.raises(FindingsError, match='make catalogs'):
        packages.collect(languages.get('lv'), locales=locales, pots=pots | {PAGE: pot('Something new.')})
    with pytest.raises(FindingsError, match='there is no chapter "coast/prots"'):
        packages.collect(languages.get('lv'), ['coast/prots'], locales=locales, pots=pots)


def test_returned_work_is_not_overwritten(tmp_path):
    folder.write_files(tmp_path, {'a/b.po': b'one'})
    folder.write_files(tmp_path, {'a/b.po': b'two'})
    (tmp_path / 'a' / 'b.po').write_bytes(b'translated')
    for files, gone in (({'a/b.po': b'three'}, ()), ({}, ['a/b.po'])):
        with pytest.raises(FindingsError, match='overwritten'):
            folder.write_files(tmp_path, files, gone)
    assert (tmp_path / 'a' / 'b.po').read_bytes() == b'translated'
    (tmp_path / 'a' / 'b.po').unlink()
    folder.write_files(tmp_path, {'a/b.po': b'three'})
    folder.write_files(tmp_path, {}, ['a/b.po'])
    assert not (tmp_path / 'a' / 'b.po').exists()


@pytest.mark.parametrize(
    ('before', 'after', 'expected'),
    [
        ('The state plan.', 'The national plan.', 'The [-state-]{+national+} plan.'),
        ('A plan', 'A plan.', 'A plan{+.+}'),
        ('One two three', 'One three', 'One [-two-] three'),
        ('one two three', 'one 2 3', 'one [-two three-]{+2 3+}'),
        ('a  b', 'a b', 'a[-  -]{+ +}b'),
    ],
)
def test_difference_can_be_read(before, after, expected):
    assert marked(before, after) == expected


def test_similar_texts_best_first():
    texts = {'The port of Ventspils is open.': 'a', 'The port of Liepāja is open.': 'b', 'A bus.': 'c'}
    found = similar('The port of Liepāja is open now.', texts)
    assert [one.translation for one in found] == ['b', 'a']
    assert found[0].ratio > found[1].ratio > 0.6
    assert similar('A bus.', texts) == []


def test_numbers_of_a_plural_form():
    assert examples('lt', 1) == '2, 3, 4, …'
    assert examples('lv', 2) == '0'


# Signs that nobody sees


@pytest.mark.parametrize('kind', ['po', 'xlsx'])
def test_what_programs_bring_in_is_mended_and_said(send, locales, kind):
    path = send()[kind]
    fill = fill_po if kind == 'po' else fill_sheet
    fill(
        path,
        {
            TERM: 'Atbild {term}`plānošanas reg\u0327ions <planning region>`\u2028tu\u200blīt.',
            NEWS: 'Prāmis 2024.\u2003',
        },
    )
    [result] = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused) == (2, 0)
    assert entry(locales, TERM).msgstr == 'Atbild {term}`plānošanas reģions <planning region>` tulīt.'
    assert entry(locales, NEWS).msgstr == 'Prāmis 2024.'
    said = [one for one in result.findings if one.code is Code.SIGN]
    assert {one.severity for one in said} == {Severity.WARNING} and {one.path for one in said} == {path}
    for sign, what in (('2028', 'a blank'), ('200B', 'deleted'), ('2003', 'a blank'), ('0327', 'one sign')):
        [one] = [one for one in said if one.text.startswith(f'⟨U+{sign}⟩') or f'with ⟨U+{sign}⟩' in one.text]
        assert 'It was mended' in one.text and what in one.text.rpartition('It was mended')[2]
        assert one.line and one.line > 1


@pytest.mark.parametrize('kind', ['po', 'xlsx'])
def test_what_only_the_translator_can_tell_is_refused(send, locales, kind):
    path = send()[kind]
    before = entry(locales, NEWS).msgstr
    (fill_po if kind == 'po' else fill_sheet)(
        path, {NEWS: 'Prāmis\ue000 2024.', TERM: 'Atbild {term}`x <planning region>`.'}
    )
    [result] = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused) == (1, 1)
    assert entry(locales, NEWS).msgstr == before
    [one] = [one for one in result.findings if one.code is Code.SIGN]
    assert one.severity is Severity.ERROR and one.path == path
    assert one.text.startswith('⟨U+E000⟩ a sign for private use stands in "Prāmis⟨U+E000⟩ 2024."')


@pytest.mark.parametrize('kind', ['po', 'xlsx'])
def test_a_package_whose_letters_all_became_two_signs_brings_nothing_new(send, locales, kind):
    """As an old Mac saves it: no translation has changed, and none that waits for a look is confirmed by that."""
    path, before = send(everything=True)[kind], bytes_of(locales)
    if kind == 'po':
        path.write_text(unicodedata.normalize('NFD', path.read_text(encoding='utf-8')), encoding='utf-8')
    else:
        book, found = rows(path)
        for row in found:
            for name in ('English', 'Translation'):
                row[name].value = unicodedata.normalize('NFD', str(row[name].value or ''))
        book.save(path)
    [result] = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused) == (0, 0)
    assert result.unchanged == 4
    assert bytes_of(locales) == before


def test_controls_as_spreadsheets_write_them(send, locales):
    path = send()['xlsx']
    fill_sheet(
        path,
        {NEWS: 'Prāmis_x000B_iet 2024._x0007_', TERM: 'Atbild_x000D_\n{term}`plānošanas reģions <planning region>`.'},
    )
    [result] = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused) == (1, 1)
    assert entry(locales, TERM).msgstr == 'Atbild\n{term}`plānošanas reģions <planning region>`.'
    [one] = [one for one in result.findings if one.code is Code.SIGN and one.severity is Severity.ERROR]
    assert one.text.startswith('⟨U+0007⟩ a control character stands in "2024.⟨U+0007⟩"')


def test_a_null_in_a_cell_does_not_end_the_text(send, locales):
    path, before = send()['xlsx'], bytes_of(locales)
    fill_sheet(path, {NEWS: 'Prāmis iet 2024._x0000_ Labs.'})
    [result] = take.take([path], Translation('lv', locales))
    assert (result.taken, result.refused) == (0, 1) and bytes_of(locales) == before
    assert any('a sign that nobody sees (U+0000); expected it as it was sent.' in one.text for one in result.findings)


def test_a_message_with_a_control_goes_out_again(send, locales):
    path = Translation('lv', locales).path(PAGE)
    catalog = polib.pofile(str(path))
    catalog.find(OPEN).msgstr = 'Osta\a ir atvērta.'
    catalog.save(str(path))
    before, paths = bytes_of(locales), send()
    assert [row['Translation'].value for row in rows(paths['xlsx'])[1] if row['English'].value == OPEN] == [
        'Osta_x0007_ ir atvērta.'
    ]
    [result] = take.take([paths['xlsx']], Translation('lv', locales))
    assert (result.taken, result.refused) == (0, 0) and bytes_of(locales) == before
