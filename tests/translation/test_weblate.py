"""The description for Weblate: a component a page, fields its importer takes, terms for its glossary."""

from publishing.core import languages
from publishing.core.project import LOCALES
from publishing.translation import weblate

#: Fields of ``Component`` that ``import_json`` of Weblate 5.14.3 sets; it passes over all others without a word.
FIELDS = {
    'name',
    'slug',
    'vcs',
    'repo',
    'branch',
    'filemask',
    'file_format',
    'new_lang',
    'language_regex',
    'check_flags',
    'enforced_checks',
    'license',
    'allow_translation_propagation',
    'enable_suggestions',
    'merge_style',
    'push_on_commit',
    'manage_units',
    'is_glossary',
}


def test_every_page_is_a_component():
    described = weblate.components('https://example.org/handbook.git')
    codes = [code for code, language in languages.load().items() if not language.is_source]
    masks = [one['filemask'] for one in described if one['file_format'] == 'po']
    for code in codes:
        files = {path.relative_to(LOCALES.parent).as_posix() for path in (LOCALES / code / 'LC_MESSAGES').rglob('*.po')}
        assert {mask.replace('*', code, 1) for mask in masks} == files
        assert all(one['language_regex'] == f'^({"|".join(codes)})$' for one in described)
    assert all(set(one) <= FIELDS for one in described)
    assert len({one['slug'] for one in described}) == len(described)


def test_one_repository_is_shared_and_one_component_is_the_glossary():
    first, *rest, last = weblate.components('https://example.org/handbook.git', 'main')
    assert (first['slug'], first['repo'], first['branch']) == ('sphinx', 'https://example.org/handbook.git', 'main')
    assert {one['repo'] for one in rest} == {'weblate://handbook/sphinx'}
    assert last['is_glossary']
    assert 'md-text' not in first['check_flags']
    assert all('md-text' in one['check_flags'] and 'safe-html' in one['check_flags'] for one in rest)
