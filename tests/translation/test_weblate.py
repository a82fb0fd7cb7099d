"""The description for Weblate: a component a page, fields its importer takes, names and flags that do no harm."""

import re

import polib
import pytest

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
    'push',
    'push_branch',
    'file_format_params',
    'manage_units',
    'is_glossary',
}


REPOSITORY = 'https://example.org/handbook.git'


def test_every_page_is_a_component():
    described = weblate.components(REPOSITORY, push=REPOSITORY)
    codes = [code for code, language in languages.load().items() if not language.is_source]
    masks = [one['filemask'] for one in described if one['file_format'] == 'po']
    for code in codes:
        files = {path.relative_to(LOCALES.parent).as_posix() for path in (LOCALES / code / 'LC_MESSAGES').rglob('*.po')}
        assert {mask.replace('*', code, 1) for mask in masks} == files
        assert all(one['language_regex'] == f'^({"|".join(codes)})$' for one in described)
    assert all(set(one) <= FIELDS for one in described)
    assert len({one['slug'] for one in described}) == len(described)


def test_glossary_comes_first_and_one_repository_is_shared():
    glossary, first, *rest = weblate.components(REPOSITORY, 'main')
    assert glossary['is_glossary']
    assert (glossary['slug'], glossary['file_format'], glossary['filemask']) == ('termbase', 'tbx', '*.tbx')
    assert (first['slug'], first['repo'], first['branch']) == ('interface', REPOSITORY, 'main')
    assert {one['repo'] for one in rest} == {'weblate://handbook/interface'}
    assert not any(one.get('is_glossary') for one in [first, *rest])
    assert 'md-text' not in first['check_flags']
    assert all('md-text' in one['check_flags'] for one in rest)


def test_commits_are_pushed_only_where_an_address_is_given():
    _glossary, silent, *_rest = weblate.components(REPOSITORY)
    assert (silent['push_on_commit'], 'push' in silent) == (False, False)
    _glossary, pushing, *rest = weblate.components(REPOSITORY, push='git@example.org:handbook.git')
    assert (pushing['push'], pushing['push_branch']) == ('git@example.org:handbook.git', 'weblate')
    assert pushing['push_on_commit']
    assert not any('push' in one for one in rest)


def test_no_flag_lets_weblate_strip_what_is_in_angle_brackets():
    for one in weblate.components(REPOSITORY)[1:]:
        assert 'safe-html' not in one['check_flags'] + ' '.join(one['enforced_checks'])
        assert one['allow_translation_propagation'] is False


def test_no_page_takes_the_name_of_another_or_of_weblates_glossary():
    pages = [
        'glossary',
        'a/b',
        'a-b',
        'a_b',
        'a__b',
        'a.b',
        'a/_b',
        'a_/b',
        'A/b',
        'termbase',
        'interface',
        'sphinx',
        'ā',
    ]
    slugs = [weblate.slug(page) for page in pages]
    assert len({*slugs, 'glossary', 'termbase'}) == len(pages) + 2
    assert all(re.fullmatch('[-A-Za-z0-9_]+', slug) for slug in slugs)
    assert slugs[:2] == ['page-glossary', 'page-a__b']


@pytest.mark.parametrize(
    ('page', 'english', 'right', 'wrong'),
    [
        ('start/index', 'A [port](port.md).', '[Osta](port.md).', '[Osta](osta.md).'),
        ('start/index', 'A {term}`port`.', '{term}`Osta <port>`.', 'Osta.'),
        ('start/index', 'A {ref}`port`.', '{ref}`port`.', '{term}`port`.'),
        ('sphinx', 'Page %s of %(all)s', '%s. lappuse no %(all)s', '%s. lappuse no %s'),
        ('sphinx', 'Found ${count}', 'Atrasti ${count}', 'Atrasti'),
        ('sphinx', '%b %d, %Y', '%Y. gada %-d. %B', None),
    ],
)
def test_placeholders_are_the_same_in_a_right_translation_only(page, english, right, wrong):
    assert _fixed(page, english) == _fixed(page, right)
    assert wrong is None or _fixed(page, english) != _fixed(page, wrong)


def test_placeholders_hold_no_translation_of_the_handbook_back():
    for page in weblate.pages(['lv', 'lt']):
        for code in ('lv', 'lt'):
            for entry in polib.pofile(LOCALES / code / 'LC_MESSAGES' / f'{page}.po'):
                for text in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
                    english = {*_fixed(page, entry.msgid), *_fixed(page, entry.msgid_plural)}
                    assert _fixed(page, text) <= english, text


def _fixed(page, text):
    """Return what Weblate wants to find in the translation of ``text``: what the flag's expressions match."""
    patterns = re.findall(r'r"([^"]+)"', weblate.flags(page))
    assert patterns
    return {match[0] for pattern in patterns for match in re.finditer(pattern, text)}
