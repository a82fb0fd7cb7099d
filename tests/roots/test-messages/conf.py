project = 'Messages'
extensions = ['myst_parser', 'sphinxcontrib.bibtex', 'publishing.core.plain_messages']
myst_enable_extensions = ['colon_fence', 'deflist']
bibtex_bibfiles = ['sources.bib']
html_theme = 'basic'
nitpicky = True
numfig = True
