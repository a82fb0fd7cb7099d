"""What happens to every translator: a text left in English, a word written twice, a sentence lost or one too many."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from publishing.translation.checks.records import Difference, found
from publishing.translation.messages.words import quoted, seen, written

#: English words that carry a sentence; two of them in a row of copied words are no name.
CARRYING = frozenset(
    'the of and to is are was were for with that which from by on at as an be have has this these it its not or'.split()
)
#: So many words in a row, copied from the original, are looked at.
COPIED = 4
#: So many of them in small letters, that are no words of the language, are no name.
SMALL = 3
#: A sentence has so many words, at least.
SHORT = 3
SENTENCE = re.compile(r'[^\s.!?…|][^.!?…|]*[.!?…]')
#: A translation may be so much longer than its original, as a factor and in letters on top; or shorter.
LONGER, LONGER_BY = 1.7, 30
SHORTER, SHORT_FROM = 0.45, 40
#: A line for a computer: formulas, options, fences.
COMMAND = re.compile(r'\$\$|(?<!\S)--\w|\w==\w|:::')
#: An address; an original term of a few words behind its translation, in brackets.
NO_TEXT = re.compile(r'\S*[./@_]\w\S*|\((?:[^\W\d_]+[ -]?){1,4}\)')
#: A text in quotation marks.
QUOTED = re.compile(r'["“]([^"“”]+)["”]')
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def slips(original: str, translation: str, is_name: Callable[[str], bool]) -> Iterator[Difference]:
    """Yield warnings on ``translation``; both are the words of a message without markup.

    :param is_name: whether a word with a capital is the same in every language.
    """
    if seen(original).strip() == seen(translation).strip():
        yield from _identical(original, is_name)
    else:
        yield from _copied(original, translation, is_name)
        yield from _length(original, translation)
    yield from _doubled(original, translation)


def _identical(text: str, is_name: Callable[[str], bool]) -> Iterator[Difference]:
    """Names, numbers and units are the same in every language: no words in small letters, no unknown single word."""
    if COMMAND.search(text):
        return
    rows = [WORD.findall(re.sub(r'\S*[./@_]\w\S*', ' ', cell)) for cell in text.split('|')]  # without addresses
    small = max(sum(word.islower() and len(word) > 2 for word in words) for words in rows)
    words = [word for row in rows for word in row]
    alone = len(words) == 1 and len(words[0]) > 2 and not words[0].isupper() and not is_name(words[0])
    if small >= 2 or alone:
        yield found(
            'untranslated',
            (
                'the translation is the English text; expected your words. Translate it, or leave msgstr empty; for a '
                'name add a line to words.txt of the language.'
            ),
        )


def _copied(original: str, translation: str, is_name: Callable[[str], bool]) -> Iterator[Difference]:
    # What is quoted in both is a quotation.
    rest = str(translation)
    for text in QUOTED.findall(original):
        rest = rest.replace(text, '|' * len(text))
    rest = NO_TEXT.sub(lambda found: '|' * len(found[0]), rest)
    theirs = ' '.join(WORD.findall(original))
    words = list(re.finditer(rf'{WORD.pattern}|\|', rest))
    if sentence := _whole_sentence(original, rest, is_name):
        shown = written(translation, *sentence)
        yield found('untranslated', f'the sentence "{shown}" was left in English; expected your words. Translate it.')
        return
    for at in range(len(words) - COPIED + 1):
        run = words[at : at + COPIED]
        copied = ' '.join(word[0] for word in run)
        carrying = sum(word[0].lower() in CARRYING for word in run)
        small = sum(map(_is_common(is_name), (word[0] for word in run)))
        if (carrying >= 2 or small >= SMALL) and f' {copied} ' in f' {theirs} ':
            shown = written(translation, run[0].start(), run[-1].end())
            yield found('untranslated', f'"{shown}" was left in English; expected your words. Translate it.')
            return


def _is_common(is_name: Callable[[str], bool]) -> Callable[[str], bool]:
    """Return what tells a word that is written in small letters and is no word of the language."""
    return lambda word: word.islower() and len(word) > 2 and not is_name(word)


def _whole_sentence(original: str, rest: str, is_name: Callable[[str], bool]) -> tuple[int, int] | None:
    """Return where in ``rest`` a sentence stands that is one of the original, too; None where there is none.

    A list of names is none: two of its words at least have small letters, or one where the sentence has three words.
    """
    theirs = {' '.join(WORD.findall(sentence[0])) for sentence in SENTENCE.finditer(original)}
    for sentence in SENTENCE.finditer(rest):
        words = WORD.findall(sentence[0])
        small = sum(map(_is_common(is_name), words))
        if len(words) >= SHORT and 2 * small >= len(words) and ' '.join(words) in theirs:
            return sentence.span()
    return None


def _length(original: str, translation: str) -> Iterator[Difference]:
    theirs, ours = _letters(original, 2), _letters(translation, 2)
    if ours > LONGER * theirs + LONGER_BY:
        yield found(
            'length',
            (
                f'the translation has {ours} letters, the original {theirs}; expected at most '
                f'{int(LONGER * theirs) + LONGER_BY}. Shorten it, or look whether something was added.'
            ),
        )
    elif theirs >= SHORT_FROM and _letters(translation, 3) < SHORTER * theirs:
        yield found(
            'length',
            (
                f'the translation has {ours} letters, the original {theirs}; expected at least '
                f'{int(SHORTER * theirs)}. Look whether something was left out.'
            ),
        )


def _letters(text: str, weight: int) -> int:
    """Return the length of ``text`` as it is seen, in which a Chinese or Japanese sign counts as ``weight`` letters."""
    text = ' '.join(seen(text).split())
    return len(text) + (weight - 1) * sum(unicodedata.east_asian_width(sign) == 'W' for sign in text)


def _doubled(original: str, translation: str) -> Iterator[Difference]:
    pattern = re.compile(r'\b([^\W\d_]{2,})\s+\1\b', re.IGNORECASE)
    if (twice := pattern.search(translation)) and not pattern.search(original):
        yield found('doubled', f'"{quoted(twice)}": a word stands twice; expected it once. Delete one.')
