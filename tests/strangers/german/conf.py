"""Settings of a stranger."""

project = 'Hafen'
author = 'A. Stranger'
extensions = ['myst_parser', 'publishing.pdf']
language = 'de'
numfig = True
