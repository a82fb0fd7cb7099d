extensions = ['myst_parser', 'publishing.translation.pages.hints']
myst_enable_extensions = ['colon_fence']
gettext_compact = False
