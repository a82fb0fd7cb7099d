project = 'Two coasts'
author = 'Two Regions'
copyright = '2026, Two Regions'
version = release = '1'
extensions = [
    'myst_parser', 'sphinxcontrib.bibtex', 'publishing.editions', 'publishing.extraction', 'publishing.components', 'publishing.numbering',
    'publishing.paragraph_numbers', 'publishing.charts', 'publishing.maps', 'publishing.references',
    'publishing.typography', 'publishing.decimal_columns', 'publishing.collation', 'publishing.pdf',
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
