"""A proof of one chapter for a reviewer with a pen: source, translation, and ruled room beside every passage.

The texts are those of the PDFs (``publishing.bilingual``), so the numbers are those of the book. The words around
them are in the reviewer's language. A passage without a current translation says so in the room beside it, and one with
decisions in the review ledger says which (``publishing.bilingual.proof_states``).
"""

import shutil
from collections.abc import Collection
from pathlib import Path

from lxml import etree, html

from publishing.bilingual import alignment, book, proof_states
from publishing.bilingual.alignment import with_class
from publishing.core import languages
from publishing.core.chapter_names import expected
from publishing.core.edition import edition_date
from publishing.core.escaping import css_string
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.languages import Language
from publishing.core.nodes import classes
from publishing.core.project import BUILD, LOCALES, ROOT, THEME, WORK
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.pages.fallback import OUTDATED, UNTRANSLATED
from publishing.translation.pages.interface_words import translations
from publishing.translation.pages.state import State, notice, state_of

STYLESHEET = THEME / 'print' / 'proof.css'
PROOFS = BUILD / 'proof'


def build(
    language: Language,
    chapter: str,
    workdir: Path = WORK,
    proofs: Path = PROOFS,
    locales: Path = LOCALES,
    form: str = 'pdf',
) -> Path:
    """Write the proof of ``chapter`` (a page's name, as ``planning/two-systems``); return its path.

    :param locales: where the catalogs and the review ledger are.
    :param form: what was built of both languages: the PDF, or the book before its layout.
    :raises FindingsError: for the source language, a chapter that does not exist, books that are not built or cannot
        be aligned, a catalog or ledger that cannot be read, and faults of the layout.
    """
    source = source_of(language)
    books = book.read_book(source, workdir, form), book.read_book(language, workdir, form)
    for one in books:
        one.body = only(one.body, chapter, language.code)
    try:
        body = book.merge(*books)
    except alignment.MisalignedError as fault:
        raise FindingsError([book.misaligned(fault, (source, language))]) from None
    add_room(body, language)
    translation, words = Translation(language.code, locales), translations(language.code).gettext
    reviewed = proof_states.share_reviewed(proof_states.add(body, language, translation, words), language, words)
    text = with_head(book.page(*books, body), language, books[1].title, reviewed, state_of(language, locales))
    folder = workdir / f'proof-{language.code}'
    folder.mkdir(parents=True, exist_ok=True)
    built = book.write(text, folder / f'{chapter.rpartition("/")[2]}.pdf', (source, language), workdir, STYLESHEET)
    target = proofs / language.code / built.name
    book.place(built, target)
    shutil.rmtree(folder)
    return target


def source_of(language: Language) -> Language:
    """Return the language that ``language`` is translated from.

    :raises FindingsError: where it is that language itself.
    """
    if language.is_source:
        raise FindingsError(
            [
                Finding(
                    languages.REGISTRY,
                    1,
                    Code.LANGUAGE_UNKNOWN,
                    f'"{language.code}" is the language '
                    'the handbook is written in; expected a translation. Name another language.',
                )
            ]
        )
    return next(one for one in languages.load().values() if one.is_source)


def refuse_unknown(chapter: str, known: Collection[str], code: str) -> None:
    """Raise ``FindingsError`` for a chapter that is none of ``known``, with the nearest names there are."""
    if chapter in known:
        return
    example = next((name for name in known if '/' in name), next(iter(known), ''))
    words = (
        f'there is no chapter "{chapter}"; {expected(chapter, known)}'
        if chapter
        else f'no chapter is named; expected one such as {example}. Write "make proof-{code} CHAPTER={example}"; "make '
        'status" lists all of them.'
    )
    raise FindingsError([Finding('CHAPTER', None, Code.CHAPTER_UNKNOWN, words)])


def only(body: etree._Element, chapter: str, code: str = '…') -> etree._Element:
    """Return a body with nothing but one chapter.

    :raises FindingsError: for a name that no chapter has; the message lists the names.
    """
    known = {
        element.get('id'): element
        for element in with_class(body, 'document')
        if {'chapter', 'matter'} & classes(element)
    }
    refuse_unknown(chapter, known, code)
    alone = html.Element('body')
    alone.append(known[chapter])
    headings = list(alone.iter(*alignment.HEADINGS))
    above = int(headings[0].tag[1]) - 1 if headings else 0
    for heading in headings:  # the chapter's title is the first of this book
        heading.tag = f'h{max(1, int(heading.tag[1]) - above)}'
    return alone


def add_room(body: etree._Element, language: Language) -> None:
    """Put ruled room beside every pair and above it what is known of the translation."""
    words = translations(language.code)
    said = {UNTRANSLATED: words.gettext('not translated'), OUTDATED: words.gettext('changed since it was translated')}
    for pair in list(with_class(body, 'pair')):
        found = {name for element in pair[1].iter(etree.Element) for name in classes(element)} if len(pair) > 1 else ()
        room = etree.SubElement(pair, 'div', {'class': 'room', 'lang': language.code})
        for name in (UNTRANSLATED, OUTDATED):
            if name in found:
                etree.SubElement(room, 'p', {'class': 'state'}).text = said[name]


def with_head(text: str, language: Language, title: str, reviewed: str, state: State) -> str:
    """Return the page with its running head and the lines that the reviewer fills in.

    :param reviewed: what is said of the share of the chapter that is reviewed.
    :param state: how far the whole translation is.
    """
    words, date = translations(language.code), language.format_date(edition_date(ROOT))
    tree = html.document_fromstring(text)
    counts = {name: len(list(with_class(tree.find('body'), name))) for name in (UNTRANSLATED, OUTDATED)}
    said = notice(state, language.locale, words.gettext)
    known = [said.rstrip('.') or words.gettext('released translation'), reviewed]
    if number := counts[UNTRANSLATED]:
        known.append(words.ngettext('%d passage not yet translated', '%d passages not yet translated', number) % number)
    if number := counts[OUTDATED]:
        known.append(
            words.ngettext(
                '%d passage changed since it was translated', '%d passages changed since they were translated', number
            )
            % number
        )
    proof = words.gettext('Proof, %s') % date
    head = html.Element('header', {'class': 'proof-head', 'lang': language.code})
    etree.SubElement(head, 'p', {'class': 'proof-title'}).text = f'{proof} · {title}'
    etree.SubElement(head, 'p', {'class': 'proof-state'}).text = '; '.join(known)
    line = etree.SubElement(head, 'p', {'class': 'proof-lines'})
    for place, label in enumerate((words.gettext('Reviewer'), words.gettext('Date'))):
        etree.SubElement(line, 'span', {'class': f'proof-line proof-line-{place + 1}'}).text = f'{label}:'
    tree.find('body').insert(0, head)
    style = tree.find('head').find('style')
    style.text += f'body {{ string-set: proof {css_string(proof)}; }}'
    return '<!DOCTYPE html>\n' + html.tostring(tree, encoding='unicode')
