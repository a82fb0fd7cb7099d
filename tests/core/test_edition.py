"""An edition has its own day and its own title."""

import datetime
import subprocess

import pytest

from publishing.core.edition import edition_date, root_block


def test_the_day_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    assert edition_date(tmp_path) == datetime.date(2023, 11, 14)


def test_the_day_of_the_last_commit(monkeypatch, tmp_path):
    monkeypatch.delenv('SOURCE_DATE_EPOCH', raising=False)
    monkeypatch.setenv('GIT_COMMITTER_DATE', '2024-02-03T12:00:00+0000')
    for command in (
        ['init', '-q'],
        ['-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-q', '--allow-empty', '-m', 'x'],
    ):
        subprocess.run(['git', *command], cwd=tmp_path, check=True)
    assert edition_date(tmp_path) == datetime.date(2024, 2, 3)


@pytest.mark.parametrize('folder', ['', 'missing'])
def test_today_outside_a_repository(monkeypatch, tmp_path, folder):
    monkeypatch.delenv('SOURCE_DATE_EPOCH', raising=False)
    monkeypatch.setenv('GIT_CEILING_DIRECTORIES', str(tmp_path.parent))
    assert edition_date(tmp_path / folder) == datetime.datetime.now(datetime.UTC).date()


def test_title_and_blocks_come_from_the_root_document(build_app):
    app = build_app('book')
    assert app.config.html_title == app.config.epub_title == 'A small book'
    assert root_block(app, 'subtitle') == 'For whoever tests it'
    assert root_block(app, 'funding') == ''
    assert '<title>A small book' in (app.outdir / 'index.html').read_text(encoding='utf-8')


def test_what_the_edition_sets_is_no_changed_setting(make_app):
    """Otherwise each build would read every page again, and a preview take half a minute."""
    app = make_app('book')
    title = app.srcdir / 'index.md'
    title.write_text(title.read_text(encoding='utf-8') + '\n:::{publishers}\nTwo regions\n:::\n', encoding='utf-8')
    before, kept = app.config.author, []
    app.connect('env-check-consistency', lambda app, env: kept.append(env.config.author))
    app.build()
    assert kept == [before]
    assert app.config.author == 'Two regions'
