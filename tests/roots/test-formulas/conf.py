project = 'Formulas'
author = 'Harbour'
copyright = '2026, Harbour'
version = '1'
extensions = ['myst_parser', 'publishing.epub', 'publishing.pdf']
myst_enable_extensions = ['dollarmath']
epub_show_urls = 'no'
epub_theme = 'handbook_epub'
