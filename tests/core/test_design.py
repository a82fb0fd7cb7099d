"""Fonts and colours of the design: found, named when they are missing, made ready for the web."""

import re

import pytest
from fontTools.ttLib import TTFont
from theme_copy import copy_of_theme

from publishing.core import design
from publishing.core.design import CALLED, COLOURS, NAMES, read_colours, rename, token_findings, web_font
from publishing.core.findings import FindingsError
from publishing.core.project import THEME


def test_fonts_are_subset_and_cached(tmp_path):
    source = THEME / 'fonts' / 'SourceSerif4-Regular.ttf'
    first = web_font(source, tmp_path)
    made = first.stat().st_mtime_ns
    assert web_font(source, tmp_path) == first and first.stat().st_mtime_ns == made
    assert first.stat().st_size < 60_000
    assert called(TTFont(first))[1] == 'Latin Serif 4'
    letters = TTFont(first).getBestCmap()
    assert all(ord(letter) in letters for letter in 'āčēģīķļņšūžąęėįųABCz„“”‘’–−☐€' if letter != '☐')


def test_fonts_are_the_same_bytes_each_time(tmp_path):
    source = THEME / 'fonts' / 'SourceSans3-Bold.ttf'
    assert web_font(source, tmp_path / 'a').read_bytes() == web_font(source, tmp_path / 'b').read_bytes()


def called(font):
    """Return the names that a font shows to people."""
    return {number: name for number in CALLED if (name := font['name'].getDebugName(number))}


@pytest.mark.parametrize('source', sorted((THEME / 'fonts').glob('*.ttf')), ids=lambda path: path.stem)
def test_a_changed_font_has_no_reserved_name(source):
    """The licence keeps the name "Source" to the whole font, as its makers have made it."""
    font = TTFont(source)
    rights = font['name'].getDebugName(0)
    assert 'Source' in called(font)[1]
    rename(font)
    assert {1, 4, 6} <= called(font).keys()
    assert [name for name in called(font).values() if 'source' in name.lower()] == []
    assert called(font)[1].startswith('Latin S')
    assert font['name'].getDebugName(0) == rights


def test_all_fonts_there(tmp_path):
    assert token_findings(copy_of_theme(tmp_path)) == []


def test_missing_font_is_named(tmp_path):
    folder = copy_of_theme(tmp_path)
    (folder / 'fonts' / 'SourceSans3-It.ttf').unlink()
    message = str(token_findings(folder)[0])
    assert 'tokens.css:' in message and '"fonts/SourceSans3-It.ttf" does not exist' in message
    assert message.endswith('[handbook.font-missing]')


@pytest.mark.parametrize(
    ('lost', 'said'),
    [
        (r'--paper: .*', 'nothing sets "--paper", which drawings'),
        (r'--unit: .*', 'nothing sets "--unit", which'),
        (
            r'@font-face .*SemiBold.*|@font-face .*Semibold.*',
            'no face is made of "fonts/SourceSans3-Semibold.ttf"',
        ),
        (r'(?s).*', 'nothing sets "--amber", "--'),
    ],
)
def test_what_is_lost_from_the_tokens_is_named(tmp_path, lost, said):
    folder = copy_of_theme(tmp_path)
    (folder / 'page.css').write_text('p { margin: var( --unit ) } /* var(--none) */', encoding='utf-8')
    assert token_findings(folder) == []
    tokens = folder / 'tokens.css'
    tokens.write_text(re.sub(lost, '', tokens.read_text(encoding='utf-8')), encoding='utf-8')
    found = [str(one) for one in token_findings(folder)]
    assert any(said in one for one in found) and all('tokens.css: ' in one and 'git restore' in one for one in found)


def test_a_colour_that_nobody_has_is_named_wherever_it_is_asked_for(monkeypatch, tmp_path):
    monkeypatch.setattr(design, 'COLOURS', {name: '#112233' for name in NAMES if name != 'paper'})
    with pytest.raises(FindingsError, match=r'tokens\.css: nothing sets "--paper".*git restore'):
        read_colours(tmp_path / 'none.css')
    css = tmp_path / 'tokens.css'
    css.write_text(':root { --paper: #FFFFFF; }', encoding='utf-8')
    assert read_colours(css)['paper'] == '#FFFFFF'


def test_broken_font_is_named(tmp_path):
    broken = tmp_path / 'Broken.ttf'
    broken.write_bytes(b'no font')
    with pytest.raises(FindingsError, match=r'Broken\.ttf: this is not a font file.*\[handbook\.font-missing\]'):
        web_font(broken, tmp_path)


def test_colours_come_from_the_stylesheet(tmp_path):
    css = tmp_path / 'tokens.css'
    css.write_text(':root{ /* --sea: #999999; */ --sea: #112233; --sea-soft: #fff; } .dark{--sea: #aabbcc}')
    assert read_colours(css) == COLOURS | {'sea': '#112233'}
    assert read_colours(tmp_path / 'none.css') == COLOURS
