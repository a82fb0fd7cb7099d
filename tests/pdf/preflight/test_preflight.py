"""Preflight: every rule is kept by a good file and broken by a bad one; what is drawn is really found."""

import re
import subprocess
import sys

import pikepdf
import print_files
import pytest
from pikepdf import Array, Dictionary, Name, Rectangle, Stream
from PIL import Image
from print_files import GROUND, HEIGHT, WIDTH, box, draw, good, image, marks, profile, save, text

from publishing.commands.parser import main
from publishing.core.findings import FindingsError
from publishing.core.project import ROOT
from publishing.pdf.layout import layout as press
from publishing.pdf.preflight import check as preflight
from publishing.pdf.preflight.check import RULES, check, ranges
from publishing.pdf.preflight.colours import Colour, Space
from publishing.pdf.preflight.rules import POINT, Limits
from publishing.pdf.preflight.walk import Walker
from publishing.pdf.press import printers

X1A = Limits(standard='X-1a')


def problems(path, code, limits=None):
    report = check(path, limits)
    return [problem for result in report.results if result.rule.code == code for problem in result.problems]


def page_of(pdf):
    return pdf.pages[0].obj


def resources(pdf):
    return page_of(pdf).Resources


def as_x1a(pdf):
    """Make the good file one of PDF/X-1a."""
    pdf.docinfo['/GTS_PDFXVersion'] = 'PDF/X-1a:2003'
    del pdf.Root.Metadata


def save_x1a(pdf, path):
    return save(pdf, path, '1.4', object_stream_mode=pikepdf.ObjectStreamMode.disable)


# What to spoil: code, words of the message, the change


def set_font(**values):
    def change(pdf):
        descriptor = resources(pdf).Font.F1.FontDescriptor
        for key, value in values.items():
            if value is None:
                del descriptor[f'/{key}']

    return change


def type_3(pdf):
    glyph = Stream(pdf, b'500 0 d0 0 0 400 400 re f')
    resources(pdf).Font.F1 = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            Name=Name.Drawn,
            FontBBox=[0, 0, 500, 500],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            FirstChar=32,
            LastChar=126,
            Widths=[500] * 95,
            CharProcs=Dictionary(a=glyph),
            Encoding=Dictionary(Differences=[84, Name.a]),
        )
    )


def drawn(content):
    return lambda pdf: draw(pdf, content)


def placed(space='DeviceCMYK', pixels=300, bits=8, **more):
    def change(pdf):
        resources(pdf).XObject.Im1 = pdf.make_indirect(image(pdf, space, pixels, bits, **more))

    return change


def in_form(content, **more):
    """Draw something inside a form inside a form."""

    def change(pdf):
        inner = pdf.make_indirect(
            Stream(
                pdf,
                content.encode(),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=[0, 0, 400, 700],
                Resources=Dictionary(Font=resources(pdf).Font),
                **more,
            )
        )
        outer = Stream(
            pdf,
            b'q 1 0 0 1 20 20 cm /In Do Q',
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 500, 800],
            Resources=Dictionary(XObject=Dictionary(In=inner)),
        )
        resources(pdf).XObject.Out = pdf.make_indirect(outer)
        draw(pdf, '/Out Do')

    return change


def with_state(**values):
    def change(pdf):
        resources(pdf).ExtGState = Dictionary(G1=Dictionary(**values))
        draw(pdf, 'q /G1 gs 0.2 g 200 200 50 50 re f Q')

    return change


def with_space(array, operators):
    def change(pdf):
        resources(pdf).ColorSpace = Dictionary(S1=Array(array(pdf) if callable(array) else array))
        draw(pdf, f'/S1 cs {operators} 200 200 50 50 re f')

    return change


def set_box(name, value, page=0):
    def change(pdf):
        if value is None:
            del pdf.pages[page].obj[f'/{name}']
        else:
            pdf.pages[page].obj[f'/{name}'] = Array(value)

    return change


def set_page(name, value):
    return lambda pdf: page_of(pdf).__setitem__(f'/{name}', value)


def set_root(name, value):
    return lambda pdf: pdf.Root.__setitem__(f'/{name}', value)


def set_intent(name, value):
    def change(pdf):
        intent = pdf.Root.OutputIntents[0]
        if value is None:
            del intent[f'/{name}']
        else:
            intent[f'/{name}'] = value(pdf) if callable(value) else value

    return change


def set_info(name, value):
    def change(pdf):
        if value is None:
            del pdf.docinfo[f'/{name}']
        else:
            pdf.docinfo[f'/{name}'] = value

    return change


def set_xmp(old, new):
    return lambda pdf: pdf.Root.Metadata.write(print_files.XMP.replace(old, new).encode())


def set_content(page, content):
    return lambda pdf: pdf.pages[page].obj.__setitem__('/Contents', Stream(pdf, f'{content} {marks()}'.encode()))


def remove_last_page(pdf):
    del pdf.pages[-1]


def shading(pdf):
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[1, 1, 1], N=1)
    resources(pdf).Shading = Dictionary(
        Sh1=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=function)
    )
    draw(pdf, 'q 200 200 50 50 re W n /Sh1 sh Q')


def shading_pattern(pdf):
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[1, 1, 1], N=1)
    resources(pdf).Pattern = Dictionary(
        P1=Dictionary(
            PatternType=2,
            Shading=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=function),
        )
    )
    draw(pdf, '/Pattern cs /P1 scn 200 200 50 50 re f')


def tiling_pattern(pdf):
    resources(pdf).Pattern = Dictionary(
        P1=pdf.make_indirect(
            Stream(
                pdf,
                b'1 0 0 rg 0 0 5 5 re f',
                PatternType=1,
                PaintType=1,
                TilingType=1,
                BBox=[0, 0, 5, 5],
                XStep=5,
                YStep=5,
                Resources=Dictionary(),
                Matrix=[1, 0, 0, 1, 200, 200],
            )
        )
    )
    draw(pdf, '/Pattern cs /P1 scn 200 200 50 50 re f')


def soft_mask(pdf):
    placed(SMask=pdf.make_indirect(image(pdf, 'DeviceGray')))(pdf)


def blank_page_5(pdf):
    """Make it eight pages, of which a right-hand one is blank."""
    for number in range(5, 9):
        print_files.add_page(pdf, '' if number == 5 else GROUND, resources(pdf))


INLINE = 'q 40 0 0 40 200 200 cm BI /W 200 /H 200 /CS /{} /BPC 8 ID ' + 'x' * 200 * 200 * 3 + ' EI Q'
FUNCTION = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
BAD = (
    ('standard-key', 'no GTS_PDFXVersion', set_xmp('pdfxid:GTS_PDFXVersion', 'pdfxid:Other')),
    ('standard-key', 'name "PDF/X-3"', set_xmp('PDF/X-4', 'PDF/X-3')),
    ('output-intent', 'no output intents', set_root('OutputIntents', Array())),
    (
        'output-intent',
        '"Coated FOGRA39 (ISO 12647-2:2004)" is not',
        set_intent('OutputConditionIdentifier', 'Coated FOGRA39 (ISO 12647-2:2004)'),
    ),
    ('output-intent', 'RegistryName is ""', set_intent('RegistryName', None)),
    ('output-intent', 'no embedded profile', set_intent('DestOutputProfile', None)),
    ('output-intent', '3 components', set_intent('DestOutputProfile', lambda pdf: profile(pdf, components=3))),
    (
        'output-intent',
        'another kind (mntr, RGB)',
        set_intent('DestOutputProfile', lambda pdf: profile(pdf, b'mntr', b'RGB')),
    ),
    (
        'output-intent',
        'no ICC profile',
        set_intent('DestOutputProfile', lambda pdf: pdf.make_indirect(Stream(pdf, b'profile', N=4))),
    ),
    ('trapped', 'False and True', set_info('Trapped', Name('/True'))),
    (
        'trapped',
        'Trapped is Unknown',
        lambda pdf: (set_info('Trapped', Name.Unknown)(pdf), set_xmp('<pdf:Trapped>False</pdf:Trapped>', '')(pdf)),
    ),
    (
        'trapped',
        'no Trapped key',
        lambda pdf: (set_info('Trapped', None)(pdf), set_xmp('<pdf:Trapped>False</pdf:Trapped>', '')(pdf)),
    ),
    ('dates-and-id', 'no Title', set_info('Title', None)),
    ('dates-and-id', 'no CreationDate', set_info('CreationDate', None)),
    ('dates-and-id', 'ModDate is "yesterday"', set_info('ModDate', 'yesterday')),
    (
        'annotations',
        'annotations: Link',
        lambda pdf: set_page(
            'Annots', Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9]))])
        )(pdf),
    ),
    ('annotations', 'AcroForm', set_root('AcroForm', Dictionary(Fields=[]))),
    ('no-extras', 'a script', set_root('Names', Dictionary(JavaScript=Dictionary(Names=[])))),
    ('no-extras', 'attached files', set_root('Names', Dictionary(EmbeddedFiles=Dictionary(Names=[])))),
    ('no-extras', 'action on opening', set_root('OpenAction', Dictionary(S=Name.GoTo, D='x'))),
    ('no-extras', 'layers', set_root('OCProperties', Dictionary(OCGs=[], D=Dictionary()))),
    ('no-extras', 'action of the page', set_page('AA', Dictionary(O=Dictionary(S=Name.GoTo, D='x')))),
    ('colour-spaces', 'areas in RGB', drawn('0.9 0.1 0.1 rg 200 200 50 50 re f')),
    ('colour-spaces', 'lines in RGB', drawn('0.9 0.1 0.1 RG 200 200 50 50 re S')),
    ('colour-spaces', 'text in RGB', drawn(text(colour='0.9 0.1 0.1 rg'))),
    ('colour-spaces', 'text in RGB', in_form(text(colour='0.9 0.1 0.1 rg', x=20, y=20))),
    (
        'colour-spaces',
        'areas in RGB',
        with_space(lambda pdf: [Name.ICCBased, pdf.make_indirect(Stream(pdf, b'', N=3))], '0.9 0.1 0.1 scn'),
    ),
    ('colour-spaces', 'areas in Lab', with_space([Name.Lab, Dictionary(WhitePoint=[1, 1, 1])], '50 50 0 scn')),
    (
        'colour-spaces',
        'spot colour PANTONE Red',
        with_space([Name.Separation, Name('/PANTONE Red'), Name.DeviceCMYK, FUNCTION], '1 scn'),
    ),
    ('colour-spaces', 'gradients in RGB', shading),
    ('colour-spaces', 'gradients in RGB', shading_pattern),
    ('colour-spaces', 'areas in RGB', tiling_pattern),
    ('black-only', 'text in CMYK 75/68/67/90', drawn(text(colour='0.75 0.68 0.67 0.9 k'))),
    ('black-only', 'text in CMYK 60/50/50/30', drawn(text(colour='0.6 0.5 0.5 0.3 k'))),
    ('black-only', 'text in CMYK 75/68/67/90', in_form(text(colour='0.75 0.68 0.67 0.9 k', x=20, y=20))),
    ('black-only', 'a line in CMYK 75/68/67/90', drawn('0.75 0.68 0.67 0.9 K 1 w 200 200 m 300 200 l S')),
    ('black-only', 'a line in CMYK 75/68/67/90', drawn('0.75 0.68 0.67 0.9 k 200 200 100 1 re f')),
    ('image-colours', 'an RGB image', placed('DeviceRGB')),
    ('image-colours', 'an RGB image', drawn(INLINE.format('RGB'))),
    ('image-resolution', 'an image of 299 ppi', placed(pixels=299)),
    ('image-resolution', 'an image of 150 ppi', drawn('q 144 0 0 144 200 200 cm /Im1 Do Q')),
    ('image-resolution', 'an image of 212 ppi', drawn('q 72 72 -72 72 300 300 cm /Im1 Do Q')),
    ('image-resolution', 'a black-and-white image of 300 ppi', placed('DeviceGray', bits=1)),
    ('total-ink', 'areas with 310 % ink (CMYK 100/100/100/10)', drawn('1 1 1 0.1 k 200 200 50 50 re f')),
    (
        'total-ink',
        'areas with 310 %',
        with_space(
            [Name.DeviceN, Array([Name.Cyan, Name.Magenta, Name.Yellow, Name.Black]), Name.DeviceCMYK, FUNCTION],
            '1 1 1 0.1 scn',
        ),
    ),
    ('fonts', 'is not embedded', set_font(FontFile2=None)),
    ('fonts', 'is of Type 3', type_3),
    ('text-size', 'type of 4.0 pt', drawn(text(size=4))),
    ('text-size', 'type of 3.0 pt', drawn(f'q 0.3 0 0 0.3 100 100 cm {text(size=10)} Q')),
    ('hairlines', 'a line of 0.1 mm', drawn('0 G 0.28 w 200 200 m 300 200 l S')),
    ('hairlines', 'a line of 0 mm', drawn('0 G 0 w 200 200 m 300 200 l S')),
    ('hairlines', 'a line of 0.09 mm', drawn('q 0.25 0 0 0.25 0 0 cm 0 G 1 w 800 800 m 900 900 l S Q')),
    ('hairlines', 'a line of 0.07 mm', drawn('0 g 200 200 100 0.2 re f')),
    ('transparency', 'mixed in RGB', set_page('Group', Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))),
    ('trim-box', 'no TrimBox', set_box('TrimBox', None)),
    ('trim-box', 'ArtBox', set_box('ArtBox', box(0))),
    ('bleed-box', 'no BleedBox', set_box('BleedBox', None)),
    ('bleed-box', 'the bleed is 2 mm', set_box('BleedBox', [-2 * POINT, *box(3)[1:]])),
    ('bleed-box', 'beyond the MediaBox', set_box('BleedBox', box(11))),
    ('bleed-filled', 'an area (fill) ends', drawn(f'0.5 g 0 0 100 {HEIGHT + 3 * POINT} re f')),
    ('bleed-filled', 'an area (image) ends', drawn(f'q 60 0 0 60 {WIDTH - 59} 300 cm /Im1 Do Q')),
    ('page-size', 'turned by 90°', set_page('Rotate', 90)),
    ('page-size', 'scaled by 2', set_page('UserUnit', 2)),
    ('marks-outside-bleed', 'inside the bleed', drawn(marks(near=1))),
    ('marks-outside-bleed', 'inside the bleed', drawn(marks(near=2.5).replace('1 1 1 1 K', '0 G'))),
    ('page-count', '3 pages; expected a multiple of 4, so 1 more', remove_last_page),
    ('page-sides', 'first page on the left', set_root('PageLayout', Name.TwoPageLeft)),
    ('page-sides', 'bound on the right', set_root('ViewerPreferences', Dictionary(Direction=Name.R2L))),
    ('page-sides', 'the first page is blank', set_content(0, '')),
    ('page-sides', 'neither', blank_page_5),
    ('text-in-trim', 'beyond the trim', drawn(text(x=WIDTH - 10))),
    ('text-in-trim', 'beyond the trim', drawn(text(y=-5))),
    ('text-in-trim', 'beyond the trim', drawn('BT 0 g /F1 10 Tf 0 1 -1 0 5 100 Tm (Text) Tj ET')),
)

#: Rules that cannot but break too: the crop marks count as print where there is no trim or too wide a bleed.
ALSO = {
    'no TrimBox': {'bleed-box', 'page-size', 'black-only', 'total-ink', 'hairlines'},
    'beyond the MediaBox': {'marks-outside-bleed'},
}


@pytest.fixture(scope='module')
def good_file(tmp_path_factory):
    return save(good(), tmp_path_factory.mktemp('print') / 'good-print.pdf')


def test_a_good_file_keeps_every_rule(good_file):
    report = check(good_file)
    assert report.failed == []
    assert [result.rule.code for result in report.results] == [one.code for one in RULES]
    notes = {
        result.rule.code: [problem.text for problem in result.problems] for result in report.results if result.problems
    }
    assert notes == {'page-sides': ['blank pages: 2']}


@pytest.mark.parametrize(('code', 'words', 'spoil'), BAD, ids=[f'{code}: {words}' for code, words, _ in BAD])
def test_a_fault_breaks_its_rule_and_no_other(tmp_path, code, words, spoil):
    pdf = good()
    spoil(pdf)
    path = save(pdf, tmp_path / 'bad-print.pdf')
    assert set(check(path).failed) - ALSO.get(words, set()) == {code}
    assert any(words in problem.text for problem in problems(path, code)), problems(path, code)


def test_wrong_size(tmp_path):
    pdf = good()
    for page in pdf.pages:
        page.obj.TrimBox = Array([0, 0, WIDTH + 1, HEIGHT])
    path = save(pdf, tmp_path / 'bad.pdf')
    assert 'the trim is 210.35 × 297.00 mm; expected 210.00 × 297.00 mm' in problems(path, 'trim-box')[0].text
    assert not problems(path, 'page-size')
    assert 'trim-box' not in check(path, Limits(trim=None)).failed
    page_of(pdf).TrimBox = Array(box(0))
    assert [problem.page for problem in problems(save(pdf, tmp_path / 'worse.pdf'), 'page-size')] == [2, 3, 4]


def test_version_and_encryption(tmp_path):
    assert check(save(good(), tmp_path / 'a.pdf', '1.7')).failed == ['pdf-version']
    assert check(print_files.encrypted(good(), tmp_path / 'b.pdf')).failed == ['readable']


def test_a_damaged_file(tmp_path, good_file):
    path = tmp_path / 'damaged.pdf'
    path.write_bytes(good_file.read_bytes()[:-30])
    assert 'readable' in check(path).failed
    assert 'the file is damaged' in problems(path, 'readable')[0].text


def test_identifier(tmp_path):
    path = tmp_path / 'no-id.pdf'
    data = save(good(), path).read_bytes()
    path.write_bytes(data.replace(b'/ID [', b'/IX ['))
    assert 'no identifier' in problems(path, 'dates-and-id')[0].text


def test_every_rule_has_a_failing_sample():
    elsewhere = {'readable', 'pdf-version'}
    assert {code for code, _words, _spoil in BAD} | elsewhere == {one.code for one in RULES}


def test_blank_pages_that_are_meant(tmp_path):
    def blanks(*numbers, pages=8):
        pdf = good(pages)
        for number in range(1, pages + 1):
            set_content(number - 1, '' if number in numbers else GROUND)(pdf)
        found = problems(save(pdf, tmp_path / 'x.pdf'), 'page-sides')
        return [problem.page for problem in found if not problem.is_note]

    assert blanks(2, 4) == []  # left-hand pages before an opening
    assert blanks(6, 7) == []  # before the back cover
    assert blanks(5, 6, 7, 8) == []  # the last leaf
    assert blanks(3) == [3]
    assert blanks(4, 5) == [4, 5]
    assert blanks(1) == [1]


# PDF/X-1a


def test_x1a(tmp_path):
    pdf = good()
    as_x1a(pdf)
    assert check(save_x1a(pdf, tmp_path / 'a.pdf'), X1A).failed == []
    del pdf.Root.OutputIntents[0]['/DestOutputProfile']
    assert check(save_x1a(pdf, tmp_path / 'a.pdf'), X1A).failed == []  # by name only
    assert check(save(pdf, tmp_path / 'b.pdf', '1.6'), X1A).failed == ['pdf-version']
    assert set(check(save(good(), tmp_path / 'c.pdf', '1.4'), X1A).failed) >= {'standard-key'}


@pytest.mark.parametrize(
    ('spoil', 'words'),
    [
        (with_state(ca=0.5), 'opacity 0.5'),
        (with_state(CA=0.25), 'opacity 0.25'),
        (with_state(BM=Name.Multiply), 'blend mode /Multiply'),
        (with_state(SMask=Dictionary(S=Name.Alpha)), 'soft mask'),
        (soft_mask, 'image with a soft mask'),
        (set_page('Group', Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)), 'transparency group of the page'),
        (in_form('0 g 0 0 9 9 re f', Group=Dictionary(S=Name.Transparency)), 'transparency group'),
    ],
)
def test_transparency_is_refused_for_x1a_and_listed_for_x4(tmp_path, spoil, words):
    pdf = good()
    spoil(pdf)
    found = [problem for problem in problems(save(pdf, tmp_path / 'x4.pdf'), 'transparency') if problem.page == 1]
    assert [(problem.text, problem.is_note) for problem in found] == [(words, True)]
    assert check(tmp_path / 'x4.pdf').failed == []
    as_x1a(pdf)
    assert check(save_x1a(pdf, tmp_path / 'x1a.pdf'), X1A).failed == ['transparency']


# Limits


@pytest.mark.parametrize(
    ('limits', 'code'),
    [
        (Limits(bleed=5), 'bleed-box'),
        (Limits(total_ink=25), 'total-ink'),
        (Limits(hairline=0.2), 'hairlines'),
        (Limits(resolution=301), 'image-resolution'),
        (Limits(text_size=11), 'text-size'),
        (Limits(intent='FOGRA51'), 'output-intent'),
        (Limits(pages_multiple=8), 'page-count'),
        (Limits(text_distance=40), 'text-in-trim'),
        (Limits(trim=(148, 210)), 'trim-box'),
    ],
)
def test_a_printers_limits(good_file, limits, code):
    assert code in check(good_file, limits).failed


def test_wrong_standard():
    with pytest.raises(ValueError, match='X-9'):
        Limits(standard='X-9')


def test_a_cover_may_have_any_size(tmp_path):
    pdf = good(1)
    page_of(pdf).TrimBox = Array([0, 0, WIDTH, HEIGHT - 5])
    assert check(save(pdf, tmp_path / 'handbook-lv-cover.pdf')).failed == []
    assert check(save(pdf, tmp_path / 'handbook-lv-print.pdf')).failed == ['trim-box', 'page-count']


# What the walk finds


def walk(content, spoil=None):
    pdf = good(1)
    pdf.pages[0].obj.Contents = Stream(pdf, content.encode())
    if spoil:
        spoil(pdf)
    return Walker().page(pdf.pages[0])


def test_places_and_colours():
    found = walk('q 2 0 0 2 10 20 cm 0.1 0.2 0.3 0.4 k 5 5 10 20 re f Q 1 g 0 0 1 1 re f').marks
    assert [(mark.kind, mark.box, str(mark.colour)) for mark in found] == [
        ('fill', Rectangle(20, 30, 40, 70), 'CMYK 10/20/30/40'),
        ('fill', Rectangle(0, 0, 1, 1), 'grey 1.00'),
    ]


def test_the_clip_cuts_and_what_it_hides_is_not_there():
    found = walk('q 10 10 5 5 re W n 0 g 0 0 100 100 re f 50 50 5 5 re f 15 0 5 100 re f Q 60 60 5 5 re f').marks
    assert [mark.box for mark in found] == [Rectangle(10, 10, 15, 15), Rectangle(60, 60, 65, 65)]


def test_text_moves_on():
    found = walk(
        "BT /F1 10 Tf 12 TL 100 700 Td (aa) Tj (bb) Tj T* [(c) -1000 (d)] TJ (e) ' ( ) Tj 3 Tr (no) Tj ET"
    ).marks
    texts = [mark for mark in found if mark.kind == 'text']
    assert [(round(mark.box.llx), round(mark.box.urx), round(mark.box.lly)) for mark in texts] == [
        (100, 110, 698),
        (110, 120, 698),
        (100, 120, 686),
        (100, 105, 674),
    ]
    assert {round(mark.size, 6) for mark in texts} == {10}


def test_inline_image():
    images = [mark for mark in walk(INLINE.format('RGB')).marks if mark.kind == 'image']
    assert [(mark.size, str(mark.colour.space)) for mark in images] == [(360, 'RGB')]


def test_a_form_that_draws_itself_ends():
    def spoil(pdf):
        form = pdf.make_indirect(
            Stream(pdf, b'0 g 0 0 5 5 re f /Self Do', Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        )
        form.Resources = Dictionary(XObject=Dictionary(Self=form))
        pdf.pages[0].obj.Resources.XObject.Self = form

    assert len(walk('/Self Do', spoil).marks) < 50


@pytest.mark.parametrize(
    ('colour', 'mixed'),
    [
        (Colour(Space('CMYK'), (0, 0, 0, 1)), False),
        (Colour(Space('grey'), (0.1,)), False),
        (Colour(Space('CMYK'), (0.75, 0.68, 0.67, 0.9)), True),
        (Colour(Space('CMYK'), (0.6, 0.5, 0.5, 0.3)), True),
        (Colour(Space('CMYK'), (1, 0.6, 0.2, 0.3)), False),  # a dark blue is no black
        (Colour(Space('CMYK'), (0.1, 0.1, 0.1, 0)), False),
        (Colour(Space('CMYK'), (1, 1, 1, 1)), False),  # marks
        (Colour(Space('RGB'), (0.1, 0.1, 0.1)), True),
        (Colour(Space('RGB'), (0.04, 0.31, 0.42)), False),
        (Colour(Space('RGB'), (1, 1, 1)), False),
    ],
)
def test_mixed_black(colour, mixed):
    assert colour.is_mixed_black is mixed


# The command


def test_table_and_closing_line(tmp_path, good_file, capsys):
    pdf = good()
    draw(pdf, '0.9 0.1 0.1 rg 200 200 50 50 re f', page=2)
    draw(pdf, '0.9 0.1 0.1 rg 200 200 50 50 re f', page=3)
    bad = save(pdf, tmp_path / 'bad-print.pdf')
    assert main(['preflight', '--file', str(good_file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f'1 files without fault; checked against our {len(RULES)} rules'
    assert main(['preflight', '--file', str(good_file), '--file', str(bad)]) == 1
    shown = capsys.readouterr().out
    assert re.search(r'^colour-spaces +Only CMYK and grey +FAILED +3–4 +areas in RGB$', shown, re.MULTILINE)
    assert re.search(r'^fonts +Every font embedded, none of Type 3 +passed$', shown, re.MULTILINE)
    assert shown.splitlines()[-1] == f'1 of 2 files broke a rule; checked against our {len(RULES)} rules'
    assert 'certif' not in shown.lower()


def test_all_files_of_a_language(tmp_path):
    (tmp_path / 'handbook-lv-cover.pdf').touch()
    names = [path.name for path in preflight.print_files(['lv'], tmp_path)]
    assert names == ['handbook-lv-print.pdf', 'handbook-lv-cover.pdf']
    assert 'handbook-lt-print.pdf' in [path.name for path in preflight.print_files([], tmp_path)]
    with pytest.raises(FindingsError, match='no language "et"'):
        list(preflight.print_files(['et'], tmp_path))


def test_missing_and_broken_files(tmp_path):
    with pytest.raises(FindingsError, match='make print'):
        check(tmp_path / 'none.pdf')
    (tmp_path / 'text.pdf').write_text('no PDF')
    with pytest.raises(FindingsError, match='no whole PDF'):
        check(tmp_path / 'text.pdf')


def test_the_command_line(good_file):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, '-m', 'publishing', 'preflight', *arguments], cwd=ROOT, capture_output=True, text=True
        )

    done = run('--file', str(good_file))
    assert (done.returncode, done.stderr) == (0, '')
    assert run('--file', str(good_file.with_name('none.pdf'))).returncode == 1
    assert all(one.code in run('--rules').stdout for one in RULES[:3])


def test_page_numbers_in_short():
    assert ranges([1, 2, 3, 7, None, 3]) == '1–3, 7'
    assert ranges(range(1, 20, 2)) == '1, 3, 5, 7, 9, …'
    assert ranges([None]) == ''


def decorated(folder):
    """Return the code of every rule written below ``folder``, whether it is listed or not."""
    return [
        code
        for path in sorted(folder.rglob('*.py'))
        for code in re.findall(r'^@rule\(\s*["\']([^"\']+)', path.read_text(encoding='utf-8'), re.MULTILINE)
    ]


def test_every_rule_that_is_written_is_listed_once():
    assert sorted(decorated(ROOT / 'publishing')) == sorted(one.code for one in RULES)


def test_a_code_is_used_once():
    codes = [one.code for one in RULES]
    assert sorted(set(codes)) == sorted(codes)


def test_a_rule_that_nobody_listed_is_found(tmp_path):
    (tmp_path / 'rules').mkdir()
    (tmp_path / 'rules' / 'more.py').write_text("@rule('one', 'One', '')\ndef one(): ...\n@rule(\n    'two', '', '')\n")
    assert decorated(tmp_path) == ['one', 'two']


def test_every_rule_is_in_the_documents():
    text = (ROOT / 'docs' / 'printing.md').read_text(encoding='utf-8')
    section = text.partition('## The print file')[2].partition('\n## ')[0]
    rows = re.findall(r'^\| `([a-z0-9-]+)` \|', section, re.MULTILINE)
    assert [one.code for one in RULES] == rows


# Files as WeasyPrint writes them


def from_weasyprint(tmp_path, body, css='', write=press.write_print):
    """Lay out a page and write it; return its path."""
    (tmp_path / 'style.css').write_text(
        '@page { size: A4; bleed: 3mm; margin: 20mm } '
        'body { margin: 0; font: 10pt "DejaVu Sans"; color: device-cmyk(0 0 0 1) } ' + css
    )
    html = f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>{body}</body></html>'
    layout = press.lay_out(html, tmp_path.as_uri() + '/', [tmp_path / 'style.css'])
    write(layout, tmp_path / 'weasyprint.pdf', b'0' * 32)
    return tmp_path / 'weasyprint.pdf'


#: What every such file lacks: standard, intent, dates, a number of pages that fits.
LACKS = {'pdf-version', 'standard-key', 'output-intent', 'trapped', 'dates-and-id', 'page-count'}


@pytest.mark.parametrize(
    ('body', 'css', 'broken'),
    [
        ('<p>Text in black ink</p>', '', set()),
        ('<p>Text</p>', 'p { color: #000 }', {'colour-spaces', 'black-only'}),
        ('<p>Text</p>', 'p { color: #123456 }', {'colour-spaces'}),
        ('<p>Text</p>', 'p { border-bottom: 0.75pt solid device-cmyk(0 0 0 1) }', set()),
        ('<p>Text</p>', 'p { border-bottom: 0.75pt solid #000 }', {'colour-spaces', 'black-only'}),
        ('<p>Text</p>', 'p { border-bottom: 0.2pt solid device-cmyk(0 0 0 1) }', {'hairlines'}),
        ('<p>Text</p>', '@page { background: device-cmyk(0.2 0 0 0) }', set()),
        ('<p>Text</p>', '@page { background: device-cmyk(1 0.9 0.9 0.5) }', {'total-ink'}),
        ('<p>Text</p>', 'p { background: device-cmyk(0.2 0 0 0); margin: 0 -20mm }', {'bleed-filled'}),
        ('<p>Text</p>', 'p { background: device-cmyk(0.2 0 0 0); margin: 0 -23mm; padding: 0 23mm }', set()),
        ('<p>Text</p>', 'p { position: absolute; left: 186mm; white-space: nowrap }', {'text-in-trim'}),
        ('<p>Text</p>', 'p { font-size: 4.5pt }', {'text-size'}),
        ('<img src="image.png" alt="">', 'img { width: 20mm }', {'image-colours', 'image-resolution'}),
        ('<img src="image.png" alt="">', 'img { width: 8mm }', {'image-colours'}),
        (
            '<svg width="9mm" height="9mm" viewBox="0 0 9 9"><path fill="red" d="M0 0h5v5z"/></svg>',
            '',
            {'colour-spaces'},
        ),
    ],
)
def test_faults_in_what_weasyprint_writes(tmp_path, body, css, broken):
    Image.new('RGB', (100, 100), '#345').save(tmp_path / 'image.png')
    path = from_weasyprint(tmp_path, body, css)
    assert set(check(path).failed) - LACKS == broken, check(path)


def test_weasyprints_own_crop_marks_are_refused(tmp_path):
    def write(layout, target, identifier):
        layout.document.write_pdf(target, pdf_identifier=identifier)

    body, css = '<p>Text</p>', '@page { marks: crop cross; bleed: 10mm }'
    path = from_weasyprint(tmp_path, body, css, write)
    assert 'marks-outside-bleed' in check(path, Limits(bleed=6)).failed
    assert 'marks-outside-bleed' not in check(from_weasyprint(tmp_path, body)).failed


# Whose limits


def test_the_same_file_is_right_for_one_printer_and_wrong_for_another(tmp_path):
    """The general printer wants 3 mm of bleed, Jūsu Druka 5 mm; McĀbols takes PDF/X-1a only."""
    path = save(good(), tmp_path / 'book-print.pdf')
    assert preflight.check(path).failed == []
    assert preflight.check(path, preflight.limits_of(printers.load('general'))).failed == []
    assert 'bleed-box' in preflight.check(path, preflight.limits_of(printers.load('jusudruka'))).failed
    assert 'standard-key' in preflight.check(path, preflight.limits_of(printers.load('mcabols'))).failed


def test_the_printer_stands_in_the_name_of_the_file(tmp_path):
    path = save(good(), tmp_path / 'handbook-lv-print-jusudruka.pdf')
    report = preflight.check(path)
    assert report.limits == preflight.limits_of(printers.load('jusudruka'))
    assert 'profile "Jūsu Druka"' in str(report)
    assert 'bleed-box' in report.failed
    assert preflight.limits_of_file(tmp_path / 'handbook-lv-cover-mcabols.pdf').bleed == 5.0


def test_the_command_takes_a_printer(tmp_path, capsys):
    path = save(good(), tmp_path / 'book-print.pdf')
    assert main(['preflight', '--file', str(path)]) == 0
    assert main(['preflight', '--file', str(path), '--printer', 'jusudruka']) == 1
    assert 'bleed-box' in capsys.readouterr().out
