project = 'Typography'
extensions = ['myst_parser', 'publishing.text.typography']
html_theme = 'basic'
