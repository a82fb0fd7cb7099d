"""Every check has examples that fail and pass, and stands in the table for maintainers.

After a change of the records: ``pytest tests/translation/checks/test_records.py --renew-tables``.
"""

import runpy

import polib
import pytest
from doc_tables import check_table
from places import PO, REPOSITORY

from publishing.core.findings import Severity
from publishing.translation.checks import examine, markup, record_table, records

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"\n\n'
)
EXAMPLES = [
    pytest.param(check, example, id=f'{check.name}-{number}')
    for check in records.CHECKS
    for number, example in enumerate(check.examples)
]
FILES = [(check, name) for check in records.CHECKS for name in check.files]


@pytest.fixture
def found(tmp_path):
    """Return ``found(example, translation, comment='')``: what is found in a catalog with this message, as pairs."""

    def look(example, translation, comment=''):
        path = tmp_path / f'{example.page}.po'
        entry = polib.POEntry(msgid=example.english, msgstr=translation, tcomment=comment)
        path.write_text(HEAD.format(example.language) + str(entry), encoding='utf-8')
        return examine.check_catalog(path, example.language)

    own = runpy.run_path(str(REPOSITORY / 'conf.py'))['myst_enable_extensions']

    def look_with_extensions(example, *texts):
        markup.use_extensions({*own, *example.extensions})
        return look(example, *texts)

    yield look_with_extensions
    markup.use_extensions(None)


@pytest.mark.parametrize(('check', 'example'), EXAMPLES)
def test_what_fails_is_found_by_its_check_alone(found, check, example):
    [finding] = found(example, example.fails)
    assert (finding.code, finding.severity) == (check.code, check.severity)


@pytest.mark.parametrize(('check', 'example'), EXAMPLES)
def test_what_passes_has_no_finding(found, check, example):
    assert found(example, example.passes) == []


@pytest.mark.parametrize(('check', 'example'), EXAMPLES)
def test_comment_allows_what_may_be_allowed_and_nothing_else(found, check, example):
    [finding] = found(example, example.fails)
    after = found(example, example.fails, f'handbook: allow {check.code.value} – a test')
    assert (finding.text in {other.text for other in after}) is not check.waivable
    if check.waivable:
        assert after == []


@pytest.mark.parametrize(('check', 'example'), EXAMPLES)
def test_finding_names_its_check(monkeypatch, found, check, example):
    """Two checks of one code and weight are still told apart."""
    names, made = set(), records.Difference

    def note(check, text):
        names.add(check.name)
        return made(check, text)

    monkeypatch.setattr(records, 'Difference', note)
    found(example, example.fails)
    assert names == {check.name}


@pytest.mark.parametrize(('check', 'name'), FILES, ids=lambda value: getattr(value, 'name', value))
def test_file_that_fails_is_an_error_of_its_check(check, name):
    """Which line it is, and that nothing else is found, stands in the file itself (see ``test_markup``)."""
    findings = examine.check_catalog(PO / 'bad' / f'{name}.po', 'lv')
    assert (check.code, check.severity) in {(finding.code, finding.severity) for finding in findings}


def test_every_check_has_a_name_of_its_own_and_an_example():
    names = [check.name for check in records.CHECKS]
    assert len(set(names)) == len(names)
    for check in records.CHECKS:
        assert bool(check.examples) != bool(check.files), check.name
        assert check.examples or (check.severity is Severity.ERROR and not check.waivable), check.name


def test_check_without_a_record_is_refused():
    with pytest.raises(KeyError):
        records.found('no-such-check', 'words.')


def test_codes_that_may_be_allowed_come_from_the_records():
    assert 'number' in records.WAIVABLE
    assert 'po-syntax' not in records.WAIVABLE


def test_table_for_maintainers_is_that_of_the_records(request):
    check_table(REPOSITORY / 'docs' / 'maintenance.md', 'checks', record_table.table(), request)
