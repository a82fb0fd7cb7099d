"""Outputs in several kinds, of which a builder is given the first it shows: as notebooks and themes do it."""

from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.transforms.post_transforms import SphinxPostTransform

SHOWN = {'html': ('text/html', 'text/plain'), 'latex': ('text/latex', 'text/plain')}


class Bundle(nodes.Element):
    """One output in all its kinds."""


class Output(Directive):
    """An output."""

    def run(self):
        held = Bundle()
        held += nodes.raw('', '<table><tr><td>TABLE of an output</td></tr></table>', format='html', kind='text/html')
        held += nodes.paragraph('', 'PLAIN words of an output', kind='text/plain')
        held += nodes.paragraph('', 'LATEX of an output', kind='text/latex')
        return [held]


class Choose(SphinxPostTransform):
    """Leave of each output the kind that the builder shows."""

    default_priority = 4

    def run(self, **kwargs):
        for held in list(self.document.findall(Bundle)):
            name = self.env._app.builder.name
            if name not in SHOWN:
                held.parent.remove(held)
                raise RuntimeError(f'no outputs for the builder {name}')
            held.replace_self(next(child for kind in SHOWN[name] for child in held if child['kind'] == kind))


class OnPages(SphinxPostTransform):
    """Words on web pages only."""

    default_priority = 500
    formats = ('html',)
    builders = ('html',)

    def run(self, **kwargs):
        self.document += nodes.paragraph('', 'WORDS for pages')


def finish(app, error):
    """Change a style sheet in the folder that every builder of web pages has."""
    if app.builder.format == 'html' and error is None:
        (Path(app.outdir) / '_static' / 'stranger.css').write_text('/* of a theme */', encoding='utf-8')


def setup(app):
    app.add_node(Bundle)
    app.add_directive('output', Output)
    app.add_post_transform(Choose)
    app.add_post_transform(OnPages)
    app.connect('build-finished', finish)
    return {'parallel_read_safe': True}
