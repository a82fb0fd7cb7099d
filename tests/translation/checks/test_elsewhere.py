"""The checks on catalogs of other projects: a folder, a language, the Markdown extensions of its conf.py."""

import pytest

from publishing.commands.parser import main
from publishing.core.findings import FindingsError
from publishing.translation.checks import markup
from publishing.translation.checks.markup import myst_extensions

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


@pytest.fixture
def project(tmp_path):
    """Return a function that writes a catalog with one message and runs the command on its folder."""
    folder = tmp_path / 'locales' / 'es' / 'LC_MESSAGES'
    folder.mkdir(parents=True)
    conf = tmp_path / 'conf.py'
    conf.write_text("raise SystemExit\nmyst_enable_extensions = ['dollarmath']\n", encoding='utf-8')

    def run(original, translation):
        text = f'{HEAD}msgid "{original}"\nmsgstr "{translation}"\n'
        (folder / 'intro.po').write_text(text, encoding='utf-8')
        (folder / 'sphinx.po').write_text('no catalog', encoding='utf-8')
        return main(['check', '--catalogs', str(folder), '--language', 'es', '--conf', str(conf)])

    yield run
    markup.use_extensions(None)


def test_nothing_to_mend(project, capsys):
    assert project('The [port](#port) has $a$ in 1,234.5 km.', 'El [puerto](#port) tiene $a$ en 1.234,5 km.') == 0
    assert 'check: 1 translated messages; nothing to mend' in capsys.readouterr().err


def test_faults_are_listed_and_counted(project, capsys):
    assert project('The [port](#port) has $a$ here.', 'El [puerto](#puerto) tiene $b$ aquí.') == 1
    text = capsys.readouterr().err
    assert 'intro.po:8: the link to #port became #puerto' in text
    assert 'check: 1 translated messages; 1 code, 1 link' in text


def test_terms_and_words_of_this_handbook_do_not_count(project, capsys):
    assert project('The planning region', 'La comarca') == 0
    assert 'warning' not in capsys.readouterr().err


def test_folder_without_catalogs_and_conf_that_computes(tmp_path):
    assert main(['check', '--catalogs', str(tmp_path), '--language', 'es']) == 1
    conf = tmp_path / 'conf.py'
    conf.write_text('myst_enable_extensions = names()', encoding='utf-8')
    with pytest.raises(FindingsError, match='expected a list of words'):
        myst_extensions(conf)


def test_language_is_needed(tmp_path):
    assert main(['check', '--catalogs', str(tmp_path)]) == 2


@pytest.fixture
def check(tmp_path, capsys):
    """Return ``check(messages, *options)``: what is said about catalogs, each with where its message comes from."""

    def run(messages, *options):
        for number, (place, original, translation) in enumerate(messages):
            message = f'#: {place}\n' if place else ''
            message += f'msgid "{original}"\nmsgstr "{translation}"\n'
            (tmp_path / f'{number}.po').write_text(HEAD + message, encoding='utf-8')
        ended = main(['check', '--catalogs', str(tmp_path), '--language', 'es', *options])
        return ended, capsys.readouterr().err

    return run


IN_RST = ('Run ``make`` of :ref:`port`.', 'Ejecute ``make`` de :ref:`port`.')
IN_MARKDOWN = ('A [port](#a) of {ref}`b`.', 'Un [puerto](#a) de {ref}`b`.')


def test_markup_is_that_of_the_files_the_messages_come_from(check):
    lost = 'Ejecute ``make``.'
    ended, said = check(
        [('../a.md:3', *IN_MARKDOWN), ('../b.rst:4', IN_RST[0], lost), ('../c.rst', 'A port', 'Un puerto')]
    )
    assert ended == 1
    assert 'the role :ref:`port` is not in the translation' in said
    assert 'check: judged as reStructuredText: 2 messages, as Markdown (MyST): 1 message\n' in said
    assert '1 role' in said


@pytest.mark.parametrize(
    ('message', 'name'),
    [(IN_RST, 'reStructuredText'), (IN_MARKDOWN, 'Markdown (MyST)'), (('A', 'B'), 'Markdown (MyST)')],
)
def test_markup_is_known_by_its_signs_where_no_file_is_named(check, message, name):
    ended, said = check([('', *message)])
    assert ended == 0
    assert f'check: judged as {name}\n' in said


def test_markup_is_asked_for_where_nobody_can_tell(check):
    messages = [('', *IN_RST), ('', *IN_MARKDOWN)]
    ended, said = check(messages)
    assert ended == 1
    assert 'expected mostly those of one. Add --markup markdown or --markup rst.' in said
    ended, said = check(messages, '--markup', 'rst')
    assert ended == 0
    assert 'judged as reStructuredText\n' in said
