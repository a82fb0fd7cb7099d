project = 'Rules'
extensions = ['myst_parser', 'publishing.text.author_rules']
myst_enable_extensions = ['colon_fence', 'deflist', 'attrs_inline', 'attrs_block', 'tasklist']
html_theme = 'basic'
