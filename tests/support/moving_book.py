"""A small handbook of two parts whose chapter is about to move, with translations, reviews, data and a picture."""

import polib
from mini_repository import make_repository, publishing

from publishing.translation.catalogs.catalog import Translation
from publishing.translation.reviews import ledger

PAGES = {
    'index.md': """(contents)=
# Small handbook

:::{subtitle}
A book for tests
:::

:::{publishers}
Two regions
:::

:::{funding}
Paid by nobody.
:::

:::{edition}
Working edition
:::

```{toctree}
:numbered: 2

planning/index
tools/index
```
""",
    'planning/index.md': '(planning)=\n# Planning\n\nHow to plan.\n\n```{toctree}\nmoney\nway\n```\n',
    'planning/money.md': '(money)=\n# Money\n\nWho pays for [the first step](#way-first) of [the way](#way)?\n',
    'planning/way.md': """(way)=
# The way

One step after the other leads over the border, and [money](#money) helps.

(way-first)=
## The first step

Begin with [the forms](../tools/forms.md); then read on in [the first step](#way-first).

![The coast, drawn as one line.](way-coast.svg)

:::{chart} /data/way.csv
:name: fig-way
:kind: column
:title: Steps
:y-label: thousand
:alt: Column chart. The second year had more steps than the first.
:::
""",
    'tools/index.md': '(tools)=\n# Tools\n\nWhat to use.\n\n```{toctree}\nforms\n```\n',
    'tools/forms.md': """(forms)=
# Forms

Forms for [the way over the border](../planning/way.md), see {numref}`fig-way`.
""",
}
#: A translation that was reviewed, by its English.
REVIEWED = 'Begin with [the forms](../tools/forms.md); then read on in [the first step](#way-first).'


def make_book(root):
    """Make a repository with the book in ``root``, every message translated, two of them reviewed; return it."""
    root = make_repository(root)
    folder = root / 'handbook'
    (folder / 'planning').mkdir()
    (folder / 'tools').mkdir()
    (folder / 'coast.svg').rename(folder / 'planning' / 'way-coast.svg')
    (folder / 'data' / 'passengers.csv').rename(folder / 'data' / 'way.csv')
    for name in ('ferry', 'harbour', 'index'):
        (folder / f'{name}.md').unlink()
        for code in ('lv', 'lt'):
            (root / 'locales' / code / 'LC_MESSAGES' / f'{name}.po').unlink()
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding='utf-8')
    (root / 'docs').mkdir()
    (root / 'docs' / 'review-lv.md').write_text('| 1 | `planning/way` | and planning/wayward |\n', encoding='utf-8')
    done = publishing(root, 'catalogs')
    assert done.returncode == 0, done.stderr
    for code in ('lv', 'lt'):
        translation = Translation(code, root / 'locales')
        for page, path in translation.paths().items():
            if page == 'sphinx':
                continue
            catalog = polib.pofile(str(path), wrapwidth=0)
            for entry in catalog:
                entry.msgstr = entry.msgstr or f'{code}: {entry.msgid}'
            catalog.save(str(path))
    review(root, 'planning/way', REVIEWED)
    review(root, 'planning/money', 'Who pays for [the first step](#way-first) of [the way](#way)?')
    done = publishing(root, 'catalogs')
    assert done.returncode == 0, done.stderr
    return root


def review(root, page, text):
    """Record a review of the Latvian message ``text`` of ``page``."""
    translation = Translation('lv', root / 'locales')
    entry = polib.pofile(str(translation.path(page))).find(text)
    ledger.write_rows(ledger.ledger_path(translation, page), [ledger.row_for(entry, ledger.REVIEWED, 'Anna')])


def state(root, page, text):
    """Return the state of review of the Latvian message ``text`` of ``page``."""
    translation = Translation('lv', root / 'locales')
    return ledger.read_page(translation, page).state(polib.pofile(str(translation.path(page))).find(text))
