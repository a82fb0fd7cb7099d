project = 'Two coasts'
author = 'Two Regions'
extensions = ['myst_parser', 'publishing.core.edition', 'publishing.text.components', 'publishing.text.numbering',
              'publishing.text.paragraph_numbers', 'publishing.pdf', 'publishing.translation.pages.fallback']
myst_enable_extensions = ['colon_fence', 'deflist', 'attrs_block']
locale_dirs = ['locales']
gettext_compact = False
gettext_additional_targets = ['index', 'image']
numfig = True
html_secnumber_suffix = ' '
