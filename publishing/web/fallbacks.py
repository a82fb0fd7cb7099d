"""Fonts of the reader's computer as wide and as high as ours, so that a page stays as it is when ours have come.

Ours are measured when a style sheet is written. The others are not there then: their widths, which no version has
changed, are those of fonts made to the same measures; tests/web/test_fallbacks.py measures them where there are such.
"""

import re
from pathlib import Path

from fontTools.ttLib import TTFont

from publishing.core.design import FONT_URL
from publishing.core.project import THEME

#: Text in the languages of the book, by whose letters widths are compared.
SAMPLE = (
    'The border is a line on a map; the people who live beside it share a coast, a bus and a doctor. '
    'Robeža ir līnija kartē; cilvēkiem, kas dzīvo tās tuvumā, ir kopīgs krasts, autobuss un ārsts. '
    'Siena yra linija žemėlapyje; šalia jos gyvenantys žmonės dalijasi pajūriu, autobusu ir gydytoju.'
)
#: Names by which a system has each font, and the mean width of the sample's letters in ems: upright and bold.
LOCAL = {
    'sans': {
        400: (
            ('Arial', 'ArialMT', 'Liberation Sans', 'LiberationSans', 'Nimbus Sans Regular', 'NimbusSans-Regular'),
            0.4312,
        ),
        700: (('Arial Bold', 'Arial-BoldMT', 'Liberation Sans Bold', 'Nimbus Sans Bold', 'NimbusSans-Bold'), 0.4642),
    },
    'serif': {
        400: (
            (
                'Times New Roman',
                'TimesNewRomanPSMT',
                'Liberation Serif',
                'LiberationSerif',
                'Nimbus Roman Regular',
                'NimbusRoman-Regular',
            ),
            0.3901,
        ),
        700: (
            (
                'Times New Roman Bold',
                'TimesNewRomanPS-BoldMT',
                'Liberation Serif Bold',
                'Nimbus Roman Bold',
                'NimbusRoman-Bold',
            ),
            0.416,
        ),
    },
}
FACE = re.compile(
    r'@font-face \{ font-family: "(?P<family>[^"]+)"; font-weight: (?P<weight>\d+); font-style: (?P<style>\w+);'
)
FAMILY = re.compile(r'(--(?:serif|serif-display|sans): "([^"]+)",)')


def mean_width(font: TTFont) -> float:
    """Return the mean width of the sample's letters in ems."""
    letters, widths = font.getBestCmap(), font['hmtx']
    return sum(widths[letters[ord(one)]][0] for one in SAMPLE) / len(SAMPLE) / font['head'].unitsPerEm


def with_fallbacks(css: str, theme: Path = THEME) -> str:
    """Return a style sheet with a face behind each of ours, of a font that readers have, and with its family named."""
    faces = ''.join(_face(line, theme) for line in css.splitlines() if FACE.match(line))
    return FAMILY.sub(r'\1 "\2 Fallback",', css) + faces


def _face(line: str, theme: Path) -> str:
    """Return the face that stands in for the one of a line."""
    found, file = FACE.match(line), FONT_URL.search(line)
    font = TTFont(theme / file[1])
    names, width = LOCAL['serif' if 'Serif' in found['family'] else 'sans'][700 if int(found['weight']) >= 600 else 400]
    share = mean_width(font) / width
    em = font['head'].unitsPerEm * share
    high, low, gap = font['hhea'].ascent / em, -font['hhea'].descent / em, font['hhea'].lineGap / em
    measures = f'ascent-override: {high:.2%}; descent-override: {low:.2%}; line-gap-override: {gap:.2%}'
    return (
        f'@font-face {{ font-family: "{found["family"]} Fallback"; font-weight: {found["weight"]}; '
        f'font-style: {found["style"]}; src: {", ".join(f"""local("{name}")""" for name in names)}; '
        f'size-adjust: {share:.2%}; {measures}; }}\n'
    )
