extensions = ['myst_parser', 'publishing.figures.charts', 'publishing.figures.maps']
exclude_patterns = []
myst_enable_extensions = ['colon_fence']
locale_dirs = ['locales']
gettext_compact = False
numfig = True
chart_series_colours = {'Kurzeme': 'sea', 'Klaipėda region': 'amber'}
