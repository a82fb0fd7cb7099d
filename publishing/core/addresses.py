"""Where a link may lead, and where a page may fetch from: the one list of both, for chapters and for outputs."""

import html
import re
import unicodedata
from urllib.parse import unquote

#: Links lead to these, or to a place of the same output.
LINKS = ('https', 'http', 'mailto')
#: Pictures that a drawing may carry inside itself: none of them can run anything.
CARRIED = re.compile(r'data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*')
SCHEME = re.compile(r'([a-z][a-z0-9+.-]*):')
EXPECTED = f'an address that begins with {", ".join(f"{name}:" for name in LINKS)}, or a place in the book'


def decoded(address: str) -> str:
    """Return an address without codes for its letters, also where they are coded several times."""
    for _round in range(3):
        address = unquote(html.unescape(address))
    return address


def plain(address: str) -> str:
    """Return an address as the most forgiving reader takes it: decoded, without what nobody sees, in lower case."""
    return ''.join(sign for sign in decoded(address) if unicodedata.category(sign)[0] not in 'CZ').lower()


def scheme(address: str) -> str:
    """Return what stands before the first colon of an address, or '' for a place in the same output."""
    found = SCHEME.match(plain(address))
    return found[1] if found else ''


def is_foreign(address: str) -> bool:
    """Tell whether an address begins in a way that no link needs: ``javascript:``, ``data:``, ``file:``."""
    return scheme(address) not in ('', *LINKS)


def is_elsewhere(address: str) -> bool:
    """Tell whether an address without scheme leaves the output all the same: ``//host``, ``/etc``, ``\\\\host``."""
    return plain(address).replace('\\', '/').startswith('/')


def may_lead(address: str) -> bool:
    """Tell whether a link may lead there."""
    return scheme(address) in LINKS or may_fetch(address)


def may_fetch(address: str) -> bool:
    """Tell whether a page may fetch from there: a file of the same output."""
    return not scheme(address) and not is_elsewhere(address)
