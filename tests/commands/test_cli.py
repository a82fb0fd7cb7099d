"""The command line: verbs, exit codes, no traceback for what a planner can mend."""

import ast
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from places import REPOSITORY

from publishing.commands import build as build_command
from publishing.commands import catalogs, check, site, status
from publishing.commands import parser as cli
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import DRAFTS
from publishing.pipeline import build


def test_help_lists_every_verb_that_the_makefile_calls(capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(['--help'])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    makefile = (REPOSITORY / 'Makefile').read_text(encoding='utf-8')
    called = set(re.findall(r'\$\(RUN\) (\w\S*)', makefile))
    for targets in re.findall(r'^(.+):.*\n\t@?\$\(RUN\) \$@', makefile, re.MULTILINE):
        called |= set(targets.split())
    assert {'build', 'status'} <= called
    assert called <= {words[0] for words in map(str.split, shown.splitlines()) if words}


@pytest.mark.parametrize(
    ('argv', 'words'),
    [
        ([], 'no command is named; expected one behind it'),
        (['nosuch'], 'there is no command "nosuch"; expected one of those that --help lists'),
        (['build'], 'something is missing; expected form, code'),
        (['build', 'docx', 'en'], '"docx" is no form; expected one of: '),
        (['build', 'pdf', 'en', '--drft'], '"--drft" is not known here; expected nothing of this name'),
        (['build', 'pdf', 'en', '--stamp'], '--stamp has nothing behind it; expected a value'),
        (['live', 'lv', '--port', 'x'], '--port is "x"; expected a whole number'),
        (['live'], 'something is missing; expected code'),
    ],
)
def test_wrong_calls_are_told_in_one_line(argv, words, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(argv)
    assert caught.value.code == 2
    said, program = capsys.readouterr().err, ' '.join(['python -m publishing', *(argv[:1] if len(argv) > 1 else [])])
    assert said.count('\n') == 1 and words in said, said
    assert said.startswith(program) and said.endswith('--help\n')


def test_build_passes_its_arguments_and_its_code(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(build_command, 'touch', seen.append)
    monkeypatch.setattr(
        build, 'edition', lambda form, code, say, warn, draft: seen.append((form, code, draft)) or (draft and refuse())
    )
    assert cli.main(['build', 'pdf', 'lv', '--stamp', str(tmp_path / 'x')]) == 0
    assert seen == [('pdf', 'lv', False), tmp_path / 'x']
    assert cli.main(['build', 'pdf', 'lv', '--stamp', str(tmp_path / 'x'), '--draft']) == 1
    assert seen[2:] == [('pdf', 'lv', True)]


def test_one_chapter_is_a_draft(monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(
        build, 'chapter', lambda name, code, say, warn: asked.append((name, code)) or DRAFTS / 'one.pdf'
    )
    monkeypatch.setattr(build, 'edition', lambda *_arguments, **_options: asked.append('the whole book'))
    assert cli.main(['build', 'pdf', 'lv', '--chapter', 'planning/method']) == 0
    assert asked == [('planning/method', 'lv')]
    assert 'wrote build/draft/one.pdf, with page numbers of the last whole PDF' in capsys.readouterr().out
    assert cli.main(['build', 'epub', 'lv', '--chapter', 'planning/method']) == 2
    assert len(asked) == 1


@pytest.mark.parametrize(('verb', 'module'), [('catalogs', catalogs), ('status', status)])
def test_verbs_for_several_languages(monkeypatch, verb, module):
    seen = []
    monkeypatch.setattr(module, 'translations', lambda codes: seen.append(codes) or [])
    monkeypatch.setattr(module, 'current_pots', lambda **_options: {})
    assert cli.main([verb]) == 0
    assert cli.main([verb, 'lv', 'lt']) == 0
    assert seen == [[], ['lv', 'lt']]


def test_site_writes_its_stamp_in_a_new_folder(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(site, 'build_site', lambda: [REPOSITORY / 'build' / 'site' / 'index.html'])
    assert cli.main(['site', '--stamp', str(tmp_path / 'stamps' / 'site')]) == 0
    assert capsys.readouterr().out == 'wrote build/site/index.html\n'
    assert (tmp_path / 'stamps' / 'site').exists()


def refuse(*_arguments):
    raise FindingsError([Finding('a.md', 3, Code.LINK, 'broken.')])


def test_findings_are_printed_without_a_traceback(monkeypatch, capsys):
    monkeypatch.setattr(status, 'translations', refuse)
    assert cli.main(['status']) == 1
    assert capsys.readouterr().err == 'a.md:3: broken. [handbook.link]\n'


def test_check_goes_on_to_the_catalogs_when_the_chapters_have_faults(monkeypatch, capsys):
    seen = []
    monkeypatch.setattr(check, 'current_pots', refuse)
    monkeypatch.setattr(check.remembered, 'check_language', lambda translation: seen.append(translation.code) or [])
    assert cli.main(['check', 'lv']) == 1
    assert seen == ['lv']
    assert capsys.readouterr().err.startswith('a.md:3: broken. [handbook.link]\n')


def test_check_of_an_unknown_language(monkeypatch, capsys):
    monkeypatch.setattr(check, 'current_pots', lambda: pytest.fail('read the chapters'))
    assert cli.main(['check', 'et']) == 1
    assert 'no language "et" here' in capsys.readouterr().err


def test_it_starts_as_a_module():
    done = subprocess.run(
        [sys.executable, '-m', 'publishing', '--help'], cwd=REPOSITORY, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert done.stdout.startswith('usage: python -m publishing')


def test_every_module_of_a_verb_is_listed():
    modules = {path.stem for path in Path(cli.__file__).parent.glob('*.py')} - {
        '__init__',
        'parser',
        'process',
        'shared',
        'terminal',
    }
    names = [name for name, _text in cli.VERBS] + list(cli.HIDDEN)
    assert sorted(name.replace('-', '_') for name in names) == sorted(modules)


@pytest.mark.parametrize('verb', [name for name, _text in cli.VERBS] + list(cli.HIDDEN))
def test_help_of_every_verb(verb, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main([verb, '--help'])
    assert caught.value.code == 0
    assert f'usage: python -m publishing {verb}' in capsys.readouterr().out


@pytest.mark.parametrize('verb', [name for name, _text in cli.VERBS])
def test_help_has_an_example_that_works(verb, capsys):
    with pytest.raises(SystemExit):
        cli.main([verb, '--help'])
    example = cli.EXAMPLES[verb]
    assert f'Example: {example}' in ' '.join(capsys.readouterr().out.split())
    python, _m, package, *words = shlex.split(example)
    assert (python, package, words[0]) == ('.venv/bin/python', 'publishing', verb)
    assert cli.parser(verb).parse_args(words).run


@pytest.mark.parametrize('word', ['--help'])
def test_nobody_is_told_what_our_own_processes_call(word, capsys):
    with pytest.raises(SystemExit):
        cli.main([word])
    said = ''.join(capsys.readouterr())
    assert 'linkcheck' in said
    assert not [name for name in cli.HIDDEN if name in said]


def test_help_waits_for_no_library():
    code = (
        'import sys; from publishing.commands.parser import parser; parser(); '
        'print(sorted({name.split(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)))'
    )
    done = subprocess.run(
        [sys.executable, '-I', '-c', f'import sys; sys.path.insert(0, "."); {code}'],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    names = {'sphinx', 'docutils', 'babel', 'polib', 'weasyprint', 'lxml', 'pikepdf', 'jinja2'}
    assert names.isdisjoint(ast.literal_eval(done.stdout)), done.stdout


@pytest.mark.parametrize(
    ('argv', 'code'), [(['status'], 2), (['check'], 2), (['preflight', 'lv'], 2), (['preflight', '--rules'], 0)]
)
def test_where_pip_installed_it_the_handbook_is_not_here(monkeypatch, capsys, argv, code):
    monkeypatch.setattr(cli, 'IS_INSTALLED', True)
    assert cli.main(argv) == code
    assert ('works on the handbook, which is not here; expected' in capsys.readouterr().err) == (code == 2)
