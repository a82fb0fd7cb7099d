"""What all wings stand on: findings in plain words, languages, editions, the lists of downloads.

Begin with ``findings`` (a message is ``file:line: found; expected; what to do [handbook.code]``), then ``languages``
(``locales/languages.toml``, the only list, and ``locales/<code>/language.toml``; ``own_languages`` finds those of the
project that Sphinx builds). ``plain_messages`` puts Sphinx's, MyST's and bibtex's warnings into a planner's words and
has ``warn`` for those of our extensions; ``read_again`` has no fault forgotten between two builds; ``swaps`` puts
several files in place or none; ``edition`` gives a language's book its title and date. Everybody may import this wing;
it imports no other.
"""

from publishing.core.wings import wing

setup = wing(__name__, 'read_again', 'plain_messages', 'own_languages', 'edition', 'circles')
