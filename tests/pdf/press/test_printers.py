"""Printers' files: those that are shipped, and every mistake in one of them."""

import re

import pytest

from publishing.commands.parser import main
from publishing.core.findings import FindingsError
from publishing.pdf.press import printers

GENERAL = (printers.FOLDER / 'general.toml').read_text(encoding='utf-8')


@pytest.fixture
def load_changed(tmp_path):
    """Return a function that loads the general printer after a replacement in its file."""

    def run(old='', new=''):
        assert old in GENERAL
        path = tmp_path / 'shop.toml'
        text = GENERAL.replace(old, new, 1) if old else GENERAL
        path.write_text(text.replace('../icc', str(printers.FOLDER.parent / 'icc')), encoding='utf-8')
        return printers.load(str(path))

    return run


@pytest.mark.parametrize('name', printers.names())
def test_shipped_printers(name):
    printer = printers.load(name)
    assert printer.ink_limit <= 300
    assert printer.bleed >= 3
    assert (printer.intent, printer.registry) == ('FOGRA39', 'http://www.color.org')
    text = (printers.FOLDER / f'{name}.toml').read_text(encoding='utf-8')
    assert name == 'general' or re.search(r'^# (Latvia|Lithuania), .*https?://', text)


def test_two_latvian_one_lithuanian_and_a_general_one():
    countries = [
        (printers.FOLDER / f'{name}.toml').read_text(encoding='utf-8')[2:].split(',')[0] for name in printers.names()
    ]
    assert countries.count('Latvia') >= 2
    assert countries.count('Lithuania') >= 1
    assert 'general' in printers.names()


def test_spine():
    printer = printers.load()
    assert printer.spine(96) == pytest.approx(48 * 0.1 + 0.5)
    assert printer.spine(97) == pytest.approx(49 * 0.1 + 0.5)


def test_a_file_anywhere(load_changed):
    printer = load_changed('bleed = 3.0', 'bleed = 2')
    assert (printer.key, printer.bleed, printer.icc.name) == ('shop', 2, 'FOGRA39L_coated.icc')


@pytest.mark.parametrize(
    ('old', 'new', 'words'),
    [
        ('bleed = 3.0', 'bleed = "3 mm"', '"bleed" is \'3 mm\'; expected a number'),
        ('bleed = 3.0', 'bleed = 300', 'expected 0 to 20'),
        ('bleed = 3.0', 'bleeds = 3.0', 'the key "bleeds" is unknown'),
        ('bleed = 3.0', '', 'the key "bleed" is missing'),
        ('crop = true', 'crop = 1', 'expected true or false'),
        ('multiple = 4', 'multiple = true', 'expected a whole number'),
        ('standard = "x-4"', 'standard = "x-3"', 'expected one of x-4, x-1a'),
        ('covers = "inside"', 'covers = "none"', 'expected one of inside, separate'),
        ('embed = true', 'embed = false', 'PDF/X-4 holds its profile'),
        ('offset = 4.0', 'offset = 2.0', 'outside the bleed'),
        ('FOGRA39L_coated.icc', 'FOGRA99.icc', 'FOGRA99.icc" is missing'),
        ('name = "General"', 'name = General', 'this is not valid TOML'),
    ],
)
def test_a_wrong_file_is_refused(load_changed, old, new, words):
    with pytest.raises(FindingsError) as caught:
        load_changed(old, new)
    assert words in str(caught.value)
    assert str(caught.value).count('shop.toml') >= 1
    assert '[handbook.printer]' in str(caught.value)


def test_an_unknown_printer(capsys):
    assert main(['print', 'en', '--printer', 'gutenberg']) == 1
    assert 'there is no printer "gutenberg"; expected one of baltoprint, general' in capsys.readouterr().err
