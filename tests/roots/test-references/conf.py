project = 'References'
extensions = ['myst_parser', 'publishing.text.references']
bibtex_bibfiles = ['sources.bib']
bibtex_default_style = 'handbook'
bibtex_reference_style = 'label'
html_theme = 'basic'
