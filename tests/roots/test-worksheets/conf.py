project = 'Small Book'
version = release = '1'
author = 'Two Regions'
copyright = '2026, Two Regions'  # noqa: A001
extensions = ['myst_parser', 'publishing.core.edition', 'publishing.text.components', 'publishing.text.numbering',
              'publishing.text.paragraph_numbers', 'publishing.worksheets']
myst_enable_extensions = ['colon_fence', 'attrs_inline']
suppress_warnings = ['myst.xref_ambiguous']
numfig = True
numfig_secnum_depth = 0
html_secnumber_suffix = ' '
locale_dirs = ['locales']
gettext_compact = False
worksheets = True
worksheet_url = '../downloads/worksheets/{language}/{file}'
