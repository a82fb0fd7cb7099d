project = 'Two coasts'
author = 'Two Regions'
copyright = '2026, Two Regions'
version = release = '1'
extensions = [
    'myst_parser', 'sphinxcontrib.bibtex', 'publishing.core.edition', 'publishing.translation.pages.extraction', 'publishing.text.components', 'publishing.text.numbering',
    'publishing.text.paragraph_numbers', 'publishing.figures.charts', 'publishing.figures.maps', 'publishing.text.references',
    'publishing.text.typography', 'publishing.text.decimal_columns', 'publishing.text.collation', 'publishing.pdf',
]
myst_enable_extensions = ['colon_fence', 'deflist', 'attrs_inline', 'attrs_block']
numfig = True
numfig_secnum_depth = 0
html_secnumber_suffix = ' '
html_baseurl = 'https://example.org/{language}/'
locale_dirs = ['locales']
gettext_compact = 'pages'
gettext_additional_targets = ['index']
bibtex_bibfiles = ['references.bib']
bibtex_default_style = 'handbook'
bibtex_reference_style = 'label'
map_region_colours = {'kurzeme': 'sea', 'klaipeda': 'amber'}
