extensions = ['myst_parser', 'publishing.translation.pages.extraction']
myst_enable_extensions = ['colon_fence', 'deflist']
exclude_patterns = ['_build']
locale_dirs = ['locales']
gettext_compact = False
numfig = True
