"""Values for Sphinx. Behaviour lives in publishing/; languages in locales/."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

# The title comes from the first heading of handbook/index.md, in each language (publishing/core/edition.py).
project = 'Handbook for Cross-Border Planning'
author = 'Kurzeme Planning Region, Association “Klaipėda Region”'
copyright = '2026, CC BY 4.0'
release = '0.1'
version = release

#: Of the book in all its forms and languages, from which each file gets its own.
IDENTIFIER = 'urn:uuid:5d0c3c4e-5a39-5d0b-9d4e-2f1f6a7c8b10'

extensions = [
    'publishing.core',  # first, so that it words what the others say
    'myst_parser',
    'sphinxcontrib.bibtex',
    'publishing.text',
    'publishing.figures',
    'publishing.translation',
    'publishing.web',
    'publishing.epub',
    'publishing.pdf',
    'publishing.worksheets',
]

language = 'en'
root_doc = 'index'
source_suffix = {'.md': 'markdown'}
exclude_patterns = ['README.md']
nitpicky = True
today_fmt = '%d %B %Y'

# Markdown
myst_enable_extensions = ['colon_fence', 'deflist', 'attrs_inline', 'attrs_block']
myst_heading_anchors = 0
strict_authors = True  # pages have what docs/authors.md teaches and nothing else; see docs/security.md
# The one is checked by publishing/translation/checks/markup.py; and a page's label may have the name of its file.
suppress_warnings = ['i18n.inconsistent_references', 'myst.xref_ambiguous']

# Catalogs. Absolute, because Sphinx, sphinx-intl and sphinx.js resolve a relative path from three different folders.
locale_dirs = [str(ROOT / 'locales')]
gettext_compact = False
gettext_additional_targets = ['index']  # alternative texts are extracted anyway
gettext_uuid = False

# Numbers of figures and tables run through the whole book and are the same in every language.
numfig = True
numfig_secnum_depth = 0

bibtex_bibfiles = [str(ROOT / 'handbook' / 'references.bib')]
bibtex_default_style = 'handbook'
bibtex_reference_style = 'label'

# Web pages
html_theme = 'handbook'
html_theme_options = {
    'pdf_url': '../downloads/handbook-{language}.pdf',
    'chapter_pdf_url': '../downloads/chapters/{language}/{chapter}',
    'epub_url': '../downloads/handbook-{language}.epub',
    'home_url': '../index.html#{language}',
    'licence': 'CC BY 4.0',
    'licence_url': 'https://creativecommons.org/licenses/by/4.0/',
}
html_theme_path = [str(ROOT / 'theme')]
html_secnumber_suffix = ' '
html_copy_source = False
html_show_sphinx = False
html_domain_indices = False
html_baseurl = ''  # where the pages stand: 'https://…/{language}/'; each chapter of the PDF then has it as a QR code
html_last_updated_fmt = None

# Charts and maps: a region has its colour everywhere. Names of series as the chapters write them, of regions as the
# extract in theme/geodata does.
chart_series_colours = {'Kurzeme': 'sea', 'Klaipėda region': 'amber', 'Latvia': 'sea', 'Lithuania': 'amber'}
map_region_colours = {'kurzeme': 'sea', 'klaipeda': 'amber'}
# In diagrams also the countries, as names of columns and lanes.
diagram_colours = {'Latvia': 'sea', 'Lithuania': 'amber'}

page_forms = {
    'challenges/*': {
        'headings': [
            'The challenge', 'Who feels it', 'The evidence', 'Why it happens', 'What has worked', 'Solutions',
            'Who must be at the table', 'First steps', 'Checklist', 'Read further',
        ],
        'blocks': ['lead', 'key-facts', 'ladder', 'checklist'],
        'except': ['challenges/index', 'challenges/overview'],
    },
    'cases/case-*': {
        'facts': ['Where', 'When', 'Money', 'Partners', 'Our regions', 'Source'],
        'leads': ['Problem.', 'What was done.', 'What it shows.'],
        'blocks': ['case-facts', 'copy-this', 'avoid-this'],
    },
}  # fmt: skip

# EPUB
epub_theme = 'handbook_epub'
epub_show_urls = 'no'
epub_basename = 'handbook'
epub_publisher = 'Kurzeme Planning Region'
epub_identifier = pdf_identifier = IDENTIFIER
epub_scheme = 'UUID'
epub_use_index = True
epub_tocdup = False

# PDF
pdf_chapters = True
pdf_strict = True  # no book without a picture that is missing
pdf_contents_closed = ['challenges/*']  # the same ten sections each
worksheets = True  # a table of class "worksheet" as a form to fill in (PDF) and to change (DOCX)
worksheet_url = '../downloads/worksheets/{language}/{file}'
pdf_stylesheets = [str(ROOT / 'theme' / 'print' / 'book.css')]
pdf_cover = str(ROOT / 'theme' / 'templates' / 'cover.html')
pdf_back_cover = str(ROOT / 'theme' / 'templates' / 'back-cover.html')
pdf_cover_sheet = str(ROOT / 'theme' / 'templates' / 'cover-sheet.html')
