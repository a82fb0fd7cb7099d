"""What maps, covers and the landing page are drawn from; made by ``theme/geodata/make.py``."""

import functools
import json
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from publishing.core.files import read_text
from publishing.core.findings import Code, Finding, FindingsError, short
from publishing.core.project import THEME

GEODATA = THEME / 'geodata' / 'baltic.geojson'


@functools.cache
def read_geodata(path: Path) -> tuple[tuple[float, float, float], list[tuple[dict, BaseGeometry]]]:
    """Return the view and the (properties, geometry) of every feature.

    :raises FindingsError: where the file cannot be read, or is no map.
    """
    text = read_text(path, Code.MAP_DATA)
    try:
        return _features(json.loads(text))
    except json.JSONDecodeError as error:
        line, why = error.lineno, f'it is no JSON: {error.msg}'
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError, shapely.errors.ShapelyError) as error:
        line, why = None, f'it lacks what a map is made of: {short(str(error), 80)}'
    words = f'this map cannot be read ({why}); expected the file as it was made. Put it back (git restore).'
    raise FindingsError([Finding(path, line, Code.MAP_DATA, words)])


def _features(collection: dict) -> tuple[tuple[float, float, float], list[tuple[dict, BaseGeometry]]]:
    middle, south, north = map(float, collection['view'])
    if not (-180 <= middle <= 180 and -90 <= south < north <= 90):
        raise ValueError('a view beyond the globe')
    features = [(dict(feature['properties']), shape(feature['geometry'])) for feature in collection['features']]
    for properties, geometry in features:
        west, lowest, east, highest = geometry.bounds  # of nothing, and of what is no number: no numbers
        if not (-360 <= west <= east <= 360 and -90 <= lowest <= highest <= 90 and geometry.is_valid):
            raise ValueError('a shape that crosses itself or lies beyond the globe')
        needed = {'region': ['region'], 'border': ['between']}.get(properties['kind'], [])
        if missing := set(needed) - properties.keys():
            raise ValueError(f'a {properties["kind"]} without "{missing.pop()}"')
    return (middle, south, north), features
