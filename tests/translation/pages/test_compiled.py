"""Catalogs are compiled once, whole, and only when they or the rules have changed; pages learn of it by the time."""

import gettext
import os
import shutil
import subprocess
from pathlib import Path

import forked
import pytest

import publishing
from publishing.core.findings import FindingsError
from publishing.translation.catalogs.catalog import KEPT, Translation
from publishing.translation.checks import examine
from publishing.translation.checks.records import found
from publishing.translation.pages import compiled
from publishing.translation.pages.compiled import RECORD, RULES, compile_catalogs, compiled_path, digest, rules_hash

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: lv\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"

msgid "Border"
msgstr "Robeža"

#, fuzzy
msgid "Sea"
msgstr "Jūra?"
"""


@pytest.fixture
def folder(tmp_path):
    """Return the folder of one Latvian catalog, page.po."""
    folder = tmp_path / 'locales' / 'lv' / 'LC_MESSAGES' / 'part'
    folder.mkdir(parents=True)
    (folder / 'page.po').write_text(PO, encoding='utf-8')
    return folder


@pytest.fixture
def compile_names(tmp_path, folder):
    """Return a function that compiles and returns the names of what was compiled anew."""
    return lambda: [path.name for path in compile_catalogs(Translation('lv', tmp_path / 'locales'), tmp_path)]


def mo(folder):
    """Return where the catalog page.po of ``folder`` lies compiled."""
    return compiled_path('part/page', 'lv', folder.parents[3])


def words(folder):
    with mo(folder).open('rb') as file:
        return gettext.GNUTranslations(file)


def test_only_changed_catalogs_are_compiled_and_fuzzy_messages_left_out(folder, compile_names):
    assert compile_names() == ['page.mo']
    assert compile_names() == []
    assert words(folder).gettext('Border') == 'Robeža'
    assert words(folder).gettext('Sea') == 'Sea'
    os.utime(folder / 'page.po', (1, 1))  # an older file than the compiled one, as after a checkout
    assert compile_names() == ['page.mo']
    assert compile_names() == []
    assert {path.name for path in folder.iterdir()} == {'page.po'}
    mo(folder).unlink()
    assert compile_names() == ['page.mo']


def test_what_another_program_compiles_does_not_stay(folder, compile_names):
    """Poedit compiles when it saves, after us where a preview was quick; "sphinx-intl build" at any time."""
    (folder / 'page.po').write_text(f'{PO}\nmsgid "It has 5 towns."\nmsgstr "Tur ir 6 pilsētas."\n', encoding='utf-8')
    assert compile_names() == ['page.mo']
    ours = mo(folder).read_bytes()
    subprocess.run(['msgfmt', '--use-fuzzy', '-o', mo(folder), folder / 'page.po'], check=True)
    assert words(folder).gettext('It has 5 towns.') == 'Tur ir 6 pilsētas.'
    assert compile_names() == ['page.mo']
    assert mo(folder).read_bytes() == ours
    assert words(folder).gettext('It has 5 towns.') == 'It has 5 towns.'
    assert words(folder).gettext('Sea') == 'Sea'
    os.utime(mo(folder))  # the same words
    before = mo(folder).stat().st_mtime_ns
    assert compile_names() == ['page.mo']
    assert compile_names() == []
    assert mo(folder).stat().st_mtime_ns == before


def test_what_only_gettext_reads_reaches_the_page(folder, compile_names):
    """Several strings on a line, bytes as numbers, a former text without a blank, no header."""
    odd = '#| msgctxt "c" msgid "Bay"\nmsgctxt "c" msgid "S" "ea" msgstr "J\\305\\253" "ra."\n'
    (folder / 'page.po').write_text(f'msgid "Border" msgstr "Robeža"\n{odd}', encoding='utf-8')
    assert compile_names() == ['page.mo']
    assert words(folder).gettext('Border') == 'Robeža'
    assert words(folder).pgettext('c', 'Sea') == 'Jūra.'
    assert words(folder).ngettext('%d page', '%d pages', 5) == '%d pages'


def test_a_new_date_has_no_page_read_again(folder, compile_names):
    compile_names()
    before = mo(folder).read_bytes()
    dated = PO.replace('"Language: lv', '"PO-Revision-Date: 2026-11-28 12:00+0200\\n"\n"Language: lv')
    (folder / 'page.po').write_text(dated, encoding='utf-8')
    compile_names()
    assert mo(folder).read_bytes() == before


def test_older_catalog_in_a_place_reaches_the_page(folder, compile_names):
    """Sphinx reads a page anew when its compiled catalog is newer than the page."""
    compile_names()
    before = mo(folder).stat().st_mtime_ns
    (folder / 'page.po').write_text(PO.replace('Robeža', 'Mala'), encoding='utf-8')
    os.utime(folder / 'page.po', (1, 1))
    assert compile_names() == ['page.mo']
    assert words(folder).gettext('Border') == 'Mala'
    assert mo(folder).stat().st_mtime_ns > before


def test_catalog_that_keeps_its_time_reaches_the_page(folder, compile_names):
    compile_names()
    time = (folder / 'page.po').stat().st_mtime_ns
    (folder / 'page.po').write_text(PO.replace('Robeža', 'Mala'), encoding='utf-8')
    os.utime(folder / 'page.po', ns=(time, time))
    assert compile_names() == ['page.mo']
    assert words(folder).gettext('Border') == 'Mala'


def test_rule_that_is_tightened_takes_a_translation_off_the_page(folder, compile_names, monkeypatch):
    compile_names()
    before = mo(folder).stat().st_mtime_ns
    monkeypatch.setattr(compiled, '_code_hash', lambda: 'tightened')
    monkeypatch.setattr(examine, 'differences', lambda *_texts: [found('number', 'none is right')])
    KEPT.clear()  # another process
    assert compile_names() == ['page.mo']
    assert compile_names() == []
    assert words(folder).gettext('Border') == 'Border'
    assert mo(folder).stat().st_mtime_ns > before


def test_rule_that_finds_nothing_new_has_no_page_read_again(folder, compile_names, monkeypatch):
    compile_names()
    before = mo(folder).stat().st_mtime_ns
    monkeypatch.setattr(compiled, '_code_hash', lambda: 'other words')
    assert compile_names() == ['page.mo']
    assert compile_names() == []
    assert mo(folder).stat().st_mtime_ns == before


def test_page_follows_a_rule_that_is_loosened_and_tightened(tmp_path, folder):
    """Sphinx keeps what it read, but a page whose words come out otherwise is read anew."""
    shutil.copytree(RULES[0], tmp_path / 'publishing', ignore=shutil.ignore_patterns('__pycache__'))
    rules = tmp_path / Path(examine.__file__).relative_to(RULES[0].parent)
    kept = rules.read_text(encoding='utf-8')
    (tmp_path / 'conf.py').write_text(
        "extensions = ['myst_parser', 'publishing.translation.pages.compile_checked']\n"
        "language = 'lv'\n"
        "locale_dirs = ['locales']\ngettext_compact = False\n",
        encoding='utf-8',
    )
    (tmp_path / 'part').mkdir()
    for name in ('index.md', 'part/page.md'):
        (tmp_path / name).write_text('# Title\n\nIt has 5 towns.\n', encoding='utf-8')
    (folder / 'page.po').write_text(f'{PO}\nmsgid "It has 5 towns."\nmsgstr "Tur ir 6 pilsētas."\n', encoding='utf-8')
    for is_held_back, change in ((True, ''), (False, 'def _errors(_findings):\n    return []\n'), (True, '')):
        rules.write_text(f'{kept}\n\n{change}', encoding='utf-8')
        done = forked.run('sphinx', ('-q', '-b', 'html', '.', 'out'), tmp_path, os.environ)
        assert done.returncode == 0, done.stderr
        text = (tmp_path / 'out' / 'part' / 'page.html').read_text(encoding='utf-8')
        assert ('It has 5 towns.' in text, 'Tur ir 6 pilsētas.' in text) == (is_held_back, not is_held_back)


@pytest.mark.parametrize('record', ['', '{"part/page.po"', 'of a former day'])
def test_damaged_record_compiles_all_anew(folder, compile_names, record):
    compile_names()
    mo(folder).parents[1].joinpath(RECORD).write_text(record, encoding='utf-8')
    assert compile_names() == ['page.mo']
    assert compile_names() == []


def test_catalog_that_cannot_be_read_leaves_the_others_compiled(folder, compile_names):
    (folder / 'z.po').write_text(PO.replace('"Border"', '"Border'), encoding='utf-8')
    for _attempt in range(2):
        with pytest.raises(FindingsError, match='not closed'):
            compile_names()
    made = mo(folder).stat().st_mtime_ns
    (folder / 'z.po').write_text(PO, encoding='utf-8')
    assert compile_names() == ['z.mo']
    assert mo(folder).stat().st_mtime_ns == made


# What decides which messages are held back


@pytest.fixture
def code(tmp_path):
    """Return a copy of our code."""
    shutil.copytree(RULES[0], tmp_path / 'code', ignore=shutil.ignore_patterns('__pycache__'))
    return tmp_path / 'code'


def test_every_module_of_ours_decides(code):
    assert Path(publishing.__file__).parent in RULES
    before, modules = digest([code]), sorted(code.rglob('*.py'))
    assert any(path.name == Path(examine.__file__).name for path in modules)
    for path in modules:
        content = path.read_bytes()
        path.write_bytes(content + b'#')
        assert digest([code]) != before, path
        path.write_bytes(content)
    assert digest([code]) == before


def test_new_moved_and_removed_modules_decide(code):
    seen = {digest([code])}
    (code / 'wing').mkdir()
    (code / 'wing' / 'new.py').write_text('')
    seen.add(digest([code]))
    (code / 'wing' / 'new.py').rename(code / 'wing' / 'moved.py')
    seen.add(digest([code]))
    next(code.glob('*.py')).unlink()
    seen.add(digest([code]))
    assert len(seen) == 4


def test_what_python_compiles_decides_nothing(code):
    before = digest([code])
    (code / '__pycache__').mkdir()
    (code / '__pycache__' / 'checks.cpython-313.pyc').write_bytes(b'x')
    assert digest([code]) == before


def test_versions_of_libraries_and_markdown_extensions_decide():
    assert {'conf.py', 'requirements.txt'} <= {path.name for path in RULES if path.is_file()}


def test_what_a_language_keeps_beside_its_catalogs_decides(folder, compile_names, tmp_path):
    locales = tmp_path / 'locales'
    compile_names()
    before = rules_hash(Translation('lv', locales))
    for name in ('lv/reviews/part/page.csv', 'lv/LC_MESSAGES/part/other.po', 'lt/words.txt'):
        (locales / name).parent.mkdir(parents=True, exist_ok=True)
        (locales / name).write_text('x', encoding='utf-8')
    assert rules_hash(Translation('lv', locales)) == before
    (locales / 'lv' / 'words.txt').write_text('Robeža', encoding='utf-8')
    assert rules_hash(Translation('lv', locales)) != before
