"""Settings of a stranger."""

project = 'Harbour plans'
author = 'A. Stranger'
extensions = ['myst_parser', 'publishing.pdf']
