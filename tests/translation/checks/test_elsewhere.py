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
