"""A page in two languages: an author has mended a typo and changed a number, and ``make catalogs`` has run."""

import polib

from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.reviews import review

BEFORE = {'lv': 'Komiteja lemj.', 'lt': 'Komitetas sprendžia.'}
TYPO, MENDED = 'The comittee decides.', 'The committee decides.'
OTHER, REWORDED = 'It takes 5 days to answer the letter.', 'It takes 6 days to answer the letter.'


def pot(*texts):
    """Return a template of the page."""
    result = polib.POFile()
    result.extend(polib.POEntry(msgid=text, occurrences=[('../../handbook/a.md', '1')]) for text in texts)
    return result


NOW = {'a': pot(MENDED, REWORDED)}


def make_page(locales):
    """Write the catalogs of the page, reviewed before the change."""
    for code, translation in BEFORE.items():
        update.update(Translation(code, locales), {'a': pot(TYPO, OTHER)})
        set_text(locales, code, TYPO, translation)
        set_text(locales, code, OTHER, 'Atbilde: 5.')
    review.record(review.read_page(Translation('lv', locales), 'a', '1'), 'reviewed', 'Bruno')
    for code in BEFORE:
        update.update(Translation(code, locales), NOW)


def set_text(locales, code, text, translation):
    """Translate one message."""
    path = Translation(code, locales).path('a')
    catalog = polib.pofile(str(path))
    catalog.find(text).msgstr = translation
    catalog.save(str(path))


def entry(locales, code, text):
    """Return one message."""
    return update.read_catalogs(Translation(code, locales))['a'].find(text)
