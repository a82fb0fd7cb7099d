"""What the warnings of Sphinx, MyST, docutils and sphinxcontrib-bibtex mean, in a planner's words.

A :class:`Rule` knows one message by its kind and its words, and says what was found, what was expected and what to do.
``plain_messages`` puts the words in place.
"""

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sphinx.application import Sphinx

from publishing.core.findings import Code, short, shown_path
from publishing.core.meant import (
    directive_names,
    elsewhere,
    labels,
    nearest,
    pages,
    places_of_pictures,
    role_names,
    sources,
    terms,
    written_at,
)

#: Letters of what a message quotes.
LONGEST = 200


@dataclass(frozen=True)
class Rule:
    """How to word one kind of warning.

    ``kind`` is Sphinx's ``type.subtype``, or its beginning; ``pattern`` matches in the original text and its
    groups fill ``text``. ``candidates`` lists what the first group may have been meant to be. A rule with ``when``
    holds only where that has an answer to the first group, which fills ``{near}``.
    """

    kind: str
    pattern: str
    code: Code
    text: str
    candidates: Callable[[Sphinx], Iterable[str]] | None = None
    when: Callable[[Sphinx, str], str] | None = None


_Q = r"""['"](.+?)['"]"""
RULES = (
    # the contents
    Rule(
        'toc.not_readable',
        f'nonexisting document {_Q}',
        Code.NOT_IN_CONTENTS,
        'the contents list "{0}", but there is no such page; expected the name of a file without its ending. '
        'Correct the name in the toctree or remove it{near}.',
        pages,
    ),
    Rule(
        'toc.not_readable',
        f'excluded document {_Q}',
        Code.NOT_IN_CONTENTS,
        'the contents list "{0}", a page that the settings leave out (exclude_patterns in conf.py); expected a '
        'page that is published. Remove the name from the toctree.',
    ),
    Rule(
        'toc.duplicate_entry',
        r'in toctree: (\S+)',
        Code.NOT_IN_CONTENTS,
        'the contents list "{0}" twice; expected each page once. Remove one of the two lines.',
    ),
    Rule(
        'toc.no_title',
        f'document {_Q}',
        Code.NOT_IN_CONTENTS,
        'the page "{0}.md" has no title, so the contents cannot list it; expected a heading on its first line. Write '
        'one: # Title.',
    ),
    # links
    Rule(
        'ref.term',
        f'not in glossary: {_Q}',
        Code.CROSS_REFERENCE,
        'the glossary has no term "{0}"; expected a term as the glossary writes it. Correct the term, or add it to '
        'the glossary{near}.',
        terms,
    ),
    Rule(
        'ref.doc',
        f'unknown document: {_Q}',
        Code.CROSS_REFERENCE,
        'the link leads to the page "{0}", which does not exist; expected the name of a page. Correct it{near}.',
        pages,
    ),
    Rule(
        'ref.numref',
        f'undefined label: {_Q}',
        Code.CROSS_REFERENCE,
        'the number of "{0}" is missing, because what has this name ({near}) could not be read; expected it to be '
        'right. '
        'Mend what is said of it.',
        when=written_at,
    ),
    Rule(
        'ref.numref',
        f'undefined label: {_Q}',
        Code.CROSS_REFERENCE,
        'no figure or table is named "{0}"; expected the :name: of one. Correct the name{near}.',
        labels,
    ),
    Rule(
        'ref',
        f'undefined label: {_Q}',
        Code.CROSS_REFERENCE,
        'the link leads to "{0}", but no label has this name; expected a label such as (my-label)= above a heading. '
        'Correct the link, or set the label{near}.',
        labels,
    ),
    Rule(
        'ref',
        r'reference target not found: (.+)',
        Code.CROSS_REFERENCE,
        'the link leads to "{0}", which does not exist; expected a label or a page. Correct it{near}.',
        labels,
    ),
    Rule(
        'ref',
        f'title or caption not found: {_Q}',
        Code.CROSS_REFERENCE,
        'the link to "{0}" has no text of its own, and what it leads to has no title; expected one of the two. '
        'Write [text](#{0}).',
    ),
    Rule(
        'myst.xref_missing',
        r"not found: '(.+\.\w+)'",
        Code.CROSS_REFERENCE,
        'the link leads to the file "{0}", which does not exist; expected a page. Correct the path{near}.',
        pages,
    ),
    Rule(
        'myst.xref_missing',
        f'not found: {_Q}',
        Code.CROSS_REFERENCE,
        'the link leads to "#{0}", but no label has this name; expected a label such as (my-label)= above a heading. '
        'Correct the link, or set the label{near}.',
        labels,
    ),
    Rule(
        'myst.xref_missing',
        f"local id not found in doc '(?:.+?)': {_Q}",
        Code.CROSS_REFERENCE,
        'the page has no place named "{0}"; expected one of its labels. Correct what follows the "#"{near}.',
        labels,
    ),
    Rule(
        '',
        r'Any number is not assigned: (\S+)',
        Code.CROSS_REFERENCE,
        '"{0}" has no number; expected a figure or table with a caption. Give it a caption, or link to it '
        'with [text](#{0}).',
    ),
    Rule(
        '',
        r'duplicate label (.+?), other instance in (.+)',
        Code.CROSS_REFERENCE,
        'the label "{0}" stands here and in {1}; expected each label once. Rename one of the two.',
    ),
    Rule(
        'docutils',
        f'Duplicate explicit target name: {_Q}',
        Code.CROSS_REFERENCE,
        'the label "{0}" stands twice on this page; expected each label once. Rename one of the two.',
    ),
    Rule(
        '',
        r'duplicate term description of (.+?), other instance in (.+)',
        Code.CROSS_REFERENCE,
        'the term "{0}" is explained twice, the other time in {1}; expected each term once. Remove one of the two.',
    ),
    # sources
    Rule(
        'bibtex.key_not_found',
        f'bibtex key {_Q}',
        Code.CITATION,
        'the bibliography has no source "{0}"; expected the key of an entry. Correct the key, or add the entry{near}.',
        sources,
    ),
    Rule(
        'bibtex.bibfile_error',
        r'could not open bibtex file (.+?)\.?$',
        Code.CITATION,
        'the bibliography file {0} cannot be opened; expected a file. Correct bibtex_bibfiles in conf.py.',
    ),
    Rule(
        'bibtex.bibfile_data_error',
        r'data error in (.+?): (.+)',
        Code.CITATION,
        'the bibliography file {0} cannot be read ({1}); expected entries like @misc{{key, title = {{…}}}}. '
        'Correct the entry.',
    ),
    # pictures
    Rule(
        '',
        r'(image|download) file (?:not readable: )?(\S+)',
        Code.IMAGE_MISSING,
        'there is no {0} file "{1}" in the folder of the chapters; expected a file at this path. Correct the path, or '
        'add the file{near}.',
        places_of_pictures,
    ),
    # notes
    Rule(
        'docutils',
        r'Too many autonumbered footnote references',
        Code.MARKUP,
        'the page calls a footnote that it does not have; expected a line "[^name]: text" for every [^name]. '
        'Add the line, or correct the name.',
    ),
    Rule(
        'docutils',
        f'Unknown target name: {_Q}',
        Code.MARKUP,
        'the footnote "{0}" has no text; expected a line "[^{0}]: text" on this page. Add it, or correct the name.',
    ),
    Rule(
        'ref.footnote',
        r'Footnote \[(.+?)\] is not referenced',
        Code.MARKUP,
        'no text calls this footnote; expected a [^name] in the text. Put the call in, or remove the footnote.',
    ),
    # form
    Rule(
        'myst.header',
        r'increase; H(\d) to H(\d)',
        Code.SOURCE_FORM,
        'a heading of level {1} follows one of level {0}; expected no level to be left out. Take away one "#".',
    ),
    Rule(
        'myst.header',
        r'start at H(\d)',
        Code.SOURCE_FORM,
        'the first heading of the page is of level {0}; expected one "#", the title of the page. Take away a "#".',
    ),
    Rule(
        'myst.directive_unknown',
        f'directive type: {_Q}',
        Code.MARKUP,
        'there is no directive "{0}"; expected one that docs/authors.md lists. Correct the name{near}.',
        directive_names,
    ),
    Rule(
        'myst.role_unknown',
        f'text role {_Q}',
        Code.MARKUP,
        'there is no role "{0}"; expected one that docs/authors.md lists. Correct the name in the braces{near}.',
        role_names,
    ),
    Rule(
        '',
        r'unknown (role|directive) name: (\S+)',
        Code.MARKUP,
        'there is no {0} "{1}"; expected one that docs/authors.md lists. The next message says where it stands.',
    ),
    Rule(
        'myst.directive_option',
        rf'{_Q}: Unknown option key: {_Q} \(allowed: \[(.*?)\]\)',
        Code.MARKUP,
        'the directive "{0}" has no option "{1}"; expected one of {2}. Correct or remove the line ":{1}:".',
    ),
    Rule(
        'myst.directive_option',
        rf'{_Q}: Invalid option value for {_Q}: (.*?): ',
        Code.MARKUP,
        'the option "{1}" of "{0}" is "{2}"; expected a value as docs/authors.md has it, for numbers digits. Correct '
        'it.',
    ),
    Rule(
        'docutils',
        r'"list-table" widths do not match the number of columns in table \((\d+)\)',
        Code.MARKUP,
        'the table has {0} columns; expected as many numbers behind ":widths:". Correct that line.',
    ),
    Rule(
        'docutils',
        r'uniform two-level bullet list expected, but row (\d+) does not .* as row 1 \((\d+) vs (\d+)\)',
        Code.MARKUP,
        'row {0} of the table has {1} cells; expected {2}, as in the first row. Add a line "  - " for each cell that '
        'is '
        'missing, or take one away.',
    ),
    Rule(
        'docutils',
        r'"list-table" directive: (?:exactly one|two-level|.*second-level).*',
        Code.MARKUP,
        'the table is no list of rows; expected "* - first cell" for each row and "  - next cell" below it. Write it '
        'so.',
    ),
    Rule(
        'docutils',
        r'(\d+) (?:header row|stub column)\(s\) specified but only (\d+)',
        Code.MARKUP,
        '{0} of the {1} rows or columns are heads; expected fewer. Correct ":header-rows:" or ":stub-columns:".',
    ),
    Rule(
        'docutils',
        rf'The {_Q} directive is empty',
        Code.MARKUP,
        'the box "{0}" is empty; expected its words between the lines of colons. Write them, or remove the box.',
    ),
    Rule(
        'docutils',
        r'Figure caption must be a paragraph',
        Code.MARKUP,
        'the figure begins with a list or a box; expected its caption, one paragraph. Write it right below the '
        'options.',
    ),
    Rule(
        'docutils',
        rf'Directive {_Q}: (\d+) argument\(s\) required, (\d+) supplied',
        Code.MARKUP,
        'the directive "{0}" stands without what belongs behind its name; expected {1} value, for a picture its path. '
        'Write it on the opening line.',
    ),
)


LISTS_ITSELF = 'the contents of this page list the page itself; expected other pages. Remove its name from the toctree.'


def lists_itself(app: Sphinx, path: str, message: str) -> bool:
    """Return whether Sphinx finds no page because it is the one at ``path``, which has the toctree."""
    found = re.search(f'nonexisting document {_Q}', message)
    return bool(found) and found[1] == app.env.path2doc(path)


def reword(app: Sphinx, kind: str, message: str) -> tuple[Code, str]:
    """Return code and plain text of one warning; ``kind`` is ``type.subtype`` or ''."""
    for rule in RULES:
        fits = kind == rule.kind or not rule.kind or kind.startswith(rule.kind + '.')
        if fits and (found := re.search(rule.pattern, message)):
            cause = rule.when(app, found[1]) if rule.when else ''
            if rule.when and not cause:
                continue
            groups = [shown_path(group) if group.startswith('/') else group.strip() for group in found.groups()]
            near = cause
            if rule.candidates is places_of_pictures:
                near = elsewhere(groups[1], places_of_pictures(app))
            elif rule.candidates:
                near = nearest(groups[0], rule.candidates(app))
            groups = [group if len(group) <= LONGEST else short(group, LONGEST) for group in groups]
            return rule.code, rule.text.format(*groups, near=near)
    return Code.MARKUP, f'{message} (Sphinx: {kind})' if kind else message


def missing_from_contents(app: Sphinx, docname: str) -> str:
    """Return the text for a page that no toctree lists, with the page whose toctree it belongs in."""
    including = set(app.env.toctree_includes) | {app.config.root_doc}
    folder = posixpath.dirname(docname)
    while not (beside := sorted(name for name in including if posixpath.dirname(name) == folder)) and folder:
        folder = posixpath.dirname(folder)
    beside = beside or [app.config.root_doc]
    kind = posixpath.basename(docname).partition('-')[0] + '-'

    def fitness(name: str) -> tuple[int, bool]:
        """Count the pages of the same kind ("case-…") that a page lists; of equal ones the folder's index is best."""
        listed = map(posixpath.basename, app.env.toctree_includes.get(name, ()))
        return sum(one.startswith(kind) for one in listed), posixpath.basename(name) == 'index'

    parent = max(beside, key=fitness)
    entry = posixpath.relpath(docname, posixpath.dirname(parent) or '.')
    return (
        'this page is in no table of contents, so no reader finds it; expected each page in one. '
        f'Add the line "{entry}" to the toctree of {shown_path(app.env.doc2path(parent))}.'
    )
