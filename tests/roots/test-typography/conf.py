project = 'Typography'
extensions = ['myst_parser', 'publishing.typography']
html_theme = 'basic'
