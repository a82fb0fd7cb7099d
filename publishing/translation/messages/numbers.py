"""Whether a translation has the numbers of its original, each written as its own language writes numbers.

English "1,234.5" is "1 234,5" in Latvian and Lithuanian. In what other forms a number may come, ``english_numbers``
knows; what is a fault whatever the number, is an error, and what may be right is a doubt.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from publishing.core import languages
from publishing.translation.messages import english_numbers, number_forms
from publishing.translation.messages.english_numbers import Number, blank
from publishing.translation.messages.number_forms import BEFORE, FIGURES, FIRST_MARK, LAST_MARK
from publishing.translation.messages.words import pieces, written

ADDRESS = re.compile(r'https?://[^\s)>\]]+')
#: A program, a session at a computer, columns of figures: no text.
LISTING = re.compile(
    r'^\s*(?:>>>|\.\.\.|import|from \S+ import|def|class|\$(?= [a-z]))\s|\S {3,}\S.*\n.*\S {3,}\S', re.MULTILINE
)
#: Two numbers in brackets, between which a comma is none of decimals.
PAIR = re.compile(r'(?<=[\[(])(-?\d+),(?=-?\d+[\])])')
FULL_WIDTH = {ord('０') + digit: str(digit) for digit in range(10)}
#: A number with its word for thousands and more.
AMOUNT = re.compile(rf'{FIGURES}(?:{BEFORE}[{FIRST_MARK}-{LAST_MARK}]\w*)?')
#: Numbers that are written out as words, which are not known of every language.
WRITTEN_OUT = frozenset((*range(21), *range(30, 100, 10), 100, 1000))
#: What other languages say in figures where English has words for it: a bit that is set, one that is not.
BITS = ('0', '1')


@dataclass(frozen=True)
class Verdict:
    """What is wrong with the numbers of a translation, and what may be; a sentence each."""

    errors: tuple[str, ...]
    doubts: tuple[str, ...]


def compare(original: str, translation: str, language: str) -> list[str]:
    """Return what is wrong with the numbers of ``translation``, one sentence each.

    Both are the words of a message (:class:`publishing.translation.messages.words.Words`).
    """
    return list(_verdict(original, translation, language).errors)


def doubts(original: str, translation: str, language: str) -> list[str]:
    """Return what may be wrong with the numbers of ``translation``, or right for a reason no program knows."""
    return list(_verdict(original, translation, language).doubts)


@lru_cache(maxsize=1024)
def _verdict(original: str, translation: str, language: str) -> Verdict:
    is_read = re.search(r'\d', original + translation) and not LISTING.search(original)
    found = list(_findings(original, translation, language)) if is_read else []
    return Verdict(
        tuple(dict.fromkeys(sentence for is_error, sentence in found if is_error)),
        tuple(dict.fromkeys(sentence for is_error, sentence in found if not is_error)),
    )


def _findings(original: str, translation: str, language: str) -> Iterator[tuple[bool, str]]:
    """Yield whether it is an error and what was found; what is found again is taken out of the rest."""
    plain, rest = _plain(original), number_forms.marked(_plain(translation), language)
    missing, found, said = [], set(), _figures(f'{plain} {pieces(original)}')
    ended: dict[int, tuple[int, Number]] = {}  # where what was found ends and begins, and what it is
    # Names and long numbers are looked for first: 12 stands in 12,5, too.
    numbers = english_numbers.numbers(plain, language)
    for number in sorted(numbers, key=lambda one: (one.optional, not one.is_name, -len(one.shown))):
        if not (place := _place(number.forms, rest)) and (place := _place(number.doubtful, rest)):
            yield (
                False,
                f'the number {number.shown} is written {written(translation, *place)}; expected {number.expected}. '
                'Look whether it is right here.',
            )
        if place:
            found.add(number.shown)
            ended[place[1]] = place[0], number
            said |= _figures(rest[slice(*place)])
            rest = blank(rest, *place)
        elif not number.optional:
            missing.append(number)
    left = [match.span() for match in AMOUNT.finditer(rest)]
    # What is marked as code in the translation only.
    marked = Counter(_amounts(pieces(translation))) - Counter(_amounts(pieces(original)))
    for number in missing:
        # The same figures in another order of dots, commas and blanks: a slip of form rather than of fact.
        same = next((place for place in left if _digits(rest[slice(*place)]) == _digits(number.shown)), None)
        if same:
            left.remove(same)
            yield (
                True,
                f'the number {number.shown} is written {written(translation, *same)}; expected {number.expected}. '
                'Write it as the language does.',
            )
        elif not (number.is_name and number.shown in found) and _digits(number.shown) not in marked:
            instead = [place for place in left if not _figures(rest[slice(*place)]) <= said]
            is_error = not number.is_idiom and (bool(instead) or not _may_be_missing(number, found, language))
            yield is_error, _lost(number, [written(translation, *place) for place in instead])
    for place in () if missing else left:
        if place[0] - 1 in ended and rest[place[0] - 1] in '.,' and not rest[place[1] :][:1].isalpha():
            begin, number = ended[place[0] - 1]  # the 250 of "250.00", where the English has 250
            yield (
                True,
                f'the number {number.shown} is written {written(translation, begin, place[1])}; expected '
                f'{number.expected}. Write it as the language does, with no other decimals than the original.',
            )
            continue
        figures, is_name = rest[slice(*place)], bool(re.search(r'[^\W\d_]$', rest[: place[0]]))
        # A number said once more is no new fact; nor is "1" where the English has "a" and the script no small words.
        if not (_figures(figures) <= said or (figures == '1' and any(map(number_forms.is_wide, translation)))):
            yield (
                not (is_name or figures in BITS),
                f'the number {written(translation, *place)} is in the translation only; expected no other numbers than '
                'in the original. Correct it.',
            )


def _place(forms: tuple[str, ...], text: str) -> tuple[int, int] | None:
    """Return where the first of ``forms`` that is found stands."""
    for form in forms:
        if found := list(re.finditer(form, text, re.IGNORECASE)):
            # Rather one that stands alone: the 2 of "1, 2, 5" than that of "0.2".
            return next((one for one in found if not _is_part(one)), found[0]).span()
    return None


def _is_part(number: re.Match) -> bool:
    """Tell whether figures go on before or behind what was found."""
    text = number.string
    return bool(re.search(r'\d[.,]$', text[: number.start()]) or re.match(r'[.,]\d', text[number.end() :]))


def _may_be_missing(number: Number, found: set[str], language: str) -> bool:
    """Tell whether a number may be there all the same: said once for twice, as a name, or in words nobody listed."""
    has_no_list = not languages.for_checks(language).small_numbers
    return number.is_name or number.shown in found or number.value == 0 or (has_no_list and number.value in WRITTEN_OUT)


def _lost(number: Number, instead: list[str]) -> str:
    others = f' (which has {", ".join(instead)} instead)' if instead else ''
    return f'the number {number.shown} is not in the translation{others}; expected {number.expected}. Correct it.'


def _plain(text: str) -> str:
    """Return ``text`` without addresses, with figures of one width; everything keeps its place."""
    text = PAIR.sub(r'\1;', str(text).translate(FULL_WIDTH))
    for address in ADDRESS.finditer(text):
        text = blank(text, *address.span())
    return text


def _figures(text: str) -> set[str]:
    return set(re.findall(r'\d+', text))


def _amounts(text: str) -> list[str]:
    return [_digits(amount) for amount in AMOUNT.findall(text)]


def _digits(text: str) -> str:
    return re.sub(r'\D', '', text).lstrip('0')
