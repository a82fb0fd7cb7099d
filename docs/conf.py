"""Values for Sphinx: the guides as a site and a PDF, with our extensions as another project would use them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

project = 'Handbook guides'
author = 'Kurzeme Planning Region, Association “Klaipėda Region”'
copyright = '2026, Kurzeme Planning Region'
extensions = ['publishing.core', 'myst_parser', 'publishing.text.files_beyond', 'publishing.web', 'publishing.pdf']

source_suffix = {'.md': 'markdown'}
myst_heading_anchors = 4

html_theme = 'handbook'
html_theme_options = {'pdf_url': 'handbook-guides.pdf'}  # `make docs` puts it there
html_copy_source = False
pdf_basename = 'handbook-guides'
pdf_print = False
pdf_strict = True
