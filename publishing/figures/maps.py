"""``{map}``: a CSV file of places becomes a map of the coast and regions that ``map_geodata`` holds.

Names are translated through the page's catalog.
"""

from pathlib import Path

from babel.units import format_unit
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages
from publishing.core.events import listen
from publishing.core.findings import Code, FindingsError
from publishing.core.nodes import ONLY_IN_HTML
from publishing.figures.data import read_map
from publishing.figures.geodata import GEODATA
from publishing.figures.map_layout import coastline_svg_path, draw_map, map_extent
from publishing.figures.map_names import Name
from publishing.figures.nodes import FigureDirective, drawing, style_for, write_drawing

__all__ = ['MapDirective', 'coastline_svg_path', 'map_drawing', 'setup']


class map_drawing(drawing):  # noqa: N801
    """A map: ``wide`` and ``data`` (MapData); the names are labels."""


class MapDirective(FigureDirective):
    """Read ``{map} /maps/x.csv``; the first paragraph of its text is the caption, the others are a note."""

    code = Code.MAP_DATA
    option_spec = {'name': directives.unchanged, 'class': directives.class_option, 'alt': directives.unchanged}

    def figure(self, path: Path) -> nodes.figure:
        """Return the figure drawn from ``path``."""
        self.env.note_dependency(self.config.map_geodata)
        findings, wide = self.missing(), 'wide' in self.options.get('class', [])
        content = self.content_nodes()
        if not content or not isinstance(content[0], nodes.paragraph):
            findings.append(
                self.finding(
                    'the map has no caption; expected a sentence between the fences that says what it shows. Add it.'
                )
            )
        try:
            data = read_map(path, map_extent(wide, Path(self.config.map_geodata)))
        except FindingsError as error:
            findings += error.findings
        if findings:
            raise FindingsError(findings)
        node = map_drawing('', wide=wide, data=data)
        self.labelled(node, 'alt', self.options['alt'])
        for number, place in enumerate(data.places):
            self.labelled(node, f'place:{number}', place.name, path)
        first = content[0]
        caption = nodes.caption(first.rawsource, '', *first.children)
        caption.source, caption.line = first.source, first.line
        return self.framed(node, caption, content[1:], data.source, path)


def visit_map_drawing(self, node: map_drawing) -> None:
    """Write the drawing."""
    fixed = self.config.chart_series_colours
    names = [
        Name(
            place.kind,
            text,
            place.lon,
            place.lat,
            place.anchor,
            fixed.get(place.name.text, '') if place.kind == 'region' else '',
        )
        for place, text in zip(node['data'].places, node.labels('place'), strict=True)
    ]
    kilometres = format_unit(50, 'length-kilometer', length='short', locale=languages.of(self.config).locale)
    picture = draw_map(
        names,
        node['wide'],
        style_for(self),
        kilometres,
        self.config.map_region_colours,
        Path(self.config.map_geodata),
    )
    write_drawing(self, node, picture)
    raise nodes.SkipNode


def give_coastline(_app: Sphinx, values: dict) -> None:
    """Let the template of a cover draw the coast."""
    values['coastline'] = coastline_svg_path


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive and its node."""
    app.setup_extension('publishing.figures.nodes')
    app.add_config_value('map_geodata', str(GEODATA), 'env', str, 'GeoJSON that maps are drawn from')
    app.add_config_value(
        'map_region_colours', {}, 'html', dict, 'names of colours by the names that regions have in map_geodata'
    )
    app.add_node(map_drawing, html=(visit_map_drawing, None), **ONLY_IN_HTML)
    app.add_directive('map', MapDirective)
    listen(app, 'pdf-cover-values', give_coastline)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
