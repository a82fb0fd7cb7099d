"""What each kind of finding means and what to do, for those who read it: the tables of two documents.

``docs/authors.md`` and ``docs/translators.md`` have these words between two marks; after a change
``pytest tests/core/test_explanations.py --renew-tables`` writes them anew. Both sides are Markdown, in lower case.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from publishing.core.findings import Code


@dataclass(frozen=True)
class Explanation:
    """One kind of finding: why it is said, and what to do about it."""

    code: Code
    cause: str
    remedy: str


#: What is said about chapters, charts, the theme and what is made of them.
AUTHORS = (
    Explanation(
        Code.AGE,
        'a statement in `{as-of}` has passed the day after `:until:`',
        'read its source again, correct it, write both dates anew',
    ),
    Explanation(Code.ALT_TEXT, 'a picture, chart or map has no description', 'add `:alt:` with one or two sentences'),
    Explanation(
        Code.CHART_DATA, "a chart's CSV file or an option is wrong", 'correct the cell, column or option it names'
    ),
    Explanation(
        Code.CITATION,
        'a key, or an entry in `references.bib`, is wrong',
        'correct the key (the nearest is named) or the entry',
    ),
    Explanation(
        Code.CROSS_REFERENCE,
        'a link, term, figure name or label leads nowhere, or stands twice',
        'correct it, or set the label',
    ),
    Explanation(
        Code.DIAGRAM,
        'the list or an option of a diagram is wrong, a word is wider than its box, or the drawing is higher than a '
        'page',
        'correct the line it names; shorten the words, or put a soft hyphen (U+00AD) where a long one may break',
    ),
    Explanation(
        Code.FONT_MISSING, 'a font that `theme/tokens.css` names is gone', 'put the file back, or tell a maintainer'
    ),
    Explanation(
        Code.FORM,
        'a chapter of challenges or a case card lacks a heading, block or fact of its kind, or has another',
        'write what it names, in the order it gives',
    ),
    Explanation(
        Code.FORMULA,
        'a formula has commands that cannot be drawn, and stands as LaTeX in the PDF',
        'write it another way, or define the macro in `mathjax3_config`',
    ),
    Explanation(Code.GLYPH, 'no chosen font of the book has this letter', 'use another sign, or tell a maintainer'),
    Explanation(
        Code.HEADING,
        'a heading of the book leaves out a level',
        'give it the next level; look for headings in raw HTML',
    ),
    Explanation(
        Code.IMAGE_MISSING, 'there is no picture at this path', 'correct the path (begin it with `/`), or add the file'
    ),
    Explanation(
        Code.BILINGUAL,
        'a page is not built alike in two languages, so it cannot stand side by side',
        'build both PDFs anew; compare the place it names; tell a maintainer if it stays',
    ),
    Explanation(Code.LAYOUT, 'a page or a style cannot be laid out', 'mend what it names, or tell a maintainer'),
    Explanation(
        Code.MAP_DATA, "a map's CSV file or caption is wrong", 'correct the row it names; latitude comes first'
    ),
    Explanation(
        Code.MARKUP,
        'a directive, role, option or footnote is misspelt or incomplete',
        'correct it; the nearest name is given',
    ),
    Explanation(
        Code.NOT_ALLOWED,
        'a directive, role, option, head of the page, address or file that [chapters do not have](security.md)',
        'write it with what this guide teaches; files lie in the folder of the chapters',
    ),
    Explanation(
        Code.NOT_IN_CONTENTS,
        'a page in no table of contents, or a line that names no page',
        'add or correct the line in the toctree',
    ),
    Explanation(
        Code.OUTPUT,
        'a file cannot be read, a style sheet of the theme is used by no page, or a library has another version than '
        'the tested one',
        'tell a maintainer',
    ),
    Explanation(
        Code.OVERFLOW,
        'on the named page of the PDF a text sticks out of its box or the page, or a table is too wide',
        'shorten the text or the longest word, take out a column, or give a table the class `wide`',
    ),
    Explanation(
        Code.PICTURE,
        'a picture cannot be read to its end, is no picture, or is far too large',
        'save it again in the program it was made with, smaller if it says so',
    ),
    Explanation(
        Code.PRINT,
        'something cannot be printed: a picture too coarse, transparency for a printer that takes none, a font that '
        'is not embedded, too little bleed',
        'do what it says; the screen file is not affected',
    ),
    Explanation(
        Code.PRINTER,
        'the file of a print shop (`theme/printers`) or its ICC profile is missing or wrong',
        'correct the file it names',
    ),
    Explanation(
        Code.SIGN,
        'a sign that nobody sees, a letter typed as two signs, or one of another alphabet (a warning); see '
        '[invisible signs](translators.md#invisible-signs)',
        'delete it or type the word anew; the message shows it as ⟨U+200B⟩',
    ),
    Explanation(
        Code.SOURCE_FORM,
        'Markdown that is [not allowed](#the-text-and-its-markdown)',
        'write what the message proposes',
    ),
    Explanation(
        Code.STANDARD,
        'something in a PDF breaks PDF/UA or PDF/A, so the file does not claim it',
        'mend what it names; letters in no font are named with their page besides',
    ),
    Explanation(
        Code.STYLE,
        'a hint: a long sentence, much passive, an acronym without its words, too many hedges',
        'rewrite it, unless it is right as it is',
    ),
    Explanation(
        Code.UNSAFE,
        'a finished page, book or file has something that runs, a link that is no address, or fetches from elsewhere',
        'take what it quotes out of the chapter, picture or translation; scripts and styles are a maintainer’s',
    ),
    Explanation(
        Code.EPUB,
        'a page has something that no EPUB may have, or names a picture, file or place that is not in the book',
        'correct the name or address; say in words what only web pages can show',
    ),
    Explanation(
        Code.WORKSHEET,
        'a form has merged cells, a column without heading, no row of headings or no empty cell',
        'one cell for each column and row, `:header-rows: 1`, empty cells to fill in',
    ),
)

#: What is said about ``locales/``.
TRANSLATORS = (
    Explanation(
        Code.CHAPTER_UNKNOWN,
        '`make proof-lv`, `make chapter-lv` or `make move` names no chapter or one that does not exist',
        'use one of the names it lists',
    ),
    Explanation(
        Code.CODE,
        'a piece marked as code was changed or lost; or only the translation has one (a warning)',
        'copy it letter for letter; for words use quotation marks',
    ),
    Explanation(Code.DOUBLED, 'a warning: the same word twice in a row', 'delete one'),
    Explanation(Code.IMAGE, 'an image was lost, changed or added', 'copy it, translate only the square brackets'),
    Explanation(
        Code.LENGTH,
        'a warning: the translation is much longer or shorter than the English',
        'look whether a sentence was lost or added',
    ),
    Explanation(Code.LINK, 'a link or footnote mark was lost, changed or added', 'copy the round brackets or the mark'),
    Explanation(
        Code.MARKUP,
        'stars or brackets would be printed as they stand; HTML was added or lost; a second paragraph; a block '
        '(`:::`) was opened; nothing but blanks or signs; a note with its mark',
        'compare with the English: pairs of stars with no blank inside, one paragraph',
    ),
    Explanation(
        Code.NUMBER,
        'a number was lost, added or is written in the English way; or (a warning) it is right in some texts only, or '
        'a unit, % or month was lost',
        'correct it: 1,234.5 is 1 234,5; 1.2 million is 1,2 with your word for it',
    ),
    Explanation(
        Code.ROLE,
        'a citation, term or reference was lost, changed or added',
        'copy it; for terms write ``{term}`your words <English term>` ``',
    ),
    Explanation(
        Code.SIGN,
        'a sign that nobody sees; or (a warning) a blank of another width, a letter typed as two signs, a letter of '
        'another alphabet; see [invisible signs](#invisible-signs)',
        'delete it or type the word anew; `make catalogs` mends what can be mended',
    ),
    Explanation(
        Code.SPELLING,
        'a warning: a word is in no dictionary; in the English too',
        'correct it, or add it to `words.txt` of the language',
    ),
    Explanation(
        Code.TERM,
        'a warning: a term has none of its translations, or a word is on the list of forbidden ones',
        'use the term, or add a variant to the termbase',
    ),
    Explanation(
        Code.NAME,
        'a warning: the English has a name of `names.csv`, and the translation not its official counterpart',
        'use the official name in any form; or correct the row, with the source',
    ),
    Explanation(
        Code.TYPOGRAPHY,
        'a warning: quotation marks, dashes, blanks, dates, "Nr.", a sign left open',
        'write it as [Typography](#typography) says',
    ),
    Explanation(
        Code.UNTRANSLATED,
        'a warning: the translation is the English text, or English words were left in it',
        'translate it; for a name add a line to `words.txt`',
    ),
    Explanation(
        Code.COMMIT,
        'one commit refreshes catalogs and translates; git does not know the commit to compare with; or a chapter is '
        'to move that holds what is in no commit',
        'make two commits of it as the message says; name a commit that exists; commit first',
    ),
    Explanation(
        Code.FUZZY,
        'a warning: messages are not confirmed since their English changed, or since a program marked them `fuzzy`',
        'compare both English texts, correct the translation, take the mark off; or undo the commit it names',
    ),
    Explanation(
        Code.PACKAGE,
        'a work package, a file in it or a row cannot be taken as it is',
        'do what the message says; nothing of that message was taken',
    ),
    Explanation(
        Code.PO_CHARSET, 'the file is not in UTF-8, or begins with a byte-order mark', 'save it as UTF-8 without BOM'
    ),
    Explanation(
        Code.PO_CONFLICT,
        'lines with `<<<<<<<`, `=======`, `>>>>>>>`, or with `#-#-#-#-#`: two versions of the same lines',
        'keep the right version, delete the other and these lines',
    ),
    Explanation(
        Code.PO_HEADER,
        'the file has no header, no usable Language or Plural-Forms line, plural forms in another order, or is in the '
        'wrong folder',
        '`make catalogs` writes the lines; else move the file',
    ),
    Explanation(
        Code.PO_OUTDATED,
        'the catalog has not the messages its page has now (a warning, but no work package is made of it), or '
        'sphinx-intl has updated it',
        'run `make catalogs` when the English is settled, commit',
    ),
    Explanation(
        Code.PO_PLACE,
        'a file of a language is a link to elsewhere, or no file, or has the name of another but for its capitals',
        'put the file itself there; remove one of the two',
    ),
    Explanation(
        Code.PO_SYNTAX,
        'a quotation mark, backslash or line is missing or misspelt, a message stands twice, a placeholder or plural '
        'form is wrong; or a comment "handbook: allow …" is incomplete',
        'mend the line it names, or restore an older version',
    ),
    Explanation(
        Code.LIST,
        'a column or row of `termbase.csv`, `names.csv`, `forbidden.csv` or `redirects.csv` is wrong, so that it is '
        'not used',
        'correct the cell it names',
    ),
    Explanation(
        Code.RELEASE,
        'a language is called released, but too few of its words are translated, reviewed or approved, or messages '
        'are held back',
        'go on, or set `status = "draft"` again',
    ),
    Explanation(
        Code.REVIEW,
        'a line of a review ledger is damaged, or a review or carry-over was refused',
        'mend the line, or do what the message says',
    ),
    Explanation(
        Code.LANGUAGE_FILE,
        'a line of `locales/languages.toml` or of a `language.toml` is wrong',
        'correct it, or tell a maintainer',
    ),
    Explanation(Code.LANGUAGE_UNKNOWN, 'a command names a language that does not exist', 'use one of those it lists'),
)


def table(explanations: Iterable[Explanation]) -> str:
    """Return ``explanations`` as a table in Markdown."""
    rows = [f'| `{one.code.value}` | {one.cause} | {one.remedy} |' for one in explanations]
    return '\n'.join(['| Code | Cause | What to do |', '|---|---|---|', *rows])
