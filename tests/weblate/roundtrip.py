"""The handbook in a real Weblate: in whole, nothing changed by the way, wrong edits held back, right ones handed back.

``make weblate-test`` runs this; ``make test`` does not find it, since the import alone takes minutes.
"""

import json
import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from trial import HINT, HINTED

from publishing.translation import tbx, weblate
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.weblate import ENFORCED, GLOSSARY, OUTDIR

TRANSLATED, NEEDS_EDITING = 20, 10
CODES = ('lv', 'lt')
#: A page that no other test changes.
EDITED = 'start/index'
#: How often each check finds something, among what Weblate found at the import.
COUNTS = """
import json
from collections import Counter
from weblate.checks.models import Check
found = Check.objects.exclude(unit__translation__component__is_glossary=True)
found = found.exclude(unit__translation__language__code='en')
counts = Counter(found.values_list('name', 'unit__translation__language__code'))
print(json.dumps([[*name, count] for name, count in sorted(counts.items())]))
"""


def catalogs(folder: Path) -> dict[str, dict[tuple, tuple]]:
    """Return the messages of each catalog below ``folder``: the English, and the translation with its flags."""
    return {
        path.relative_to(folder).as_posix(): {
            (entry.msgctxt, entry.msgid): (entry.msgstr, tuple(entry.msgstr_plural.values()), tuple(entry.flags))
            for entry in polib.pofile(path)
        }
        for path in sorted(folder.glob('locales/*/LC_MESSAGES/**/*.po'))
    }


def differences(one: dict, other: dict) -> list[tuple[str, str]]:
    """Return file and English of each message that differs between two results of ``catalogs``."""
    assert one.keys() == other.keys()
    return [
        (path, english)
        for path in one
        for _context, english in sorted(
            key for key in one[path].keys() | other[path].keys() if one[path].get(key) != other[path].get(key)
        )
    ]


def change(trial, unit: dict, text: str) -> dict:
    """Save ``text`` as a finished translation; return what Weblate makes of it."""
    trial.weblate.send(f'units/{unit["id"]}/', {'target': [text], 'state': TRANSLATED}, method='PATCH')
    return trial.weblate.get(f'units/{unit["id"]}/')


def first_with(units: list[dict], pattern: str) -> dict:
    """Return the first message whose translation has ``pattern``."""
    return next(unit for unit in units if re.search(pattern, unit['target'][0]))


def test_every_component_is_there_and_whole(trial):
    described = json.loads((OUTDIR / 'weblate.json').read_text(encoding='utf-8'))
    found = trial.weblate.every('projects/handbook/components/?page_size=1000')
    assert {one['slug'] for one in found} == {one['slug'] for one in described}
    assert [one['slug'] for one in found if one['is_glossary']] == [GLOSSARY]
    counts = {}
    for code in CODES:
        for page in weblate.pages(CODES):
            answer = trial.weblate.get(f'translations/handbook/{weblate.slug(page)}/{code}/statistics/')
            expected = [entry for entry in polib.pofile(Translation(code).path(page)) if not entry.obsolete]
            assert answer['total'] == len(expected), (page, code)
            counts[code] = counts.get(code, Counter()) + Counter(messages=answer['total'], words=answer['total_words'])
    trial.note(
        f'{len(found)} of {len(described)} components; '
        + '; '.join(f'{code}: {count["messages"]} messages, {count["words"]} words' for code, count in counts.items())
    )


def test_import_alone_changes_nothing(trial):
    before = catalogs(trial.clone)
    trial.repository('commit')
    assert differences(before, catalogs(trial.checkout)) == []
    for path in before:
        assert (trial.clone / path).read_bytes() == (trial.checkout / path).read_bytes(), path
    trial.note(f'changed by the import alone: 0 of {sum(map(len, before.values()))} entries')


def test_termbase_is_whole(trial):
    for code in CODES:
        shown = trial.units(GLOSSARY, code)
        wanted = set(tbx.entries(Translation(code)))
        assert {(unit['source'][0], unit['target'][0], unit['explanation']) for unit in shown} == {
            (entry.name, entry.text, entry.explanation) for entry in wanted
        }
        assert len(shown) == len(wanted)
        assert all(unit['state'] == TRANSLATED for unit in shown)
        trial.note(f'termbase, {code}: {len(shown)} of {len(wanted)} terms')


def test_translators_see_hint_place_and_flags(trial):
    first = trial.units(weblate.slug(HINTED), 'lv')[0]
    assert HINT in first['note']
    assert first['location'].endswith(f'handbook/{HINTED}.md')
    interface = trial.units(weblate.slug(INTERFACE), 'lv')
    assert 'python-format' in first_with(interface, '%s')['flags']


def test_no_enforced_check_finds_fault_with_a_right_translation(trial):
    counts = json.loads(trial.weblate.shell(COUNTS))
    for name in sorted({name for name, _code, _count in counts}):
        each = ', '.join(f'{code} {count}' for one, code, count in counts if one == name)
        trial.note(f'check {name}: {each}')
    assert {name for name, _code, _count in counts}.isdisjoint(ENFORCED)
    assert counts, 'no check has run'
    for code in CODES:
        assert trial.weblate.every(f'units/?q=state:needs-editing+language:{code}') == []


@pytest.mark.parametrize(
    ('page', 'pattern', 'instead'),
    [
        (HINTED, r'\]\([^)]+\)', ']'),
        (HINTED, r'\]\([^)]+\)', '](elsewhere.md)'),
        ('glossary', r'\{\w+\}(?=`)', ''),
        ('planning/two-systems', r'\{term\}(?=`)', '{ref}'),
        (INTERFACE, '%s', ''),
    ],
)
def test_what_was_lost_holds_a_translation_back(trial, page, pattern, instead):
    unit = first_with(trial.units(weblate.slug(page), 'lv'), pattern)
    right = unit['target'][0]
    wrong = re.sub(pattern, instead, right, count=1)
    assert wrong != right
    held = change(trial, unit, wrong)
    assert (held['target'], held['state'], held['has_failing_check']) == ([wrong], NEEDS_EDITING, True)
    trial.repository('commit')
    assert wrong not in {text for texts in catalogs(trial.checkout).values() for text, *_rest in texts.values()}
    given = change(trial, unit, right)
    assert (given['target'], given['state'], given['has_failing_check']) == (
        [right],
        TRANSLATED,
        unit['has_failing_check'],
    )


def test_what_was_mended_is_as_it_was(trial):
    trial.repository('commit')
    assert differences(catalogs(trial.clone), catalogs(trial.checkout)) == []
    trial.fetch()


def test_an_edit_is_one_message_of_difference(trial):
    before, start = catalogs(trial.clone), trial.git('rev-parse', 'HEAD').strip()
    unit = first_with(trial.units(weblate.slug(EDITED), 'lv'), r'\w\.$')
    better = change(trial, unit, unit['target'][0] + ' Labots.')
    assert better['state'] == TRANSLATED
    trial.repository('commit')
    trial.fetch()
    assert differences(before, catalogs(trial.clone)) == [(f'locales/lv/LC_MESSAGES/{EDITED}.po', unit['source'][0])]
    lines = trial.changed_lines(start)
    header = [line for line in lines if line[1:].startswith('"')]
    assert [line[1:8] for line in lines if line not in header] == ['msgstr ', 'msgstr ']
    trial.note(f'one edit: {len(lines)} lines of difference, {len(header)} of them in the header:')
    for line in header:
        trial.note(f'  {line}')


def test_a_commit_here_and_an_edit_there_meet_in_one_catalog(trial):
    """Weblate has already pushed its edit when the maintainer's commit to the same catalog arrives; both are kept."""
    page, path = weblate.slug(HINTED), trial.clone / f'locales/lv/LC_MESSAGES/{HINTED}.po'
    text, start = path.read_text(encoding='utf-8'), trial.git('rev-parse', 'HEAD').strip()
    ours, *_between, theirs = (
        unit for unit in trial.units(page, 'lv') if text.count(f'msgstr "{unit["target"][0]}"\n') == 1
    )
    change(trial, theirs, theirs['target'][0] + ' (Weblate)')
    trial.repository('commit')
    old = f'msgstr "{ours["target"][0]}"\n'
    text = re.sub('"PO-Revision-Date: .*"', r'"PO-Revision-Date: 2031-01-01 00:00+0000\\n"', text)
    path.write_text(text.replace(old, f'{old[:-2]} (here)"\n'), encoding='utf-8')
    trial.git('commit', '-q', '-a', '-m', 'A correction here')
    trial.git('push', '-q', 'origin', 'HEAD:main')
    trial.repository('pull')
    trial.fetch()
    lines = trial.changed_lines(start)
    added = [line for line in lines if line.startswith('+msgstr')]
    assert [re.search(r'\(\w+\)"$', line)[0] for line in added] == ['(here)"', '(Weblate)"']
    assert [line for line in lines if line[1:7] != 'msgstr' and line[1:2] != '"'] == []
    shown = {unit['id']: unit for unit in trial.units(page, 'lv')}
    assert shown[ours['id']]['target'] == [f'{ours["target"][0]} (here)']
    assert shown[theirs['id']]['target'] == [f'{theirs["target"][0]} (Weblate)']
    assert {shown[one['id']]['state'] for one in (ours, theirs)} == {TRANSLATED}
