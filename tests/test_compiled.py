"""Catalogs are compiled once, whole, and only when they have changed."""

import gettext
import os

from publishing.compiled import compile_catalogs, rules_hash

PO = '''msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: lv\\n"

msgid "Border"
msgstr "Robeža"

#, fuzzy
msgid "Sea"
msgstr "Jūra?"
'''


def test_only_changed_catalogs_are_compiled_and_fuzzy_messages_left_out(tmp_path):
    folder = tmp_path / 'locales' / 'lv' / 'LC_MESSAGES' / 'part'
    folder.mkdir(parents=True)
    (folder / 'page.po').write_text(PO, encoding='utf-8')

    def compiled():
        return [path.name for path in compile_catalogs('lv', tmp_path / 'locales', tmp_path)]

    assert compiled() == ['page.mo']
    assert compiled() == []
    with (folder / 'page.mo').open('rb') as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext('Border') == 'Robeža'
    assert words.gettext('Sea') == 'Sea'
    rules = tmp_path / 'locales' / 'lv' / 'LC_MESSAGES' / '.mo-rules'
    assert rules.read_text(encoding='ascii') == rules_hash()
    rules.write_text('of a former day', encoding='ascii')  # a rule has been tightened since
    assert compiled() == ['page.mo']
    assert compiled() == []
    os.utime(folder / 'page.po', (1, 1))  # an older file than the compiled one, as after a checkout
    assert compiled() == ['page.mo']
    assert [path.name for path in folder.iterdir() if path.suffix == '.part'] == []
