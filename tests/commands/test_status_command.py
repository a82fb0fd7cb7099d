"""``status``: what cannot be read is an error."""

import polib

from publishing.commands import status as command
from publishing.commands.parser import main
from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.reviews import status
from publishing.translation.reviews.status import shares


def pot(*texts):
    """Return a template as Sphinx extracts it."""
    result = polib.POFile()
    result.extend(polib.POEntry(msgid=text, occurrences=[('../../handbook/a.md', '1')]) for text in texts)
    return result


def test_status_of_a_broken_catalog_is_an_error_not_a_guess(tmp_path, monkeypatch, capsys):
    update.update(Translation('lv', tmp_path), {'a': pot('Five words stand right here.', 'Not yet.')})
    path = Translation('lv', tmp_path).path('a')
    path.write_text(path.read_text() + 'nonsense\n')
    monkeypatch.setattr(command, 'current_pots', lambda: {'a': pot('x')})
    monkeypatch.setattr(status, 'shares', lambda _translation, pots: shares(Translation('lv', tmp_path), pots))
    assert main(['status', 'lv']) == 1
    assert '[handbook.po-syntax]' in capsys.readouterr().err
