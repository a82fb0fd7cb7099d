"""What links of the book lead to: where identifiers stand, and what becomes of links out of the book."""

import re
from urllib.parse import urljoin

from lxml import etree
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from publishing.core.findings import Code
from publishing.core.nodes import classes
from publishing.core.plain_messages import warn
from publishing.pdf.book.assembly import HEADINGS, Document
from publishing.pdf.book.code_spans import unwrap
from publishing.pdf.book.identifiers import parts

#: Elements whose first words may come later than they themselves.
BOXES = ('section', 'div', 'ul', 'ol', 'li', 'dl', 'dd', 'blockquote')

#: The beginning of an address that says how to get there.
SCHEME = re.compile(r'[A-Za-z][\w+.-]*:')


def anchor_text(document: Document) -> None:
    """Move identifiers from boxes to the words they mean.

    A section, or an empty mark in front of it, can begin at the foot of the page before its heading; page
    numbers in the contents, the index and in the text would be one too low.
    """
    for heading in document.body.iter(*HEADINGS):
        section = heading.getparent()
        if section.tag == 'section' and section.get('id') and not heading.get('id'):
            heading.set('id', section.attrib.pop('id'))
    for mark in reversed(list(document.body.iter('span'))):
        words = _following_words(mark)
        if words is not None:
            words.insert(0, mark)
            mark.tail, words.text = words.text, None


def _following_words(mark: etree._Element) -> etree._Element | None:
    """Return the heading or paragraph in front of which an empty mark stands as a block of its own, or None."""
    if not mark.get('id') or len(mark) or mark.text or mark.getparent().tag not in BOXES:
        return None
    before = mark.getparent().text if mark.getprevious() is None else mark.getprevious().tail
    if f'{before or ""}{mark.tail or ""}'.strip():
        return None
    found = mark.getnext()
    while found is not None and found.tag in BOXES:
        found = next(found.iterchildren('*'), None)
    return found if found is not None and found.tag in (*HEADINGS, 'p', 'dt') else None


def web_only(env: BuildEnvironment) -> set[str]:
    """Return the names of pages that only a web site has."""
    return {'genindex', 'modindex', 'search'} | {
        f'{domain.name}-{index.name}' for domain in env.domains.sorted() for index in domain.indices
    }


def address(config: Config, docname: str) -> str:
    """Return the web address of a page, or '' where none is known.

    Where every language has a folder of its own, ``{language}`` in ``html_baseurl`` stands for it:
    ``https://example.org/handbook/{language}/``.
    """
    if not config.html_baseurl:
        return ''
    base = config.html_baseurl.replace('{language}', config.language or 'en').rstrip('/')
    ending = config.html_link_suffix or config.html_file_suffix or '.html'
    return f'{base}/{docname}{ending}'


def lead_to_web(document: Document, address: str) -> list[str]:
    """Lead links to files beside the page, such as downloads, to the web; where nobody knows it, they are plain text.

    :param address: the page's own address on the web, or ''.
    :return: links to files of a computer, which are plain text too; files to attach go through the gate of files.
    """
    local = []
    for element in list(document.body.iter('a', 'area')):
        link = element.get('href', '').strip()
        if link.startswith('//'):
            element.set('href', f'https:{link}')
        elif SCHEME.match(link):
            if link.lower().startswith('file:') and 'attachment' not in element.get('rel', ''):
                local.append(link)
                del element.attrib['href']
        elif link and not link.startswith('#') and 'image-reference' not in classes(element):
            if address:
                element.set('href', urljoin(address, link))
                element.set('class', f'{element.get("class", "")} external'.strip())
            else:
                del element.attrib['href']
    return local


def join_addresses(document: Document) -> None:
    """Take the spans out of e-mail addresses, with which docutils hides them from programs that gather such.

    From right to left, WeasyPrint would put the pieces into the other order.
    """
    for element in document.body.iter('a'):
        if element.get('href', '').lower().startswith('mailto:'):
            unwrap(element, lambda child: child.tag == 'span' and not child.attrib)


def dead_links(document: Document, identifiers: set[str]) -> list[str]:
    """Unlink what leads nowhere in the book; return the targets that were meant."""
    dead = []
    for element in list(document.body.iter('a')):
        link = element.get('href', '')
        if len(link) > 1 and link.startswith('#') and link[1:] not in identifiers:
            dead.append(':'.join(filter(None, parts(link[1:]))))
            del element.attrib['href']
    return dead


def report_dead(document: Document, identifiers: set[str]) -> None:
    """Unlink what leads nowhere in the book, and warn of it."""
    for target in dead_links(document, identifiers):
        warn(
            Code.CROSS_REFERENCE,
            f'a link leads to "{target}", which is not in the book; expected a label of a page in the table '
            'of contents. Correct the link or add the page.',
            document.name,
        )


def redirect(document: Document, targets: dict[str, str]) -> None:
    """Lead links to other identifiers; those that shall lead to '' lose their link.

    What stood in a list for such a link alone goes with it, and a section that only held such lists.
    """
    for element in list(document.body.iter('a')):
        link = element.get('href', '')
        if not link.startswith('#') or (target := targets.get(link[1:])) is None:
            continue
        if target:
            element.set('href', f'#{target}')
            continue
        del element.attrib['href']
        item = next(element.iterancestors('li'), None)
        if item is not None and item.text_content().strip() == element.text_content().strip():
            _drop_empty(item)


def _drop_empty(item: etree._Element) -> None:
    """Take out ``item``, and what is empty without it: its list, and a section of which a heading is left."""
    parent = item.getparent()
    item.drop_tree()
    left = [child for child in parent if child.tag not in HEADINGS]
    if parent.tag in ('ul', 'ol', 'section') and not left:
        _drop_empty(parent)
