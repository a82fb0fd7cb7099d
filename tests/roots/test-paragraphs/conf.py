project = 'Paragraphs'
extensions = ['myst_parser', 'publishing.text.components', 'publishing.text.numbering', 'publishing.text.paragraph_numbers']
myst_enable_extensions = ['colon_fence', 'deflist', 'attrs_block']
locale_dirs = ['locales']
gettext_compact = False
html_theme = 'basic'
