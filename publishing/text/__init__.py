"""What authors write: boxes, numbers of chapters and paragraphs, bibliography, typography, the alphabet, rules.

Each module is one feature and a Sphinx extension of its own. Begin with ``components``: a node, a directive, its HTML
and ``setup`` at the end. ``author_rules`` finds what would be lost in print or in translation. Stands on ``core``
alone; everything above may import it.
"""

from publishing.core.wings import wing

setup = wing(
    __name__,
    'components',
    'marks',
    'foreign',
    'numbering',
    'paragraph_numbers',
    'references',
    'typography',
    'unbroken',
    'decimal_columns',
    'collation',
    'author_rules',
    'author_gate',
    'chapter_files',
    'pictures',
    'photographs',
    'forms',
)
