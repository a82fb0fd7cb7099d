"""What a check of translations is, what it finds, and an example of both; ``records`` lists them all."""

from dataclasses import dataclass

from publishing.core.findings import Code, Severity


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
    :ivar waivable: whether a translator may allow it with a comment that gives a reason.
    :ivar files: for what concerns a file as such: catalogs in ``tests/po/bad`` instead of examples.
    """

    name: str
    code: Code
    severity: Severity
    words: str
    waivable: bool
    examples: tuple[Example, ...] = ()
    files: tuple[str, ...] = ()


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
