project = 'Paragraphs'
extensions = ['myst_parser', 'publishing.components', 'publishing.numbering', 'publishing.paragraph_numbers']
myst_enable_extensions = ['colon_fence', 'deflist', 'attrs_block']
locale_dirs = ['locales']
gettext_compact = False
html_theme = 'basic'
