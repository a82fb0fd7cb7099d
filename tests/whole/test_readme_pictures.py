"""The two pictures of the README show the handbook that was built: pages of the book, a page of the site.

After a change of the design or of these pages, ``make``, then ``pytest tests/whole/test_readme_pictures.py
--renew-pictures``; look at both before they are committed.
"""

import re
import subprocess

import numpy
import pytest
from browser import chromium
from PIL import Image, ImageColor, ImageDraw
from places import REPOSITORY

from publishing.core.design import COLOURS
from publishing.core.page_map import read_map
from publishing.core.project import WORK

KEPT = REPOSITORY / 'docs' / 'pictures' / 'own'
NAMES = ('book.png', 'site.png')
#: The pages of the book, by what stands on them, so that they may move.
PAGES = (
    ':cover',
    'challenges/public-transport',
    'challenges/coast-sea-energy:map-coast-and-sea',
    'planning/method:fig-method',
)
WIDTH, GAP = 960, 20
#: Of the site: a page, and the window it is seen in.
SHOWN, WINDOW = 'where/two-regions.html', (1280, 740)
#: Levels of grey by which small copies of what is kept and what is built may differ: a corrected sentence or another
#: version of a browser changes less than one, another page or colour ten and more.
APART = 4.0
LARGEST = 200_000


def book_picture(folder) -> Image.Image:
    """Return the pages side by side on a ground of sand."""
    made = WORK / 'pdf-en'
    if not (made / 'pages.json').is_file():
        pytest.fail('there is no page map of the English PDF: run "make" first.', pytrace=False)
    pages = read_map(made / 'pages.json')
    width = (WIDTH - GAP * (len(PAGES) + 1)) // len(PAGES)
    drawn = []
    for name in PAGES:
        number = str(1 if name == ':cover' else pages.pages[name])
        target = folder / f'page-{number}'
        command = [
            'pdftoppm',
            '-f',
            number,
            '-l',
            number,
            '-r',
            '110',
            '-png',
            '-singlefile',
            made / pages.file,
            target,
        ]
        subprocess.run(command, check=True)
        page = Image.open(target.with_suffix('.png')).convert('RGB')
        drawn.append(page.resize((width, round(page.height * width / page.width)), Image.Resampling.LANCZOS))
    picture = Image.new('RGB', (WIDTH, drawn[0].height + 2 * GAP), COLOURS['sand'])
    for place, page in enumerate(drawn):
        picture.paste(page, (GAP + place * (width + GAP), GAP))
    return picture


def site_picture(folder) -> Image.Image:
    """Return a page of the site as Chromium shows it, in a frame."""
    path = REPOSITORY / 'build' / 'site' / 'en' / SHOWN
    if not path.is_file():
        pytest.fail(f'build/site/en/{SHOWN} is missing: run "make" first.', pytrace=False)
    flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
    flags += ['--hide-scrollbars', f'--user-data-dir={folder / "profile"}', f'--window-size={WINDOW[0]},{WINDOW[1]}']
    seen = folder / 'seen.png'
    subprocess.run(
        [chromium(), *flags, f'--screenshot={seen}', path.as_uri()], capture_output=True, timeout=120, check=True
    )
    picture = Image.open(seen).convert('RGB')
    picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
    ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height - 1), outline=COLOURS['rule'])
    return picture


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return by how many levels of grey small copies of two pictures differ."""
    size = (one.width // 8, one.height // 8)
    small = [numpy.asarray(picture.convert('L').resize(size, Image.Resampling.BOX), int) for picture in (one, other)]
    return float(abs(small[0] - small[1]).mean())


@pytest.mark.book
@pytest.mark.parametrize(('name', 'drawn'), [('book.png', book_picture), ('site.png', site_picture)])
def test_the_picture_shows_what_was_built(name, drawn, tmp_path, request):
    picture, kept = drawn(tmp_path), KEPT / name
    if request.config.getoption('--renew-pictures'):
        kept.parent.mkdir(parents=True, exist_ok=True)
        picture.save(kept, optimize=True)  # in all its colours: a palette turns sea into moss
    apart = difference(Image.open(kept).convert('RGB'), picture)
    assert apart < APART, (
        f'docs/pictures/own/{name} shows another handbook ({apart:.1f}); if it is meant, --renew-pictures'
    )


def test_the_pictures_are_small_and_no_other_is_there():
    assert sorted(path.name for path in KEPT.iterdir()) == sorted(NAMES)
    for name in NAMES:
        assert (KEPT / name).stat().st_size < LARGEST
        assert Image.open(KEPT / name).width == WIDTH
    book = Image.open(KEPT / 'book.png').convert('RGB')
    assert book.getpixel((1, 1)) == ImageColor.getrgb(COLOURS['sand']), 'the colours are those of the book'


@pytest.mark.parametrize('name', NAMES)
def test_another_page_is_seen(name):
    """A picture turned upside down has the same colours and other words."""
    picture = Image.open(KEPT / name).convert('RGB')
    assert difference(picture, picture) == 0
    assert difference(picture, picture.rotate(180)) > APART


@pytest.mark.parametrize('name', ['README.md', 'docs/index.md'])
def test_both_are_shown_with_words_for_who_cannot_see_them(name):
    text = (REPOSITORY / name).read_text(encoding='utf-8')
    shown = {target.rpartition('/')[2]: words for words, target in re.findall(r'!\[([^]]*)\]\(([^)]*)\)', text)}
    assert list(shown) == list(NAMES)
    assert all(len(words) > 40 for words in shown.values())
