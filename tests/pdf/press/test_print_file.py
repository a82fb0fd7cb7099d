"""The file for the print shop: read operator by operator, box by box, and in pixels."""

import functools
import re
import subprocess
import uuid
from dataclasses import replace
from importlib import import_module

import numpy as np
import pikepdf
import pytest
from PIL import Image
from places import REPOSITORY
from press_sample import CSS, GENERAL, HTML, PLAIN, finished, streams
from pypdf import PdfReader

from publishing.commands.parser import main
from publishing.core.findings import FindingsError
from publishing.pdf.layout.layout import POINT
from publishing.pdf.press import job, print_file, printers
from publishing.pdf.press.print_file import Kind

VEIL = '<p class="veil">Seen through</p>'
#: Operators and objects that name a colour not in ink.
SCREEN_COLOUR = {'rg', 'RG', 'cs', 'CS', 'sc', 'SC', 'scn', 'SCN'}


@pytest.fixture
def make(tmp_path):
    return functools.partial(finished, tmp_path)


def colours(pdf):
    """Yield (operator, values, in marks) of every colour set."""
    for _kind, stream in streams(pdf):
        for operands, operator in pikepdf.parse_content_stream(stream):
            if str(operator) in SCREEN_COLOUR | {'k', 'K', 'g', 'G'}:
                yield str(operator), [value if isinstance(value, pikepdf.Name) else float(value) for value in operands]


def images(pdf):
    return [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get('/Subtype') == '/Image']


# Colours


def test_the_layout_has_colours_of_screens_everywhere(make):
    """The sample is worth something only while its raw pages hold what must go."""
    make()
    with pikepdf.open(make().with_name('raw.pdf')) as pdf:
        kinds = {
            kind
            for kind, stream in streams(pdf)
            for _operands, operator in pikepdf.parse_content_stream(stream)
            if str(operator) in ('rg', 'RG')
        }
        assert kinds >= {'page', 'pattern'} or kinds >= {'page', 'form'}
        assert any(
            item.get('/ColorSpace') == '/DeviceRGB'
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and '/ShadingType' in item
        )
        assert [str(image['/ColorSpace']) for image in images(pdf)] == ['/DeviceRGB']


@pytest.mark.parametrize('veil', ['', VEIL])
def test_nothing_is_left_in_screen_colours(make, tmp_path, veil):
    with pikepdf.open(make(HTML.format(veil))) as pdf:
        used = list(colours(pdf))
        assert {operator for operator, _values in used} - {'k', 'K', 'g', 'G'} <= {'cs', 'scn'}
        assert all(isinstance(values[0], pikepdf.Name) for operator, values in used if operator in ('cs', 'scn'))
        assert {str(image['/ColorSpace']) for image in images(pdf)} <= {'/DeviceCMYK', '/DeviceGray'}
        opened = tmp_path / 'open.pdf'
        pdf.save(opened, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    text = re.sub(rb'stream\r?\n.*?endstream', b'', opened.read_bytes(), flags=re.DOTALL)
    for name in (b'/DeviceRGB', b'/CalRGB', b'/Lab', b'/ICCBased'):
        assert name not in text, name


def test_black_text_and_lines_need_one_plate(make):
    with pikepdf.open(make()) as pdf:
        used = list(colours(pdf))
    assert ('k', [0, 0, 0, 1]) in used
    greys = [values for operator, values in used if operator == 'k' and values[:3] == [0, 0, 0] and 0 < values[3] < 1]
    assert len(greys) == 1
    assert greys[0][3] == pytest.approx(0.53, abs=0.02)


@pytest.mark.parametrize('limit', [300, 240])
def test_ink_stays_within_the_limit(make, limit):
    with pikepdf.open(make(printer=replace(GENERAL, ink_limit=limit))) as pdf:
        flat = [values for operator, values in colours(pdf) if operator in ('k', 'K') and values != [1, 1, 1, 1]]
        assert len(flat) > 8
        assert max(map(sum, flat)) <= limit / 100 + 1e-6
        for image in images(pdf):
            ink = np.frombuffer(image.read_bytes(), np.uint8).reshape(-1, 4)
            assert ink.astype(int).sum(axis=1).max() <= limit / 100 * 255
        functions = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and '/C0' in item]
        for function in functions:
            assert len(function['/C0']) == len(function['/C1']) == 4
            assert max(sum(map(float, function[key])) for key in ('/C0', '/C1')) <= limit / 100


def test_ink_as_rendered(make):
    """Ghostscript's own separations, where it is installed: no pixel of the page above the limit, slug apart."""
    path = make()
    picture = path.with_name('page.tif')
    try:
        subprocess.run(
            [
                'gs',
                '-q',
                '-dBATCH',
                '-dNOPAUSE',
                '-dLastPage=1',
                '-sDEVICE=tiff32nc',
                '-r50',
                '-dUseTrimBox',
                f'-sOutputFile={picture}',
                path,
            ],
            check=True,
            capture_output=True,
        )
    except FileNotFoundError:
        pytest.skip('Ghostscript is not installed')
    ink = np.asarray(Image.open(picture)).astype(int).sum(axis=2) / 2.55
    assert 100 < ink.max() <= 301


# Form of the file


@pytest.mark.parametrize('bleed', [3.0, 5.0, 0.0])
def test_boxes(make, bleed):
    printer = replace(GENERAL, bleed=bleed, mark_offset=6)
    with pikepdf.open(make(printer=printer)) as pdf:
        for page in pdf.pages:
            trim = print_file.box(page, '/TrimBox')
            assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([210 * POINT, 297 * POINT], abs=1e-4)
            for name, more in (('/BleedBox', bleed), ('/MediaBox', 12)):
                assert print_file.box(page, name) == pytest.approx(
                    [trim[0] - more * POINT, trim[1] - more * POINT, trim[2] + more * POINT, trim[3] + more * POINT],
                    abs=1e-4,
                ), name
            assert not {'/ArtBox', '/CropBox', '/Annots'} & set(page.keys())


def test_pages_and_text_are_those_of_the_screen_file(make):
    path = make()
    screen, printed = PdfReader(path.with_name('screen.pdf')), PdfReader(path)
    assert len(screen.pages) == 2
    assert [page.extract_text() for page in printed.pages] == [page.extract_text() for page in screen.pages] + ['', '']


def test_what_the_file_says_of_itself(make):
    with pikepdf.open(make()) as pdf:
        assert pdf.pdf_version == '1.6'
        assert not {'/Names', '/Outlines', '/OpenAction', '/HandbookImages'} & set(pdf.Root.keys())
        (intent,) = pdf.Root.OutputIntents
        assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ('/GTS_PDFX', 'FOGRA39')
        assert str(intent.RegistryName) == 'http://www.color.org'
        assert int(intent.DestOutputProfile.N) == 4
        assert intent.DestOutputProfile.read_bytes() == GENERAL.icc.read_bytes()
        info = pdf.trailer.Info
        assert str(info.Title) == 'Ostas & krasti'
        assert info.Trapped == pikepdf.Name('/False')
        assert str(info.CreationDate) == str(info.ModDate) == 'D:20261122120000Z'
        with pdf.open_metadata() as metadata:
            assert metadata['pdfxid:GTS_PDFXVersion'] == 'PDF/X-4'
            assert metadata['dc:title'] == 'Ostas & krasti'
            assert metadata['pdf:Trapped'] == 'False'
            assert metadata['xmp:CreateDate'] == metadata['xmp:ModifyDate'] == '2026-11-22T12:00:00Z'
            assert metadata['xmpMM:DocumentID'].startswith('uuid:')
        assert len(pdf.trailer.ID) == 2


def test_the_identifier_is_that_of_the_book_and_of_this_file(make, tmp_path):
    def identity(identifier):
        target = tmp_path / 'again.pdf'
        print_file.finish(tmp_path / 'raw.pdf', target, GENERAL, Kind(3), identifier=identifier)
        with pikepdf.open(target) as pdf, pdf.open_metadata() as metadata:
            return metadata['xmpMM:DocumentID']

    make()
    books = ['', f'urn:uuid:{uuid.UUID(int=1)}', f'urn:uuid:{uuid.UUID(int=2)}']
    assert len({identity(book) for book in books}) == 3
    assert identity(books[1]) == identity(books[1])


def test_fonts_are_embedded_outlines(make):
    shown = subprocess.run(['pdffonts', make()], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert len(shown) >= 1
    for line in shown:
        assert 'Type 3' not in line
        assert re.search(r'Identity-H\s+yes', line), line


def test_the_same_bytes_twice(make):
    assert make().read_bytes() == make().read_bytes()


def test_a_name_alone_for_x1a(make):
    printer = printers.load('mcabols')
    with pikepdf.open(make(printer=printer)) as pdf:
        assert pdf.pdf_version == '1.4'
        assert str(pdf.trailer.Info.GTS_PDFXVersion) == 'PDF/X-1a:2003'
        assert '/DestOutputProfile' not in pdf.Root.OutputIntents[0]
        assert not any('/Group' in item for item in pdf.objects if isinstance(item, pikepdf.Stream))


# Transparency


def test_transparency_is_kept_in_inks_for_x4(make):
    with pikepdf.open(make(HTML.format(VEIL))) as pdf:
        groups = [item.Group.CS for _kind, item in streams(pdf) if '/Group' in item]
        assert groups
        assert set(map(str, groups)) == {'/DeviceCMYK'}


def test_transparency_is_refused_for_x1a(make):
    with pytest.raises(FindingsError) as caught:
        make(HTML.format(VEIL), printer=printers.load('mcabols'))
    (finding,) = caught.value.findings
    assert finding.text.startswith('page 2: something is transparent')


def test_a_gradient_into_nothing_keeps_its_mask_in_grey(make):
    path = make(PLAIN, CSS.replace('#FF0000, #0000FF', '#FF0000, rgba(0, 0, 255, 0)'))
    with pikepdf.open(path) as pdf:
        masks = [
            state.SMask.G
            for states in print_file._resources(pdf, '/ExtGState')
            for state in states.values()
            if isinstance(state.get('/SMask'), pikepdf.Dictionary)
        ]
        assert masks
        assert {str(mask.Group.CS) for mask in masks} == {'/DeviceGray'}
        assert str(pdf.pages[0].obj.Group.CS) == '/DeviceCMYK'
        assert not any(
            str(item.get('/ColorSpace')) == '/DeviceRGB'
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)
        )


@pytest.mark.parametrize(('alpha', 'standard'), [(255, 'mcabols'), (128, 'general')])
def test_pictures_with_transparency(make, tmp_path, alpha, standard):
    """A mask that hides nothing goes, so that X-1a can take the picture; another stays, for X-4 only."""
    Image.new('RGBA', (200, 200), (11, 79, 108, alpha)).save(tmp_path / 'veiled.png')
    text = PLAIN.replace('photo.png', 'veiled.png')
    with pikepdf.open(make(text, printer=printers.load(standard))) as pdf:
        veiled = [str(image['/ColorSpace']) for image in images(pdf) if '/SMask' in image]
        assert veiled == ['/DeviceCMYK'] * (alpha < 255)
    if alpha < 255:
        with pytest.raises(FindingsError, match='page 1: something is transparent'):
            make(text, printer=printers.load('mcabols'))


def test_the_colours_look_as_on_the_screen(make):
    """Both files of one layout, as pixels: the ground, the gradient and the tiles stand in the same places."""
    path = make()
    pictures = []
    for name, box in (('screen', []), ('print', ['-x', '100', '-y', '100', '-W', '2100', '-H', '2970'])):
        subprocess.run(
            [
                'pdftoppm',
                '-r',
                '254',
                '-f',
                '1',
                '-l',
                '1',
                '-singlefile',
                *box,
                '-png',
                path.with_name(f'{name}.pdf'),
                path.with_name(name),
            ],
            check=True,
        )
        with Image.open(path.with_name(f'{name}.png')) as picture:
            pictures.append(np.asarray(picture.convert('RGB').crop((0, 0, 2090, 2960)).resize((209, 296))).astype(int))
    difference = np.abs(pictures[0] - pictures[1]).max(axis=2)
    assert np.median(difference) < 60  # poppler shows inks without the profile
    edges = [np.abs(np.diff(picture.sum(axis=2), axis=1)) > 90 for picture in pictures]
    assert (edges[0] & edges[1]).sum() > 0.6 * edges[0].sum()


# Pictures, fonts, bleed: what is refused


def test_a_coarse_picture_is_named(make, tmp_path):
    with pytest.raises(FindingsError) as caught:
        make(pixels=100)  # 100 pixels on 10 mm: 254 an inch
    assert re.search(
        r'page 1: the picture "photo.png" has 25[45] pixels an inch at its printed width of 10 mm; '
        r'expected at least 300\. Use a picture at least 11[89] pixels wide',
        str(caught.value),
    )
    assert '[handbook.print]' in str(caught.value)
    assert not (tmp_path / 'print.pdf').exists()


def test_a_picture_fine_enough_passes(make):
    with pikepdf.open(make(pixels=119)) as pdf:
        assert int(images(pdf)[0]['/Width']) == 119


def test_a_printer_that_takes_less(make):
    make(pixels=100, printer=replace(GENERAL, resolution=250))


def test_too_little_bleed_is_named(make):
    with pytest.raises(FindingsError, match=r'the layout has 5\.0 mm of bleed; expected at least 8\.0 mm'):
        make(printer=replace(GENERAL, bleed=8.0, mark_offset=9))


def test_colours_of_unknown_spaces_are_named(make):
    with pytest.raises(FindingsError, match='a colour is given in the colour space Lab'):
        make(css=CSS + ' p { color: lab(50% 40 40) }')


@pytest.mark.parametrize(
    ('font', 'words'),
    [
        (
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, BaseFont=pikepdf.Name('/Drawn')),
            'Type 3',
        ),
        (
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica),
            '"Helvetica" is not in the file',
        ),
    ],
)
def test_fonts_that_cannot_be_printed(make, tmp_path, font, words):
    make()
    with pikepdf.open(tmp_path / 'raw.pdf', allow_overwriting_input=True) as pdf:
        pdf.pages[0].Resources.Font['/Bad'] = pdf.make_indirect(font)
        pdf.save(tmp_path / 'raw.pdf')
    with pytest.raises(FindingsError, match=re.escape(words)):
        print_file.finish(tmp_path / 'raw.pdf', tmp_path / 'other.pdf', GENERAL, Kind(3))


def test_a_missing_profile_is_named(make, tmp_path):
    with pytest.raises(FindingsError, match='the ICC profile is missing'):
        make(printer=replace(GENERAL, icc=tmp_path / 'none.icc'))


# Whole sheets


def book(count, blank=()):
    pages = ''.join(
        f'<h1 style="break-before: page">{"" if number in blank else number}</h1>' for number in range(1, count + 1)
    )
    return f'<!DOCTYPE html><html lang="en"><title>T</title><body>{pages}</body></html>'


SMALL = '@page { size: A5; bleed: 3mm } body { font-family: "DejaVu Sans" }'


def texts(path):
    return [page.extract_text().strip() for page in PdfReader(path).pages]


@pytest.mark.parametrize(
    ('count', 'expected'),
    [
        (4, ['1', '2', '3', '4']),
        (6, ['1', '2', '3', '4', '5', '', '', '6']),
        (5, ['1', '2', '3', '4', '', '', '', '5']),
    ],
)
def test_blank_pages_stand_before_the_back_cover(make, count, expected):
    path = make(book(count), SMALL, kind=Kind(3, 4, has_back_cover=True))
    assert texts(path) == expected


def test_without_back_cover_blank_pages_end_the_book(make):
    assert texts(make(book(3), SMALL, kind=Kind(3, 4))) == ['1', '2', '3', '']


@pytest.mark.parametrize(
    ('blank', 'expected'),
    [
        ((2, 7), ['3', '4', '5', '6']),  # both covers' leaves go
        ((2,), ['3', '4', '5', '6', '7', '', '', '']),
        ((), ['', '2', '3', '4', '5', '6', '7', '']),  # page 2 stays on the left
    ],
)
def test_covers_apart(make, blank, expected):
    path = make(book(8, blank), SMALL, kind=Kind(3, 4, has_back_cover=True, covers_apart=True))
    assert texts(path) == expected


# Pixels


def test_crop_marks_in_pixels(make):
    path = make()
    resolution = 254  # ten pixels a millimetre
    subprocess.run(
        ['pdftoppm', '-r', str(resolution), '-f', '1', '-l', '1', '-singlefile', '-png', path, path.with_name('page')],
        check=True,
    )
    with Image.open(path.with_name('page.png')) as picture:
        image = picture.convert('L')
    assert image.size == pytest.approx((2300, 3170), abs=2)

    def darkest(left, top, right, bottom):
        """Return the darkest value of a field, given in millimetres from the trim's upper left corner."""
        return image.crop([round((value + 10) * 10) for value in (left, top, right, bottom)]).getextrema()[0]

    corners = [(x, y) for x in (0, 210) for y in (0, 297)]
    for x, y in corners:
        out_x, out_y = (-1 if x == 0 else 1), (-1 if y == 0 else 1)

        def across(near, far, at, *, x=x, y=y, out_x=out_x):
            return darkest(
                *sorted((x + out_x * near, x + out_x * far))[:1],
                y - at,
                sorted((x + out_x * near, x + out_x * far))[1],
                y + at,
            )

        def down(near, far, at, *, x=x, y=y, out_y=out_y):
            low, high = sorted((y + out_y * near, y + out_y * far))
            return darkest(x - at, low, x + at, high)

        for mark in (across, down):
            assert mark(4.5, 8.5, 0.3) < 200, (x, y, 'a mark in the slug')
            assert mark(3.2, 3.8, 0.3) == 255, (x, y, 'nothing between bleed and mark')
    # The slug is white between the corners, and the bleed has the ground of the page.
    for field in ((20, -9.8, 190, -3.2), (20, 300.2, 190, 306.8), (-9.8, 20, -3.2, 277), (213.2, 20, 219.8, 277)):
        assert darkest(*field) == 255, field
    for field in ((-2.8, 20, -0.2, 277), (20, -2.8, 190, -0.2), (210.2, 20, 212.8, 277)):
        low, high = image.crop([round((value + 10) * 10) for value in field]).getextrema()
        assert high < 200, field
        assert low == high, field  # no mark in the bleed


def test_no_marks_where_the_printer_wants_none(make):
    with pikepdf.open(make(printer=replace(GENERAL, crop=False))) as pdf:
        assert print_file.box(pdf.pages[0], '/MediaBox') == print_file.box(pdf.pages[0], '/BleedBox')
        assert ('K', [1, 1, 1, 1]) not in list(colours(pdf))


# The cover sheet


def cover_job(path, **changes):
    styles = REPOSITORY / 'theme' / 'print' / 'book.css'
    cover = job.Cover(
        str(REPOSITORY / 'theme' / 'templates' / 'cover-sheet.html'),
        [str(styles)],
        path.parent.as_uri() + '/',
        '<section class="cover edition-2"><p class="cover-title">Front</p></section>',
        '<section class="back-cover edition-2"><p class="back-cover-title">Back</p></section>',
        'On the spine',
        'lv',
        2,
        '2026-11-22',
    )
    return job.Job('small', str(path.with_name('raw.pdf')), True, cover, **changes)


@pytest.mark.parametrize(('paper', 'spine', 'text'), [(0.1, 0.7, False), (2.0, 4.5, False), (10.0, 20.5, True)])
def test_cover_sheet(make, tmp_path, paper, spine, text):
    path = make(book(8, (2, 7)), SMALL.replace('A5', 'A4'))
    printer = replace(GENERAL, paper=paper)
    block, cover = job.make(cover_job(path), printer, tmp_path)
    assert (block.name, cover.name) == ('small-print.pdf', 'small-cover.pdf')
    with pikepdf.open(cover) as pdf:
        (page,) = pdf.pages
        trim, bleed = print_file.box(page, '/TrimBox'), print_file.box(page, '/BleedBox')
        width = 420 + 2 * paper + 0.5  # eight pages less two covers' leaves: two sheets, and the cover twice
        assert [(trim[2] - trim[0]) / POINT, (trim[3] - trim[1]) / POINT] == pytest.approx([width, 297], abs=0.01)
        assert (trim[0] - bleed[0]) / POINT == pytest.approx(3, abs=0.001)
        assert {operator for operator, _values in colours(pdf)} <= {'k', 'K', 'g', 'G'}
    assert spine == pytest.approx(2 * paper + 0.5) or paper == 2.0
    words = PdfReader(cover).pages[0].extract_text()
    assert 'Front' in words
    assert 'Back' in words
    assert ('On the spine' in words) == text
    subprocess.run(['pdftoppm', '-r', '25.4', '-singlefile', '-png', cover, tmp_path / 'cover'], check=True)
    with Image.open(tmp_path / 'cover.png') as picture:  # one pixel a millimetre, ten of slug
        ground = picture.convert('RGB').getpixel((60, 30))
        for x in (8, 60, 10 + 210, 300, 10 + int(width) + 1):
            assert picture.convert('RGB').getpixel((x, 250)) == ground, x
        assert picture.convert('RGB').getpixel((3, 100)) == (255, 255, 255)


def test_names_of_other_printers():
    assert job.file_names('handbook-lv', printers.load('mcabols')) == (
        'handbook-lv-print-mcabols.pdf',
        'handbook-lv-cover-mcabols.pdf',
    )


def test_a_refused_book_leaves_the_last_files(make, tmp_path):
    path = make(HTML.format(VEIL))
    for name in ('small-print-mcabols.pdf', 'small-cover-mcabols.pdf'):
        (tmp_path / name).write_bytes(b'last')
    with pytest.raises(FindingsError) as caught:
        job.make(cover_job(path), printers.load('mcabols'), tmp_path)
    assert str(caught.value).startswith('small-print-mcabols.pdf: page 2:')
    assert (tmp_path / 'small-print-mcabols.pdf').read_bytes() == b'last'
    assert not [file for file in tmp_path.iterdir() if file.suffix in ('.part', '.raw')]


def test_the_command_serves_a_printer_from_the_last_layout(make, tmp_path, monkeypatch, capsys):
    command = import_module('publishing.commands.print')
    work, site = tmp_path / 'work', tmp_path / 'site'
    for name, folder in (('WORK', work), ('DOWNLOADS', site / 'downloads'), ('BUILD', tmp_path)):
        monkeypatch.setattr(command, name, folder)
    monkeypatch.setattr(command, 'build_edition', lambda *_arguments: pytest.fail('nothing is to be laid out again'))
    cover_job(make(book(8, (2, 7)), SMALL.replace('A5', 'A4'))).save(work / 'pdf-lv' / 'press' / 'handbook-lv.json')
    assert main(['print', 'lv', '--printer', 'baltoprint']) == 0
    assert texts(tmp_path / 'print' / 'small-print-baltoprint.pdf') == ['3', '4', '5', '6']
    assert len(texts(tmp_path / 'print' / 'small-cover-baltoprint.pdf')) == 1
    assert 'for BALTO print in' in capsys.readouterr().out
    assert main(['print', 'lv', '--printer', 'jusudruka']) == 1  # SMALL has 3 mm of bleed
    assert 'expected at least 5.0 mm' in capsys.readouterr().err
    assert main(['print', 'lv']) == 0
    assert (site / 'downloads' / 'small-cover.pdf').is_file()


def test_a_coarse_picture_stops_the_print_file_only(make_app):
    """In a stranger's project: a warning with the picture's name, the screen file in place, no print file."""
    app = make_app('plain', 'pdf')
    Image.new('RGB', (40, 40), 'red').save(app.srcdir / 'coarse.png')
    with next(app.srcdir.glob('*.md')).open('a', encoding='utf-8') as page:
        page.write('\n```{image} coarse.png\n:alt: Red\n:width: 50mm\n```\n')
    app.build()
    warning = re.sub(r'\x1b\[[0-9;]*m', '', app.warning.getvalue())
    source = next(app.srcdir.glob('*.md'))
    line = source.read_text(encoding='utf-8').splitlines().index('```{image} coarse.png') + 1
    words = r'page \d+: the picture "\S*coarse\.png" has 20 pixels an inch'
    place = re.escape(f'{source}:{line}: WARNING: ')  # not the file that would have been
    assert re.match(f'{place}{words}.*\\[handbook\\.print]$', warning.strip())
    assert sorted(path.name for path in app.outdir.glob('*.pdf')) == ['harbour-guide.pdf']
