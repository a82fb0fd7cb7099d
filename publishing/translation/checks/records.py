"""Every check of a catalog as a record: its code, its weight, its words, and what fails and passes.

The tests run each example through the checks; ``record_table`` writes the table in ``docs/maintenance.md`` from them.
What finds the differences stands in the other modules of this folder, and in ``catalogs.syntax`` for whole files.
"""

from publishing.core.findings import Code, Severity
from publishing.translation.checks.check import Brings, Check, Difference, Example


def found(name: str, text: str) -> Difference:
    """Return what the check ``name`` found; ``text`` says found, expected and remedy."""
    return Difference(_BY_NAME[name], text)


def _error(name: str, code: Code, brings: Brings, words: str, *examples: Example) -> Check:
    return Check(name, code, Severity.ERROR, words, brings, examples)


def _warning(name: str, code: Code, words: str, *examples: Example) -> Check:
    """Return advice on words that the checks for errors have found nothing wrong with."""
    return Check(name, code, Severity.WARNING, words, Brings.WORDS, examples)


def _whole(name: str, code: Code, words: str, *files: str) -> Check:
    return Check(name, code, Severity.ERROR, words, Brings.UNKNOWN, files=files)


_AGREEMENT = 'The two municipalities agree on a timetable and tell each other about changes.'
_AGREEMENT_LV = 'Abas pašvaldības vienojas par grafiku un paziņo viena otrai par izmaiņām.'

CHECKS = (
    # the file as such
    _whole(
        'syntax',
        Code.PO_SYNTAX,
        'a line that cannot be read, a message twice, a text without end',
        'unclosed-text',
        'quote-inside',
        'backslash',
        'misspelt-keyword',
        'no-translation-line',
        'stray-words',
        'half-obsolete',
        'domain',
        'twice',
        'endless',
    ),
    _whole('plural', Code.PO_SYNTAX, 'a plural form missing', 'plural-form-missing'),
    _whole(
        'conflict',
        Code.PO_CONFLICT,
        'the marks of a merge conflict, or of two catalogs joined by msgcat',
        'conflict',
        'joined-by-msgcat',
    ),
    _whole(
        'charset',
        Code.PO_CHARSET,
        'not UTF-8, or said to be something else; a byte-order mark',
        'charset-real',
        'charset-declared',
        'byte-order-mark',
    ),
    _whole(
        'header',
        Code.PO_HEADER,
        'no header; language or plural forms missing in it, of another language, or in another order',
        'no-header',
        'no-language',
        'no-plurals',
        'other-language',
        'plurals-in-another-order',
    ),
    _whole(
        'waiver',
        Code.PO_SYNTAX,
        'a comment "handbook: allow …" with an unknown code or without a reason',
        'waiver-unknown',
        'waiver-without-reason',
    ),
    # signs
    _error(
        'sign',
        Code.SIGN,
        Brings.MARKUP,
        'a sign that nobody sees, a line separator, a control character',
        Example('The plan is old.', 'Plāns ir\u200b vecs.', 'Plāns ir vecs.'),
        Example('The plan is old.', 'Plāns ir vecs.\u200b', 'Plāns ir vecs.'),
        Example('The plan is old.', 'Plāns\u2028ir vecs.', 'Plāns ir vecs.'),
        Example('The page', 'Lapa\ufeff', 'Lapa', page='sphinx'),
    ),
    _warning(
        'sign-other',
        Code.SIGN,
        'a blank of another width, a letter and its mark as two signs',
        Example('The plan is old.', 'Plāns\u2003ir vecs.', 'Plāns ir vecs.'),
        Example('The plan is old.', 'Pla\u0304ns ir vecs.', 'Plāns ir vecs.'),
    ),
    _warning(
        'alike',
        Code.SIGN,
        'a letter of another alphabet in a word, which looks like one of its own',
        Example('The port is old.', 'Ost\u0430 ir veca.', 'Osta ir veca.'),
    ),
    # links, images, roles
    _error(
        'link-lost',
        Code.LINK,
        Brings.NOTHING,
        'a link lost',
        Example('Look [here](#map).', 'Skatiet šeit.', 'Skatiet [šeit](#map).'),
        Example('See <https://example.org/>.', 'Skatiet vietnē.', 'Skatiet <https://example.org/>.'),
    ),
    _error(
        'link-changed',
        Code.LINK,
        Brings.PLACE,
        'a link changed or added',
        Example('Look [here](#map).', 'Skatiet [šeit](#karte).', 'Skatiet [šeit](#map).'),
        Example('Look here.', 'Skatiet [šeit](https://example.org/).', 'Skatiet šeit.'),
    ),
    _error(
        'footnote-lost',
        Code.LINK,
        Brings.NOTHING,
        'a footnote mark lost',
        Example('A port.[^one]', 'Osta.', 'Osta.[^one]'),
    ),
    _error(
        'footnote-changed',
        Code.LINK,
        Brings.PLACE,
        'a footnote mark changed or added',
        Example('A port.[^one]', 'Osta.[^two]', 'Osta.[^one]'),
    ),
    _error(
        'image-lost',
        Code.IMAGE,
        Brings.NOTHING,
        'an image lost',
        Example('![A map](map.svg)', 'Karte', '![Karte](map.svg)'),
    ),
    _error(
        'image-changed',
        Code.IMAGE,
        Brings.PLACE,
        'an image changed or added',
        Example('![A map](map.svg)', '![Karte](karte.svg)', '![Karte](map.svg)'),
    ),
    _error(
        'image-foreign',
        Code.IMAGE,
        Brings.PLACE,
        'an image from a foreign address',
        Example('![A map](map.svg)', '![Karte](https://example.org/map.svg)', '![Karte](map.svg)'),
    ),
    _error(
        'role-lost',
        Code.ROLE,
        Brings.NOTHING,
        'a term, citation or reference lost',
        Example('It works {cite}`a2015`.', 'Tas darbojas.', 'Tas darbojas {cite}`a2015`.'),
    ),
    _error(
        'role-changed',
        Code.ROLE,
        Brings.PLACE,
        'the target of a term, citation or reference changed; one added',
        Example('A {term}`county` here.', 'Šeit ir {term}`apriņķis`.', 'Šeit ir {term}`apriņķis <county>`.'),
        Example('{cite}`a2015,b2016`', '{cite}`a2015,b2017`', '{cite}`b2016,a2015`'),
    ),
    _error(
        'role-foreign',
        Code.ROLE,
        Brings.PLACE,
        'a role that leads to a foreign address',
        Example('Take {doc}`the form <form>`.', 'Ņemiet {doc}`x <https://b.org>`.', 'Ņemiet {doc}`to <form>`.'),
    ),
    # code
    _error(
        'code-lost',
        Code.CODE,
        Brings.NOTHING,
        'code, a formula or a placeholder lost or translated',
        Example('Run `make test` now.', 'Tagad palaidiet `veidot testu`.', 'Tagad palaidiet `make test`.'),
        Example('So $a+b$ holds.', 'Tātad tas der.', 'Tātad $a+b$ der.', extensions=('dollarmath',)),
    ),
    _error(
        'code-changed',
        Code.CODE,
        Brings.MARKUP,
        'a formula or placeholder changed or added',
        Example('So $a+b$ holds.', 'Tātad $a-b$ der.', 'Tātad $a+b$ der.', extensions=('dollarmath',)),
        Example(
            'In {numref}`fig-one` now.', 'Tagad {numref}`att. {number.real} <fig-one>`.', 'Tagad {numref}`fig-one`.'
        ),
        Example('In {{ year }} now.', 'Tagad {{ gads }}.', 'Tagad {{year}}.', extensions=('substitution',)),
    ),
    _error(
        'code-foreign',
        Code.CODE,
        Brings.PLACE,
        'a formula or placeholder with a foreign address',
        Example('So $a+b$ holds.', 'Tātad $https://b.org$ der.', 'Tātad $a+b$ der.', extensions=('dollarmath',)),
    ),
    _warning(
        'code-added',
        Code.CODE,
        'marked as code in the translation only',
        Example('Run it now.', 'Palaidiet `to` tagad.', 'Palaidiet "to" tagad.'),
    ),
    # what else is markup
    _error(
        'signs-left',
        Code.MARKUP,
        Brings.WORDS,
        'stars, brackets or backquotes that would be printed',
        Example('**Roads.** They end.', '**Ceļi. ** Tie beidzas.', '**Ceļi.** Tie beidzas.'),
    ),
    _error(
        'html-lost',
        Code.MARKUP,
        Brings.MARKUP,
        'HTML lost',
        Example('A port.<br>A town.', 'Osta. Pilsēta.', 'Osta.<br>Pilsēta.'),
        Example('The page<br>', 'Lapa', 'Lapa<br>', page='sphinx'),
    ),
    _error(
        'html-order',
        Code.MARKUP,
        Brings.MARKUP,
        'HTML that does not open and close in turn',
        Example('A <u>port</u> here.', 'Šeit </u>osta<u>.', 'Šeit <u>osta</u>.'),
    ),
    _error(
        'html-added',
        Code.MARKUP,
        Brings.MARKUP,
        'HTML added',
        Example('Two ports.', 'Divas<br>ostas.', 'Divas ostas.'),
        Example('The page', 'Lapa <img src=x onerror=y>', 'Lapa', page='sphinx'),
    ),
    _error(
        'attribute-added',
        Code.MARKUP,
        Brings.MARKUP,
        'an attribute in curly brackets added',
        Example('Run `make`.', 'Palaidiet `make`{.wide}.', 'Palaidiet `make`.'),
    ),
    _error(
        'paragraph-added',
        Code.MARKUP,
        Brings.MARKUP,
        'a second paragraph',
        Example('One. Two.', 'Viens.\n\nDivi.', 'Viens. Divi.'),
    ),
    _error(
        'no-words',
        Code.MARKUP,
        Brings.MARKUP,
        'nothing but blanks, or signs that are markup',
        Example('A port', '\u00a0', 'Osta'),
        Example('**A port**', '****', '**Osta**'),
        Example('The page', ' ', 'Lapa', page='sphinx'),
    ),
    _error(
        'note-mark',
        Code.MARKUP,
        Brings.MARKUP,
        "a note's text with its mark",
        Example('Ports of the year.', '[^ports]: Gada ostas.', 'Gada ostas.'),
    ),
    _error(
        'directive-added',
        Code.MARKUP,
        Brings.MARKUP,
        'a block instead of a paragraph, or a word to Sphinx (`# noqa`)',
        Example('A port.', '| Osta |\n|---|\n| x |', 'Osta.'),
        Example('A port.', 'Osta. # noqa', 'Osta.'),
        Example('A port.', ':::{csv-table} Osta.', 'Osta.'),
    ),
    _error(
        'sign-of-code',
        Code.MARKUP,
        Brings.MARKUP,
        'a sign of the interface that ends a text in a template, a script or a pattern',
        Example('Search', 'Meklēt" onfocus="x', 'Meklēt', page='sphinx'),
        Example('Search', "Meklēt 'te'", 'Meklēt ’te’', page='sphinx'),
        Example('Search', 'Meklēt &lt;te&gt;', 'Meklēt te', page='sphinx'),
    ),
    _error(
        'placeholder',
        Code.PO_SYNTAX,
        Brings.MARKUP,
        'a placeholder of the interface lost, changed or added',
        Example('Found ${count} pages', 'Atrastas lapas', 'Atrastas lapas: ${count}', page='sphinx'),
    ),
    # facts
    _error(
        'number',
        Code.NUMBER,
        Brings.WORDS,
        'a number lost, changed, added, or written as in English',
        Example('Two buses, 12 trips.', 'Divi autobusi, 21 brauciens.', 'Divi autobusi, 12 braucienu.'),
        Example('It is 1,234.5 here.', 'Šeit ir 1,234.5.', 'Šeit ir 1 234,5.'),
        Example('It is far.', 'Tas ir tālu, 7.', 'Tas ir tālu.'),
        Example('EUR 1 million', '1 000 EUR', '1 000 000 EUR'),
        Example('the 2021–27 period', '2021.–2028. gada periods', '2021.–2027. gada periods'),
        Example('Open until 10 p.m.', 'Atvērts līdz 10.00.', 'Atvērts līdz 22.00.'),
        Example('the program GPT-4', 'programma GPT-5', 'programma GPT-4'),
    ),
    _warning(
        'number-doubt',
        Code.NUMBER,
        'a number that is right in some texts only: in the English way, without its word for millions, said once',
        Example('a 3.5 reduction', 'samazinājums 3.5', 'samazinājums 3,5'),
        Example('1.2 million tonnes', '1,2 tonnas', '1,2 miljoni tonnu'),
        Example('Open until 10 p.m.', 'Atvērts līdz 10.', 'Atvērts līdz 10 vakarā.'),
        Example('open 24 hours', 'atvērts diennakti', 'atvērts 24 stundas'),
    ),
    _warning(
        'unit',
        Code.NUMBER,
        'a unit, percentage or month lost',
        Example('It is 5 km away.', 'Tas ir 5 m tālāk.', 'Tas ir 5 kilometrus tālāk.'),
        Example('26% of them', '26 no tiem', '26 procenti no tiem'),
        Example('On 1 June 2020', '2020. gada 1. jūlijā', '2020. gada 1. jūnijā'),
    ),
    # words
    _warning(
        'term',
        Code.TERM,
        'a term without any of its translations',
        Example('The municipality plans.', 'Ciems plāno.', 'Pašvaldība plāno.'),
    ),
    _warning(
        'name',
        Code.NAME,
        'a name without its official counterpart',
        Example('The European Commission agrees.', 'Eiropas komiteja piekrīt.', 'Eiropas Komisija piekrīt.'),
    ),
    _warning(
        'forbidden',
        Code.TERM,
        'a word of the list of forbidden ones, everywhere or in the translation of certain English',
        Example('See the web site.', 'Skatiet mājas lapā.', 'Skatiet tīmekļvietnē.'),
        Example('They seek money.', 'Viņi meklē naudu.', 'Viņi meklē finansējumu.'),
    ),
    _warning(
        'spelling',
        Code.SPELLING,
        'a word in no dictionary; in the chapters, too, where `words.txt` allows it',
        Example('The page', 'Lappa', 'Lapa'),
    ),
    _warning(
        'typography',
        Code.TYPOGRAPHY,
        'quotation marks, dashes, blanks, brackets, mark at the end; order of a date, ordinals, "Nr.", %, currency',
        Example('The "port" is here.', 'Šeit ir «osta».', 'Šeit ir "osta".'),
        Example('We – all', 'Mēs - visi', 'Mēs – visi'),
        Example('a port (small)', 'osta (maza', 'osta (maza)'),
        Example('It is here.', 'Tas ir šeit', 'Tas ir šeit.'),
        Example('1 June 2020', '1. jūnijs 2020', '2020. gada 1. jūnijs'),
        Example('the 3rd plan', '3rd plāns', '3. plāns'),
        Example('No. 5', 'No. 5.', 'Nr. 5'),
        Example('26% of ports', '26% ostu', '26 % ostu'),
        Example('EUR 1,500 a year', 'EUR 1 500 gadā', '1 500 EUR gadā'),
        Example('1 June 2020', 'birželio 1 2020', '2020 m. birželio 1 d.', language='lt'),
    ),
    # slips
    _warning(
        'untranslated',
        Code.UNTRANSLATED,
        'the English text, or a piece of it',
        Example('The sea is far.', 'The sea is far.', 'Jūra ir tālu.'),
        Example(_AGREEMENT, 'Abas pašvaldības agree on a timetable and paziņo par izmaiņām.', _AGREEMENT_LV),
    ),
    _warning(
        'length',
        Code.LENGTH,
        'much longer or shorter than the English',
        Example(_AGREEMENT, 'Pašvaldības vienojas.', _AGREEMENT_LV),
        Example('Port', 'Osta, kurā ik dienu ienāk ļoti daudzi kuģi no visām pasaules malām', 'Osta'),
    ),
    _warning(
        'doubled',
        Code.DOUBLED,
        'a word twice in a row',
        Example('The sea is far.', 'Jūra ir ir tālu.', 'Jūra ir tālu.'),
    ),
)
_BY_NAME = {check.name: check for check in CHECKS}

#: What a comment on a message may name.
WAIVABLE = frozenset(check.code.value for check in CHECKS if check.waivable)
