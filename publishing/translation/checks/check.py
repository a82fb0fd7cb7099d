"""What a check of translations is, what it finds, and an example of both; ``records`` lists them all."""

from dataclasses import dataclass
from enum import Enum

from publishing.core.findings import Code, Severity


class Brings(Enum):
    """What a fault brings to the page that its author did not put there; the heart of what a translator may do.

    A comment may allow what only says less or says it otherwise, and nothing that leads anywhere, shows anything but
    words, or does something.
    """

    NOTHING = 'something is lost'
    WORDS = 'other words, figures or signs, printed as they stand'
    MARKUP = 'HTML, a block, an attribute, code, a sign that ends a line or a quotation'
    PLACE = 'an address, a file, the target of a reference'
    UNKNOWN = 'whatever it is: nobody can tell what the file says'

    @property
    def may_be_allowed(self) -> bool:
        """Whether a translator may allow it with a comment that gives a reason."""
        return self in (Brings.NOTHING, Brings.WORDS)


@dataclass(frozen=True)
class Example:
    """An English text with a translation that fails and one that passes.

    :ivar page: the catalog it stands in: that of a page, or of the interface.
    :ivar extensions: the Markdown extensions it needs besides those of the handbook.
    """

    english: str
    fails: str
    passes: str
    language: str = 'lv'
    page: str = 'page'
    extensions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """One thing that is looked at in a catalog.

    :ivar words: what is wrong, for the table.
    :ivar brings: what it would bring to the page, which decides whether a comment may allow it.
    :ivar files: for what concerns a file as such: catalogs in ``tests/po/bad`` instead of examples.
    """

    name: str
    code: Code
    severity: Severity
    words: str
    brings: Brings
    examples: tuple[Example, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def waivable(self) -> bool:
        """Whether a translator may allow it with a comment that gives a reason."""
        return self.brings.may_be_allowed


@dataclass(frozen=True)
class Difference:
    """One thing that is wrong with one translation, and the check that found it."""

    check: Check
    text: str

    @property
    def code(self) -> Code:
        """The kind of finding."""
        return self.check.code

    @property
    def severity(self) -> Severity:
        """Whether it holds the message back."""
        return self.check.severity

    @property
    def waivable(self) -> bool:
        """Whether a translator may allow it with a comment."""
        return self.check.waivable
