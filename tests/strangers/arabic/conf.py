"""Settings of a stranger."""

project = 'دليل'
author = 'A. Stranger et al.'
extensions = ['myst_parser', 'publishing.pdf']
language = 'ar'
