"""Pictures of one page of each kind, in each language, against those in ``tests/pictures``.

The pages are those of a small book of its own with the handbook's style sheets and covers, so that what authors write
changes nothing here. After a change of the design that is meant:
``pytest tests/whole/test_pictures.py --renew-pictures``,
then look at the changed pictures before they are committed.
"""

import subprocess

import numpy
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from places import PICTURES, REPOSITORY
from projects import build_pages

from publishing.core.languages import load
from publishing.core.page_map import read_map

SEEN = REPOSITORY / 'build' / 'pictures'
RESOLUTION = 50  # dots an inch
#: Another version of a font engine draws edges lighter or darker; a change of design moves or repaints a place.
MEAN, STRONG, REGION = 0.6, 20, 30

KINDS = {
    'contents': ':contents',
    'part-opener': 'part',
    'chapter-opening': 'chapter',
    'footnote': 'chapter:chapter-text',
    'dense-table': 'chapter:tbl-dense',
    'chart': 'chapter:fig-boats',
    'map': 'chapter:map-coast',
    'ladder': 'chapter:chapter-steps',
    'worksheet': 'worksheet:tbl-sheet',
    'glossary': 'glossary',
    'bibliography': 'bibliography',
    'index': ':index',
}
PLACES = {'cover': 0, 'back-cover': -1}


def largest_region(strong: numpy.ndarray) -> int:
    """Return how many pixels the largest connected region of ``strong`` has."""
    left, largest = set(map(tuple, numpy.argwhere(strong))), 0
    while left:
        edge, size = [left.pop()], 0
        while edge:
            y, x = edge.pop()
            size += 1
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            edge += near
        largest = max(largest, size)
    return largest


def difference(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """Return mean difference in levels of grey and pixels in the largest region that differs much."""
    if one.size != other.size:
        return 255.0, one.width * one.height
    soft = [picture.convert('L').filter(ImageFilter.GaussianBlur(0.7)) for picture in (one, other)]
    apart = numpy.asarray(ImageChops.difference(*soft))
    return float(apart.mean()), largest_region(apart > STRONG)


def is_same(one: Image.Image, other: Image.Image) -> bool:
    mean, region = difference(one, other)
    return mean <= MEAN and region <= REGION


@pytest.fixture(scope='module', params=list(load()))
def book(request, build_once, tmp_path_factory):
    """Return language, folder with a picture of each page, and page of each identifier of the small book."""
    out, drawn = build_pages(build_once, request.param), tmp_path_factory.mktemp('drawn')
    pages = read_map(out / 'pages.json')
    subprocess.run(['pdftoppm', '-r', str(RESOLUTION), '-gray', '-png', out / pages.file, drawn / 'page'], check=True)
    return request.param, sorted(drawn.glob('page-*.png')), pages.pages


def picture(book, kind: str) -> Image.Image:
    _language, files, pages = book
    return Image.open(files[PLACES[kind]] if kind in PLACES else files[pages[KINDS[kind]] - 1]).convert('L')


@pytest.mark.parametrize('kind', [*PLACES, *KINDS])
def test_page_looks_as_before(book, kind, request):
    language, shown, kept = book[0], picture(book, kind), PICTURES / f'{kind}-{book[0]}.png'
    if request.config.getoption('--renew-pictures'):
        if not kept.is_file() or not is_same(Image.open(kept), shown):
            kept.parent.mkdir(exist_ok=True)
            shown.save(kept, optimize=True)
        return
    assert kept.is_file(), f'{kept.name} is missing: run pytest tests/whole/test_pictures.py --renew-pictures'
    before = Image.open(kept)
    if not is_same(before, shown):
        SEEN.mkdir(parents=True, exist_ok=True)
        names = [SEEN / f'{kind}-{language}{ending}.png' for ending in ('', '-difference')]
        shown.save(names[0])
        ImageChops.invert(ImageChops.difference(before, shown.resize(before.size))).save(names[1])
        mean, region = difference(before, shown)
        pytest.fail(
            f'{kind} in {language} looks different (mean {mean:.2f}, largest region {region} pixels): '
            f'{names[0].relative_to(REPOSITORY)}, {names[1].name}. If it is meant, --renew-pictures.',
            pytrace=False,
        )


def test_pictures_are_small_and_none_is_left_over(request):
    files = list(PICTURES.glob('*'))
    assert {path.name for path in files} == {f'{kind}-{code}.png' for kind in (*PLACES, *KINDS) for code in load()}
    assert sum(path.stat().st_size for path in files) < 1_500_000
    assert {Image.open(path).mode for path in files} == {'L'}


# What the comparison sees


def moved(page: Image.Image) -> Image.Image:
    """Return the page 2 mm lower."""
    return ImageChops.offset(page, 0, round(2 / 25.4 * RESOLUTION))


def without_rule(page: Image.Image) -> Image.Image:
    """Return the page without its longest horizontal line."""
    dark = numpy.asarray(page) < 230
    row = max(range(page.height), key=lambda place: int(dark[place].sum()) - int(dark[(place + 3) % page.height].sum()))
    changed = page.copy()
    ImageDraw.Draw(changed).rectangle((0, row - 1, page.width, row + 1), fill=255)
    return changed


def repainted(page: Image.Image) -> Image.Image:
    """Return the page with its dark grounds in another colour, a seventh lighter."""
    return page.point(lambda value: value if value > 140 else value + 36)


def noisy(page: Image.Image) -> Image.Image:
    """Return the page as another renderer may draw it: edges softer, single pixels lighter or darker."""
    drawn = numpy.asarray(page).astype(int)
    edges = numpy.asarray(page.filter(ImageFilter.FIND_EDGES)) > 40
    noise = numpy.random.default_rng(1).integers(-12, 13, drawn.shape)
    return Image.fromarray(numpy.clip(drawn + noise * edges, 0, 255).astype('uint8'))


@pytest.mark.parametrize(
    ('kind', 'change'),
    [
        ('chapter-opening', moved),
        ('dense-table', moved),
        ('cover', moved),
        ('index', moved),
        ('glossary', moved),
        ('dense-table', without_rule),
        ('worksheet', without_rule),
        ('chapter-opening', without_rule),
        ('cover', repainted),
        ('part-opener', repainted),
        ('back-cover', repainted),
        ('chart', repainted),
    ],
)
def test_changes_are_seen(kind, change):
    page = Image.open(PICTURES / f'{kind}-en.png')
    assert not is_same(page, change(page)), difference(page, change(page))


@pytest.mark.parametrize('kind', [*PLACES, *KINDS])
def test_noise_is_not_seen(kind):
    page = Image.open(PICTURES / f'{kind}-en.png')
    assert is_same(page, page)
    assert is_same(page, noisy(page)), difference(page, noisy(page))
