extensions = ['myst_parser', 'publishing.extraction', 'publishing.pdf', 'publishing.quarantine', 'publishing.fallback',
              'publishing.translation_state']
project = 'Stale'
author = 'Ļ. Ņ.'
locale_dirs = ['locales']
gettext_compact = False
myst_enable_extensions = ['colon_fence']
