"""``weblate``: writes what Weblate takes, and says how."""

import json

from translate.storage.tbx import tbxfile

from publishing.commands import weblate as command
from publishing.commands.parser import main


def test_command_writes_description_and_terms(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, 'OUTDIR', tmp_path)
    address = 'https://example.org/handbook.git'
    assert main(['weblate', address, '--branch', 'next', '--push', 'git@example.org:handbook.git']) == 0
    described = json.loads((tmp_path / 'weblate.json').read_text(encoding='utf-8'))
    assert [described[1][field] for field in ('repo', 'branch', 'push')] == [
        address,
        'next',
        'git@example.org:handbook.git',
    ]
    said = capsys.readouterr().out
    assert f'{len(described)} components: weblate import_json --project handbook {tmp_path}' in said
    terms = tbxfile.parsefile(str(tmp_path / 'termbase-lv.tbx'))
    terms.settargetlanguage('lv')
    assert ('planning region', 'plānošanas reģions') in {(unit.source, unit.target) for unit in terms.units}
    assert f'{len(terms.units)} terms: upload {tmp_path / "termbase-lv.tbx"}' in said
