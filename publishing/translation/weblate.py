"""Describe the catalogs for Weblate: one component a page, one for the interface, and a glossary from the termbase.

``weblate.json`` is what Weblate's ``import_json`` reads (docs.weblate.org, "Management commands"); the glossary comes
as one CSV a language, the form its upload takes ("Bilingual CSV": source, target, context). Both are made of
``languages.toml``, the catalogs and the termbase, and are not committed.
"""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from publishing.core import languages
from publishing.core.project import BUILD
from publishing.translation.catalogs.catalog import FOLDER, Translation
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.checks.terms import terms

OUTDIR = BUILD / 'weblate'
GLOSSARY = 'termbase'
#: What Weblate calls the checks that hold a translation back, as ``make check`` does.
ENFORCED = ('md-link', 'md-reflink', 'md-syntax', 'safe-html', 'python_format', 'plurals')
#: Markdown of MyST; translations are not wrapped and keep to the length ``make check`` warns of.
PAGE_FLAGS = 'md-text, safe-html, ignore-ellipsis'
INTERFACE_FLAGS = 'safe-html'


def components(repository: str, branch: str = 'main') -> list[dict[str, object]]:
    """Return the description of every component; the first holds the repository, the others share it.

    :param repository: address Weblate clones, for example ``https://example.org/handbook.git``.
    """
    codes = translated_codes()
    main: dict[str, object] = {}
    found = []
    for page in pages(codes):
        slug = page.replace('/', '-').replace('_', '-').lower()
        one = {
            'name': page,
            'slug': slug,
            'vcs': 'git',
            'branch': branch,
            'repo': f'weblate://handbook/{main["slug"]}' if main else repository,
            'filemask': f'locales/*/{FOLDER}/{page}.po',
            'file_format': 'po',
            'new_lang': 'none',
            'manage_units': False,
            'language_regex': f'^({"|".join(codes)})$',
            'check_flags': INTERFACE_FLAGS if page == INTERFACE else PAGE_FLAGS,
            'enforced_checks': list(ENFORCED),
            'license': 'CC-BY-4.0',
            'allow_translation_propagation': True,
            'enable_suggestions': True,
            'merge_style': 'rebase',
            'push_on_commit': False,
        }
        if main:
            del one['branch']
        main = main or one
        found.append(one)
    found.append(
        {
            'name': 'Termbase',
            'slug': GLOSSARY,
            'vcs': 'local',
            'repo': 'local:',
            'filemask': 'termbase/*.csv',
            'file_format': 'csv',
            'new_lang': 'add',
            'is_glossary': True,
            'manage_units': True,
            'language_regex': f'^({"|".join(codes)})$',
            'license': 'CC-BY-4.0',
        }
    )
    return found


def write_components(repository: str, branch: str = 'main', outdir: Path = OUTDIR) -> tuple[Path, int]:
    """Write the description of every component into ``outdir``; return the file, and how many there are."""
    outdir.mkdir(parents=True, exist_ok=True)
    described, path = components(repository, branch), outdir / 'weblate.json'
    path.write_text(json.dumps(described, indent=2, ensure_ascii=False) + '\n', encoding='utf-8')
    return path, len(described)


def translated_codes() -> list[str]:
    """Return the languages the handbook is translated into."""
    return [language.code for language in languages.load().values() if not language.is_source]


def pages(codes: Iterable[str]) -> list[str]:
    """Return the pages that have a catalog in each of ``codes``, the interface first."""
    each = [set(Translation(code).paths()) for code in codes]
    shared = set.intersection(*each) if each else set()
    return sorted(shared, key=lambda page: (page != INTERFACE, page))


def write_glossary(translation: Translation, path: Path) -> int:
    """Write the terms of a translation as Weblate uploads them; return how many.

    Each variant is a term of its own: Weblate compares words letter for letter.
    """
    rows = sorted({(term.name, text) for term in terms(translation) for text in term.translations})
    with path.open('w', encoding='utf-8', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(('source', 'target'))
        writer.writerows(rows)
    return len(rows)
