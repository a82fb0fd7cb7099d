"""Checks of the interface's catalog, whose messages are Python templates and HTML rather than Markdown.

``msgfmt -c`` knows the placeholders that gettext has a name for. Here stand those it does not know, HTML, which would
reach the page as it is, and the advice every text gets.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator

import polib

from publishing.core import signs
from publishing.translation.checks import lost_markup, markup, unseen
from publishing.translation.checks.records import Difference, found
from publishing.translation.messages import words
from publishing.translation.messages.words import Part, Words

PLACEHOLDER = re.compile(r'\$\{\w+\}|%\(\w+\)[a-z]|%[-#]?[a-zA-Z%]|(?<!\$)\{\w*\}')
#: A pattern for dates, which each language orders as it does.
DATE = re.compile(r'(?:%-?[a-zA-Z]\W*)*%[YyBb]\W*(?:%-?[a-zA-Z]\W*)*')
#: Signs that end a text where templates, scripts and patterns of Python have it, or begin something else.
SIGNS = re.compile(r'["<>&`\\{}\n]|(?<!\w)\'|\'(?!\w)')
#: Words in pairs of pointed brackets, which docutils shows as text.
POINTED = re.compile(r'<<[\w\s]*>>')
ENTITY = re.compile(r'&#?\w+;')
#: What is no words, and what is written otherwise than it is read.
OTHER = re.compile(rf'{markup.TAG.pattern}|{PLACEHOLDER.pattern}|{ENTITY.pattern}|\s+', re.DOTALL)

Advice = Callable[[str, str, str], list[Difference]]


def pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Return each translation of ``entry`` with the English it stands for: one, or one a plural form."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid_plural, text) for text in entry.msgstr_plural.values()]


def differences(entry: polib.POEntry, language: str = '') -> list[Difference]:
    """Return all that is wrong with the translations of ``entry``; nothing for one that is not translated."""
    found = (one for texts in pairs(entry) for one in _differences(entry, *texts, language))
    return list(dict.fromkeys(found))


def advice(entry: polib.POEntry, language: str, advise: Advice) -> list[Difference]:
    """Return the warnings on the first translation of ``entry`` that has any, unless one before it is wrong.

    :param advise: what returns the warnings on two texts without markup.
    """
    for original, translation in pairs(entry):
        if any(_differences(entry, original, translation, language)):
            return []
        if translation and (found := advise(words_of(original), words_of(translation), language)):
            return list(dict.fromkeys(found))
    return []


def _differences(entry: polib.POEntry, original: str, translation: str, language: str) -> Iterator[Difference]:
    if translation and translation != original:
        yield from unseen.differences(original, translation, language)
        original, translation = signs.readable(original, language), signs.readable(translation, language)
        yield from _placeholders(entry, translation)
        yield from lost_markup.html(_tags(original), _tags(translation))
        yield from _signs(entry, translation)
        yield from lost_markup.no_words(words_of(original), words_of(translation))


def words_of(text: str) -> Words:
    """Return the words of ``text``, without placeholders and HTML."""
    parts, at = [], 0
    for other in OTHER.finditer(text):
        parts += [Part(text[at : other.start()]), _part(other[0])]
        at = other.end()
    return Words(text, [*parts, Part(text[at:])])


def _part(other: str) -> Part:
    if other.isspace():
        return Part(' ')
    if ENTITY.fullmatch(other):
        return Part(html.unescape(other))
    return words.tag(other) if other.startswith('<') else Part(other, is_piece=True, seen=other)


def _placeholders(entry: polib.POEntry, translation: str) -> Iterator[Difference]:
    """A plural form may say "one" instead of "%d", which is also msgfmt's rule."""
    if DATE.fullmatch(entry.msgid):
        return
    known = Counter(PLACEHOLDER.findall(entry.msgid)) | Counter(PLACEHOLDER.findall(entry.msgid_plural))
    ours = Counter(PLACEHOLDER.findall(translation))
    for mark in ours - known:
        if '%' not in mark or len(mark) > 2 or any('%' in one for one in known):  # "5 %a" is no placeholder
            yield found(
                'placeholder',
                f'the placeholder {mark} is in the translation only; expected the same ones as in the original. '
                'Correct it.',
            )
    for mark in known - ours:
        if not entry.msgid_plural:
            yield found(
                'placeholder',
                f'the placeholder {mark} is not in the translation; expected it letter for letter. Copy it.',
            )


def _tags(text: str) -> list[str]:
    return [
        tag
        for tag in markup.TAG.findall(POINTED.sub('', text))
        if lost_markup.TAG_NAME.match(tag) or tag.startswith('<!--')
    ]


def _signs(entry: polib.POEntry, translation: str) -> Iterator[Difference]:
    """Yield the signs besides tags and placeholders that would not be printed as words wherever the text stands.

    A "%" is one in what Python fills in: "%99999999d" takes all memory.
    """
    is_filled = any('%' in mark for mark in PLACEHOLDER.findall(entry.msgid)) and not DATE.fullmatch(entry.msgid)
    known = Counter(_bare(entry.msgid, is_filled)) | Counter(_bare(entry.msgid_plural, is_filled))
    for sign in Counter(_bare(translation, is_filled)) - known:
        yield found(
            'sign-of-code',
            f'{_sign(sign)} is in the translation only, where it could end the text and begin something else; '
            'expected the quotation marks of the language, ’, and words. Replace it.',
        )


def _sign(sign: str) -> str:
    return 'a line break' if sign == '\n' else f'the sign {sign}'


def _bare(text: str, is_filled: bool) -> list[str]:
    rest = PLACEHOLDER.sub('', ''.join(markup.TAG.split(POINTED.sub('<<>>', text))))
    return SIGNS.findall(rest) + (['%'] * rest.count('%') if is_filled else [])
