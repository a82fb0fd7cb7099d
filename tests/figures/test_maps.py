"""Maps: places, projection, names that do not touch, and the geodata themselves."""

import json
import math
import re

import make
import pytest
import shapely
from lxml import etree
from mini_repository import replace
from places import REPOSITORY
from shapely.geometry import Point, shape
from web_pages import find, page

from publishing.core.design import COLOURS
from publishing.core.findings import Code, FindingsError
from publishing.figures import data
from publishing.figures.geodata import GEODATA, read_geodata
from publishing.figures.map_layout import SIZES, Projection, map_extent
from publishing.figures.map_names import Name, place_names
from publishing.figures.maps import coastline_svg_path
from publishing.figures.svg import Drawing, Style

STYLE = Style(REPOSITORY / 'theme' / 'fonts', COLOURS)
HEAD = '# Source: Natural Earth\nkind,name,lat,lon,anchor\n'
EXTENT = map_extent(False)


# The file of places


@pytest.mark.parametrize(
    ('row', 'says'),
    [
        ('village,Nida,55.3,21.0,left', 'kind "village" is not known; expected one of city, town'),
        ('town,Nida,55.3,21.0,west', 'anchor "west" is not known'),
        ('town,Nida,north,21.0,left', '"north" is not a number'),
        ('town,Nida,21.0,55.3,left', 'outside the map'),
        ('town,Stockholm,59.3,18.1,left', 'outside the map'),
        ('town,Nida,55.3,21.0', '4 columns; the header has 5'),
    ],
)
def test_says_what_is_wrong_with_a_place(tmp_path, row, says):
    path = tmp_path / 'x.csv'
    path.write_text(f'{HEAD}town,Palanga,55.9,21.1,left\n{row}\n', encoding='utf-8')
    with pytest.raises(FindingsError) as caught:
        data.read_map(path, EXTENT)
    assert [(finding.line, finding.code) for finding in caught.value.findings] == [(4, Code.MAP_DATA)]
    assert says in caught.value.findings[0].text


def test_place_without_an_anchor_has_its_name_on_the_right(tmp_path):
    path = tmp_path / 'x.csv'
    path.write_text(f'{HEAD}town,Palanga,55.9,21.1,\ntown,Nida,55.3,21.0,left\n', encoding='utf-8')
    assert [place.anchor for place in data.read_map(path, EXTENT).places] == ['right', 'left']


def test_header_and_source_are_required(tmp_path):
    path = tmp_path / 'x.csv'
    path.write_text('name,lat,lon\nPalanga,55.9,21.1\n', encoding='utf-8')
    with pytest.raises(FindingsError) as caught:
        data.read_map(path, EXTENT)
    assert [finding.line for finding in caught.value.findings] == [1, 1]


# The geodata


def features(**wanted):
    """Return the geometries of the committed file whose properties match."""
    return [
        geometry
        for properties, geometry in read_geodata(GEODATA)[1]
        if all(properties.get(key) == value for key, value in wanted.items())
    ]


def square_kilometres(geometry):
    """Return an area at these latitudes."""
    return geometry.area * 111.2**2 * math.cos(math.radians(geometry.centroid.y))


@pytest.mark.parametrize(
    ('wanted', 'expected'),
    [
        # official areas: 13,607 and 5,209 km²; the lagoon about 1,580 km²
        ({'region': 'kurzeme'}, 13607),
        ({'region': 'klaipeda'}, 5209),
        ({'name': 'lagoon'}, 1580),
    ],
)
def test_areas_are_whole(wanted, expected):
    [geometry] = features(**wanted)
    assert geometry.is_valid
    assert square_kilometres(geometry) == pytest.approx(expected, rel=0.06)


@pytest.mark.parametrize(
    ('lon', 'lat', 'region'),
    [
        (21.011, 56.52, 'kurzeme'),
        (21.58, 57.38, 'kurzeme'),
        (22.49, 56.66, 'kurzeme'),
        (22.59, 57.24, 'kurzeme'),
        (21.16, 56.16, 'kurzeme'),
        (21.95, 56.60, 'kurzeme'),
        (21.15, 55.70, 'klaipeda'),
        (21.53, 56.26, 'klaipeda'),
        (21.48, 55.35, 'klaipeda'),
        (21.005, 55.303, 'klaipeda'),
        (21.07, 55.92, 'klaipeda'),
        (22.97, 56.50, ''),
        (22.45, 55.98, ''),
        (22.45, 56.32, ''),
        (21.10, 55.10, ''),
        (20.5, 56.5, ''),
    ],
)
def test_towns_lie_in_their_region(lon, lat, region):
    for name in ('kurzeme', 'klaipeda'):
        [geometry] = features(region=name)
        assert geometry.buffer(0.015).contains(Point(lon, lat)) == (name == region)


def test_sea_and_lagoon_are_water():
    [land] = features(kind='land')
    [lagoon] = features(kind='water')
    for lon, lat in ((20.3, 56.0), (23.4, 57.5), (21.1, 55.2), (20.75, 54.97)):
        assert not land.contains(Point(lon, lat))
    assert lagoon.contains(Point(21.1, 55.2)) and not lagoon.contains(Point(20.3, 56.0))
    assert land.contains(Point(21.04, 55.35))  # the Curonian Spit


def test_file_is_small_and_says_what_it_shows():
    assert GEODATA.stat().st_size < 150_000
    [border] = features(kind='border', between=['LTU', 'LVA'])
    assert border.geom_type == 'LineString' and border.bounds[0] == pytest.approx(21.05, abs=0.02)
    collection = json.loads(GEODATA.read_text(encoding='utf-8'))
    west, south, east, north = collection['bbox']
    for wide in SIZES:
        extent = map_extent(wide)
        assert west < extent[0] and south < extent[1] and east > extent[2] and north > extent[3]


def unit(country, west, south, east, north, **properties):
    """Return a rectangle as a Natural Earth unit."""
    return {
        'type': 'Feature',
        'properties': {'adm0_a3': country, **properties},
        'geometry': shapely.geometry.mapping(shapely.box(west, south, east, north)),
    }


def test_maker_joins_units_and_keeps_common_borders(monkeypatch):
    monkeypatch.setattr(make, '_lagoon', lambda land: shapely.box(20, 55, 20.1, 55.1))
    made = make.make(
        [
            unit('LVA', 21, 56, 22, 57, region='Kurzeme'),
            unit('LVA', 22, 56, 23, 57, region='Kurzeme'),
            unit('LVA', 23, 56, 24, 57, region='Zemgale'),
            unit('LTU', 21, 55, 24, 56, iso_3166_2='LT-KL'),
        ]
    )
    by_kind = {
        (feature['properties']['kind'], feature['properties'].get('region')): shape(feature['geometry'])
        for feature in made['features']
    }
    assert by_kind['region', 'kurzeme'].bounds == (21, 56, 23, 57)
    assert by_kind['land', None].bounds == (21, 55, 24, 57)
    assert by_kind['border', None].bounds == (21, 56, 24, 56)


def test_maker_needs_both_regions(monkeypatch):
    monkeypatch.setattr(make, '_lagoon', lambda land: shapely.box(20, 55, 20.1, 55.1))
    with pytest.raises(ValueError, match='klaipeda'):
        make.make([unit('LVA', 21, 56, 22, 57, region='Kurzeme')])


# Drawing


def test_projection_fills_the_sheet():
    projection = Projection.fitting(126, 136, read_geodata(GEODATA)[0])
    west, south, east, north = projection.extent(126, 136)
    assert projection(west, north) == pytest.approx((0, 0))
    assert projection(east, south) == pytest.approx((126, 136))


def test_wanted_side_is_kept_and_touching_names_part():
    drawing = Drawing(STYLE, 100, 100)
    names = [
        Name('city', 'Klaipėda', 50, 50, 'left'),
        Name('town', 'Gargždai', 50, 52, 'left'),
        Name('town', 'Talsi', 99, 20, 'right'),
    ]
    placed = {name.text: box for name, box in place_names(drawing, names, [], [], {})}
    assert placed['Klaipėda'][2] < 50
    one, two = (shapely.box(*placed[name]) for name in ('Klaipėda', 'Gargždai'))
    assert not one.intersects(two)
    assert placed['Talsi'][2] <= 100  # 'right' would leave the sheet


def test_coastline_for_the_cover():
    paths = etree.fromstring(f'<g>{coastline_svg_path(210, 297, (19.8, 54.9, 23.2, 57.9), [("LVA", "LTU")])}</g>')
    assert [path.get('class') for path in paths] == ['coast', 'shore', 'border']
    for path in paths:
        for x, y in re.findall(r'([\d.-]+),([\d.-]+)', path.get('d')):
            assert 0 <= float(x) <= 210 and 0 <= float(y) <= 297


# In Sphinx


def test_map_is_a_numbered_figure_with_its_names(build_app):
    app = build_app('maps')
    assert app.warning.getvalue() == ''
    [figure] = find(page(app.outdir), 'figure.map')
    assert figure.get('id') == 'map-coast'
    assert find(figure, '.caption-text')[0].text == 'The coast on both sides of the border.'
    assert [paragraph.text_content() for paragraph in find(figure, '.legend p')] == [
        'Not every village is shown.',
        'Source: Natural Earth',
    ]
    svg = find(figure, '.map-drawing > svg')[0]
    assert find(svg, 'title')[0].text == 'The coast from Liepāja to Klaipėda.'
    classes = {text.text: text.get('class') for text in svg.iter('text')}
    assert {'Liepāja', 'Klaipėda', 'Rucava', 'Būtingė', 'Baltic Sea', 'Lithuania', '50 km'} <= set(classes)
    assert classes['Kurzeme'] == 'fill-sea'
    assert {'fill-sand', 'fill-sea-tint', 'fill-amber-tint'} <= {path.get('class') for path in svg.iter('path')}


@pytest.mark.parametrize(
    ('old', 'new', 'says'),
    [
        (':alt: The coast from Liepāja to Klaipėda.\n', '', r'index\.md:3: WARNING: no alternative text.*alt-text'),
        (
            'The coast on both sides of the border.\n\nNot every village is shown.\n',
            '',
            r'index\.md:3: WARNING: the map has no caption.*handbook.map-data',
        ),
        ('/maps/coast.csv', '/maps/none.csv', r'none\.csv:1: WARNING: this file does not exist.*handbook.map-data'),
    ],
)
def test_bad_directives_are_named_with_their_line(build_app, old, new, says):
    app = build_app('maps', change=lambda folder: replace(folder / 'index.md', old, new))
    assert re.search(says, app.warning.getvalue())
    assert not find(page(app.outdir), 'figure')


def test_bad_places_are_named_with_their_line(build_app):
    app = build_app(
        'maps',
        change=lambda folder: (folder / 'maps' / 'coast.csv').write_text(
            f'{HEAD}town,Oslo,59.9,10.7,left\n', encoding='utf-8'
        ),
    )
    assert re.search(r'coast\.csv:3: WARNING: latitude 59.9, longitude 10.7 lies outside', app.warning.getvalue())
    assert not find(page(app.outdir), 'figure')


def test_the_map_is_made_from_the_very_file_it_was_made_from(tmp_path, capsys):
    path = tmp_path / 'admin1.json'
    path.write_text('{"features": []}', encoding='utf-8')
    before = make.TARGET.read_bytes()
    assert make.main([str(path)]) == 1
    assert 'admin1.json: another file than the map was made from' in capsys.readouterr().err
    assert make.TARGET.read_bytes() == before
