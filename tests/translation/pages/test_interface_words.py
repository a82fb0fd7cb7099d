"""Words of the interface outside of Sphinx."""

import pytest

from publishing.translation.pages.interface_words import translations


@pytest.mark.parametrize(
    ('code', 'forms'),
    [
        ('lv', {1: 'lappuse', 2: 'lappuses', 11: 'lappuses', 21: 'lappuse', 0: 'lappušu'}),
        ('lt', {1: 'puslapis', 2: 'puslapiai', 11: 'puslapių', 20: 'puslapių', 21: 'puslapis', 132: 'puslapiai'}),
        ('xx', {1: 'page', 2: 'pages'}),
    ],
)
def test_plural_forms(code, forms):
    catalog = translations(code)
    assert {count: catalog.ngettext('%s page', '%s pages', count) for count in forms} == {
        count: f'%s {form}' for count, form in forms.items()
    }
