"""Carry translations over: an author's correction that does not change the meaning leaves them valid.

After ``make catalogs`` a message whose English was corrected is ``fuzzy`` in every language, and readers see the
English. ``python -m publishing carry`` shows each such message before and after; on a decision its translation is
valid again in every language where it is still that of the former text, its reviews go with it, and
``locales/carried.csv`` says who decided what and when.

Numbers, units, dates, negations and the like (``messages.facts``) are never carried over, by no option.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from rapidfuzz.distance import OSA

from publishing.translation.checks import markup
from publishing.translation.messages import facts
from publishing.translation.messages.words import PIECE

#: British and American, the same word for a translator.
VARIANTS = (
    (r'(?<=\w{3})i[sz](e[ds]?|ing|ation|ations|er|ers)\b', r'iz\1'),
    (r'(?<=\w{3})ys(e[ds]?|ing|er)\b', r'yz\1'),
    (r'(?<=\w{2})our(s|ed|ing|al|able|ful|hood|ite|ites)?\b', r'or\1'),
    (r'\b(cent|met|kilomet|centimet|millimet|theat|lit|fib)re(s|d)?\b', r'\1er\2'),
    (r'(?<=\w{2})ll(ed|ing|er|ers)\b', r'l\1'),
    (r'\bprogrammes?\b', 'program'),
    (r'\bprograms\b', 'program'),
    (r'\b(catal|dial|anal)ogue(s)?\b', r'\1og\2'),
    (r'\b(def|off|lic)ence(s)?\b', r'\1ense\2'),
    (r'\bgrey(s)?\b', r'gray\1'),
    (r'\bpractis(e[ds]?|ing)\b', r'practic\1'),
    (r'\btowards\b', 'toward'),
    (r'\bjudgement(s)?\b', r'judgment\1'),
    (r'\bageing\b', 'aging'),
    (r'\bcheque(s)?\b', r'check\1'),
    (r'\btyre(s)?\b', r'tire\1'),
    (r'\bharbour', 'harbor'),
    (r'\bdefence\b', 'defense'),
    (r'\bwhilst\b', 'while'),
)
#: Signs a correction may add or take away; others (%, <, =, ?) belong to what is said.
PUNCTUATION = re.compile(r"[.,;:!\"'“”„‚‘’«»()\[\]\u2010-\u2015…·*_\\-]")
#: No English word shorter than this is taken for a slip of the pen of another.
SHORTEST = 4


def looks_trivial(before: str, after: str) -> bool:
    """Tell whether a change of an English message looks like a correction that leaves its meaning as it was.

    Such are changes of blanks, punctuation, capital letters, British and American spelling, "a" and "an", a word
    written twice, and one misspelt word mended. Never: another number, unit, date or negation, another link, role,
    image or code.

    :param before: the message as it was translated.
    :param after: the message as it is now.
    """
    if before == after or not facts.same_facts(before, after) or not same_markup(before, after):
        return before == after
    old, new = _plain(before), _plain(after)
    if old == new:
        return True
    slips = 0
    for kind, start, end, from_, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == 'equal':
            continue
        gone, come = old[start:end], new[from_:to]
        if kind == 'delete' and start and gone == old[start - len(gone) : start]:
            continue  # "the the"
        if len(gone) == 1 and len(come) == 1 and {*gone, *come} == {'a', 'an'}:
            continue
        if ''.join(gone) == ''.join(come):
            continue  # "cross border" and "crossborder"
        if len(gone) != 1 or len(come) != 1 or not _is_slip(gone[0], come[0]):
            return False
        slips += 1
    return slips <= 1


def same_markup(before: str, after: str) -> bool:
    """Tell whether two messages have the same links, images, roles, code, footnotes and HTML."""
    one, other = markup.parse(before), markup.parse(after)
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ('links', 'images', 'roles', 'code', 'footnotes', 'html', 'blocks')
    )


def _plain(text: str) -> list[str]:
    """Return the words that are read, without what a correction may change."""
    words = PUNCTUATION.sub(' ', re.sub(f"['’{PIECE}]", '', markup.parse(text).text)).split()
    return [_one_spelling(word.lower()) for word in words]


@lru_cache(maxsize=8192)
def _one_spelling(word: str) -> str:
    for pattern, form in VARIANTS:
        word = re.sub(pattern, form, word)
    return word


def _is_slip(wrong: str, right: str) -> bool:
    """Tell whether ``wrong`` is ``right`` with one slip of the pen: a letter too many, too few, swapped or bare.

    With a dictionary at hand, only where it has the second and not the first: "from" is no slip of "form". Without
    one only swapped, doubled and bare letters count, which seldom make another word.
    """
    if min(len(wrong), len(right)) < SHORTEST:
        return False
    from publishing.translation.checks import warnings

    speller = warnings.speller('en')
    if _bare(wrong) == _bare(right):
        return True
    if speller.available:
        return OSA.distance(wrong, right) <= 2 - (len(right) < 7) and (
            speller.is_right(right) and not speller.is_right(wrong)
        )
    undoubled = [re.sub(r'(.)\1', r'\1', word) for word in (wrong, right)]
    return undoubled[0] == undoubled[1] or (sorted(wrong) == sorted(right) and OSA.distance(wrong, right) == 1)


def _bare(word: str) -> str:
    return ''.join(letter for letter in unicodedata.normalize('NFD', word) if not unicodedata.combining(letter))
