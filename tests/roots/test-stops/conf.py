project = 'Stops'
extensions = ['myst_parser', 'publishing.text.typography']
myst_enable_extensions = ['colon_fence']
numfig = True
numfig_format = {'table': '%s lent.'}
html_theme = 'basic'
