"""Settings of a stranger."""

project = 'Hafen & Küste'
extensions = ['myst_parser', 'publishing.epub']
myst_enable_extensions = ['colon_fence', 'dollarmath', 'amsmath', 'attrs_inline']
language = 'de'
html_theme = 'alabaster'
html_static_path = ['_static']
html_css_files = ['eigen.css']
html_logo = '_static/logo.png'
html_favicon = '_static/zeichen.ico'
numfig = True
