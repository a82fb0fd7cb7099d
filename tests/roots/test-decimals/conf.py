project = 'Decimals'
copyright = '2026'
version = '1'
extensions = ['myst_parser', 'publishing.text.decimal_columns']
html_theme = 'basic'
locale_dirs = ['locales']
