"""The beginning of a new page: all that pages of its kind must have, with what to write in each place.

What to write is marked by :data:`MARK`; ``slips`` says of each such line that it still stands there, so that
``make check`` is the list of what is left to do.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType

from publishing.core.files import read_text
from publishing.core.findings import Code, Finding, FindingsError, short
from publishing.core.project import page_files
from publishing.text.moved_links import contents

MARK = 'TO WRITE:'
NAME = re.compile(r'[a-z0-9]+(?:-[a-z0-9]+)*')
#: The steps of a ladder, in their order.
STEPS = (
    'This month, no money',
    'This year, small money',
    'Next programme, a project',
    'Needs a law or a treaty',
)
#: What to write, by the name of a block, a fact, or the first words of a paragraph; the key '' is any other.
BLOCKS = {
    'lead': ':::{lead}\n{0} what the chapter is for, in two to four sentences.\n:::',
    'key-facts': ':::{key-facts} Five numbers to start with\n- {0} a fact with number, year and source.\n:::',
    'ladder': '::::{ladder}\n'
    + '\n'.join(f':::{{step}} {step}\n{{0}} one to three sentences.\n:::' for step in STEPS)
    + '\n::::',
    'checklist': ':::{checklist} Before you begin\n- {0} a question or a task.\n:::',
    'copy-this': ':::{copy-this}\n{0} what others can do as it was done here, in one sentence.\n:::',
    'avoid-this': ':::{avoid-this}\n{0} what others should not do, in one sentence.\n:::',
}
FACTS = {
    'Where': 'places, and the border they lie at.',
    'When': 'from when until when.',
    'Money': 'how much, in EUR, and who paid.',
    'Partners': 'the official names of the bodies.',
    'Our regions': 'whether the regions of this book took part, and how.',
    'Source': 'the keys of the sources, in the role cite.',
}
#: Under which heading a block stands; others stand above the first heading.
UNDER = {'ladder': 'Solutions', 'checklist': 'Checklist'}
#: Blocks at the end of a page without headings.
LAST = ('copy-this', 'avoid-this')


def form_of(page: str, forms: Mapping[str, Mapping[str, list[str]]]) -> Mapping[str, list[str]]:
    """Return the form that ``page`` is held to by ``page_forms``; an empty one for a page that has none."""
    fitting = (
        form for pattern, form in forms.items() if fnmatchcase(page, pattern) and page not in form.get('except', ())
    )
    return next(fitting, {'blocks': ['lead'], 'headings': ['What to know', 'What to do']})


def skeleton(page: str, title: str, form: Mapping[str, list[str]]) -> str:
    """Return the text of a new page in ``form``, as MyST Markdown."""
    label = page.rpartition('/')[2]
    blocks = {name: text for name, text in BLOCKS.items() if name in form.get('blocks', ())}
    parts = [f'({label})=\n# {title}']
    parts += [text for name, text in blocks.items() if name not in UNDER and name not in LAST]
    if 'facts' in form:
        facts = '\n\n'.join(f'{name}\n: {MARK} {FACTS.get(name, "this fact.")}' for name in form['facts'])
        parts.append(f':::{{case-facts}}\n{facts}\n:::')
    parts += [f'**{lead}** {{0}} two or three sentences, each with its source.' for lead in form.get('leads', ())]
    for heading in form.get('headings', ()):
        parts.append(f'({label}-{_slug(heading)})=\n## {heading}')
        parts.append('{0} what belongs under this heading, one idea a paragraph.')
        parts += [text for name, text in blocks.items() if UNDER.get(name) == heading]
    parts += [text for name, text in blocks.items() if name in LAST]
    return '\n\n'.join(parts).replace('{0}', MARK) + '\n'


def _slug(heading: str) -> str:
    """Return a heading as part of a label: ``Who feels it`` as ``who-feels-it``."""
    return '-'.join(re.findall(r'[a-z0-9]+', heading.lower()))


def named(words: str, kind: str, folder: Path) -> str:
    """Return the name of a new page, ``planning/rail-links``, from what somebody has typed.

    :param kind: ``case`` or ``chapter``. :param folder: of the chapters.
    :raises FindingsError: for a name that is none, a part that is not there, and a page or label that is.
    """
    pages = page_files(folder, '.md')
    part, _slash, name = words.strip().removeprefix(f'{folder.name}/').removesuffix('.md').rpartition('/')
    if kind == 'case':
        part, name = part or 'cases', f'case-{name.removeprefix("case-")}'
    page = f'{part}/{name}'
    if not NAME.fullmatch(name):
        raise _fault(
            folder,
            f'"{short(words, 60)}" is no name of a page; expected letters a–z, digits and hyphens, as in '
            'bus-on-call. Give it so.',
        )
    parts = sorted({page.partition('/')[0] for page in pages if '/' in page})
    if part not in parts:
        near = get_close_matches(part, parts, 1) or parts
        raise _fault(
            folder,
            f'there is no part "{short(part, 60)}"; expected one of {", ".join(parts)}, as in NAME={near[0]}/{name}. '
            'Give it so.',
        )
    if page in pages:
        raise _fault(pages[page], 'there is such a page; expected another name. Choose one, or write in that page.')
    for other, path in pages.items():
        if re.search(rf'^\({re.escape(name)}\)=', read_text(path, Code.MARKUP), re.MULTILINE):
            raise _fault(path, f'the page "{other}" has the label "{name}"; expected each once. Choose another name.')
    return page


def _fault(path: Path, words: str) -> FindingsError:
    return FindingsError([Finding(path, None, Code.NOT_IN_CONTENTS, words)])


def entered(page: str, folder: Path, texts: Mapping[Path, str] = MappingProxyType({})) -> tuple[Path, str, int]:
    """Return the file whose contents list the pages beside ``page``, its text with ``page`` as the last, and that line.

    :param texts: of files that hold something else by now.
    :raises FindingsError: where no contents list a page of this part.
    """
    part, _slash, name = page.rpartition('/')
    alike = name.partition('-')[0]
    best: tuple[int, Path, list[str], int] | None = None
    for path in sorted((folder / part).glob('*.md')):
        lines = (texts.get(path) or read_text(path, Code.MARKUP)).split('\n')
        for block in contents(lines):
            listed = [lines[number].strip() for number in block if not lines[number].startswith(':')]
            found = sum(one.partition('-')[0] == alike for one in listed), path, lines, block.stop
            if best is None or found[0] > best[0]:
                best = found
    if best is None:
        words = 'no contents list the pages of this part; expected a toctree in one. Add it to index.md.'
        raise _fault(folder / part, words)
    _count, path, lines, end = best
    lines.insert(end, name)
    return path, '\n'.join(lines), end + 1
