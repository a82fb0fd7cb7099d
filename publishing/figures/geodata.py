"""What maps, covers and the landing page are drawn from; made by ``theme/geodata/make.py``."""

import functools
import json
from pathlib import Path

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from publishing.core.project import THEME

GEODATA = THEME / 'geodata' / 'baltic.geojson'


@functools.cache
def read_geodata(path: Path) -> tuple[tuple[float, float, float], list[tuple[dict, BaseGeometry]]]:
    """Return the view and the (properties, geometry) of every feature."""
    collection = json.loads(path.read_text(encoding='utf-8'))
    return (
        tuple(collection['view']),
        [(feature['properties'], shape(feature['geometry'])) for feature in collection['features']],
    )
