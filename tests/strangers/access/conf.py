"""Settings of a stranger."""

project = 'Pier sums'
author = 'A. Stranger'
extensions = ['myst_parser', 'publishing.pdf']
myst_enable_extensions = ['dollarmath', 'amsmath', 'colon_fence', 'deflist']
pdf_standard = 'ua-2'
numfig = True
