"""Charts: reading, translation, drawing, and what an author is told about bad data."""

import gettext
import re
from decimal import Decimal

import polib
import pytest
from babel import Locale
from lxml import etree, html
from mini_repository import replace
from places import REPOSITORY, ROOTS
from web_pages import find, page

from publishing.core.design import COLOURS
from publishing.core.findings import Code, FindingsError
from publishing.figures import data as figure_data
from publishing.figures.chart_columns import pattern
from publishing.figures.chart_layout import series_colours, ticks
from publishing.figures.svg import Drawing, Style, mixed

SVG = '{http://www.w3.org/2000/svg}'


def words(element):
    """Return the texts of a drawing."""
    return [text.text for text in element.iter('text')]


def csv_file(tmp_path, text):
    """Write a CSV file."""
    path = tmp_path / 'x.csv'
    path.write_text(text, encoding='utf-8')
    return path


# Reading


def test_reads_a_table(tmp_path):
    data = figure_data.read_chart(
        csv_file(tmp_path, '\ufeff# Source: Office, 2024\n\nYear,Kurzeme,Klaipėda region\n2024,237.4,\n"a, b",-1,2\n')
    )
    assert data.source == figure_data.Text('Office, 2024', 1)
    assert [text.text for text in data.series] == ['Kurzeme', 'Klaipėda region']
    assert data.categories == (figure_data.Text('2024', 4), figure_data.Text('a, b', 5))
    assert data.values == ((Decimal('237.4'), Decimal(-1)), (None, Decimal(2)))


@pytest.mark.parametrize(
    ('text', 'line', 'says'),
    [
        ('Year,Kurzeme\n2024,1\n', 1, 'no source'),
        ('# Source:\nYear,Kurzeme\n2024,1\n', 1, 'no source'),
        ('# Source: x\nYear,Kurzeme,Klaipėda\n2024,1\n', 3, '2 columns; the header has 3'),
        ('# Source: x\nYear,Kurzeme\n2024,1,5\n', 3, '3 columns; the header has 2'),
        ('# Source: x\nYear,Kurzeme\n2024,many\n', 3, '"many" is not a number'),
        ('# Source: x\nYear,Kurzeme\n2024,"1,5"\n', 3, '"1,5" is not a number'),
        ('# Source: x\nYear\n2024\n', 2, 'the header has one column'),
        ('# Source: x\nYear,\n2024,1\n', 2, 'a column has no name'),
        ('# Source: x\nYear,Kurzeme\n,1\n', 3, 'the first cell is empty'),
        ('# Source: x\nYear,a,b,c,d,e,f\n2024,1,1,1,1,1,1\n', 2, '6 series'),
        ('# Source: x\nYear,Kurzeme\n', None, 'no data'),
        ('# Source: x\nYear,Kurzeme\n2024,\n', None, 'no numbers'),
    ],
)
def test_says_what_is_wrong_and_where(tmp_path, text, line, says):
    with pytest.raises(FindingsError) as caught:
        figure_data.read_chart(csv_file(tmp_path, text))
    finding = caught.value.findings[0]
    assert (finding.line, finding.code) == (line, Code.CHART_DATA)
    assert says in finding.text


def test_reports_everything_at_once(tmp_path):
    with pytest.raises(FindingsError) as caught:
        figure_data.read_chart(csv_file(tmp_path, 'Year,Kurzeme\n2024,x\n2025,y\n2026\n'))
    assert sorted(finding.line for finding in caught.value.findings) == [1, 2, 3, 4]


def test_missing_and_foreign_files(tmp_path):
    with pytest.raises(FindingsError, match='does not exist'):
        figure_data.read_chart(tmp_path / 'none.csv')
    (tmp_path / 'x.csv').write_bytes('# Source: x\nGads,Klaipēda\n'.encode('cp1257'))
    with pytest.raises(FindingsError, match=r'not UTF-8.* with "CSV UTF-8 \(comma delimited\)"'):
        figure_data.read_chart(tmp_path / 'x.csv')


@pytest.mark.parametrize(
    ('text', 'line', 'sign'),
    [
        ('# Source: x;;\nYear;Kurzeme;"a, b"\n2024;1,5;2\n2025;1;2\n', 2, 'semicolons'),
        ('Year;Kurzeme\n2024;1\n', 1, 'semicolons'),
        ('# Source: x\nYear\tKurzeme\n2024\t1\n', 2, 'tabs'),
    ],
)
def test_table_of_a_spreadsheet_is_one_finding_with_a_remedy(tmp_path, text, line, sign):
    with pytest.raises(FindingsError) as refused:
        figure_data.read_chart(csv_file(tmp_path, text))
    (finding,) = refused.value.findings
    assert finding.line == line
    assert finding.text.startswith(f'{sign} stand between the cells; expected commas.')
    assert '"CSV UTF-8 (comma delimited)"' in finding.text


def test_semicolons_in_cells_divide_nothing(tmp_path):
    data = figure_data.read_chart(csv_file(tmp_path, '# Source: x\n"Year; month","a;b"\n"2024;1",1\n'))
    assert data.corner.text == 'Year; month'


def test_signs_that_nobody_sees(tmp_path):
    with pytest.raises(FindingsError) as refused:
        figure_data.read_chart(csv_file(tmp_path, '# Source: x\nYear,Kur\u200bzeme\n2024,1\u2028\n'))
    assert [(one.line, one.code) for one in refused.value.findings] == [(2, Code.SIGN), (3, Code.SIGN)]
    assert 'in "Year,Kur⟨U+200B⟩zeme"' in refused.value.findings[0].text
    data = figure_data.read_chart(csv_file(tmp_path, '# Source: x\nYear,Klaipe\u0307da\n2024,1\n'))
    assert [one.text for one in data.series] == ['Klaipėda']  # "make check" warns of it


@pytest.mark.parametrize(
    ('locale', 'value', 'decimals', 'shown'),
    [
        ('en_GB', '1234.50', None, '1,234.50'),
        ('lv_LV', '1234.5', None, '1\u00a0234,5'),
        ('lt_LT', '17698', None, '17\u00a0698'),
        ('lv_LV', '-3.54', 1, '−3,5'),
        ('et', '12345', 0, '12\u00a0345'),
    ],
)
def test_numbers_follow_the_language(locale, value, decimals, shown):
    assert figure_data.format_number(Decimal(value), Locale.parse(locale), decimals) == shown


# Drawing


def test_ticks_are_round_and_enclose_the_values():
    assert [str(tick) for tick in ticks(0, 37)] == ['0', '10', '20', '30', '40']
    assert ticks(-3, 12)[0] <= -3 and ticks(-3, 12)[-1] >= 12


def test_colours_belong_to_names_not_to_places():
    fixed = {'Kurzeme': 'sea', 'Klaipėda region': 'amber'}
    assert series_colours(['Klaipėda region', 'Trains', 'Kurzeme'], fixed) == ['amber', 'slate', 'sea']
    assert len(set(series_colours(['a', 'b', 'c', 'd', 'Kurzeme'], fixed))) == 5


def test_patterns_stay_in_their_column_and_differ():
    drawn = [pattern(series, 10, 20, 8, 30) for series in range(5)]
    assert drawn[0] == [] and len({str(lines) for lines in drawn}) == 5
    for x, y in (point for lines in drawn for line in lines for point in line):
        assert 10 - 1e-6 <= x <= 18 + 1e-6 and 20 - 1e-6 <= y <= 50 + 1e-6


def test_colours_are_mixed():
    assert mixed('#000000', '#ffffff', 0.5) == '#808080'


def test_svg_is_plain_and_the_same_every_time():
    def make(**options):
        drawing = Drawing(Style(REPOSITORY / 'theme' / 'fonts', COLOURS, **options), 50, 20)
        drawing.rectangle(0, 0, 10, 5, 'sea')
        drawing.text(25, 10, 'Ķ $x$ & <y>', weight=600, align='center', colour='amber')
        return drawing.svg('fig-x', 'A & B')

    assert make() == make()
    root = etree.fromstring(make())
    assert root.get('viewBox') == '0 0 141.73 56.69' and root.get('width') == '50mm'
    assert root.findtext(f'{SVG}title') == 'A & B'
    assert root.get('aria-labelledby') == root.find(f'{SVG}title').get('id') == 'fig-x-alt'
    text = root.find(f'{SVG}text')
    assert text.text == 'Ķ $x$ & <y>'
    assert dict(text.attrib) == {
        'class': 'fill-amber',
        'x': '70.87',
        'y': '28.35',
        'font-family': "'Source Sans 3', sans-serif",
        'fill': '#8a5a00',
        'font-size': '8.5',
        'font-weight': '600',
        'text-anchor': 'middle',
    }
    assert root.find(f'{SVG}path').get('class') == 'fill-sea'
    assert 'style' not in make() and 'clip' not in make() and '<defs' not in make()
    assert not list(etree.fromstring(make(text_as_paths=True)).iter(f'{SVG}text'))


def test_draws_without_the_fonts(tmp_path):
    style = Style(tmp_path, COLOURS)
    style.family = 'DejaVu Sans'
    assert style.width_of('Kurzeme', 8.5, 600) > 5


# In Sphinx


def test_web_page_has_numbered_figures_with_drawing_and_table(build_app):
    app = build_app('charts')
    assert app.warning.getvalue() == ''
    people, guests = find(page(app.outdir), 'figure.chart')
    assert people.get('id') == 'fig-people' and 'wide' in guests.get('class')
    assert find(people, '.caption-number')[0].text.strip() == 'Fig. 1'
    assert 'Fig. 1' in page(app.outdir).text_content().split('shows')[0]
    assert find(people, 'figcaption em')[0].text == 'later'
    source = find(people, 'p.figure-source')[0]
    assert source.text_content() == 'Source: Statistics of both countries, 2024'
    svg = find(guests, '.chart-drawing > svg')[0]
    assert svg.get('width') == '178mm' and svg.get('role') == 'img'
    assert {'17,698', '4,454', 'Germany <east>', 'guests'} <= set(words(svg))
    rows = [[cell.text for cell in row] for row in find(people, 'details.chart-data tr')]
    assert rows == [
        ['Year', 'Kurzeme', 'Klaipėda region'],
        ['2000', '310.5', '385.8'],
        ['2012', '–', '350'],
        ['2024', '237.4', '344.1'],
    ]
    assert {cell.get('scope') for cell in find(people, 'th')} == {'col', 'row'}


def test_every_string_is_extracted_and_arrives_translated(build_app):
    app = build_app('charts', 'gettext')
    catalog = polib.pofile(str(app.outdir / 'index.pot'))
    translated = polib.pofile(str(ROOTS / 'test-charts' / 'locales' / 'lv' / 'LC_MESSAGES' / 'index.po'))
    ours = {entry.msgid for entry in translated}
    assert ours == {entry.msgid for entry in catalog} - {'Charts', '{numref}`fig-people` shows *both* regions.'}
    assert any(name.endswith('people.csv') for entry in catalog for name, _line in entry.occurrences)

    app = build_app('charts', language='lv')
    assert app.warning.getvalue() == ''
    text = html.tostring(find(page(app.outdir), '[role=main], .body')[0], encoding='unicode')
    for entry in translated:
        assert re.sub(r'[*]', '', entry.msgstr) in page(app.outdir).text_content()
        if entry.msgid != entry.msgstr and entry.msgid.isalpha():
            assert f'>{entry.msgid}<' not in text
    people, guests = find(page(app.outdir), 'figure.chart svg')
    assert {'237,4', 'Klaipēdas reģions', 'tūkstoši iedzīvotāju', 'gads', '2012'} <= set(words(people))
    assert {'17\u00a0698', '2. Lietuva', 'viesi'} <= set(words(guests))
    assert find(people, 'title')[0].text.startswith('Kurzemē bija 310,5')
    labels = {text.text: text.get('class') for text in people.iter('text')}
    assert labels['Klaipēdas reģions'] == 'fill-amber' and labels['Kurzeme'] == 'fill-sea'


def test_epub_refers_to_a_picture_without_text(build_app):
    app = build_app('charts', 'epub', confoverrides={'version': '1', 'copyright': '2026'})
    images = find(page(app.outdir, 'index.xhtml'), 'figure img')
    assert [image.get('src') for image in images] == ['_images/index-fig-people.svg', '_images/index-fig-guests.svg']
    assert images[1].get('alt') == 'Lithuania leads with 17,698 guests.'
    picture = etree.parse(app.outdir / images[0].get('src'))
    assert not list(picture.iter(f'{SVG}text')) and len(list(picture.iter(f'{SVG}path'))) > 10
    assert not find(page(app.outdir, 'index.xhtml'), 'details, svg')


def test_text_builder_leaves_drawings_out(build_app):
    app = build_app('charts', 'text')
    text = (app.outdir / 'index.txt').read_text(encoding='utf-8')
    assert 'Guests, 2023' in text and '17,698' not in text


def test_page_is_read_again_when_its_data_change(build_app):
    first = build_app('charts')
    assert 'Other office' not in page(first.outdir).text_content()
    again = build_app(
        first.srcdir,
        change=lambda folder: (folder / 'data' / 'guests.csv').write_text(
            '# Source: Other office\nCountry,Foreign guests\nLithuania,5\n', encoding='utf-8'
        ),
    )
    assert 'Other office' in page(again.outdir).text_content()


@pytest.mark.parametrize(
    ('old', 'new', 'line', 'code', 'says'),
    [
        (':kind: bar', ':kind: pie', 17, 'chart-data', 'kind "pie" is not known; expected one of bar, column, line'),
        (':alt: Lithuania leads with 17,698 guests.\n', '', 15, 'alt-text', 'no alternative text'),
        (':title: Guests, 2023\n', '', 15, 'chart-data', 'no title'),
        (':decimals: 0', ':decimals: two', 20, 'chart-data', 'decimals "two"'),
        ('/data/guests.csv', '/data/none.csv', 1, 'chart-data', 'does not exist'),
    ],
)
def test_bad_directives_are_named_with_their_line(build_app, old, new, line, code, says):
    app = build_app('charts', change=lambda folder: replace(folder / 'index.md', old, new))
    warning = app.warning.getvalue()
    assert says in warning and f'[handbook.{code}]' in warning
    assert re.search(rf'(index\.md|none\.csv):{line}: ', warning)
    assert [figure.get('id') for figure in find(page(app.outdir), 'figure')] == ['fig-people']


def test_bad_data_are_named_with_their_line(build_app):
    app = build_app(
        'charts',
        change=lambda folder: (folder / 'data' / 'guests.csv').write_text(
            '# Source: x\nCountry,Guests\nLithuania,many\nGermany\n', encoding='utf-8'
        ),
    )
    assert re.search(r'guests\.csv:3: WARNING: "many" is not a number', app.warning.getvalue())
    assert re.search(r'guests\.csv:4: WARNING: 1 columns', app.warning.getvalue())


def test_decimals_of_a_series_are_as_many(build_app):
    def change(folder):
        (folder / 'data' / 'guests.csv').write_text(
            '# Source: x\nCountry,Guests\nLithuania,10.418\nGermany,8.2\nLatvia,3\n', encoding='utf-8'
        )
        replace(folder / 'index.md', ':decimals: 0\n', decimals)

    decimals = ''
    warning = build_app('charts', change=change).warning.getvalue()
    assert re.search(r'index\.md:15: WARNING: the numbers of "Guests" have 1 and 3 decimals; expected as many', warning)
    decimals = ':decimals: 1\n'
    assert build_app('charts', change=change).warning.getvalue() == ''


@pytest.mark.parametrize('kind', ['bar', 'column', 'line'])
@pytest.mark.parametrize(
    'rows',
    [
        '2000,1,2,3\n2001,4,5,6\n',
        '2000,1000000.5,,\n',
        'Long name of a category that must be wrapped,1,2,\nb,,,5\n',
        'a,-5,3,0\nb,0,0,0\n',
    ],
)
def test_words_stay_on_the_sheet_and_apart(build_app, kind, rows):
    def change(folder):
        (folder / 'data' / 'people.csv').write_text(
            f'# Source: x\nYear,Kurzeme,Klaipėda region,Latgale\n{rows}', encoding='utf-8'
        )
        text = (folder / 'index.md').read_text(encoding='utf-8').replace(':kind: line', f':kind: {kind}')
        (folder / 'index.md').write_text(text, encoding='utf-8')

    app = build_app('charts', change=change)
    assert app.warning.getvalue() == ''
    svg = find(page(app.outdir), 'figure.chart svg')[0]
    width, height = map(float, svg.get('viewbox', svg.get('viewBox')).split()[2:])
    style, boxes = Style(REPOSITORY / 'theme' / 'fonts', COLOURS), []
    for text in svg.iter('text'):
        size = float(text.get('font-size'))
        wide = style.width_of(text.text, size, int(text.get('font-weight', 400))) * 72 / 25.4
        left = float(text.get('x')) - {'middle': wide / 2, 'end': wide}.get(text.get('text-anchor'), 0)
        y = float(text.get('y'))
        assert left >= -0.5 and left + wide <= width + 0.5 and 0 < y <= height, text.text
        boxes.append((left, y - size * 0.5, left + wide, y, text.text))
    for number, one in enumerate(boxes):
        for two in boxes[number + 1 :]:
            apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
            assert apart, (one, two)


def test_words_of_the_page_can_be_translated():
    """The two words this module adds to a page are marked for translation."""
    assert gettext.gettext('Source: ') == 'Source: '
    sources = (REPOSITORY / 'publishing').rglob('*.py')
    text = ''.join(path.read_text(encoding='utf-8') for path in sources)
    assert "_('Source: ')" in text and '_("Data table")' in text.replace("'", '"')
