"""Web pages: theme, search by any word form, language menu, old addresses; the landing page before all editions.

Begin with ``theme``, which puts style sheets and fonts together. ``landing`` is no extension: it lists what was built.
"""

from publishing.core.wings import wing

setup = wing(__name__, 'theme', 'search', 'language_menu', 'old_addresses')
