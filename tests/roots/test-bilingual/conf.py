project = 'Two coasts'
author = 'Two Regions'
extensions = ['myst_parser', 'publishing.editions', 'publishing.components', 'publishing.numbering',
              'publishing.paragraph_numbers', 'publishing.pdf', 'publishing.fallback']
myst_enable_extensions = ['colon_fence', 'deflist', 'attrs_block']
locale_dirs = ['locales']
gettext_compact = False
gettext_additional_targets = ['index', 'image']
numfig = True
html_secnumber_suffix = ' '
