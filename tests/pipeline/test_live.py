"""A saved catalog or chapter reaches the page in the same process, the open window is told, faults change nothing."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import webbrowser
from types import SimpleNamespace
from urllib.request import urlopen

import pytest
import websockets
from mini_repository import digests, make_repository, publishing, replace
from places import ROOTS
from sphinx_autobuild.utils import find_free_port

from publishing.commands.live import unfit
from publishing.commands.shared import say, warn
from publishing.pipeline.live import SCRIPT, Live, _settled, listen, open_browser
from publishing.pipeline.preview import Preview
from publishing.pipeline.saved import Saved

PO = 'locales/lv/LC_MESSAGES/index.po'


@pytest.fixture
def project(tmp_path):
    """A small project with its pages made, and what was told about them since."""
    root = tmp_path / 'project'
    shutil.copytree(ROOTS / 'test-fallback', root)
    told = []
    preview = Preview(root, root, tmp_path / 'live', 'lv', root / 'locales', told.append, say=say, warn=warn)
    assert preview.start()
    told.clear()
    yield SimpleNamespace(root=root, preview=preview, told=told, po=root / PO, page=tmp_path / 'live/lv/index.html')
    preview._stack.close()


def words(page):
    return re.sub(r'<[^>]+>|\xa0', ' ', page.read_text(encoding='utf-8'))


def test_saved_catalog_is_on_the_page_and_only_that_page_is_read(project):
    app, other = project.preview.app, project.page.with_name('english.html')
    before = other.stat().st_mtime_ns
    for word in ('Vienreiz', 'Divreiz'):
        text = project.po.read_text(encoding='utf-8')
        project.po.write_text(
            re.sub(r'(msgid "A translated paragraph\."\nmsgstr ").*"', rf'\1{word} tulkots."', text), encoding='utf-8'
        )
        assert project.preview.update([project.po])
        assert f'{word} tulkots.' in words(project.page)
        assert project.told[0] == ['index.html']
        assert 'search.html' in project.told[-1]
        project.told.clear()
    assert project.preview.app is app
    assert other.stat().st_mtime_ns == before


def test_page_is_told_when_it_is_written_and_before_the_others_are(project):
    seen = []
    project.preview.written = lambda pages: seen.append((pages, 'Jauns vārds' in words(project.page)))
    replace(project.root / 'index.md', '## Untranslated heading', '## Jauns vārds')
    assert project.preview.update([project.root / 'index.md'])
    assert seen[0] == (['index.html'], True)


def test_message_with_an_error_shows_the_english_and_returns_when_mended(project, capsys):
    before = words(project.page)
    replace(project.po, 'msgid "A translated paragraph."\nmsgstr "', 'msgid "A translated paragraph."\nmsgstr "[x](y) ')
    assert project.preview.update([project.po])
    assert 'A translated paragraph.' in words(project.page)
    printed = capsys.readouterr().err
    assert f'{PO}:' in printed
    assert '[handbook.link]' in printed
    assert 'held back: 1 error' in printed
    replace(project.po, '"[x](y) ', '"')
    assert project.preview.update([project.po])
    assert words(project.page) == before
    assert capsys.readouterr().err == ''


def test_broken_catalog_keeps_the_last_page_and_stops_no_other(project, capsys):
    before = words(project.page)
    text = project.po.read_text(encoding='utf-8')
    project.po.write_text(text.replace('msgstr "', 'msgstr ', 1), encoding='utf-8')
    assert not project.preview.update([project.po])
    assert project.told == []
    assert words(project.page) == before
    printed = capsys.readouterr()
    assert '[handbook.po-syntax]' in printed.err
    assert 'keep the words' in printed.out
    other = project.po.with_name('complete.po')
    replace(project.root / 'complete.md', '#', '# New')
    assert project.preview.update([project.po, other, project.root / 'complete.md'])
    assert 'Tulkota rindkopa.' in words(project.page)
    assert 'New' in words(project.page.with_name('complete.html'))


def test_fault_of_a_chapter_is_said_with_each_save_until_it_is_mended(project, capsys):
    chapter = project.root / 'english.md'
    text = chapter.read_text(encoding='utf-8')
    chapter.write_text(f'{text}\n{{nosuch}}`role`\n', encoding='utf-8')
    for path in (chapter, project.po):
        os.utime(path)
        project.preview.update([path])
        assert 'english.md:' in capsys.readouterr().err
    chapter.write_text(text, encoding='utf-8')
    project.preview.update([chapter])
    assert capsys.readouterr().err == ''


def test_warm_pages_are_those_of_a_cold_build(project, tmp_path):
    replace(project.root / 'index.md', '# Ports and ferries', '# Ferries and ports')
    assert project.preview.update([project.root / 'index.md'])
    replace(project.root / 'english.md', '# ', '# More ')
    assert project.preview.update([project.root / 'english.md'])
    warm = digests(project.preview.outdir)
    project.preview._stack.close()
    cold = Preview(project.root, project.root, tmp_path / 'cold', 'lv', project.root / 'locales')
    assert cold.start()
    cold._stack.close()
    different = {name for name, digest in digests(cold.outdir).items() if warm.get(name) != digest}
    assert different <= {'.buildinfo', 'searchindex.js'}  # Sphinx leaves words in its index that no page has any more


def test_data_get_a_new_application(project):
    app = project.preview.app
    assert project.preview.update([project.root / 'data.csv'])
    assert project.preview.app is not app


def test_file_that_an_editor_renamed_is_no_reason_to_begin_anew(project):
    app = project.preview.app
    os.utime(project.po)
    assert project.preview.update([project.po, project.po.with_name('index.temp.po')])
    assert project.preview.app is app


def test_what_programs_write_beside_a_file_is_not_watched(tmp_path):
    live = Live(Preview(tmp_path, tmp_path, tmp_path / 'live', 'lv', tmp_path / 'locales'), [])
    folder = tmp_path / 'locales/lv/LC_MESSAGES'
    assert live.is_watched(folder / 'index.po')
    assert live.is_watched(tmp_path / 'locales/lv/reviews/index.csv')
    assert live.is_watched(tmp_path / 'handbook/start/index.md')
    for name in ('index.mo', 'index.po~', '.index.po.swp', '.#index.po', '../words.txt', 'sedQx1', '../reviews'):
        assert not live.is_watched((folder / name).resolve()), name


async def _saved_and_shown(port: int, page: str, save) -> None:
    """Call ``save`` while a window is open; return when the window is told to reload ``page``."""
    for _attempt in range(300):
        try:
            window = await websockets.connect(f'ws://127.0.0.1:{port}/reload')
            break
        except OSError:
            await asyncio.sleep(0.2)
    async with window:
        await asyncio.sleep(0.5)  # the watcher begins with the server
        save()
        while page not in json.loads(await asyncio.wait_for(window.recv(), 60)):
            pass


def test_server_tells_the_open_window_without_a_restart(tmp_path):
    root, port = make_repository(tmp_path / 'r'), find_free_port()
    environment = os.environ | {'BROWSER': 'true', 'PYTHONUNBUFFERED': '1'}
    log = tmp_path / 'log'
    with log.open('w') as output:
        server = subprocess.Popen(
            [sys.executable, '-m', 'publishing', 'live', 'lv', '--port', str(port)],
            cwd=root,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            po = root / 'locales/lv/LC_MESSAGES/ferry.po'
            text = po.read_text(encoding='utf-8')
            title = re.search(r'msgid "[^"\n]+"\nmsgstr "([^"\n]+)"', text)[1]
            asyncio.run(
                _saved_and_shown(
                    port,
                    'ferry.html',
                    lambda: po.write_text(
                        text.replace(f'msgstr "{title}"', 'msgstr "Prāmjujauns"', 1), encoding='utf-8'
                    ),
                )
            )
            page = _get(port, 'ferry.html')
            assert 'Prāmjujauns' in page
            assert '<script src="/reload.js"></script>' in page
            assert _get(port, 'reload.js') == SCRIPT
            chapter = root / 'handbook' / 'ferry.md'
            asyncio.run(
                _saved_and_shown(
                    port,
                    'ferry.html',
                    lambda: chapter.write_text(
                        chapter.read_text(encoding='utf-8') + '\nA sentencejustsaved.\n', encoding='utf-8'
                    ),
                )
            )
            assert 'sentencejustsaved' in _get(port, 'ferry.html')
        finally:
            server.terminate()
            server.wait(20)
    assert 'saved: locales/lv/LC_MESSAGES/ferry.po\nshown after ' in log.read_text(encoding='utf-8')


def _get(port: int, page: str) -> str:
    with urlopen(f'http://127.0.0.1:{port}/{page}', timeout=20) as answer:
        return answer.read().decode('utf-8')


def lines(capsys):
    printed = capsys.readouterr()
    return [line for line in (printed.err + printed.out).splitlines() if line.strip()]


UNREADABLE = {
    'saved in the charset of an old system': ('# Mājā\n'.encode('cp1257'), 'english.md:1: a letter in this line'),
    'two versions of git': (
        b'# A\n\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n',
        'english.md:3: "<<<<<<< HEAD" marks',
    ),
    'nothing saved yet': (b'', 'english.md:1: there is nothing in this file'),
}


@pytest.mark.parametrize('name', UNREADABLE)
def test_chapter_that_cannot_be_read_keeps_the_pages_until_it_is_mended(project, capsys, name):
    content, words_said = UNREADABLE[name]
    chapter, page, app = project.root / 'english.md', project.page.with_name('english.html'), project.preview.app
    before, text = words(page), chapter.read_bytes()
    chapter.write_bytes(content)
    assert not project.preview.update([chapter])
    said = lines(capsys)
    assert words_said in said[0]
    assert said[1:] == ['The pages stay as they were until this is mended.']
    assert words(page) == before
    replace(project.root / 'complete.md', '#', '# Meanwhile')
    assert not project.preview.update([project.root / 'complete.md'])
    assert words_said in lines(capsys)[0]
    chapter.write_bytes(text)
    assert project.preview.update([chapter])
    assert lines(capsys) == []
    assert project.preview.app is app
    assert 'Meanwhile' in words(project.page.with_name('complete.html'))


def test_chapter_is_renamed_and_gets_its_name_back(project, capsys):
    chapter, other = project.root / 'english.md', project.root / 'anglais.md'
    chapter.write_text(chapter.read_text(encoding='utf-8') + '\n```{index} ferries\n```\n\nMore.\n', encoding='utf-8')
    assert project.preview.update([chapter])  # with an entry in the index, which the search has too
    chapter.rename(other)
    assert project.preview.update([chapter, other])
    said = '\n'.join(lines(capsys))
    assert 'anglais.md' in said
    assert "document 'english'" in said
    assert 'More.' in words(project.page.with_name('anglais.html'))
    other.rename(chapter)
    assert project.preview.update([chapter, other])
    assert lines(capsys) == []


@pytest.mark.parametrize(('line', 'fault'), [('x = (', 'SyntaxError'), ('1 / 0', 'ZeroDivisionError')])
def test_settings_with_a_fault_are_named_in_one_line_and_the_pages_stay(project, capsys, line, fault):
    settings, before = project.root / 'conf.py', words(project.page)
    text = settings.read_text(encoding='utf-8')
    settings.write_text(f'{text}\n{line}\n', encoding='utf-8')
    number = len(text.splitlines()) + 2
    for path in (settings, project.root / 'english.md'):
        assert not project.preview.update([path])
        said = lines(capsys)
        assert len(said) == 2
        assert f'conf.py:{number}: the settings stop at this line ({fault}: ' in said[0]
    assert words(project.page) == before
    settings.write_text(text, encoding='utf-8')
    assert project.preview.update([settings])
    assert lines(capsys) == []


def test_whatever_the_builder_raises_is_said_and_the_next_save_is_shown(project):
    seen, chapter = [], project.root / 'english.md'
    project.preview.failed = seen.append
    settings = (project.root / 'conf.py').read_text(encoding='utf-8')
    fault = "\ndef setup(app):\n    app.connect('build-finished', lambda *_: {}['nothing'])\n"
    (project.root / 'conf.py').write_text(settings + fault, encoding='utf-8')
    assert not project.preview.update([project.root / 'conf.py'])
    (project.root / 'conf.py').write_text(settings, encoding='utf-8')
    project.preview.app = None
    started = project.preview._make_app

    def broken():
        raise RuntimeError('the library has a fault')

    project.preview._make_app = broken
    assert not project.preview.update([chapter])
    assert [str(one) for one in seen][-1:] == ['the library has a fault']
    project.preview._make_app = started
    replace(chapter, '#', '# Afterwards')
    assert project.preview.update([chapter])
    assert 'Afterwards' in words(project.page.with_name('english.html'))


def test_every_way_of_saving_is_seen(tmp_path):
    folder = tmp_path / 'part'
    folder.mkdir()
    one, two = folder / 'one.md', folder / 'two.md'
    for path in (one, two):
        path.write_text('# A\n', encoding='utf-8')
    saved = Saved([tmp_path, tmp_path / 'gone.toml'], lambda path: path.suffix != '.tmp')
    assert saved.changes() == []
    (folder / 'one.tmp').write_text('# B\n', encoding='utf-8')
    assert saved.changes() == []
    (folder / 'one.tmp').rename(one)  # over the other, with a size and perhaps a time that tell nothing
    assert saved.changes() == [one]
    one.unlink()
    assert saved.changes() == [one]
    one.write_text('# C\n', encoding='utf-8')
    assert saved.changes() == [one]
    moved = folder.rename(tmp_path / 'other')
    assert saved.changes() == [moved / 'one.md', moved / 'two.md', one, two]
    (tmp_path / 'gone.toml').write_text('', encoding='utf-8')
    assert saved.changes() == [tmp_path / 'gone.toml']


def test_file_that_is_deleted_and_written_anew_is_one_save(tmp_path):
    path = tmp_path / 'one.md'
    path.write_text('# A\n', encoding='utf-8')
    saved = Saved([tmp_path])
    path.unlink()
    threading.Timer(0.5, path.write_text, ['# B\n', 'utf-8']).start()
    assert _settled(saved) == [path]
    assert path.read_text(encoding='utf-8') == '# B\n'
    assert _settled(saved) == []


def test_watching_that_ends_by_itself_ends_the_server_with_its_fault(tmp_path, monkeypatch):
    live = Live(Preview(tmp_path, tmp_path, tmp_path / 'live', 'lv', tmp_path / 'locales'), [tmp_path])

    async def broken():
        raise RuntimeError('no more')

    monkeypatch.setattr(live, 'watch', broken)
    with listen(0) as listening, pytest.raises(RuntimeError, match='no more'):
        live.serve(listening)


def answer(application, path):
    """Return status, where it leads, and the text that ``application`` answers to a browser."""
    sent = []

    async def call():
        async def receive():
            return await asyncio.Event().wait()  # nobody leaves

        async def send(message):
            sent.append(message)

        scope = {'type': 'http', 'method': 'GET', 'path': path, 'root_path': '', 'query_string': b'', 'headers': []}
        await application({**scope, 'scheme': 'http', 'server': ('127.0.0.1', 80), 'app': application}, receive, send)

    asyncio.run(call())
    headers = dict(sent[0]['headers'])
    body = b''.join(message.get('body', b'') for message in sent).decode('utf-8')
    return sent[0]['status'], headers.get(b'location', b'').decode(), body


def test_links_beside_the_pages_lead_to_the_site_that_was_built_or_say_what_builds_it(tmp_path):
    preview = Preview(tmp_path, tmp_path, tmp_path / 'live', 'lv', tmp_path / 'locales')
    for name, text in (('live/lv/ferry.html', 'Prāmis'), ('site/en/ferry.html', 'Ferry'), ('site/index.html', 'All')):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'<html><head></head><body>{text}</body></html>', encoding='utf-8')
    application = Live(preview, [], site=tmp_path / 'site').application()
    assert 'Prāmis' in answer(application, '/lv/ferry.html')[2]
    assert 'reload.js' in answer(application, '/lv/ferry.html')[2]
    assert 'Ferry' in answer(application, '/en/ferry.html')[2]
    assert 'reload.js' not in answer(application, '/en/ferry.html')[2]
    assert 'All' in answer(application, '/index.html')[2]
    assert answer(application, '/ferry.html')[:2] == (307, '/lv/ferry.html')
    status, _location, words_said = answer(application, '/downloads/handbook-lv.pdf')
    assert (status, '<code>make</code> makes all languages and the downloads' in words_said) == (404, True)
    nothing = Live(preview, [], site=tmp_path / 'nowhere').application()
    assert '<code>make</code>' in answer(nothing, '/en/ferry.html')[2]
    assert 'no such page' in answer(nothing, '/lv/nothing.html')[2]
    (tmp_path / 'live/lv/index.html').write_text('Sākums', encoding='utf-8')
    assert answer(nothing, '/')[:2] == (307, '/lv/index.html')


def test_port_that_is_taken_is_said_with_a_free_one(tmp_path):
    root = make_repository(tmp_path / 'r')
    with listen(0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        done = publishing(root, 'live', 'lv', '--port', str(port))
    assert done.returncode == 1
    assert re.search(
        rf'port {port} is taken, or is none; expected a free one, such as (\d+)\. Run: make live-lv PORT=\1',
        done.stderr,
    )


@pytest.mark.parametrize('fault', [webbrowser.Error('no browser'), None])
def test_machine_without_a_browser_gets_the_address(monkeypatch, fault):
    said = []

    def opened(_address):
        if fault:
            raise fault
        return False

    monkeypatch.setenv('BROWSER', 'nothing')
    monkeypatch.setattr(webbrowser, 'open', opened)
    monkeypatch.setattr(threading, 'Timer', lambda _seconds, function: SimpleNamespace(start=function))
    open_browser(8123, said.append)
    assert said == ['No browser was opened; open http://127.0.0.1:8123 in one.']


def test_module_that_cannot_be_used_is_named(tmp_path):
    root = make_repository(tmp_path / 'r')
    assert unfit('lv', root) == ''
    module = root / 'publishing' / 'pipeline' / 'live.py'
    module.write_text(module.read_text(encoding='utf-8') + '\nx = (\n', encoding='utf-8')
    assert re.search(r"publishing/pipeline/live\.py:\d+: SyntaxError: '\(' was never closed", unfit('lv', root))


def test_misspelt_word_of_a_saved_chapter_is_named(project, monkeypatch):
    speller = SimpleNamespace(wrong=lambda text: [word for word in ('ferrry',) if word in text])
    monkeypatch.setattr('publishing.translation.checks.warnings.speller', lambda _code: speller)
    chapter = project.root / 'english.md'
    chapter.write_text(chapter.read_text(encoding='utf-8') + '\nA ferrry, a ferrry.\n', encoding='utf-8')
    project.preview.update([chapter])
    assert project.preview.misspelt([chapter]) == []  # the words on this page are a translator's
    project.preview.language = 'en'
    (found,) = project.preview.misspelt([chapter])
    assert (found.path, found.code.value) == (chapter, 'spelling')
    assert 'the word "ferrry" is in no dictionary' in found.text
