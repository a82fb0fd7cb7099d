"""Black text prints over coloured grounds: by its operators, and on the plates as Ghostscript makes them."""

import functools
import shutil
import subprocess

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image
from press_sample import finished, streams

from publishing.pdf.press.overprint import OUT, OVER, overprint_text

CSS = """
@page { size: 60mm 40mm; bleed: 3mm; margin: 0 }
body { font: bold 40pt "DejaVu Sans"; margin: 0 } p { margin: 0; line-height: 20mm; height: 20mm }
.sea { background: device-cmyk(0.6 0 0 0); color: #000 }
.night { background: device-cmyk(1 0.5 0 0); color: #FFF }
.mist { color: #888 } .veil { color: rgba(0, 0, 0, 0.5) }
"""
HTML = '<html lang="en"><body>{0}</body></html>'


@pytest.fixture
def make(tmp_path):
    return functools.partial(finished, tmp_path)


def switched(content: str, resources=None) -> str:
    """Return the operators with 'over' and 'out' where overprint is switched."""
    pdf = pikepdf.new()
    done = overprint_text(
        pikepdf.parse_content_stream(pdf.make_stream(content.encode())),
        resources if resources is not None else Dictionary(),
    )
    words = {OVER: 'over', OUT: 'out'}
    return ' '.join(
        words.get(operands[0], 'gs') if str(operator) == 'gs' else str(operator) for operands, operator in done
    )


@pytest.mark.parametrize(
    ('content', 'expected'),
    [
        ('0 0 0 1 k BT (a) Tj (b) Tj ET', 'k BT over Tj Tj ET'),
        ('0 0 0 1 k BT (a) Tj ET 0 0 1 1 re f', 'k BT over Tj ET re out f'),
        ('0 0 0 1 k BT (a) Tj ET /X Do', 'k BT over Tj ET out Do'),
        ('0 0 0 1 k BT (a) Tj 0 0 0 0 k (white) Tj ET', 'k BT over Tj k out Tj ET'),
        ('0 0 0 .5 k BT (grey) Tj ET', 'k BT Tj ET'),
        ('1 1 1 1 k BT (rich) Tj ET', 'k BT Tj ET'),
        ('BT (no colour yet) Tj ET', 'BT Tj ET'),
        ('0 0 0 1 k q BT (a) Tj ET Q 0 0 1 1 re f', 'k q BT over Tj ET Q re f'),
        ('0 0 0 1 k BT 1 Tr (outline) Tj 0 Tr (a) Tj ET', 'k BT Tr Tj Tr over Tj ET'),
        ('0 0 0 1 k /P cs /p scn BT (a) Tj ET', 'k cs scn BT Tj ET'),
        ('0 0 0 1 K 0 0 0 1 k 0 0 1 1 re B', 'K k re B'),
    ],
)
def test_only_black_text_overprints(content, expected):
    assert switched(content) == expected


def test_what_shines_through_stays():
    states = Dictionary(Thin=Dictionary(ca=0.5), Full=Dictionary(ca=1))
    resources = Dictionary(ExtGState=states)
    content = '0 0 0 1 k q /Thin gs BT (a) Tj ET Q BT (b) Tj ET /Full gs BT (c) Tj ET'
    assert switched(content, resources) == 'k q gs BT Tj ET Q BT over Tj ET gs BT Tj ET'
    assert resources.ExtGState[OVER] == Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)


def test_no_state_is_left_where_none_is_needed():
    resources = Dictionary()
    switched('0 0 0 1 k 0 0 1 1 re f', resources)
    assert '/ExtGState' not in resources


def test_every_switch_in_a_print_file_has_its_state(make):
    with pikepdf.open(make()) as pdf:
        found = 0
        for _kind, stream in streams(pdf):
            for operands, operator in pikepdf.parse_content_stream(stream):
                if str(operator) == 'gs' and operands[0] in (OVER, OUT):
                    found += 1
                    assert int(stream['/Resources'].ExtGState[operands[0]].OPM) == (operands[0] == OVER)
    assert found


def plates(path, folder):
    """Return the four plates of the first page as arrays, 255 for full ink, with overprint as a press does it."""
    subprocess.run(
        [
            'gs',
            '-q',
            '-dNOPAUSE',
            '-dBATCH',
            '-dSAFER',
            '-r100',
            '-sDEVICE=tiffsep',
            '-dFirstPage=1',
            '-dLastPage=1',
            f'-sOutputFile={folder}/plate%d.tif',
            path,
        ],
        check=True,
        capture_output=True,
    )
    return {
        ink: 255 - np.asarray(Image.open(folder / f'plate1({ink}).tif').convert('L')).astype(int)
        for ink in ('Cyan', 'Magenta', 'Yellow', 'Black')
    }


@pytest.mark.skipif(not shutil.which('gs'), reason='plates are made by Ghostscript')
def test_plates(make, tmp_path):
    path = make(HTML.format('<p class="sea">MMM</p><p class="night">MMM</p>'), CSS)
    found = plates(path, tmp_path)
    letters = found['Black'] > 250
    letters[: len(letters) // 4] = letters[-len(letters) // 2 :] = False  # marks
    letters[:, : letters.shape[1] // 4] = letters[:, -letters.shape[1] // 4 :] = False
    assert letters.sum() > 200
    assert np.abs(found['Cyan'][letters] - 153).max() < 4, 'the ground goes on below black letters'
    middle = found['Cyan'].shape[0] // 2
    lower = found['Cyan'][middle + 15 : middle + 60, 60:-60]
    assert (lower > 250).any() and (lower < 5).any(), 'white letters are holes in the ground'
