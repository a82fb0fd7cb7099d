"""The numbers by which work packages and ledgers know a message: both are in files that people have."""

import polib
import pytest

from publishing.translation.catalogs.entries import english, identifier, original_sum, texts

PLAIN = polib.POEntry(msgctxt='button', msgid='Two words', msgstr='Divi vārdi')
PLURAL = polib.POEntry(msgid='%d page', msgid_plural='%d pages', msgstr_plural={1: '%d lapas', 0: '%d lapa'})


@pytest.mark.parametrize(
    ('entry', 'in_packages', 'in_ledgers'),
    [(PLAIN, '7ba5dbf90446', '9045d43897d1'), (PLURAL, 'cff05063578a', '652beac84f3b')],
)
def test_a_message_keeps_its_numbers(entry, in_packages, in_ledgers):
    assert (identifier(entry), original_sum(entry)) == (in_packages, in_ledgers)


def test_both_sides_of_a_message():
    assert texts(PLAIN) == ('Divi vārdi',) and english(PLAIN) == 'Two words'
    assert texts(PLURAL) == ('%d lapa', '%d lapas') and english(PLURAL) == '%d page\n%d pages'
