project = 'Collation'
extensions = ['myst_parser', 'publishing.text.collation']
myst_enable_extensions = ['deflist', 'colon_fence']
html_theme = 'basic'
