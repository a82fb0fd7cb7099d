extensions = ['myst_parser', 'publishing.charts', 'publishing.maps']
exclude_patterns = []
myst_enable_extensions = ['colon_fence']
locale_dirs = ['locales']
gettext_compact = False
numfig = True
