"""Settings of a stranger."""

project = 'دليل'
author = 'A. Stranger'
extensions = ['myst_parser', 'publishing.pdf']
language = 'ar'
