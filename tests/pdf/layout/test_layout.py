"""One layout, two files: for the screen and for the print shop; and every complaint of WeasyPrint is heard."""

import logging

import pikepdf
import pytest
from pypdf import PdfReader
from weasyprint.logger import LOGGER

from publishing.pdf.layout import layout as press
from publishing.pdf.layout.layout import POINT

HTML = (
    '<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><h1 id="a">One</h1>'
    '<p><a href="#b">to two</a> and <a href="https://example.org/">out</a></p>'
    '<h1 id="b" class="new">Two</h1></body></html>'
)
CSS = (
    '@page { size: A4; bleed: 3mm; margin: 20mm; background: #00639A } .new { break-before: page }'
    ' body { color: white; font-family: "DejaVu Sans" }'
)


@pytest.fixture
def lay_out(tmp_path):
    """Return a function that lays out HTML with CSS."""

    def run(text=HTML, css=CSS):
        path = tmp_path / 'style.css'
        path.write_text(css, encoding='utf-8')
        return press.lay_out(text, tmp_path.as_uri() + '/', [path])

    return run


@pytest.fixture(scope='module')
def files(tmp_path_factory):
    """The screen and the print file of one layout."""
    folder = tmp_path_factory.mktemp('press')
    (folder / 'style.css').write_text(CSS, encoding='utf-8')
    layout = press.lay_out(HTML, folder.as_uri() + '/', [folder / 'style.css'])
    press.write_print(layout, folder / 'print.pdf', b'0' * 32)  # first, so that a lasting change would show
    press.write_screen(layout, folder / 'screen.pdf', b'0' * 32)
    press.write_print(layout, folder / 'again.pdf', b'0' * 32)
    return folder


def box(page, name):
    return [float(value) for value in page[name]]


def test_screen_file_is_trimmed_and_linked(files):
    reader = PdfReader(files / 'screen.pdf')
    assert len(reader.pages) == 2
    for page in reader.pages:
        assert [float(value) / POINT for value in page.mediabox] == pytest.approx([0, 0, 210, 297], abs=0.001)
    assert [item['/Title'] for item in reader.outline] == ['One', 'Two']
    assert len(reader.pages[0]['/Annots']) == 2
    assert reader.trailer['/Root']['/MarkInfo']['/Marked']


def test_boxes_of_the_print_file(files):
    with pikepdf.open(files / 'print.pdf') as pdf:
        for page in pdf.pages:
            trim = box(page, '/TrimBox')
            assert trim[2] - trim[0] == pytest.approx(210 * POINT, abs=0.001)
            assert trim[3] - trim[1] == pytest.approx(297 * POINT, abs=0.001)
            for name, more in (('/BleedBox', 3 * POINT), ('/MediaBox', 3 * POINT)):
                assert box(page, name) == pytest.approx(
                    [trim[0] - more, trim[1] - more, trim[2] + more, trim[3] + more], abs=0.001
                ), name


def test_print_file_has_the_same_pages_and_no_annotations(files):
    screen, printed = PdfReader(files / 'screen.pdf'), PdfReader(files / 'print.pdf')
    assert len(screen.pages) == len(printed.pages)
    assert [page.extract_text() for page in screen.pages] == [page.extract_text() for page in printed.pages]
    assert all('/Annots' not in page for page in printed.pages)


def test_writing_one_file_does_not_change_the_other(files):
    assert (files / 'print.pdf').read_bytes() == (files / 'again.pdf').read_bytes()


def test_numbers_of_pages(lay_out):
    assert press.page_numbers(lay_out().document) == {'a': 1, 'b': 2}


@pytest.mark.parametrize(
    ('text', 'css', 'words'),
    [
        (HTML.replace('#b', '#nowhere'), CSS, 'nowhere'),
        (HTML.replace('<h1', '<img src="no.png"><h1', 1), CSS, 'no.png'),
        (HTML, CSS + ' h1 { background: url(no.svg) }', 'no.svg'),
        (HTML, CSS + ' a::after { content: target-counter(attr(href), page) }', 'example.org'),
    ],
)
def test_errors_of_weasyprint_are_raised(lay_out, tmp_path, text, css, words):
    target = tmp_path / 'book.pdf'
    with pytest.raises(press.LayoutError) as caught:
        press.write_screen(lay_out(text, css), target, b'0' * 32)
    assert any(words in message for message in caught.value.messages), caught.value.messages


def test_warnings_are_kept_once(lay_out):
    layout = lay_out(css=CSS + ' h1 { colour: red } p { colour: red } @media (min-width: 1px) { p { margin: 0 } }')
    assert len(layout.warnings) == 2  # places differ
    assert all('colour' in message for message in layout.warnings)


def test_the_log_is_as_it_was(lay_out):
    before = LOGGER.handlers[:], LOGGER.level, LOGGER.propagate
    lay_out()
    assert (LOGGER.handlers[:], LOGGER.level, LOGGER.propagate) == before
    with pytest.raises(ZeroDivisionError), press.collected_log() as records:
        LOGGER.warning('heard')
        _ = 1 / 0
    assert [(record.levelno, record.getMessage()) for record in records] == [(logging.WARNING, 'heard')]
    assert (LOGGER.handlers[:], LOGGER.level, LOGGER.propagate) == before
