"""A page in Latvian to review: three messages translated, one not."""

import polib

from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.reviews import shares

TEXTS = ('Five words stand right here.', 'A {term}`town` plans.', 'Not yet.', 'Ten towns.')
TRANSLATIONS = ('Pieci vārdi.', 'Plāno {term}`pilsēta <town>`.', '', 'Desmit pilsētu.')


def pot(*texts):
    """Return a template of the page."""
    result = polib.POFile()
    result.extend(polib.POEntry(msgid=text, occurrences=[('../../handbook/part/a.md', '1')]) for text in texts)
    return result


def make_page(locales):
    """Write the catalog of the page."""
    update.update(Translation('lv', locales), {'part/a': pot(*TEXTS)})
    for text, translation in zip(TEXTS, TRANSLATIONS, strict=True):
        change(locales, text, msgstr=translation)


def change(locales, text, **values):
    """Change one message."""
    path = Translation('lv', locales).path('part/a')
    catalog = polib.pofile(str(path))
    for name, value in values.items():
        setattr(catalog.find(text), name, value)
    catalog.save(str(path))


def share(locales, *texts):
    """Return the share of the page."""
    return shares.shares(Translation('lv', locales), {'part/a': pot(*(texts or TEXTS))})['part/a']
