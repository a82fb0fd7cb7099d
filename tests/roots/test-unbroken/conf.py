project = 'Unbroken'
extensions = ['myst_parser', 'publishing.text.typography', 'publishing.text.unbroken']
html_theme = 'basic'
