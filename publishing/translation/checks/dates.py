"""Whether the dates of a translation are written in the order, and with the words, of its language.

Both are in the language's pattern of a date: ``y. 'gada' d. MMMM`` puts the year first, then the word "gada".
"""

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations

from publishing.core import languages
from publishing.translation.messages.words import quoted

#: The parts of a date as patterns name them; months go by three letters there.
PARTS = {'y': 'year', 'M': 'month', 'd': 'day'}
YEAR = r'(?<![\d.,/–-])(?P<y>(?:1[89]|20)\d\d)(?![\d/–-]|[.,]\d)'
DAY = r'(?<![\d.,:/–-])(?P<d>0?[1-9]|[12]\d|3[01])(?![\d:/–-]|[.,]\d)'
#: What may stand between them: a mark, and a short word such as "gada", "m." or "de".
BETWEEN = r'(?:-\w{1,4})?[.,]?\s+(?:[^\W\d_]{1,5}\.?,?\s+)?'
#: So far behind a date a word such as "d." may stand; and so many letters of a word are the same in all its forms.
BEHIND, STEM = 5, 3


def problems(translation: str, language: str) -> Iterator[str]:
    """Yield a sentence for each date of ``translation`` in another order, or without the words of a date.

    :param translation: the words of a message (:class:`publishing.translation.messages.words.Words`).
    """
    own, taken = languages.for_checks(language), []
    for shape in (own.date, own.month_and_year):
        usual = order(shape)
        for right in pattern(usual, language).finditer(translation):
            taken.append(right.span())
            behind = translation[right.start() : right.end() + BEHIND]
            lost = [word for word in _words(shape) if not re.search(rf'\b{re.escape(word[:STEM])}', behind)]
            if lost and len(usual) == len(PARTS):
                yield (
                    f'the date "{quoted(right)}" is not complete; expected it as the language writes dates. '
                    f'{_remedy(right, own)}'
                )
    for shape in (own.date, own.month_and_year):
        usual = order(shape)
        for other in map(''.join, permutations(usual)):
            if 'yd' in other or other in (usual, 'dyM', 'Myd'):  # a year between the two is none of this date
                continue
            for wrong in pattern(other, language).finditer(translation):
                if not any(begin < wrong.end() and wrong.start() < end for begin, end in taken):
                    taken.append(wrong.span())
                    expected = ', '.join(PARTS[part] for part in usual)
                    yield (
                        f'the date "{quoted(wrong)}" is in another order than the language has; expected {expected}. '
                        f'{_remedy(wrong, own)}'
                    )


def order(shape: str) -> str:
    """Return ``ydM`` for CLDR's pattern ``y. 'gada' d. MMMM``."""
    return ''.join(dict.fromkeys(re.findall('[yMd]', re.sub(r"'[^']*'", '', shape).replace('L', 'M'))))


@lru_cache
def pattern(parts: str, language: str) -> re.Pattern[str]:
    """Return what finds the parts of a date in this order."""
    months = '|'.join(
        f'(?P<m{number}>{month})' for number, month in enumerate(languages.for_checks(language).months, 1)
    )
    found = {'y': YEAR, 'd': DAY, 'M': rf'\b(?:{months})\w*'}
    # Without a day, Liepoja (a town) is told from liepa (July) by its capital.
    return re.compile(BETWEEN.join(found[part] for part in parts), re.IGNORECASE if 'd' in parts else 0)


def _words(shape: str) -> list[str]:
    """Return the words that stand in a pattern besides its parts: "gada"."""
    return [word for quotation in re.findall(r"'([^']*)'", shape) for word in re.findall(r'[^\W\d_]+', quotation)]


def _remedy(found: re.Match, own: languages.Language) -> str:
    """Return what to write: the date as the language has it."""
    parts = found.groupdict()
    month = next(number for number in range(1, 13) if parts[f'm{number}'])
    try:
        day = datetime.date(int(parts['y']), month, int(parts.get('d') or 1))
    except ValueError:  # 31 June
        return 'Compare it with the original.'
    shown = own.format_date(day) if parts.get('d') else own.format_date_within(day, with_day=False)
    return f'Write "{shown}", in the form the sentence needs.'
