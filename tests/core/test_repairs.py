"""Another version of a library: repairs that still fit go in; others are left out and named, or work is refused."""

import ast
import itertools
import logging
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest
import weasyprint
from packaging.utils import canonicalize_name
from places import REPOSITORY

import publishing
from publishing.core import repairs
from publishing.core.findings import Code
from publishing.core.pinned import read_pins
from publishing.core.plain_messages import stopped_by
from publishing.core.repairs import GONE, TESTED, LibraryError, Repair
from publishing.pdf.layout import baseline_grid, drawings, layout, weasyprint_patches
from publishing.pdf.layout import speedups as layout_speedups
from publishing.pdf.tags import tags
from publishing.pipeline import speedups
from publishing.text import collation
from publishing.worksheets import fields

LEFT_OUT = (
    *speedups.REPAIRS,
    *weasyprint_patches.REPAIRS,
    *baseline_grid.REPAIRS,
    *drawings.REPAIRS,
    *layout_speedups.REPAIRS,
    *collation.REPAIRS,
)
NEEDED = (tags.STAND_IN, fields.STAND_IN)
#: What we write into other packages by their leave.
PUBLIC = {
    'pyphen.LANGUAGES': 'in its __all__: the pattern file of each language',
    'sphinx.locale.translators': "Sphinx's own catalogs in use, by namespace",
    'sphinx.application.Sphinx.emit': 'measured by the bench, in a process of its own; nothing is published of it',
    'sphinx.util.logging.setup': 'called as ever, whatever it does, and put back when the application is made',
    'ziamath.config.precision': "the package's own settings",
    'ziamath.config.svg2': "the package's own settings",
    'weasyprint.logger.LOGGER.handlers': "Python's logging",
    'weasyprint.logger.LOGGER.propagate': "Python's logging",
}


def named(repair):
    return next(iter(repair.places))


@pytest.fixture(autouse=True)
def _forgetful():
    """Let each test be a process that has just begun, and the next as well."""

    def forget():
        for kept in (repairs.installed, repairs.fits, repairs._say):
            kept.cache_clear()

    forget()
    yield
    forget()


@pytest.fixture
def said(caplog):
    caplog.set_level(logging.DEBUG, repairs.__name__)
    return lambda: [record.getMessage() for record in caplog.records if record.name == repairs.__name__]


@pytest.fixture
def version(monkeypatch):
    """Return a function that pretends another version of every library."""

    def pretend(number):
        monkeypatch.setattr(metadata, 'version', lambda library: number)

    return pretend


# With the pinned versions


def test_tested_versions_are_the_pinned_ones():
    pinned = {pin.name: pin.version for pin in read_pins(REPOSITORY / 'requirements.txt')}
    for library, tested in TESTED.items():
        assert pinned[canonicalize_name(library)] == tested, (
            f'requirements.txt has another {library}: look at its repairs, then correct TESTED in repairs.py'
        )
        assert metadata.version(library) == tested


@pytest.mark.parametrize('repair', LEFT_OUT + NEEDED, ids=named)
def test_the_code_is_that_of_the_tested_version(repair):
    assert GONE not in map(repairs.stock, (*repair.places, *repair.leans_on))
    assert repairs.fingerprint(repair) == repair.code, (
        f'the code of {named(repair)}, or of what the repair leans on, has changed: '
        f'look whether the repair still goes with it, then write code={repairs.fingerprint(repair)!r}'
    )


def test_nothing_is_said_and_all_is_in_place(said):
    repairs.require(*NEEDED)
    repairs.apply(*LEFT_OUT)
    assert said() == []
    for repair in LEFT_OUT:
        for name, ours in repair.places.items():
            assert repairs.resolve_name(name) is ours


# With another version


@pytest.mark.parametrize('repair', LEFT_OUT, ids=named)
def test_another_version_with_the_same_code_is_repaired_in_silence(repair, version, said):
    version('99.0')
    repairs.apply(repair)
    assert said() == []
    assert [repairs.resolve_name(name) for name in repair.places] == list(repair.places.values())


@pytest.mark.parametrize('repair', LEFT_OUT, ids=named)
def test_another_version_with_other_code_is_left_as_it_is(repair, version, said, monkeypatch):
    version('99.0')
    places = []
    for name in repair.places:
        owner, attribute = re.fullmatch(r'(.*)[:.](\w+)', name).groups()
        monkeypatch.setattr(repairs.resolve_name(owner), attribute, repairs.stock(name))
        places.append(repairs.stock(name))
    changed = replace(repair, code='of another version')
    for _time in range(3):
        repairs.apply(changed)
    tested = TESTED[repair.library]
    assert said() == [
        f'{repair.library}: warning: 99.0 is installed, and its code differs from that of {tested} where we repair it; '
        f'expected {tested}. It works without the repair, but {repair.without}. To have it: '
        f'pip install {repair.library}=={tested} [handbook.output]'
    ]
    assert [repairs.resolve_name(name) for name in repair.places] == places


@pytest.mark.parametrize('repair', NEEDED, ids=named)
def test_what_is_needed_is_refused(repair, version):
    version('99.0')
    repairs.require(repair)
    with pytest.raises(LibraryError) as refused:
        repairs.require(replace(repair, code='of another version'))
    assert str(refused.value) == (
        'WeasyPrint: 99.0 is installed, and its code differs from that of 70.0 where ours stands in for it; '
        f'expected 70.0, without which {repair.without}. Run: pip install WeasyPrint==70.0 [handbook.output]'
    )
    [finding] = stopped_by(refused.value)
    assert (finding.path, finding.code) == ('WeasyPrint', Code.OUTPUT)
    assert str(finding) == str(refused.value)


def test_a_book_is_refused_before_it_is_laid_out(version, monkeypatch):
    version('99.0')
    monkeypatch.setattr(tags, 'STAND_IN', replace(tags.STAND_IN, code='of another version'))
    monkeypatch.setattr(layout, 'HTML', None)
    with pytest.raises(LibraryError, match='screen readers'):
        layout.lay_out('<p>text</p>', '', [])


def test_a_form_is_refused(version, monkeypatch):
    version('99.0')
    monkeypatch.setattr(fields, 'STAND_IN', replace(fields.STAND_IN, code='of another version'))
    before = weasyprint.pdf.add_forms
    with pytest.raises(LibraryError, match='could not be typed'), fields.own_fields(Path('font.ttf')):
        pass
    assert weasyprint.pdf.add_forms is before


# What counts as other code

LIBRARY = """
def greet(name, loud=False):
    return f'Hello {name}'


class Host:
    drink = None

    def pour(self):
        return helper()

    @property
    def size(self):
        return 1


def helper():
    return 'tea'
"""
BODY, CALL, HELPER = ("f'Hello {name}'", "'Hello'"), ('loud=False', 'loud'), ("'tea'", "'coffee'")
PROPERTY, RENAMED = ('return 1', 'return 2'), ('def greet', 'def welcome')
_numbers = itertools.count()


def ours(*_arguments):
    return 'ours'


@pytest.fixture
def inn(tmp_path, monkeypatch, version):
    """Return a function that makes a repair for a library and installs that with changes."""
    monkeypatch.setitem(TESTED, 'Inn', '1.0')
    monkeypatch.syspath_prepend(tmp_path)

    def written(changes):
        text = LIBRARY
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        name = f'inn_{next(_numbers)}'
        (tmp_path / f'{name}.py').write_text(text, encoding='utf-8')
        return name

    def made(module, names, leans_on, options, code=''):
        return Repair(
            'Inn',
            'the tea is cold',
            {f'{module}:{name}': ours for name in names},
            code,
            tuple(f'{module}:{name}' for name in leans_on),
            **options,
        )

    def install(*names, changes=(), number='2.0', leans_on=(), **options):
        version(number)
        code = repairs.fingerprint(made(written(()), names, leans_on, options))
        return made(written(changes), names, leans_on, options, code)

    return install


def is_in_place(repair):
    [state] = {repairs.stock(name) is GONE or repairs.resolve_name(name) is ours for name in repair.places}
    return state


@pytest.mark.parametrize(
    ('names', 'options'),
    [
        (['greet'], {}),
        (['greet'], {'changes': [HELPER]}),
        (['greet'], {'changes': [BODY], 'is_signature_enough': True}),
        (['greet'], {'changes': [BODY], 'number': '1.0'}),
        (['Host.pour'], {'changes': [BODY], 'leans_on': ['helper']}),
        (['Host.size'], {'changes': [BODY], 'leans_on': ['Host.drink']}),
    ],
)
def test_fits(inn, said, names, options):
    repair = inn(*names, **options)
    repairs.apply(repair)
    assert is_in_place(repair)
    assert said() == []


@pytest.mark.parametrize(
    ('names', 'options'),
    [
        (['greet'], {'changes': [BODY]}),
        (['greet'], {'changes': [CALL], 'is_signature_enough': True}),
        (['greet', 'Host.pour'], {'changes': [BODY]}),
        (['Host.pour'], {'changes': [HELPER], 'leans_on': ['helper']}),
        (['Host.size'], {'changes': [PROPERTY]}),
        (['Host.pour'], {'changes': [('drink = None', 'pass')], 'leans_on': ['Host.drink']}),
    ],
)
def test_does_not_fit(inn, said, names, options):
    repair = inn(*names, **options)
    repairs.apply(repair)
    assert not is_in_place(repair)
    assert len(said()) == 1


@pytest.mark.parametrize('options', [{}, {'is_signature_enough': True}])
def test_what_is_gone_is_not_made(inn, said, options):
    repair = inn('greet', changes=[RENAMED], **options)
    repairs.apply(repair)
    assert len(said()) == 1
    module = next(iter(repair.places)).partition(':')[0]
    assert not hasattr(repairs.resolve_name(module), 'greet')
    repairs.apply(replace(repair, places={'no_such_library.inside:greet': ours}))
    assert len(said()) == 1, 'it is said once'


def test_code_that_cannot_be_read_does_not_fit(inn, said, monkeypatch):
    repair = inn('greet')
    monkeypatch.setattr(repairs.inspect, 'getsource', lambda found: (_ for _ in ()).throw(OSError('no source')))
    repairs.apply(repair)
    assert not is_in_place(repair)


def test_losses_of_one_library_are_one_message(inn, said):
    first = inn('greet', changes=[BODY])
    second, third = replace(first, without='the host is cross'), replace(first)
    repairs.apply(first, second, third)
    [text] = said()
    assert 'but the tea is cold; the host is cross. To have it: pip install Inn==1.0' in text


def test_a_library_of_unknown_version_is_compared(inn, said, monkeypatch):
    def nowhere(library):
        raise metadata.PackageNotFoundError(library)

    good, bad = inn('greet'), inn('greet', changes=[BODY])
    monkeypatch.setattr(metadata, 'version', nowhere)
    repairs.apply(good, bad)
    assert (is_in_place(good), is_in_place(bad)) == (True, False)
    assert said()[0].startswith('Inn: warning: a version without number is installed, and its code differs from that')


def test_nothing_is_put_in_place_where_something_is_refused(inn):
    good, needed = inn('greet'), inn('greet', changes=[CALL], is_signature_enough=True, is_needed=True)
    with pytest.raises(LibraryError):
        repairs.apply(good, needed)
    assert not is_in_place(good)


# In a process of its own, with a WeasyPrint that differs


@pytest.fixture
def build_with(tmp_path):
    """Return a function that builds a stranger's project with a WeasyPrint 71.0 in which texts are replaced."""

    def run(changes):
        library = tmp_path / 'library'
        shutil.copytree(
            Path(weasyprint.__file__).parent, library / 'weasyprint', ignore=shutil.ignore_patterns('__pycache__')
        )
        (library / 'weasyprint-71.0.dist-info').mkdir()
        (library / 'weasyprint-71.0.dist-info' / 'METADATA').write_text(
            'Metadata-Version: 2.1\nName: weasyprint\nVersion: 71.0\n', encoding='utf-8'
        )
        for name, old, new in changes:
            path = library / 'weasyprint' / name
            text = path.read_text(encoding='utf-8')
            assert old in text
            path.write_text(text.replace(old, new), encoding='utf-8')
        (tmp_path / 'source').mkdir()
        (tmp_path / 'source' / 'conf.py').write_text("project = 'Inn'\nextensions = ['publishing.pdf']\n")
        (tmp_path / 'source' / 'index.rst').write_text('Inn\n===\n\nTea, coffee [#]_.\n\n.. [#] And water.\n')
        result = subprocess.run(
            [sys.executable, '-m', 'sphinx', '-q', '-W', '-b', 'pdf', 'source', 'out'],
            cwd=tmp_path,
            text=True,
            capture_output=True,
            env={'PYTHONPATH': f'{library}:{REPOSITORY}', 'PATH': '/usr/bin:/bin'},
        )
        return result, [path.name for path in (tmp_path / 'out').glob('*.pdf')]

    return run


def test_a_stranger_gets_a_pdf_and_a_note(build_with):
    result, made = build_with(
        [
            ('text/line_break.py', '# Step #1: Get', '# First get'),
            ('layout/block.py', '"""Lay out the block-level ``box``."""', '"""Lay out a block."""'),
        ]
    )
    assert result.returncode == 0, result.stderr
    assert 'inn.pdf' in made
    assert result.stderr == (
        'WeasyPrint: warning: 71.0 is installed, and its code differs from that of 70.0 where we repair it; '
        'expected 70.0. It works without the repair, but a line may end after its first word; '
        'lines of facing pages need not stand level. To have it: pip install WeasyPrint==70.0 [handbook.output]\n'
    )


def test_a_stranger_is_told_which_version_to_install(build_with):
    result, made = build_with(
        [
            (
                'pdf/tags.py',
                'def add_tags(pdf, document, pdf_version, page_streams)',
                'def add_tags(pdf, document, page_streams)',
            )
        ]
    )
    assert result.returncode == 2
    assert made == []
    assert result.stderr.lstrip().startswith('Another version of a library is needed!')
    assert 'Run: pip install WeasyPrint==70.0 [handbook.output]' in result.stderr


# Every repair is recorded


def changed_elsewhere(text):
    """Yield what a module writes into other packages, by the name under which it imports it."""
    tree, imported = ast.parse(text), {}
    for node in ast.walk(tree):
        for alias in node.names if isinstance(node, ast.Import | ast.ImportFrom) else ():
            first = alias.name.partition('.')[0]
            name = f'{node.module}.{alias.name}' if isinstance(node, ast.ImportFrom) else alias.name
            imported[alias.asname or first] = name if alias.asname or isinstance(node, ast.ImportFrom) else first
    for target in (one for node in ast.walk(tree) for one in _targets(node)):
        path = []
        while isinstance(target, ast.Attribute | ast.Subscript):
            path += [target.attr] if isinstance(target, ast.Attribute) else []
            target = target.value
        if isinstance(target, ast.Name) and target.id in imported:
            name = '.'.join([imported[target.id], *reversed(path)])
            if name.partition('.')[0] not in {publishing.__name__, *sys.stdlib_module_names}:
                yield name


def _targets(node):
    """Return what a statement, or a call of ``setattr``, writes into."""
    if isinstance(node, ast.Call) and getattr(node.func, 'id', '') in ('setattr', 'delattr'):
        return [ast.Attribute(node.args[0], getattr(node.args[1], 'value', '?'))]
    targets = getattr(node, 'targets', None) or [getattr(node, 'target', None)]
    written = ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Delete
    return [
        one
        for target in targets
        if isinstance(node, written)
        for one in (target.elts if isinstance(target, ast.Tuple | ast.List) else [target])
        if isinstance(one, ast.Attribute | ast.Subscript)
    ]


@pytest.mark.parametrize(
    'text',
    [
        'import pydyf\npydyf.PDF.write = write',
        'import pydyf\ndel pydyf.PDF.write',
        'from pydyf import PDF\nsetattr(PDF, "write", write)',
        'from pydyf import PDF as File\ndef repair():\n    File.write, one = write, 1',
    ],
)
def test_a_change_is_seen(text):
    assert list(changed_elsewhere(text)) == ['pydyf.PDF.write']


@pytest.mark.parametrize(
    'text',
    [
        'import pydyf\npdf = pydyf.PDF()\npdf.version = 2',
        'import os\nos.environ["A"] = "b"',
        'from publishing import press\npress.lay_out = watch',
    ],
)
def test_own_things_may_change(text):
    assert list(changed_elsewhere(text)) == []


def test_every_change_to_another_package_is_recorded():
    recorded = {name.replace(':', '.') for repair in LEFT_OUT + NEEDED for name in (*repair.places, *repair.leans_on)}
    found = {
        name: path.name
        for folder in publishing.__path__
        for path in sorted(Path(folder).rglob('*.py'))
        for name in changed_elsewhere(path.read_text(encoding='utf-8'))
    }
    for name, path in found.items():
        assert name in recorded or name in PUBLIC, (
            f'{path} puts something in place of {name}; make it a Repair (publishing/core/repairs.py)'
        )
    assert PUBLIC.keys() <= found.keys()
