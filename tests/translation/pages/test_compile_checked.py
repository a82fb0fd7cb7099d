"""A translation with an error stands on no page: English in previews, no edition at all; unreadable files stop both."""

import gettext
import os
import re
import shutil
from pathlib import Path

import forked
import pytest
from mini_repository import digests, make_repository, publishing, replace

from publishing.core.findings import FindingsError
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks import held_back
from publishing.translation.pages.compiled import compile_catalogs, compiled_path
from publishing.translation.reviews.shares import shares

FERRY_LV = 'locales/lv/LC_MESSAGES/ferry.po'
LINK = '[kustības sarakstu](https://example.org/timetable)'
HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: lv\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"

msgid "Border"
msgstr "Robeža"

"""
LOST = 'msgid "See [the port](#port)."\nmsgstr "Skatiet ostu."\n'
WAIVED = f'# handbook: allow link – the port has no page in Latvian\n{LOST}'


def page(tmp_path, text):
    path = tmp_path / 'locales' / 'lv' / 'LC_MESSAGES' / 'part' / 'page.po'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text, encoding='utf-8')
    return path


def mo(tmp_path):
    return compiled_path('part/page', 'lv', tmp_path)


def compiled(tmp_path, path):
    compile_catalogs(Translation('lv', tmp_path / 'locales'), tmp_path)
    with mo(tmp_path).open('rb') as file:
        return gettext.GNUTranslations(file)


def test_message_with_an_error_is_not_compiled_and_the_others_are(tmp_path):
    words = compiled(tmp_path, page(tmp_path, LOST))
    assert words.gettext('Border') == 'Robeža'
    assert words.gettext('See [the port](#port).') == 'See [the port](#port).'


def test_message_with_a_waived_error_or_a_warning_is_compiled(tmp_path):
    warned = 'msgid "The sea is far."\nmsgstr "Jūra ir ir tālu."\n'
    words = compiled(tmp_path, page(tmp_path, f'{WAIVED}\n{warned}'))
    assert words.gettext('See [the port](#port).') == 'Skatiet ostu.'
    assert words.gettext('The sea is far.') == 'Jūra ir ir tālu.'


def test_html_of_the_translation_alone_cannot_be_waived_onto_a_page(tmp_path):
    text = '# handbook: allow markup – please\nmsgid "A port."\nmsgstr "Osta.<script>x</script>"\n'
    assert compiled(tmp_path, page(tmp_path, text)).gettext('A port.') == 'A port.'


def test_mended_message_returns(tmp_path):
    path = page(tmp_path, LOST)
    compiled(tmp_path, path)
    replace(path, 'Skatiet ostu.', 'Skatiet [ostu](#port).')
    assert compiled(tmp_path, path).gettext('See [the port](#port).') == 'Skatiet [ostu](#port).'


def test_unreadable_catalog_is_refused_and_its_last_compiled_form_stays(tmp_path):
    path = page(tmp_path, LOST)
    compiled(tmp_path, path)
    before = mo(tmp_path).read_bytes()
    replace(path, '"Robeža"', '"Robeža')
    with pytest.raises(FindingsError, match='not closed'):
        compile_catalogs(Translation('lv', tmp_path / 'locales'), tmp_path)
    assert mo(tmp_path).read_bytes() == before


def test_list_of_what_is_held_back_and_what_an_edition_and_a_draft_refuse(tmp_path):
    page(tmp_path, LOST)
    locales = tmp_path / 'locales'
    [(name, messages)] = held_back.held_back(Translation('lv', locales)).items()
    assert name == 'part/page'
    assert list(messages) == [(None, 'See [the port](#port).')]
    assert [finding.line for finding in held_back.refused(Translation('lv', locales))] == [11]
    said = []
    assert held_back.refused(Translation('lv', locales), warn=said.append) == []
    [text] = said
    assert re.search(r'page\.po:11: .*\nheld back: 1 error in messages', text)


def test_status_counts_what_is_held_back_as_not_translated(tmp_path):
    import polib

    path = page(tmp_path, LOST)
    pot = polib.POFile()
    pot.extend(polib.POEntry(msgid=entry.msgid) for entry in polib.pofile(str(path)))
    share = shares(Translation('lv', tmp_path / 'locales'), {'part/page': pot})['part/page']
    assert (share.words, share.translated, share.missing) == (4, 1, 3)


@pytest.fixture(scope='module')
def repository(tmp_path_factory) -> Path:
    """Return a small repository with one lost link in the Latvian ferry page, and a draft of it."""
    root = make_repository(tmp_path_factory.mktemp('draft') / 'handbook')
    result = publishing(root, 'build', 'html', 'lv')
    assert result.returncode == 0, result.stderr
    replace(root / FERRY_LV, LINK, 'kustības sarakstu')
    return root


def test_draft_goes_on_in_english_and_leaves_the_edition_alone(repository):
    before = digests(repository / 'build' / 'site')
    assert publishing(repository, 'build', 'html', 'lv').returncode == 1
    result = publishing(repository, 'build', 'html', 'lv', '--draft')
    assert result.returncode == 0, result.stderr
    assert f'{FERRY_LV}:' in result.stderr
    assert 'held back: 1 error' in result.stderr
    assert digests(repository / 'build' / 'site') == before
    text = (repository / 'build' / 'draft' / 'lv' / 'ferry.html').read_text(encoding='utf-8')
    assert '>the timetable<' in text
    assert 'kustības sarakstu' not in text
    assert 'Prāmis šķērso' in text


def test_status_and_check_list_it(repository):
    status = publishing(repository, 'status', 'lv')
    assert status.returncode == 0
    assert 'held back: 1 error' in status.stdout
    assert f'{FERRY_LV}:' in status.stdout
    assert publishing(repository, 'check', 'lv').returncode == 1


def test_sphinx_alone_shows_english_too_and_stops_at_a_catalog_it_cannot_read(repository, tmp_path):
    options = '-b', 'html', '-q', '-c', '.', '-D', 'language=lv', '-d', tmp_path / 'doctrees'
    command = 'sphinx', (*options, 'handbook', tmp_path / 'out'), repository, os.environ
    shutil.rmtree(repository / 'build' / 'work' / 'catalogs')
    result = forked.run(*command)
    assert result.returncode == 0, result.stderr
    assert 'held back: 1 error' in result.stderr
    assert 'kustības sarakstu' not in (tmp_path / 'out' / 'ferry.html').read_text(encoding='utf-8')
    path = repository / FERRY_LV
    text = path.read_text(encoding='utf-8')
    path.write_text(text + '\nmsgid "x\n', encoding='utf-8')
    result = forked.run(*command)
    path.write_text(text, encoding='utf-8')
    assert result.returncode != 0
    assert f'{FERRY_LV}:' in result.stderr
    assert 'handbook.po-syntax' in result.stderr
