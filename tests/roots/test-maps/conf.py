extensions = ['myst_parser', 'publishing.figures.maps']
myst_enable_extensions = ['colon_fence']
numfig = True
chart_series_colours = {'Kurzeme': 'sea', 'Klaipėda region': 'amber'}
map_region_colours = {'kurzeme': 'sea', 'klaipeda': 'amber'}
