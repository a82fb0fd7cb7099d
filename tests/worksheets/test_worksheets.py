"""Worksheets: fields anybody can fill in, tagged and named; an editable document with the same text."""

import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from lxml import html
from PIL import Image, ImageChops
from places import REPOSITORY
from pypdf import PdfReader, PdfWriter
from tagged import elements, judged, tags
from web_pages import parse

from publishing.core import languages
from publishing.core.downloads import worksheet_stem
from publishing.web import landing
from publishing.worksheets import docx as writer
from publishing.worksheets import fields
from publishing.worksheets.page import Worksheet

BALTIC = 'Āā Čč Ēē Ģģ Īī Ķķ Ļļ Ņņ Šš Ūū Žž ĄąĘęĖėĮįŲų'
PLAN = ['t1r1c2', 't1r1c3', 't1r1c4', 't1r1c5', 't1r2c2', 't1r2c4', 't1r2c5']
MESSAGES = {
    'tools/plan': (
        ('Travel plan', 'Brauciena plāns', 'Kelionės planas'),
        ('The form', 'Veidlapa', 'Forma'),
        ('Plan of one trip', 'Viena brauciena plāns', 'Vienos kelionės planas'),
        ('No.', 'Nr.', 'Nr.'),
        ('Where to', 'Uz kurieni', 'Kur'),
        ('Who', 'Kas', 'Kas'),
        ('Cost', 'Maksa', 'Kaina'),
        ('When', 'Kad', 'Kada'),
        ('Example', 'Piemērs', 'Pavyzdys'),
        ('The mayor', 'Mērs', 'Meras'),
        ('May', 'Maijs', 'Gegužė'),
        ('The council', 'Dome', 'Taryba'),
        ('Who goes **where**, and *why*.', 'Kas brauc **kur** un *kāpēc*.', 'Kas **kur** ir *kodėl*.'),
        (
            'Ask a neighbour. More in [the diary](#diary).',
            'Jautājiet. [Žurnāls](#diary).',
            'Klauskite. [Žurnalas](#diary).',
        ),
        (
            'Write it down; see [the form](#plan-form) and <https://example.org/plans>.',
            'Pierakstiet; [veidlapa](#plan-form), <https://example.org/plans>.',
            'Rašykite; [forma](#plan-form), <https://example.org/plans>.',
        ),
        ('Leave names out.', 'Bez vārdiem.', 'Be vardų.'),
        ('Then:', 'Tad:', 'Tada:'),
        ('Count.', 'Skaitiet.', 'Skaičiuokite.'),
        ('a nested point', 'iekšējs punkts', 'vidinis punktas'),
        ('Compare [prices]{.language-lt}.', 'Salīdziniet.', 'Palyginkite.'),
    ),
    'index': (
        ('Small book', 'Maza grāmata', 'Maža knyga'),
        ('Paid by the Union.', 'Maksā Savienība.', 'Moka Sąjunga.'),
        ('Working edition', 'Darba redakcija', 'Darbinis leidimas'),
    ),
    'tools/index': (('Tools', 'Rīki', 'Įrankiai'),),
}


def catalogs(folder, language):
    """Write the root's catalogs, and beside them the words of the interface."""
    place = ('en', 'lv', 'lt').index(language)
    for name, messages in MESSAGES.items():
        path = folder / language / 'LC_MESSAGES' / f'{name}.po'
        path.parent.mkdir(parents=True, exist_ok=True)
        text = ''.join(f'msgid "{message[0]}"\nmsgstr "{message[place]}"\n\n' for message in messages)
        path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + text, encoding='utf-8')
    shutil.copy(REPOSITORY / 'locales' / language / 'LC_MESSAGES' / 'sphinx.po', folder / language / 'LC_MESSAGES')


@pytest.fixture(scope='module')
def make_sheets(build_shared_app, tmp_path_factory):
    """Return a function that builds the small book in a language and returns the folder of its worksheets."""
    made = {}

    def make(language='en', builder='pdf', **settings):
        key = language, builder, *settings.items()
        if key not in made:
            words = tmp_path_factory.mktemp('locales')
            shutil.copy(languages.REGISTRY, words)
            if language != 'en':
                catalogs(words, language)
            os.environ['SOURCE_DATE_EPOCH'] = '1700000000'
            app = build_shared_app('worksheets', builder, language, {'locale_dirs': [str(words)], **settings})
            assert app.warning.getvalue() == ''
            made[key] = Path(app.outdir)
        return made[key] / 'worksheets' if builder == 'pdf' else made[key]

    return make


@pytest.fixture(scope='module', autouse=True)
def _own_date():
    before = os.environ.get('SOURCE_DATE_EPOCH')
    yield
    os.environ.pop('SOURCE_DATE_EPOCH') if before is None else os.environ.update(SOURCE_DATE_EPOCH=before)


def names(path):
    return {name: field['/TU'] for name, field in PdfReader(path).get_fields().items()}


def texts(path):
    """Return the paragraphs of a document in order, those of tables too."""
    body = docx.Document(path).element.body
    return [
        text
        for line in body.iter(qn('w:p'))
        if (text := ''.join(node.text or '' for node in line.iter(qn('w:t'))).strip())
    ]


# The form


def test_every_empty_cell_is_a_field_with_a_spoken_name(make_sheets):
    assert names(make_sheets() / 'plan.pdf') == {
        't1r1c2': 'Where to, row 1',
        't1r1c3': 'Who, row 1',
        't1r1c4': 'Cost, row 1',
        't1r1c5': 'When, row 1',
        't1r2c2': 'Where to, row 2',
        't1r2c4': 'Cost, row 2',
        't1r2c5': 'When, row 2',
    }


def test_a_row_with_a_heading_is_named_after_it_and_other_tables_have_no_fields(make_sheets):
    assert names(make_sheets() / 'diary.pdf') == {'t1r1c2': 'Word, Monday', 't1r2c2': 'Word, Tuesday'}


@pytest.mark.parametrize(('language', 'first'), [('lv', 'Uz kurieni, 1. rinda'), ('lt', 'Kur, 1 eilutė')])
def test_names_are_in_the_language_of_the_edition(make_sheets, language, first):
    spoken = names(make_sheets(language) / 'plan.pdf')
    assert list(spoken) == PLAN and spoken['t1r1c2'] == first


@pytest.mark.parametrize('language', ['lv', 'lt'])
def test_no_english_is_left(make_sheets, language):
    folder = make_sheets(language)
    shown = ' '.join(page.extract_text() for page in PdfReader(folder / 'plan.pdf').pages)
    english = [
        word
        for messages in MESSAGES.values()
        for message in messages
        for word in re.findall(r'\w{4,}', message[0])
        if word not in ('diary', 'plan', 'form', 'https', 'example', 'plans', 'language')
    ]
    for text in (shown, ' '.join(texts(folder / 'plan.docx')), ' '.join(names(folder / 'plan.pdf').values())):
        assert not [
            word
            for word in [*english, 'row', 'chapter', 'From', 'Edition', 'Draft', 'Sources']
            if re.search(rf'\b{word}\b', text)
        ]


def test_fields_are_tagged_in_reading_order(make_sheets):
    with pikepdf.open(make_sheets() / 'plan.pdf') as pdf:
        assert all(page.Tabs == '/S' for page in pdf.pages)
        widgets = [one for page in pdf.pages for one in page.Annots if one.Subtype == '/Widget']
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for widget in widgets:
            parent = parents[int(widget.StructParent)]
            assert parent.S == '/Form' and parent.K[0].Obj.objgen == widget.objgen
        in_tree = [str(one.K[0].Obj.T) for one in elements(pdf) if one.S == '/Form']
        assert in_tree == [str(widget.T) for widget in widgets] == PLAN
        assert [str(one.T) for one in pdf.Root.AcroForm.Fields] == PLAN
        assert all(int(one.Ff) == 1 << 12 and int(one.F) == 4 for one in widgets)
        assert pdf.check_pdf_syntax() == []
    cells = tags(make_sheets() / 'plan.pdf').find('TD')
    assert [bool(cell.find('Form')) for cell in cells[5:10]] == [False, True, True, True, True]


def test_viewers_make_a_long_entry_smaller(make_sheets, tmp_path):
    """A long entry was cut in print while the fields had one size."""
    words = ' '.join(f'vārds{number}' for number in range(40))
    with pikepdf.open(make_sheets() / 'plan.pdf') as pdf:
        pdf.Root.AcroForm.NeedAppearances = True
        for field in pdf.Root.AcroForm.Fields:
            assert str(field.DA).startswith('/Form 0 Tf')
            if str(field['/T']) == 't1r1c2':
                field.V = pikepdf.String(words)
                del field.AP
        pdf.save(tmp_path / 'filled.pdf')
    shown = subprocess.run(
        ['pdftotext', '-enc', 'UTF-8', tmp_path / 'filled.pdf', '-'], capture_output=True, check=True
    )
    assert ' '.join(shown.stdout.decode().split()).count('vārds') == 40


def test_a_form_on_its_side_is_one_page_with_its_instructions(make_sheets):
    for code in ('en', 'lv', 'lt'):
        reader = PdfReader(make_sheets(code) / 'plan.pdf')
        assert len(reader.pages) == 1 and reader.pages[0].mediabox.width > reader.pages[0].mediabox.height


def test_fields_lie_in_their_cells(make_sheets):
    """Fields of one row share a line, fields of one column a left edge, and none lies over another."""
    boxes = {
        str(one['/T']): [float(value) for value in one['/Rect']]
        for one in PdfReader(make_sheets() / 'plan.pdf').pages[0]['/Annots']
        if '/T' in one
    }
    assert len({boxes[name][1] for name in PLAN[:4]}) == 1
    assert boxes['t1r1c2'][0] == boxes['t1r2c2'][0] < boxes['t1r1c3'][0]
    assert all(boxes[one][2] <= boxes[other][0] for one, other in zip(PLAN[:3], PLAN[1:4], strict=True))
    assert boxes['t1r2c2'][3] <= boxes['t1r1c2'][1] and boxes['t1r1c2'][3] - boxes['t1r1c2'][1] > 38
    width, height = (float(value) for value in PdfReader(make_sheets() / 'plan.pdf').pages[0].mediabox[2:])
    assert width > height  # five columns ask for a page on its side
    upright = PdfReader(make_sheets() / 'diary.pdf').pages[0].mediabox
    assert upright[3] > upright[2]


def test_standards(make_sheets):
    paths = [
        make_sheets(code) / f'{name}.pdf'
        for code in ('en', 'lv', 'lt')
        for name in ('plan', 'diary')
        if (code, name) not in (('lv', 'diary'), ('lt', 'diary'))
    ]
    assert judged('ua1', *paths) == dict.fromkeys(paths, [])
    assert judged('2a', *paths) == dict.fromkeys(paths, [])


def filled_by_pypdf(source, target, *, viewer_draws):
    writer = PdfWriter(clone_from=source)
    for page in writer.pages:
        writer.update_page_form_field_values(page, {'t1r1c2': BALTIC}, auto_regenerate=viewer_draws)
    writer.write(target)


def filled_by_pikepdf(source, target):
    """Set the value only: the viewer draws it, as it does for what people type."""
    with pikepdf.open(source) as pdf:
        field = next(one for one in pdf.Root.AcroForm.Fields if one.T == 't1r1c2')
        field.V = BALTIC
        del field['/AP']
        pdf.Root.AcroForm.NeedAppearances = True
        pdf.save(target)


@pytest.mark.parametrize(
    'fill',
    [
        lambda source, target: filled_by_pypdf(source, target, viewer_draws=False),
        lambda source, target: filled_by_pypdf(source, target, viewer_draws=True),
        filled_by_pikepdf,
    ],
    ids=['pypdf', 'pypdf and viewer', 'viewer'],
)
def test_baltic_letters_can_be_filled_in_and_are_seen(make_sheets, tmp_path, fill):
    source, target = make_sheets('lv') / 'plan.pdf', tmp_path / 'filled.pdf'
    fill(source, target)
    assert PdfReader(target).get_fields()['t1r1c2']['/V'] == BALTIC
    drawn = subprocess.run(['pdftotext', target, '-'], capture_output=True, text=True, check=True).stdout
    assert BALTIC in drawn
    left, bottom, right, top = next(
        [float(value) for value in one['/Rect']]
        for one in PdfReader(source).pages[0]['/Annots']
        if one.get('/T') == 't1r1c2'
    )
    pictures = [picture(path, tmp_path) for path in (source, target)]
    changed = ImageChops.difference(*pictures).getbbox()
    scale, height = 150 / 72, pictures[0].height
    assert changed and left * scale - 2 <= changed[0] and changed[2] <= right * scale + 2
    assert height - top * scale - 2 <= changed[1] and changed[3] <= height - bottom * scale + 2


def picture(path, folder):
    name = folder / hashlib.sha256(str(path).encode()).hexdigest()
    subprocess.run(['pdftoppm', '-r', '150', '-singlefile', '-gray', '-png', path, name], check=True)
    return Image.open(name.with_suffix('.png'))


def test_letters_with_and_without_marks_look_different(make_sheets, tmp_path):
    """A font without ā would show a, a box or nothing."""
    shown = {}
    for letter in 'aāàeēėuūųlļkķ':
        target = tmp_path / 'one.pdf'
        writer = PdfWriter(clone_from=make_sheets() / 'plan.pdf')
        writer.update_page_form_field_values(writer.pages[0], {'t1r1c2': letter * 3}, auto_regenerate=True)
        writer.write(target)
        shown[letter] = picture(target, tmp_path).tobytes()
    del shown['à']  # not of the code page; a viewer's own business
    assert len(set(shown.values())) == len(shown)


def test_the_font_has_the_letters_of_all_baltic_languages():
    letters = set(fields.letters().values())
    assert letters >= set('ĀČĒĢĪĶĻŅŠŪŽāčēģīķļņšūž' + 'ĄČĘĖĮŠŲŪŽąčęėįšųūž' + 'ÕÄÖÜõäöü' + 'łóżźćńś')
    assert letters >= set('“”„‚‘’–—…€§«»' + 'aZ09')


def test_the_end_says_where_it_comes_from(make_sheets):
    text = ' '.join(PdfReader(make_sheets('lv') / 'plan.pdf').pages[0].extract_text().split())
    assert (
        'No izdevuma “Maza grāmata”, 1. nodaļa “Brauciena plāns”. Izdevuma datums: 2023. gada 14. novembris. '
        '· Darba redakcija · Tulkojuma melnraksts: neviens to vēl nav pārskatījis. Maksā Savienība.'
    ) in text
    lithuanian = PdfReader(make_sheets('lt') / 'plan.pdf').pages[0].extract_text()
    assert 'Iš leidinio „Maža knyga“, 1 skyrius „Kelionės planas“' in lithuanian and '..' not in lithuanian
    about = PdfReader(make_sheets('lv') / 'plan.pdf')
    assert about.metadata.title == 'Brauciena plāns' and about.trailer['/Root']['/Lang'] == 'lv'


def links(path):
    return {str(one['/A']['/URI']) for page in PdfReader(path).pages for one in page.get('/Annots', ()) if '/A' in one}


def test_links_out_of_the_page_lead_to_the_web_or_are_text(make_sheets):
    alone, with_web = make_sheets(), make_sheets(html_baseurl='https://example.org/{language}/')
    assert links(alone / 'plan.pdf') == {'https://example.org/plans'}
    assert links(with_web / 'plan.pdf') >= {
        'https://example.org/plans',
        'https://example.org/en/tools/diary.html#diary',
    }
    assert not [link for link in links(alone / 'plan.pdf') if link.startswith('file:')]


# The document


def test_the_document_has_the_text_of_the_page(make_sheets):
    assert texts(make_sheets() / 'plan.docx') == [
        '1 Travel plan',
        'Who goes where, and why.',
        'Ask a neighbour. More in the diary.',
        'Write it down; see the form and https://example.org/plans.',
        'Leave names out.',
        'Then:',
        'Count.',
        'a nested point',
        'Compare prices.',
        '1.1 The form',
        'Table 1 Plan of one trip',
        'No.',
        'Where to',
        'Who',
        'Cost',
        'When',
        'Example',
        'Ventspils',
        'The mayor',
        '12 €',
        'May',
        '1',
        '2',
        'The council',
        'From “Small book”, chapter 1, “Travel plan”. Edition of 14 November 2023.',
        'Working edition',
        'Paid by the Union.',
    ]


def test_the_document_has_the_same_words_as_the_form(make_sheets):
    for code, name in (('en', 'plan'), ('en', 'diary'), ('lv', 'plan'), ('lt', 'plan')):
        form = tags(make_sheets(code) / f'{name}.pdf')
        labels = [label.text.strip() for label in form.find('Lbl')]
        for label in form.find('Lbl'):
            label.kids = []
        spoken = re.sub(r'\W', '', form.text)
        assert spoken == re.sub(r'\W', '', ''.join(texts(make_sheets(code) / f'{name}.docx'))), labels


def test_the_document_is_built_of_styles(make_sheets):
    document = docx.Document(make_sheets() / 'plan.docx')
    styles = {line.text: line.style.name for line in document.paragraphs}
    assert styles['1 Travel plan'] == 'Heading 1' and styles['1.1 The form'] == 'Heading 2'
    assert styles['Count.'] == 'List Number' and styles['a nested point'] == 'List Bullet 2'
    assert styles['Leave names out.'] == 'List Continue' and styles['Table 1 Plan of one trip'] == 'Caption'
    numbers = {
        line.text: found[0]
        for line in document.paragraphs
        if (found := line._p.xpath('./w:pPr/w:numPr/w:numId/@w:val'))
    }
    assert numbers['Count.'] == numbers['Compare prices.'] != numbers['Ask a neighbour. More in the diary.']
    lead = document.paragraphs[1]
    assert [(run.text, run.bold, run.italic) for run in lead.runs if run.bold or run.italic] == [
        ('where', True, None),
        ('why', None, True),
    ]
    links = {relation.target_ref for relation in document.part.rels.values() if relation.is_external}
    assert links == {'https://example.org/plans'}
    section = document.sections[0]
    assert section.page_width > section.page_height


def test_the_tables_heading_is_repeated(make_sheets):
    table = docx.Document(make_sheets() / 'plan.docx').tables[0]
    repeated = [row._tr.trPr.find(qn('w:tblHeader')) is not None for row in table.rows]
    assert repeated == [True, False, False, False]
    assert [row.height is not None for row in table.rows] == [False, False, True, True]
    widths = [cell.width for cell in table.rows[0].cells]
    assert [round(width / sum(widths), 2) for width in widths] == [0.10, 0.40, 0.25, 0.15, 0.10]


def test_cells_beside_merged_ones_are_kept(tmp_path):
    rows = """<tr><td rowspan="2">tall</td><td>b</td><td>c</td></tr><tr><td>e</td><td>f</td></tr>
        <tr><td colspan="2">wide</td><td>i</td></tr>"""
    body = html.fragment_fromstring(f'<div><table><tbody>{rows}</tbody></table></div>')
    sheet = Worksheet('page', 'Title', body, (), ('Foot',))
    (tmp_path / 'worksheets').mkdir()
    writer.write(sheet, tmp_path / 'worksheets' / 'a.docx', 'en-GB', 'Two Regions', datetime.date(2023, 11, 14))
    table = docx.Document(tmp_path / 'worksheets' / 'a.docx').tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ['tall', 'b', 'c'],
        ['tall', 'e', 'f'],
        ['wide', 'wide', 'i'],
    ]


@pytest.mark.parametrize(
    ('code', 'tag', 'title'),
    [('en', 'en-GB', 'Travel plan'), ('lv', 'lv-LV', 'Brauciena plāns'), ('lt', 'lt-LT', 'Kelionės planas')],
)
def test_the_document_says_its_language(make_sheets, code, tag, title):
    document = docx.Document(make_sheets(code) / 'plan.docx')
    assert {lang.get(qn('w:val')) for lang in document.styles.element.iter(qn('w:lang'))} == {tag}
    about = document.core_properties
    assert (about.title, about.language, about.comments) == (title, tag, '')
    assert about.created == about.modified and about.created.isoformat().startswith('2023-11-14T12:00')
    if code == 'en':
        marked = [
            run.text
            for line in document.paragraphs
            for run in line.runs
            if run._r.rPr is not None and run._r.rPr.find(qn('w:lang')) is not None
        ]
        assert marked == ['prices']


# Files and where they are found


def test_same_bytes_on_another_day_and_elsewhere(make_sheets, build_app, monkeypatch):
    monkeypatch.setenv('TZ', 'Pacific/Auckland')
    app = build_app('worksheets', 'pdf', confoverrides={'copyright': '2026, Two Regions'})
    first, second = make_sheets(), Path(app.outdir, 'worksheets')
    found = sorted(path.name for path in first.iterdir())
    assert found == ['diary.docx', 'diary.pdf', 'files.json', 'plan.docx', 'plan.pdf']
    for name in found:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_web_pages_lead_to_the_files(make_sheets):
    pages = make_sheets('lv', 'html')
    line = parse(pages / 'tools' / 'plan.html').xpath('//p[@class="worksheet-files"]')[0]
    assert [(link.get('href'), link.text) for link in line.iter('a')] == [
        ('../../downloads/worksheets/lv/plan.pdf', 'Aizpildīt ekrānā (PDF)'),
        ('../../downloads/worksheets/lv/plan.docx', 'Rediģēt (DOCX)'),
    ]
    assert line.getnext().tag in ('table', 'div')
    assert 'worksheet-files' not in (pages / 'index.html').read_text(encoding='utf-8')


def test_the_book_and_e_books_have_no_such_line(make_sheets):
    assert 'worksheet-files' not in (make_sheets().parent / 'book.html').read_text(encoding='utf-8')
    pages = list(make_sheets('en', 'epub').rglob('*.xhtml'))
    assert pages
    for path in pages:
        assert 'worksheet-files' not in path.read_text(encoding='utf-8')


def test_nothing_is_written_where_it_is_not_wanted(make_sheets):
    assert not make_sheets(worksheets=False).exists()


def test_files_with_a_shared_name_have_their_folders():
    class Env:
        all_docs = {'a/form': 1, 'b/form': 1, 'b/Other page': 1, 'ā': 1}

    assert [worksheet_stem(Env, name) for name in ('a/form', 'b/form', 'b/Other page', 'ā')] == [
        'a-form',
        'b-form',
        'other-page',
        'worksheet',
    ]


def test_manifest_and_landing_page_list_them(make_sheets, tmp_path, monkeypatch):
    monkeypatch.setattr(landing, 'share_of_words', {}.get)
    shutil.copytree(make_sheets('lv'), tmp_path / 'downloads' / 'worksheets' / 'lv')
    (tmp_path / 'lv').mkdir()
    (tmp_path / 'lv' / 'index.html').write_text('<h1>Grāmata</h1>', encoding='utf-8')
    landing.build_site(tmp_path)
    listed = json.loads((tmp_path / 'downloads' / 'manifest.json').read_text(encoding='utf-8'))['files']
    content = (tmp_path / 'downloads' / 'worksheets' / 'lv' / 'plan.pdf').read_bytes()
    assert listed[0] == {
        'file': 'worksheets/lv/plan.pdf',
        'language': 'lv',
        'format': 'pdf-form',
        'bytes': len(content),
        'pages': 1,
        'sha256': hashlib.sha256(content).hexdigest(),
        'title': 'Brauciena plāns',
    }
    assert [(one['format'], one['pages']) for one in listed] == [
        ('pdf-form', 1),
        ('docx', None),
        ('pdf-form', 1),
        ('docx', None),
    ]
    block = parse(tmp_path / 'index.html').xpath('//section[@lang="lv"]')[0]
    assert block.xpath('string(.//summary)') == 'Aizpildāmas darba lapas'
    assert [(link.text, link.get('href')) for link in block.xpath('.//details//a')][:2] == [
        ('Brauciena plāns (PDF)', 'downloads/worksheets/lv/plan.pdf'),
        ('Brauciena plāns (DOCX)', 'downloads/worksheets/lv/plan.docx'),
    ]
    assert re.fullmatch(r'\d+ kB, 1 lappuse', block.xpath('string(.//details//span)').replace('\xa0', ' '))


# Bad input


@pytest.mark.parametrize(
    ('table', 'words'),
    [
        (':::{list-table}\n:class: worksheet\n* - One\n  - Two\n* -\n  -\n:::', 'has no row of headings'),
        (':::{list-table}\n:class: worksheet\n:header-rows: 1\n* - One\n  -\n* -\n  -\n:::', 'without heading'),
        (
            ':::{list-table}\n:class: worksheet\n:header-rows: 1\n* - One\n  - Two\n* - a\n  - b\n:::',
            'has no empty cell',
        ),
        (
            '```{eval-rst}\n.. table::\n   :class: worksheet\n\n   +---+---+\n   | a | b |\n   +===+===+\n   |       '
            '|\n   +---+---+\n   | x | y |\n   +---+---+\n```',
            'has merged cells',
        ),
    ],
)
def test_a_form_that_cannot_be_filled_in_is_named(make_app, table, words):
    app = make_app('worksheets', 'html')
    page = Path(app.srcdir, 'tools', 'diary.md')
    page.write_text(f'(diary)=\n# Diary\n\n{table}\n', encoding='utf-8')
    app.build()
    told = [line for line in app.warning.getvalue().splitlines() if words in line]
    assert len(told) == 1, app.warning.getvalue()
    assert re.search(r'diary\.md:\d+: WARNING: the worksheet .*; expected .*\. .* \[handbook\.worksheet\]', told[0])
