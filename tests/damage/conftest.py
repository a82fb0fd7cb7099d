"""What the tests of damaged files say at their end: what came of them, by kind of file."""

from collections import Counter, defaultdict

import pytest

#: What came of the cases of this process, by input.
CAME = defaultdict(Counter)


@pytest.fixture(scope='session')
def came():
    """Return what came of the cases so far, to be counted on."""
    return CAME


def pytest_generate_tests(metafunc):
    """Give a test that asks for a ``case`` those that are meant: the short list, the long one, or one alone."""
    if 'case' not in metafunc.fixturenames:
        return
    import damage_cases

    config, inputs = metafunc.config, metafunc.module.CASES_OF
    if name := config.getoption('--case'):
        chosen = [one for one in [damage_cases.named(name)] if one.input in inputs]
    elif config.getoption('--long'):
        chosen = damage_cases.long_list(inputs)
    else:
        chosen = damage_cases.short_list(inputs)
    metafunc.parametrize('case', chosen or [pytest.param(None, marks=pytest.mark.skip('of the other module'))], ids=str)


def pytest_terminal_summary(terminalreporter):
    """Show the counts of the long form."""
    if CAME and terminalreporter.config.getoption('--long'):
        terminalreporter.section('what came of damaged files')
        for name, counts in [*CAME.items(), ('all', sum(CAME.values(), Counter()))]:
            terminalreporter.write_line(
                f'{name}: {sum(counts.values())} tried, {counts["refused"]} refused, {counts["read"]} read'
            )
