extensions = ['myst_parser', 'publishing.maps']
myst_enable_extensions = ['colon_fence']
numfig = True
