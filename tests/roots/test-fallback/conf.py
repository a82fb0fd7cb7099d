extensions = ['publishing.read_again', 'myst_parser', 'publishing.extraction', 'publishing.charts', 'publishing.pdf',
              'publishing.fallback']
project = 'Fallback'
author = 'Ļ. Ņ.'
locale_dirs = ['locales']
gettext_compact = False
numfig = True
myst_enable_extensions = ['colon_fence', 'deflist']
