"""Describe the catalogs for Weblate: the glossary, one component for the interface, and one a page.

``weblate.json`` is what Weblate's ``import_json`` reads (docs.weblate.org, "Management commands"). It is made of
``languages.toml`` and the catalogs, and is not committed; ``tbx`` writes what the glossary is filled with.
``make weblate-test`` tries all this with a Weblate of its own.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from publishing.core import languages
from publishing.core.files import write_text
from publishing.core.project import BUILD
from publishing.translation.catalogs.catalog import FOLDER, Translation
from publishing.translation.catalogs.syntax import INTERFACE

OUTDIR = BUILD / 'weblate'
#: The project in Weblate that the components are imported into.
PROJECT = 'handbook'
GLOSSARY = 'termbase'
#: Where Weblate's commits arrive in our repository, for a maintainer to look at and merge.
PUSH_BRANCH = 'weblate'
#: What Weblate calls the checks that hold a translation back. None of them may find anything in a right translation:
#: Weblate makes such a message "Needs editing" when it imports it. ``make weblate-test`` counts for all checks.
ENFORCED = (
    'md-link',
    'md-reflink',
    'placeholders',
    'plurals',
    'xml-tags',
    'begin_newline',
    'end_newline',
    'zero-width-space',
)
#: What has to be in a translation letter for letter: in pages the names of roles, and where links go; in the interface
#: what is filled in. Weblate's own check of these, "python_format", takes a date ("%-d") for a mistake.
PAGE_PLACEHOLDERS = (r'\{[\w:+-]+\}(?=`)', r'(?<=\]\()[^)\s]+')
INTERFACE_PLACEHOLDERS = (r'%(?:\(\w+\))?s', r'\$\{\w+\}')
#: Catalogs are wrapped at line breaks only, and keep what the English of a changed message was.
FORMAT = {'po_line_wrap': 65535, 'po_keep_previous': True}


def components(repository: str, branch: str = 'main', push: str = '') -> list[dict[str, object]]:
    """Return the description of every component: the glossary, the one that holds the repository, those that share it.

    The glossary comes first: in a project that has none after its first component, Weblate makes one of its own.

    :param repository: address Weblate clones, for example ``https://example.org/handbook.git``.
    :param push: address Weblate pushes the branch ``weblate`` to; empty: it pushes nothing.
    """
    codes = translated_codes()
    every = {
        'language_regex': f'^({"|".join(codes)})$',
        'new_lang': 'none',
        'license': 'CC-BY-4.0',
        'enable_suggestions': True,
    }
    # Not "rebase": what was pushed to the branch would be written anew, and the next push be refused.
    holding = {'branch': branch, 'merge_style': 'merge', 'push_on_commit': bool(push)}
    if push:
        holding |= {'push': push, 'push_branch': PUSH_BRANCH}
    found = [
        every
        | {
            'name': 'Termbase',
            'slug': GLOSSARY,
            'vcs': 'local',
            'repo': 'local:',
            'branch': 'main',
            'filemask': '*.tbx',
            'file_format': 'tbx',
            'is_glossary': True,
            'manage_units': True,
        }
    ]
    for page in pages(codes):
        first = page == INTERFACE
        found.append(
            every
            | {
                'name': page,
                'slug': slug(page),
                'vcs': 'git',
                'repo': repository if first else f'weblate://{PROJECT}/{slug(INTERFACE)}',
                **(holding if first else {}),
                'filemask': f'locales/*/{FOLDER}/{page}.po',
                'file_format': 'po',
                'manage_units': False,
                'file_format_params': FORMAT,
                'check_flags': flags(page),
                'enforced_checks': list(ENFORCED),
                'allow_translation_propagation': False,  # a page may have its own words for the same English
            }
        )
    return found


def flags(page: str) -> str:
    """Return what Weblate has to know about the messages of a page.

    Not "safe-html": Weblate would strip every <…>, and so the term from ``{term}`pašvaldībai <municipality>```.
    """
    placeholders = INTERFACE_PLACEHOLDERS if page == INTERFACE else PAGE_PLACEHOLDERS
    fixed = 'placeholders:' + ':'.join(f'r"{one}"' for one in placeholders)
    return ', '.join([fixed] if page == INTERFACE else ['md-text', fixed])


def slug(page: str) -> str:
    """Return the name of a page's component in addresses: never that of another page, nor one of Weblate's own.

    Letters, digits and hyphens stay; "/" becomes "__", any other character its number, as in ``page-start__a_5f_b``.
    """
    signs = re.sub(r'[^A-Za-z0-9/-]', lambda sign: f'_{ord(sign[0]):x}_', page)
    return 'interface' if page == INTERFACE else 'page-' + signs.replace('/', '__')


def write_components(repository: str, branch: str, push: str, outdir: Path = OUTDIR) -> tuple[Path, int]:
    """Write the description of every component into ``outdir``; return the file, and how many there are."""
    described, path = components(repository, branch, push), outdir / 'weblate.json'
    write_text(path, json.dumps(described, indent=2, ensure_ascii=False) + '\n')
    return path, len(described)


def translated_codes() -> list[str]:
    """Return the languages the handbook is translated into."""
    return [language.code for language in languages.load().values() if not language.is_source]


def pages(codes: Iterable[str]) -> list[str]:
    """Return the pages that have a catalog in each of ``codes``, the interface first."""
    each = [set(Translation(code).paths()) for code in codes]
    shared = set.intersection(*each) if each else set()
    return sorted(shared, key=lambda page: (page != INTERFACE, page))
