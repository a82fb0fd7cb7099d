extensions = ['myst_parser', 'publishing.hints']
myst_enable_extensions = ['colon_fence']
gettext_compact = False
