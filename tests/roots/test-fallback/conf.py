extensions = ['publishing.core.read_again', 'myst_parser', 'publishing.translation.pages.extraction', 'publishing.figures.charts', 'publishing.pdf',
              'publishing.translation.pages.fallback']
project = 'Fallback'
author = 'Ļ. Ņ.'
locale_dirs = ['locales']
gettext_compact = False
numfig = True
myst_enable_extensions = ['colon_fence', 'deflist']
