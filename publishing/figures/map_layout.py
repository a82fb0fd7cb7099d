"""Lay maps out: the projection, land and borders from GeoJSON, and names that do not touch.

The GeoJSON is ours (``theme/geodata``): features of kind land, water, region, coast, shore and border, and
a member ``view`` with the middle longitude, the southern and the northern edge of a map.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shapely import transform
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from publishing.figures.geodata import GEODATA, read_geodata
from publishing.figures.map_names import Name, place_names
from publishing.figures.svg import Drawing, Style

KM_PER_DEGREE = 111.2
#: Colour of a region to which the project gives none.
REGION = 'slate'

#: Width and height of a map in millimetres.
SIZES = {False: (126.0, 136.0), True: (178.0, 156.0)}


@dataclass(frozen=True)
class Projection:
    """Equidistant cylindrical, true at the middle latitude: degrees to millimetres, y downwards."""

    west: float
    north: float
    scale: float  # millimetres per degree of latitude
    squeeze: float  # cosine of the middle latitude

    @classmethod
    def fitting(cls, width: float, height: float, view: Sequence[float]) -> 'Projection':
        """Return the projection that fills the height with the view's latitudes."""
        middle, south, north = view
        scale, squeeze = height / (north - south), math.cos(math.radians((south + north) / 2))
        return cls(middle - width / 2 / scale / squeeze, north, scale, squeeze)

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        """Return millimetres from the upper left corner."""
        return (lon - self.west) * self.scale * self.squeeze, (self.north - lat) * self.scale

    def extent(self, width: float, height: float) -> tuple[float, float, float, float]:
        """Return west, south, east, north of a sheet."""
        return (self.west, self.north - height / self.scale, self.west + width / self.scale / self.squeeze, self.north)

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return ``geometry`` in millimetres."""
        return transform(geometry, self, interleaved=False)


def map_extent(wide: bool, geodata: Path = GEODATA) -> tuple[float, float, float, float]:
    """Return west, south, east, north of a map."""
    width, height = SIZES[wide]
    return Projection.fitting(width, height, read_geodata(geodata)[0]).extent(width, height)


def draw_map(
    names: Sequence[Name],
    wide: bool,
    style: Style,
    kilometres: str,
    colours: Mapping[str, str] | None = None,
    geodata: Path = GEODATA,
) -> Drawing:
    """Return the map with ``names`` (their positions in degrees) on it.

    :param kilometres: the scale bar's label, 50 km in the reader's language.
    :param colours: names of colours by the names that regions have in ``geodata``.
    """
    width, height = SIZES[wide]
    view, features = read_geodata(geodata)
    projection, frame = Projection.fitting(width, height, view), box(0, 0, width, height)
    drawing = Drawing(style, width, height)
    shapes = [(properties, projection.project(geometry).intersection(frame)) for properties, geometry in features]
    land = unary_union([geometry for properties, geometry in shapes if properties['kind'] == 'land'])
    drawing.area(_rings(land), 'sand')
    regions = []
    for properties, geometry in shapes:
        if properties['kind'] == 'region':
            drawing.area(_rings(geometry), f'{(colours or {}).get(properties["region"], REGION)}-tint')
            regions.append(geometry)
    region = unary_union(regions)
    obstacles = []
    for properties, geometry in shapes:
        if properties['kind'] in ('coast', 'shore', 'border'):
            border = properties['kind'] == 'border'
            for line in _lines(geometry):
                drawing.line(line, 'slate', 1.0 if border else 0.5, (0.01, 2.1) if border else None)
                obstacles.append(LineString(line))
    bar = 50 / KM_PER_DEGREE * projection.scale
    _scale_bar(drawing, 4, height - 13, bar, kilometres)
    placed = [name.at(*projection(name.x, name.y)) for name in names]
    for name in placed:
        name.draw_mark(drawing)
    taken = [(2, height - 18.5, 6 + bar, height - 11.5)]
    place_names(
        drawing,
        placed,
        obstacles,
        taken,
        {'sea': frame.difference(land), 'region': region, 'country': land.difference(region)},
    )
    return drawing


def _rings(geometry: BaseGeometry) -> list[list[tuple[float, float]]]:
    """Return the rings of an area."""
    polygons = [part for part in getattr(geometry, 'geoms', [geometry]) if part.geom_type == 'Polygon']
    return [list(ring.coords) for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]


def _lines(geometry: BaseGeometry) -> list[list[tuple[float, float]]]:
    """Return the lines of a line or a collection of them."""
    return [
        list(part.coords)
        for part in getattr(geometry, 'geoms', [geometry])
        if part.geom_type == 'LineString' and len(part.coords) > 1
    ]


def _scale_bar(drawing: Drawing, x: float, y: float, length: float, label: str) -> None:
    """Draw the scale bar."""
    drawing.line([(x, y - 1.2), (x, y), (x + length, y), (x + length, y - 1.2)], 'text', 0.6)
    drawing.text(x + length / 2, y - 1.6, label, size=8, align='center')


def coastline_svg_path(
    width_mm: float,
    height_mm: float,
    bbox: Sequence[float],
    borders: Sequence[Sequence[str]] = (),
    geodata: Path = GEODATA,
) -> str:
    """Return coasts and borders as SVG ``<path>`` elements in millimetres.

    The paths fill a ``viewBox="0 0 width height"`` so that ``bbox`` (west, south, east, north) covers it;
    their classes are ``coast`` (of the open sea), ``shore`` (of a lagoon) and ``border``. They have no colour and no
    fill of their own.

    :param borders: which borders, each as the two countries that ``geodata`` names.
    """
    west, south, east, north = bbox
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = max(height_mm / (north - south), width_mm / (east - west) / squeeze)
    left = (west + east) / 2 - width_mm / 2 / scale / squeeze
    projection = Projection(left, (south + north) / 2 + height_mm / 2 / scale, scale, squeeze)
    frame, result, wanted = box(0, 0, width_mm, height_mm), [], [sorted(pair) for pair in borders]
    for properties, geometry in read_geodata(geodata)[1]:
        kind = properties['kind']
        if kind in ('coast', 'shore') or (kind == 'border' and sorted(properties['between']) in wanted):
            lines = _lines(projection.project(geometry).intersection(frame))
            data = ' '.join('M' + ' '.join(f'{x:.2f},{y:.2f}' for x, y in line) for line in lines)
            result.append(f'<path class="{kind}" fill="none" d="{data}"/>')
    return ''.join(result)
