"""Settings of a stranger."""

project = 'Signs'
author = 'A. Stranger'
extensions = ['myst_parser', 'publishing.pdf']
myst_enable_extensions = ['attrs_block', 'attrs_inline', 'dollarmath']
