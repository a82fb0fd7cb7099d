project = 'Two coasts'
author = 'Two Regions'
copyright = '2026, Two Regions'
version = release = '1'
extensions = [
    'publishing.core',
    'myst_parser',
    'sphinxcontrib.bibtex',
    'publishing.text',
    'publishing.figures',
    'publishing.epub',
    'publishing.pdf',
]
myst_enable_extensions = ['colon_fence', 'deflist', 'attrs_inline', 'attrs_block']
numfig = True
nitpicky = True
strict_authors = True
bibtex_bibfiles = ['references.bib']
bibtex_default_style = 'handbook'
bibtex_reference_style = 'label'
html_theme = 'basic'
html_sidebars = {'**': []}  # with scripts of the theme's own
pdf_print = False
author_rules = ['alt-text', 'invisible-sign', 'reference-link', 'substitution']  # slips are no attempts, and some attempts have them
