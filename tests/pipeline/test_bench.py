"""The tables of ``make bench`` say what was measured; a build that fails is named and never counted."""

import json
import os
import re
import subprocess
import sys

import pytest
from lxml import html
from places import REPOSITORY

from publishing.core.pinned import read_pins
from publishing.pipeline import bench, bench_books, bench_growth, bench_job, bench_simplepdf, own_environment

OURS = {
    ('pdf', 'lv'): {
        'seconds': 30.0,
        'cpu': 28.0,
        'mb': 400.0,
        'mb_lay_out': 350.0,
        'read': 8.0,
        'lay_out': 10.0,
        'write': 12.0,
        'pages': 90,
        'extras': {'seconds': 3.0, 'cpu': 2.6},
    },
    ('epub', 'lv'): {'seconds': 12.0, 'cpu': 11.0, 'mb': 200.0},
}
CHAPTER = {'name': 'one/first', 'pages': 3, 'seconds': 6.0, 'cpu': 7.0}
THEIRS = {
    'seconds': 60.0,
    'cpu': 52.0,
    'mb': 260.0,
    'pages': 91,
    'code': 0,
    'log': str(REPOSITORY / 'build' / 'lv.log'),
}


def words(text):
    return [line.split() for line in text.splitlines()]


def test_translations_come_first():
    assert bench.long_first(['en', 'lv', 'lt']) == ['lv', 'lt', 'en']


def test_table():
    assert words(bench.table(OURS, ['lv']))[1] == ['lv', '8.0s', '10.0s', '12.0s', '90', '9.0', '350', '400', '12.0s']


@pytest.fixture
def theirs(monkeypatch, tmp_path):
    """Let sphinx-simplepdf return what a test wants."""

    def returns(**changed):
        monkeypatch.setattr(bench_simplepdf, 'environment', lambda folder: tmp_path)
        monkeypatch.setattr(bench_simplepdf, 'measure', lambda binaries, code, folder: THEIRS | changed)

    return returns


def test_comparison_gives_the_ratio(theirs):
    theirs()
    text = bench.comparison(42.0, OURS, ['lv'])
    assert words(text)[1] == ['lv', '60.0s', '91', '1.5', '260', '30.0s', '400']
    assert 'of the processor' in text
    assert 'take 0.75 times of the processor and' in text  # 39 of 52


@pytest.mark.parametrize('changed', [{'code': 1}, {'pages': 0}])
def test_a_failed_comparison_gives_no_ratio(theirs, changed):
    theirs(**changed)
    text = bench.comparison(42.0, OURS, ['lv'])
    assert 'lv               failed; see build/lv.log' in text
    assert 'no ratio' in text
    assert 'times as long' not in text


def test_no_comparison_where_it_cannot_be_installed(monkeypatch, tmp_path):
    def refuse(folder):
        raise own_environment.MissingError('no network')

    monkeypatch.setattr(bench_simplepdf, 'environment', refuse)
    assert bench.comparison(42.0, OURS, ['lv']) == 'no comparison: no network\n'


def test_growth_is_time_per_page():
    measured = [
        {'lay_out': 8.0 * times, 'write': 2.0 * times * factor, 'pages': 100 * times, 'mb': 300.0}
        for times, factor in ((1, 1), (2, 1), (4, 2))
    ]
    text, ratio = bench.growth(measured)
    assert ratio == pytest.approx(1.2)
    assert words(text)[1:] == [
        ['1×', '8.0s', '2.0s', '100', '0.100', '1.00', '300'],
        ['2×', '16.0s', '4.0s', '200', '0.100', '1.00', '300'],
        ['4×', '32.0s', '16.0s', '400', '0.120', '1.20', '300'],
        ['in', 'processor', 'seconds'],
    ]


@pytest.mark.parametrize(('per_page', 'mb', 'kept'), [(1.0, 400.0, True), (1.2, 400.0, False), (1.0, 1001.0, False)])
def test_limits(monkeypatch, theirs, tmp_path, per_page, mb, kept):
    theirs()
    grown = {'lay_out': 1.0, 'write': 0.0, 'pages': 10, 'mb': 1.0}

    def job(form, _code, times='1'):
        if form == 'construct':
            return cost(int(times))
        if form == 'chapter':
            return CHAPTER
        if form == 'growth':
            return grown | {'lay_out': per_page if times == '4' else 1.0}
        return OURS[form, 'lv'] | {'mb': mb}

    monkeypatch.setattr(bench, 'job', job)
    monkeypatch.setattr(bench, 'FOLDER', tmp_path)
    said = []
    assert bench.measure(['lv'], said.append) is kept
    assert 'all together: 1 languages' in '\n'.join(said)
    assert 'one changed chapter (one/first, 3 pages) alone: 6.0 s, 7.0 of the processor, 25% of' in '\n'.join(said)


def cost(number, **changed):
    """Return what a book of ``number`` constructs costs when it grows in step."""
    return {'pages': number, 'cpu': number / 100, 'mb': number / 10} | changed


def test_growth_of_constructs():
    first, asked = dict.fromkeys(bench_books.BOOKS, True), []

    def job(_form, name, number):
        asked.append(name)
        is_many = int(number) > bench_books.BOOKS[name][1]
        changed = {'cpu': int(number) / 60} if is_many and (name == 'table' or (name == 'code' and first[name])) else {}
        if is_many:
            first[name] = False
        return cost(int(number), **changed)

    found = bench_growth.measure(job, lambda jobs: (0.0, {key: call() for key, call in jobs.items()}))
    assert list(found) == list(bench_books.BOOKS)
    assert [name for name, growth in found.items() if not growth.is_kept] == ['table']  # and code once
    assert {name: asked.count(name) for name in ('table', 'code', 'text')} == {'table': 4, 'code': 4, 'text': 2}
    lines = words(bench_growth.table(found))
    assert lines[1] == ['table', '5000', '5000', '83.3s', '1.67', '500', '1.00', 'too', 'much']
    assert lines[2] == ['code', '6000', '6000', '60.0s', '1.00', '600', '1.00']


def test_memory_that_grows_too_fast_is_too_much():
    assert not bench_growth.Growth(cost(100), cost(400, mb=45.0)).is_kept
    assert bench_growth.Growth(cost(100), cost(400, mb=43.0)).is_kept


@pytest.mark.parametrize('name', bench_books.BOOKS)
def test_books_of_constructs_grow(tmp_path, name):
    """Each has as many as it says, and names no file that it does not bring."""
    few, many = (bench_books.BOOKS[name][0](count) for count in (60, 240))
    size = [sum(map(len, (text for file, text in book.items() if file.endswith('.rst')))) for book in (few, many)]
    assert 3.5 < size[1] / size[0] < 4.6
    bench_books.write(name, 3, tmp_path / 'book')
    pages = [path.read_text() for path in (tmp_path / 'book').glob('*.rst')]
    for file in re.findall(r'(?:image|figure):: (\S+)', '\n'.join(pages)):
        assert (tmp_path / 'book' / file).is_file()


def test_a_book_of_one_construct_is_built():
    found = bench_job.construct('drawings', 2)
    assert found['pages'] >= 1
    assert found['cpu'] > 0
    assert not (bench_job.BUILD / 'bench' / 'drawings-2').exists()


def test_a_failed_build_is_named(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(bench, 'FOLDER', REPOSITORY / 'build' / 'bench')
    (REPOSITORY / 'build' / 'bench').mkdir(parents=True, exist_ok=True)
    done = subprocess.CompletedProcess([], 1, 'out', 'bad input')
    monkeypatch.setattr(subprocess, 'run', lambda *args, **options: done)
    with pytest.raises(bench.BenchError, match='the pdf xx could not be measured.*build/bench/pdf-xx.log'):
        bench.job('pdf', 'xx')
    log = REPOSITORY / 'build' / 'bench' / 'pdf-xx.log'
    assert log.read_text() == 'outbad input'
    log.unlink()


def test_a_repeated_book_has_each_identifier_once():
    text = '<html><body><nav id="n"></nav><main id2="x"><h1 class="a" id="b">x</h1></main><p id="c"></p></body></html>'
    text = text.replace('<main id2="x">', '<main>')
    tree = html.fromstring(bench_job.repeated(text, 3))
    assert tree.xpath('//@id') == ['n', 'b', 'c']
    assert len(tree.xpath('//h1[@class="a"]')) == 3
    assert bench_job.repeated(text, 1) == text


def test_only_the_largest_layout_counts(monkeypatch):
    sizes = iter((90, 2))

    class Layout:
        def __init__(self):
            self.page_count = next(sizes)

    monkeypatch.setattr(bench_job.builder, 'lay_out', lambda: Layout())
    monkeypatch.setattr(bench_job.Sphinx, 'emit', bench_job.Sphinx.emit)  # put back at the end
    watch = bench_job.Watch()
    watch()
    ended = watch.ended
    watch()
    assert (watch.pages, watch.ended) == (90, ended)
    assert watch.began <= watch.laid_out <= ended


@pytest.mark.parametrize('extras', [True, False])
def test_what_is_made_besides_is_measured_apart_or_left_out(monkeypatch, extras):
    heard = []
    monkeypatch.setattr(bench_job.builder, 'lay_out', None)
    monkeypatch.setattr(bench_job.Sphinx, 'emit', lambda app, event: heard.append(event) or sum(range(200_000)))
    watch = bench_job.Watch(extras)
    for event in ('env-updated', 'pdf-written'):
        bench_job.Sphinx.emit(None, event)
    assert heard == ['env-updated', 'pdf-written'][: 1 + extras]
    assert (watch.extras['seconds'] > 0) == extras


def test_what_is_made_besides_is_named():
    assert bench.besides({'cpu': 30.0, 'extras': {'cpu': 3.0}}) == (
        'single chapters and worksheets besides: 3.0 of the processor a language, 10%\n'
    )


def test_a_new_environment_only_for_other_pins(monkeypatch, tmp_path):
    called = []

    def run(command, **_options):
        called.append(str(command[0]))
        (tmp_path / 'venv' / 'bin').mkdir(parents=True, exist_ok=True)
        return subprocess.CompletedProcess(command, 0, '', '')

    monkeypatch.setattr(subprocess, 'run', run)
    for _time in range(2):
        assert bench_simplepdf.environment(tmp_path) == tmp_path / 'venv' / 'bin'
    assert called == [sys.executable, str(tmp_path / 'venv' / 'bin' / 'python')]
    monkeypatch.setattr(subprocess, 'run', lambda *a, **o: subprocess.CompletedProcess(a, 1, '', 'no network'))
    (tmp_path / 'venv' / 'installed').write_text('old')
    monkeypatch.setattr(own_environment, 'ROOT', tmp_path.parent)
    with pytest.raises(own_environment.MissingError, match='install.log'):
        bench_simplepdf.environment(tmp_path)


def test_its_pins_are_ours_and_a_few_more():
    def pins(path):
        return {(pin.name, pin.version, pin.marker): sorted(pin.digests) for pin in read_pins(path)}

    ours, theirs = pins(REPOSITORY / 'requirements.txt'), pins(bench_simplepdf.REQUIREMENTS)
    assert {key: digests for key, digests in theirs.items() if key in ours} == ours
    only = {name: version for name, version, _marker in theirs.keys() - ours.keys()}
    assert only['sphinx-simplepdf'] == '1.7.0'


def test_settings_for_it_name_only_what_it_reads(tmp_path):
    conf = tmp_path / 'conf.py'
    text = bench_simplepdf.CONF.format(root=str(REPOSITORY), writers=bench_simplepdf.OWN_WRITERS)
    conf.write_text(text, encoding='utf-8')
    shown = subprocess.run(
        [sys.executable, '-c', f'import json, runpy; print(json.dumps(runpy.run_path({str(conf)!r})["extensions"]))'],
        cwd=tmp_path,
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    names = json.loads(shown)
    assert names[-1] == 'sphinx_simplepdf'
    assert 'publishing.figures' in names
    assert not {'publishing.pdf', 'publishing.epub'} & set(names)
