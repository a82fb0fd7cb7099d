"""What links of the book lead to: where identifiers stand, and what becomes of links out of the book."""

from urllib.parse import unquote

from lxml import etree
from sphinx.environment import BuildEnvironment

from publishing.pdf.book.assembly import HEADINGS, Document

#: Elements whose first words may come later than they themselves.
BOXES = ('section', 'div', 'ul', 'ol', 'li', 'dl', 'dd', 'blockquote')


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


def dead_links(document: Document, identifiers: set[str]) -> list[str]:
    """Unlink what leads nowhere in the book; return the targets that were meant."""
    dead = []
    for element in list(document.body.iter('a')):
        link = element.get('href', '')
        if link.startswith('#') and unquote(link[1:]) not in identifiers:
            dead.append(link[1:])
            del element.attrib['href']
    return dead


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
