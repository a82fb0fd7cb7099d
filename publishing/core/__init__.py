"""What all wings stand on: findings in plain words, languages, editions, the lists of downloads.

Begin with ``findings`` (a message is ``file:line: found; expected; what to do [handbook.code]``), then ``languages``
(``locales/languages.toml``, the only list, and ``locales/<code>/language.toml``; ``own_languages`` finds those of the
project that Sphinx builds). ``plain_messages`` puts Sphinx's, MyST's and bibtex's warnings into a planner's words and
has ``warn`` for those of our extensions; ``read_again`` has no fault forgotten between two builds; ``edition`` gives a
language's book its title and date. Everybody may import this wing; it imports no other.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # ``--help`` comes through here, too, and need not wait for Sphinx
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

EXTENSIONS = ('read_again', 'plain_messages', 'own_languages', 'edition')


def setup(app: 'Sphinx') -> 'ExtensionMetadata':
    """Set up every extension of this wing."""
    for name in EXTENSIONS:
        app.setup_extension(f'{__name__}.{name}')
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
