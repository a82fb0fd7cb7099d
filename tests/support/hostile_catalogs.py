"""What a hostile translator might do to the files of a language, one row a trick: the files, and what must be.

``REFUSED``: no catalog is compiled and a finding says why. ``UNUSED``: whatever is in them, no page has a word of it.
Every row is about one message, :data:`ENGLISH`, and its words that nobody has checked, :data:`EVIL`.
"""

from pathlib import Path
from typing import NamedTuple

REFUSED, UNUSED = 'refused', 'unused'
ENGLISH, EVIL = 'The port is old.', 'Evil words.'
FOLDER = 'lv/LC_MESSAGES'
HEAD = (
    'msgid ""\nmsgstr ""\n"Language: lv\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"\n\n'
)
MESSAGE = f'msgid "{ENGLISH}"\nmsgstr "{EVIL}"\n'
FUZZY = f'{HEAD}#, fuzzy\n{MESSAGE}'
#: Ends of line for one reader and not for another.
LINE_ENDS = {
    'carriage-return': '\r',
    'vertical-tab': '\v',
    'form-feed': '\f',
    'file-separator': '\x1c',
    'group-separator': '\x1d',
    'record-separator': '\x1e',
    'next-line': '\x85',
    'line-separator': '\u2028',
    'paragraph-separator': '\u2029',
}
#: Where they may stand; {} is the sign.
AROUND = {
    'flag': f'#, fuzzy{{}} \n{MESSAGE}',
    'comment': f'# a note{{}}{MESSAGE}',
    'hint': f'#. a note{{}}msgid "x"\nmsgid "Other."\nmsgstr ""\n\n#, fuzzy\n{MESSAGE}',
    'place': f'#: page.md{{}} \n#, fuzzy\n{MESSAGE}',
    'former': f'#| msgid "The port."{{}} \n#, fuzzy\n{MESSAGE}',
    'obsolete': f'#~ msgid "Gone."{{}} \n#~ msgstr "x"\n\n#, fuzzy\n{MESSAGE}',
}


class Row(NamedTuple):
    """Files below ``locales``; a path in place of bytes is what a link leads to."""

    name: str
    must: str
    files: dict[str, bytes | Path]


def page(text: str, encoding: str = 'utf-8') -> dict[str, bytes | Path]:
    """Return the catalog of the page."""
    return {f'{FOLDER}/page.po': text.encode(encoding)}


def machine(content: str = f'{HEAD}{MESSAGE}') -> bytes:
    """Return what ``msgfmt`` would make of a catalog."""
    import polib

    return polib.pofile(content).to_binary()


OUTSIDE = Path('../../../outside.po')
ROWS = (
    *(
        Row(f'{place}-{name}', REFUSED, page(HEAD + text.replace('{}', sign)))
        for place, text in AROUND.items()
        for name, sign in LINE_ENDS.items()
    ),
    Row('comment-joins-next-line', REFUSED, page(f'{HEAD}# a note \\\n#, fuzzy\n{MESSAGE}')),
    Row('byte-order-mark', REFUSED, page('\ufeff' + HEAD + MESSAGE)),
    Row('utf-16', REFUSED, page(HEAD + MESSAGE, 'utf-16')),
    Row('utf-32', REFUSED, page(HEAD + MESSAGE, 'utf-32')),
    Row('latin-1', REFUSED, page(HEAD + MESSAGE.replace('Evil', 'Évil'), 'latin-1')),
    Row('windows-1257', REFUSED, page(HEAD + MESSAGE.replace('Evil', 'Ļauni'), 'cp1257')),
    Row('overlong', REFUSED, {f'{FOLDER}/page.po': (HEAD + MESSAGE).encode().replace(b'Evil', b'\xc0\xaf')}),
    Row('surrogates', REFUSED, {f'{FOLDER}/page.po': (HEAD + MESSAGE).encode().replace(b'Evil', b'\xed\xa0\x80')}),
    Row('declared-utf-7', REFUSED, page((HEAD + MESSAGE).replace('charset=UTF-8', 'charset=UTF-7'))),
    Row('declared-latin-1', REFUSED, page((HEAD + MESSAGE).replace('charset=UTF-8', 'charset=ISO-8859-1'))),
    Row('twice', REFUSED, page(f'{HEAD}msgid "{ENGLISH}"\nmsgstr "Osta ir veca."\n\n{MESSAGE}')),
    Row('twice-no-context', REFUSED, page(f'{HEAD}msgctxt ""\n{MESSAGE}\n{MESSAGE.replace(EVIL, "Osta.")}')),
    Row('twice-obsolete', REFUSED, page(f'{HEAD}#~ msgid "{ENGLISH}"\n#~ msgstr "Osta."\n\n{MESSAGE}')),
    Row('twice-plural', REFUSED, page(f'{HEAD}{MESSAGE}\nmsgid "{ENGLISH}"\nmsgid_plural "x"\nmsgstr[0] "x"\n')),
    Row('two-headers', REFUSED, page(f'{HEAD}{HEAD}{MESSAGE}')),
    Row('second-header-behind', REFUSED, page(f'{HEAD}{MESSAGE}\n{HEAD}')),
    Row('second-header-of-context', REFUSED, page(f'{HEAD}{MESSAGE}\nmsgctxt ""\n{HEAD}')),
    Row('no-header', REFUSED, page('\n' + MESSAGE.replace('Evil', 'Evil\\'))),
    Row('other-language', REFUSED, page(FUZZY.replace('Language: lv', 'Language: lt'))),
    Row('plural-program', REFUSED, page(FUZZY.replace('plural=(n', 'plural=alert(1)+(n'))),
    Row('plural-bomb', REFUSED, page(FUZZY.replace('plural=(n%10', f'plural={"(" * 400}(n%10'))),
    Row('domain', REFUSED, page(f'{HEAD}domain "sphinx"\n{MESSAGE}')),
    Row('conflict', REFUSED, page(f'{HEAD}<<<<<<< a\n{MESSAGE}=======\n{MESSAGE}>>>>>>> b\n')),
    Row('joined', REFUSED, page(HEAD + MESSAGE.replace('"Evil', '"#-#-#-#-#  a.po  #-#-#-#-#\\nEvil'))),
    Row('separator-of-contexts', REFUSED, page(HEAD + MESSAGE.replace('msgid "', 'msgid "x\\004'))),
    Row('bytes-of-no-letter', REFUSED, page(HEAD + MESSAGE.replace('Evil', '\\377'))),
    Row('keyword-in-capitals', REFUSED, page(HEAD + MESSAGE.replace('msgstr', 'MSGSTR'))),
    Row('words-outside', REFUSED, page(f'{HEAD}#, fuzzy\nx {MESSAGE}')),
    Row('half-obsolete', REFUSED, page(f'{HEAD}#~ {MESSAGE}')),
    Row('fuzzy-behind-another-blank', REFUSED, page(FUZZY.replace('#, fuzzy', '#,\xa0fuzzy'))),
    Row('fuzzy-behind-a-wide-blank', REFUSED, page(FUZZY.replace('#, fuzzy', '#,\u3000fuzzy'))),
    Row('text-that-ends-in-its-middle', REFUSED, page(HEAD + MESSAGE.replace('Evil', 'Osta.\\000 Evil'))),
    Row('text-that-ends-by-one-digit', REFUSED, page(HEAD + MESSAGE.replace('Evil', 'Osta.\\0 Evil'))),
    Row('text-that-ends-by-its-number', REFUSED, page(HEAD + MESSAGE.replace('Evil', 'Osta.\\x00 Evil'))),
    Row('fuzzy', UNUSED, page(FUZZY)),
    Row('fuzzy-no-blank', UNUSED, page(FUZZY.replace('#, fuzzy', '#,fuzzy'))),
    Row('fuzzy-tab', UNUSED, page(FUZZY.replace('#, fuzzy', '#,\tfuzzy'))),
    Row('fuzzy-last', UNUSED, page(FUZZY.replace('#, fuzzy', '#, no-wrap,fuzzy'))),
    Row('fuzzy-second-line', UNUSED, page(FUZZY.replace('#, fuzzy', '#, no-wrap\n#, fuzzy'))),
    Row('fuzzy-sticky', UNUSED, page(FUZZY.replace('#, fuzzy', '#= fuzzy'))),
    Row('fuzzy-before-comment', UNUSED, page(FUZZY.replace('#, fuzzy', '#, fuzzy\n# a note'))),
    Row('fuzzy-windows', UNUSED, page(FUZZY.replace('\n', '\r\n'))),
    Row('obsolete', UNUSED, page(f'{HEAD}#~ msgid "{ENGLISH}"\n#~ msgstr "{EVIL}"\n')),
    Row('former-text', UNUSED, page(f'{HEAD}#, fuzzy\n#| msgid "{EVIL}"\nmsgid "{ENGLISH}"\nmsgstr "x"\n')),
    Row('context', UNUSED, page(f'{HEAD}msgctxt "x"\n{MESSAGE}')),
    Row(
        'plural-only',
        UNUSED,
        page(f'{HEAD}msgid "{ENGLISH}"\nmsgid_plural "{ENGLISH}"\nmsgstr[0] "{EVIL}"\nmsgstr[1] "x"\nmsgstr[2] "x"\n'),
    ),
    Row('in-a-comment', UNUSED, page(HEAD + ''.join(f'# {line}\n' for line in MESSAGE.splitlines()))),
    Row('header-as-message', UNUSED, page(HEAD.replace('"Language', f'"{ENGLISH}: {EVIL}\\n"\n"Language'))),
    Row('machine-beside', UNUSED, page(HEAD) | {f'{FOLDER}/page.mo': machine()}),
    Row('machine-alone', UNUSED, {f'{FOLDER}/page.mo': machine()}),
    Row('machine-of-interface', UNUSED, page(HEAD) | {f'{FOLDER}/sphinx.mo': machine()}),
    Row('machine-of-country', UNUSED, page(HEAD) | {'lv_LV/LC_MESSAGES/page.mo': machine()}),
    Row('machine-of-charset', UNUSED, page(HEAD) | {'lv.ISO8859-13/LC_MESSAGES/page.mo': machine()}),
    Row('machine-damaged', UNUSED, page(HEAD) | {f'{FOLDER}/page.mo': machine()[:40]}),
    Row('machine-newer', UNUSED, page(FUZZY) | {f'{FOLDER}/page.mo': machine()}),
    Row('script', UNUSED, page(HEAD) | {f'{FOLDER}/sphinx.js': b'alert("Evil words.")'}),
    Row('template', UNUSED, page(HEAD) | {f'{FOLDER}/page.pot': (HEAD + MESSAGE).encode()}),
    Row('backup', UNUSED, page(HEAD) | {f'{FOLDER}/page.po~': (HEAD + MESSAGE).encode()}),
    Row('hidden-folder', UNUSED, page(HEAD) | {f'{FOLDER}/.x/page.po': (HEAD + MESSAGE).encode()}),
    Row('other-folder', UNUSED, page(HEAD) | {'lv/LC_TIME/page.po': (HEAD + MESSAGE).encode()}),
    Row('memory', UNUSED, page(HEAD) | {'lv/memory.po': (HEAD + MESSAGE).encode()}),
    Row('source-language', UNUSED, page(HEAD) | {'en/LC_MESSAGES/page.po': (HEAD + MESSAGE).encode()}),
    Row('link', REFUSED, {f'{FOLDER}/page.po': OUTSIDE}),
    Row('link-to-nothing', REFUSED, {f'{FOLDER}/page.po': Path('nothing.po')}),
    Row('link-within', REFUSED, page(HEAD) | {f'{FOLDER}/other.po': Path('page.po')}),
    Row('link-of-folder', REFUSED, page(HEAD) | {f'{FOLDER}/part': Path('../../..')}),
    Row('link-of-catalogs', REFUSED, {FOLDER: Path('../../outside')}),
    Row('link-of-words', REFUSED, page(HEAD) | {'lv/words.txt': Path('../../outside.po')}),
    Row('link-of-reviews', REFUSED, page(HEAD) | {'lv/reviews/page.csv': Path('/etc/hostname')}),
    Row('link-of-terms', REFUSED, page(HEAD) | {'termbase.csv': Path('/etc/hostname')}),
    Row('twin-in-capitals', REFUSED, page(HEAD) | {f'{FOLDER}/Page.po': (HEAD + MESSAGE).encode()}),
    Row('twin-of-folder', REFUSED, page(HEAD) | {f'{FOLDER}/PAGE.PO': (HEAD + MESSAGE).encode()}),
    Row('twin-decomposed', REFUSED, {f'{FOLDER}/\u0101.po': HEAD.encode(), f'{FOLDER}/a\u0304.po': HEAD.encode()}),
    Row('folder-for-file', REFUSED, {f'{FOLDER}/page.po/x': b''}),
)
