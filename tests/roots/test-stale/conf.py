extensions = ['myst_parser', 'publishing.translation.pages.extraction', 'publishing.pdf', 'publishing.translation.pages.compile_checked', 'publishing.translation.pages.fallback',
              'publishing.translation.pages.state']
project = 'Stale'
author = 'Ļ. Ņ.'
locale_dirs = ['locales']
gettext_compact = False
myst_enable_extensions = ['colon_fence']
