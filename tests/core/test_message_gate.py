"""In any project, a translated message opens no file and changes nothing about how it is read."""

import polib
import pytest

#: What a translator may try in a project that has nothing of ours but the PDF: the page, the message, what is said.
MESSAGES = [
    ('md', '---\nmyst:\n  enable_extensions: [substitution]\n---\n\n{{ env.srcdir }}', ''),
    ('md', 'A {{ env.srcdir }} b', 'has the template "env.srcdir"'),
    ('md', '```{include} ../secret.txt\n```', 'has the directive "include"'),
    ('md', '```{eval-rst}\n.. include:: ../secret.txt\n```', 'has the directive "include"'),
    ('md', '```{literalinclude} ../secret.txt\n```', 'has the directive "literalinclude"'),
    ('md', '```{csv-table}\n:file: ../secret.txt\n```', 'has the directive "csv-table"'),
    ('md', '```{raw} html\n:file: ../secret.txt\n```', 'has the directive "raw"'),
    ('rst', '.. include:: ../secret.txt', 'has the directive "include"'),
    ('rst', '.. raw:: html\n   :file: ../secret.txt', 'has the directive "raw"'),
    ('rst', 'A\n\n.. literalinclude:: ../secret.txt', 'has the directive "literalinclude"'),
    ('rst', '.. role:: x(raw)\n   :format: html\n\n:x:`<script>alert(1)</script>`', 'has the directive "role"'),
]


@pytest.fixture
def build(make_app, tmp_path):
    """Return a function that builds a foreign project with one translated message; it returns page and warnings."""

    def run(suffix, translation, text='Words of the original.'):
        source = tmp_path / 'foreign'
        source.mkdir()
        (tmp_path / 'secret.txt').write_text('SECRETWORD', encoding='utf-8')
        (source / 'conf.py').write_text(
            "extensions = ['myst_parser', 'publishing.pdf']\nlocale_dirs = ['locales']\n"
            "myst_enable_extensions = ['substitution']\nmyst_substitutions = {'name': 'a name'}\n",
            encoding='utf-8',
        )
        line = '=' * 20 if suffix == 'rst' else ''
        mark = '' if suffix == 'rst' else '# '
        (source / f'index.{suffix}').write_text(f'{mark}Title of the page\n{line}\n\n{text}\n', encoding='utf-8')
        catalog = polib.POFile()
        catalog.metadata = {'Content-Type': 'text/plain; charset=UTF-8', 'Language': 'lv'}
        catalog.append(polib.POEntry(msgid=text, msgstr=translation))
        folder = source / 'locales' / 'lv' / 'LC_MESSAGES'
        folder.mkdir(parents=True)
        catalog.save(str(folder / 'index.po'))
        app = make_app(source, language='lv')
        app.build()
        return (app.outdir / 'index.html').read_text(encoding='utf-8'), app.warning.getvalue()

    return run


@pytest.mark.parametrize(('suffix', 'message', 'words'), MESSAGES)
def test_a_message_holds_words(build, tmp_path, suffix, message, words):
    page, warnings = build(suffix, message)
    assert words in warnings
    for secret in ('SECRETWORD', str(tmp_path), '<script>alert'):
        assert secret not in page


@pytest.mark.parametrize(
    ('suffix', 'text', 'translation', 'words'),
    [
        ('md', 'A *word*.', 'Viens *vārds*.', 'Viens <em>vārds</em>.'),
        ('md', 'A {{ name }}.', 'Te {{ name }}.', 'Te a name.'),
        ('rst', 'A *word*.', 'Viens *vārds*.', 'Viens <em>vārds</em>.'),
    ],
)
def test_a_message_of_words_is_translated(build, suffix, text, translation, words):
    page, warnings = build(suffix, translation, text)
    assert words in page
    assert 'the translation has' not in warnings
