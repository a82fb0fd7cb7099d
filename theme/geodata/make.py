"""Make ``theme/geodata/baltic.geojson``, the small map every ``{map}`` is drawn from.

Run once, by hand, when the map's extent or detail shall change::

    python theme/geodata/make.py admin1.json

``admin1.json`` holds Natural Earth's first-order administrative units at 1:10 million (public domain) as
GeoJSON; ``theme/geodata/README.md`` says which package ships it. Building the handbook never runs this.
"""

import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path

import shapely
from shapely import ops
from shapely.geometry import LineString, box, mapping, shape
from shapely.geometry.base import BaseGeometry

TARGET = Path(__file__).with_name('baltic.geojson')

#: SHA-256 of the ``admin1.json`` that the committed map was made from.
SOURCE = 'd5494479231e56feb8b00cd8b25290d848bed9a28837fbe4a2b6509d94a0e66f'

#: West, south, east, north of the file; wider than any map, so that no cut edge shows.
EXTENT = (17.6, 54.2, 26.0, 58.6)

#: What maps show: the longitude in their middle, their southern and northern edge.
VIEW = (21.95, 54.78, 57.86)

#: Largest departure of a simplified line, in degrees: about 150 m, a tenth of a millimetre on the page.
TOLERANCE = 0.0015

#: Pieces smaller than this (square degrees, about 1 km²) are slivers or islets and are left out.
SMALLEST = 0.00015

#: Across the strait at Klaipėda, where the Curonian Lagoon opens to the sea.
LAGOON_MOUTH = LineString([(21.0900, 55.7130), (21.1050, 55.7370)])
LAGOON_INSIDE = shapely.Point(21.10, 55.15)


def piece_of(properties: dict) -> tuple[str, str]:
    """Return (country, region) of a Natural Earth unit; region is '' outside our two regions.

    Natural Earth shows the Latvian municipalities of 2009–2021; those it files under "Kurzeme" make up
    Kurzeme Planning Region, whose outer boundary the reform of 2021 left as it was.
    """
    country = properties['adm0_a3']
    if country == 'LVA' and properties.get('region') == 'Kurzeme':
        return country, 'kurzeme'
    if properties.get('iso_3166_2') == 'LT-KL':
        return country, 'klaipeda'
    return country, ''


def make(units: list[dict]) -> dict:
    """Return the GeoJSON of the map from Natural Earth's ``units`` (GeoJSON features).

    :raises ValueError: when a region is missing or the lagoon cannot be told from the sea.
    """
    pieces = _pieces(units)
    countries = defaultdict(list)
    for (country, _region), geometry in pieces.items():
        countries[country].append(geometry)
    countries = {code: _whole(ops.unary_union(parts)) for code, parts in sorted(countries.items())}
    land = _whole(ops.unary_union(list(countries.values())))
    lagoon = _lagoon(land)
    features = [_feature(land, kind='land'), _feature(lagoon, kind='water', name='lagoon')]
    for name in ('kurzeme', 'klaipeda'):
        region = [geometry for (_country, region), geometry in pieces.items() if region == name]
        if not region:
            raise ValueError(f'no unit of the region {name} in this file')
        features.append(_feature(_whole(region[0]), kind='region', region=name))
    features += [_feature(line, kind=kind) for kind, line in _shores(land, lagoon)]
    features += _borders(countries)
    return {'type': 'FeatureCollection', 'bbox': list(EXTENT), 'view': list(VIEW), 'features': features}


def _pieces(units: list[dict]) -> dict[tuple[str, str], BaseGeometry]:
    """Return countries and regions inside the extent, simplified so that common boundaries stay common."""
    frame, groups = box(*EXTENT), defaultdict(list)
    for unit in units:
        geometry = shape(unit['geometry'])
        if geometry.intersects(frame):
            groups[piece_of(unit['properties'])].append(geometry)
    clipped = {key: ops.unary_union(parts).intersection(frame) for key, parts in sorted(groups.items())}
    simple = shapely.coverage_simplify(list(clipped.values()), TOLERANCE, simplify_boundary=True)
    return {key: geometry for key, geometry in zip(clipped, simple, strict=True) if not geometry.is_empty}


def _whole(geometry: BaseGeometry) -> BaseGeometry:
    """Return ``geometry`` without the gaps and islets that are no bigger than a drawing error."""
    kept = []
    for polygon in getattr(geometry, 'geoms', [geometry]):
        if polygon.geom_type == 'Polygon' and polygon.area >= SMALLEST:
            holes = [hole for hole in polygon.interiors if shapely.Polygon(hole).area >= SMALLEST]
            kept.append(shapely.Polygon(polygon.exterior, holes))
    return ops.unary_union(kept)


def _lagoon(land: BaseGeometry) -> BaseGeometry:
    """Return the Curonian Lagoon: the water behind its mouth."""
    water = box(*EXTENT).difference(land)
    for polygon in getattr(water, 'geoms', [water]):
        for part in ops.split(polygon, LAGOON_MOUTH).geoms:
            if part.contains(LAGOON_INSIDE) and part.area < 1:
                return part
    raise ValueError('the Curonian Lagoon is not closed off from the sea by LAGOON_MOUTH')


def _shores(land: BaseGeometry, lagoon: BaseGeometry) -> list[tuple[str, BaseGeometry]]:
    """Return the open sea's coast and the lagoon's shore, without the edge of the extent."""
    frame = box(*EXTENT).exterior.buffer(1e-6)
    near_lagoon = lagoon.buffer(1e-6)
    shore = land.boundary.difference(frame)
    return [('coast', _merged(shore.difference(near_lagoon))), ('shore', _merged(shore.intersection(near_lagoon)))]


def _merged(geometry: BaseGeometry) -> BaseGeometry:
    """Return the lines of ``geometry`` joined end to end; points are dropped."""
    lines = [part for part in getattr(geometry, 'geoms', [geometry]) if part.geom_type == 'LineString']
    return ops.linemerge(lines) if len(lines) > 1 else (lines[0] if lines else LineString())


def _borders(countries: dict[str, BaseGeometry]) -> list[dict]:
    """Return one feature per pair of neighbouring countries."""
    features, codes = [], sorted(countries)
    for number, first in enumerate(codes):
        for second in codes[number + 1 :]:
            common = countries[first].boundary.intersection(countries[second].boundary.buffer(1e-6))
            line = _merged(common)
            if line.length > 0.05:
                features.append(_feature(line, kind='border', between=[first, second]))
    return features


def _feature(geometry: BaseGeometry, **properties: object) -> dict:
    """Return one GeoJSON feature; four decimals are about 10 m."""
    rounded = shapely.set_precision(geometry, 0.0001)
    return {'type': 'Feature', 'properties': properties, 'geometry': mapping(rounded)}


def main(arguments: list[str]) -> int:
    """Write the file; return the exit code."""
    if len(arguments) != 1:
        print('usage: python -m make ADMIN1.json', file=sys.stderr)
        return 2
    content = Path(arguments[0]).read_bytes()
    if (digest := hashlib.sha256(content).hexdigest()) != SOURCE:
        print(
            f'{arguments[0]}: another file than the map was made from ({digest}); expected SHA-256 {SOURCE}. Take the '
            'package that README.md names; for newer data, look where they come from and change SOURCE and README.md',
            file=sys.stderr,
        )
        return 1
    units = json.loads(content)['features']
    collection = make(units)
    lines = ',\n'.join(json.dumps(feature, ensure_ascii=False) for feature in collection['features'])
    head = json.dumps({key: value for key, value in collection.items() if key != 'features'})[:-1]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(f'{head}, "features": [\n{lines}\n]}}\n', encoding='utf-8')
    print(f'{TARGET}: {len(collection["features"])} features, {TARGET.stat().st_size} bytes')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
