extensions = ['myst_parser', 'publishing.figures.maps']
myst_enable_extensions = ['colon_fence']
numfig = True
