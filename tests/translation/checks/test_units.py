"""Units, percentages and months: lost ones are named, words may stand for them."""

import pytest

from publishing.core.findings import Code, Severity
from publishing.translation.checks.units import lost
from publishing.translation.checks.warnings import advice


@pytest.mark.parametrize(
    ('language', 'original', 'translation'),
    [
        ('lv', 'It is 5 km away.', 'Tas ir 5 km tālāk.'),
        ('lv', 'It is 5 km away.', 'Tas ir 5 kilometrus tālāk.'),
        ('lv', '26% of them', '26 % no tiem'),
        ('lv', '26% of them', '26 procenti no tiem'),
        ('lt', '12.5 ha and 40 MW', '12,5 ha ir 40 MW'),
        ('lv', 'On 1 June 2020', '2020. gada 1. jūnijā'),
        ('lt', 'On 1 June 2020', '2020 m. birželio 1 d.'),
        ('lt', 'In March 2024', '2024 m. kovą'),
        ('lv', 'On 1 June 2020', '01.06.2020.'),
        ('lv', 'May we march on?', 'Vai ejam tālāk?'),
        ('lv', 'The 5 member states', 'Piecas dalībvalstis'),
        ('et', 'On 1 June 2020', '1. juunil 2020'),
        ('lv', 'On 1 June 2020', '1. jūn. 2020'),
        ('et', 'It is 5 km away.', 'See on viie kilomeetri kaugusel.'),
        ('et', '26% of them', '26 protsenti neist'),
        ('lv', '5 t of fish', '5 tonnas zivju'),
        ('lv', 'at 50 km/h', 'ar 50 km/st.'),
        ('lt', 'at 50 km/h', '50 km/val. greičiu'),
        ('lt', '3 km² of forest', '3 kvadratiniai kilometrai miško'),
    ],
)
def test_kept(language, original, translation):
    assert list(lost(original, translation, language)) == []


@pytest.mark.parametrize(
    ('language', 'original', 'translation', 'named'),
    [
        ('lv', 'It is 5 km away.', 'Tas ir 5 m tālāk.', 'the unit "km"'),
        ('lv', '26% of them', '26 no tiem', 'the unit "%"'),
        ('lt', '40 MW of wind', '40 mW vėjo', 'the unit "MW"'),
        ('lv', '7 m² each', '7 m katrs', 'the unit "m²"'),
        ('lv', 'On 1 June 2020', '2020. gada 1. jūlijā', 'the month of "1 June"'),
        ('et', 'On 1 June 2020', '1. juulil 2020', 'the month of "1 June"'),
        ('et', '26% of them', '26 neist', 'the unit "%"'),
        ('lv', '3 km² of forest', '3 kilometri meža', 'the unit "km²"'),
        ('lv', '40 MWh a year', '40 MW gadā', 'the unit "MWh"'),
        ('lt', 'In March 2024', '2024 m. balandį', 'the month of "March 2024"'),
    ],
)
def test_lost(language, original, translation, named):
    [text] = lost(original, translation, language)
    assert text.startswith(named)


def test_it_is_a_warning_that_can_be_allowed():
    [found] = [one for one in advice('It is 5 km away.', 'Tas ir 5 m tālāk.', 'lv') if one.code is Code.NUMBER]
    assert found.severity is Severity.WARNING
    assert found.waivable
