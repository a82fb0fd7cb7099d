"""Templates in Jinja, read as every file that a person writes: what is wrong with one is said with its line.

Jinja and Sphinx read a template as bytes of their own choice, and say of one that is damaged at which page they were.
"""

import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateNotFound, TemplateSyntaxError, nodes
from sphinx.errors import SphinxError

from publishing.core.files import is_absent, read_text
from publishing.core.findings import Code, Finding, FindingsError, short

RESTORE = 'Put the file back (git restore), or mend this line.'
DAMAGED = (
    'the template cannot be read ({0}); expected whole lines of Jinja, as {{% if … %}} … {{% endif %}}. ' + RESTORE
)
FAILED = 'no page can be made with the template ({0}); expected names and filters that pages have. ' + RESTORE
BLANK = 'the template has no words; expected what readers see. Put the file back (git restore).'
ALONE = (
    'the template extends no "{0}"; expected {{% extends "{0}" %}} at its top, because the rest of the page stands '
    'there. Put the file back (git restore), or add the line.'
)
LOST = (
    'the block "{0}" is not in the template, or is empty; expected what readers see there. Put the file back (git '
    'restore), or write the block.'
)


class ThemeFileError(FindingsError, SphinxError):
    """A file of the theme is missing or broken; stops a build before anything is written."""

    category = 'Theme'


@dataclass(frozen=True)
class Part:
    """What a template is made for: the one it extends, the blocks it fills, and those it leaves to others."""

    extends: str = ''
    fills: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


class Loader(FileSystemLoader):
    """Load templates as text that a person has written.

    :raises ThemeFileError: for what cannot be read, and for what is no template.
    """

    def get_source(self, environment: Environment, template: str):
        """Return text, path and a function that says whether the file is still the same, as Jinja asks for them."""
        path = next((one for folder in self.searchpath if not is_absent(one := Path(folder, template))), None)
        if path is None:
            raise TemplateNotFound(template)
        text = read(path, environment)
        changed = path.stat().st_mtime_ns
        return text, str(path), lambda: not is_absent(path) and path.stat().st_mtime_ns == changed


def read(path: Path, environment: Environment, part: Part | None = None) -> str:
    """Return the text of a template.

    :raises ThemeFileError: where it cannot be read, is no template, or has not what ``part`` asks for.
    """
    text, tree = parsed(path, environment)
    with _plainly(path):
        environment.compile(text, filename=str(path))  # finds filters that are none, and blocks of the same name
    if part and (found := list(_lacking(path, tree, part))):
        raise ThemeFileError(found)
    return text


def parsed(path: Path, environment: Environment) -> tuple[str, nodes.Template]:
    """Return the text of a template and what Jinja makes of it, whatever filters it has.

    :raises ThemeFileError: where it cannot be read, or is no template.
    """
    with _plainly(path):
        text = read_text(path, Code.OUTPUT)
        if not text.strip():
            raise ThemeFileError([Finding(path, None, Code.OUTPUT, BLANK)])
        return text, environment.parse(text)


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    """Say of a template in plain words what cannot be read or made into a program."""
    try:
        yield
    except FindingsError as error:
        raise ThemeFileError(error.findings) from None
    except TemplateSyntaxError as error:
        raise ThemeFileError([Finding(path, error.lineno, Code.OUTPUT, DAMAGED.format(_said(error)))]) from None
    except (SyntaxError, RecursionError, MemoryError):  # of the Python that Jinja makes of it
        words = DAMAGED.format('too many blocks lie in each other')
        raise ThemeFileError([Finding(path, None, Code.OUTPUT, words)]) from None


def _lacking(path: Path, tree: nodes.Template, part: Part) -> Iterator[Finding]:
    """Yield a finding for each thing that a template is made for and has not."""
    extended = [getattr(one.template, 'value', '') for one in tree.find_all(nodes.Extends)]
    if part.extends and part.extends not in extended:
        yield Finding(path, 1, Code.OUTPUT, ALONE.format(part.extends))
    blocks = {block.name: block for block in tree.find_all(nodes.Block)}
    for name in (*part.fills, *part.leaves):
        block = blocks.get(name)
        if block is None or (name in part.fills and not _has_words(block)):
            yield Finding(path, block.lineno if block else None, Code.OUTPUT, LOST.format(name))


def _has_words(block: nodes.Block) -> bool:
    return any(
        not isinstance(one, nodes.TemplateData) or one.data.strip()
        for output in block.find_all(nodes.Output)
        for one in output.nodes
    )


def _said(error: Exception) -> str:
    """Return what Jinja or Python says of a fault, on one line."""
    if isinstance(error, TemplateNotFound):
        return f'there is no template "{error.name}"'
    words = getattr(error, 'message', None) or str(error) or type(error).__name__
    return short(re.sub(r'\bNone\b', 'nothing', re.sub(r' at \d+$', '', words)).rstrip('.'), 200)


def environment(folders: Iterable[Path], **options: object) -> Environment:
    """Return an environment whose templates lie in ``folders``; what is put into them is escaped."""
    return Environment(loader=Loader(list(folders)), autoescape=True, **options)


def render(environment: Environment, name: str, values: Mapping[str, object]) -> str:
    """Return what the template ``name`` makes of ``values``.

    :raises ThemeFileError: naming the template and the line where that fails.
    """
    try:
        return environment.get_template(name).render(values)
    except FindingsError:
        raise
    except Exception as error:
        if found := raised_in(error):
            raise ThemeFileError([found]) from error
        if isinstance(error, TemplateNotFound):
            read(Path(environment.loader.searchpath[0], name), environment)  # says that there is none
        raise


def raised_in(error: BaseException | None) -> Finding | None:
    """Return a finding at the line of the template in which an error was raised; None where that was in none."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    lines = [frame for frame in frames if not frame.filename.endswith('.py') and Path(frame.filename).is_file()]
    if not lines:
        return None
    own = [frame for frame in lines if 'site-packages' not in frame.filename]
    line = (own or lines)[-1]
    return Finding(line.filename, line.lineno, Code.OUTPUT, FAILED.format(_said(error)))


def words_of(text: str, environment: Environment) -> str:
    """Return the HTML of a template, line for line, with an x for each value that is put into it."""
    words = ''
    for line, kind, value in environment.lex(text):
        if kind == 'data':
            words += '\n' * (line - 1 - words.count('\n')) + value
        elif kind == 'variable_begin':
            words += 'x'
    return words


def read_plainly(builder, parts: Mapping[str, Part], folder: Path) -> dict[Path, str]:
    """Have a builder of Sphinx read the templates in ``folder`` as :class:`Loader` does; return the words of each.

    :param parts: what templates that must be there are made for, by name.
    :raises ThemeFileError: for the first that is damaged.
    """
    templates = builder.templates
    templates.loaders = [
        Loader(one.searchpath) if Path(one.searchpath[0]).resolve() == folder.resolve() else one
        for one in templates.loaders
    ]
    names = sorted({*parts, *(path.name for path in folder.glob('*.html'))})
    return {
        folder / name: words_of(read(folder / name, templates.environment, parts.get(name)), templates.environment)
        for name in names
    }
