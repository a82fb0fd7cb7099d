"""``weblate``: writes what Weblate takes, and says how."""

import csv
import json

from publishing.commands import weblate as command
from publishing.commands.parser import main


def test_command_writes_description_and_terms(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, 'OUTDIR', tmp_path)
    assert main(['weblate', 'https://example.org/handbook.git']) == 0
    described = json.loads((tmp_path / 'weblate.json').read_text(encoding='utf-8'))
    assert f'{len(described)} components' in capsys.readouterr().out
    rows = list(csv.DictReader((tmp_path / 'termbase-lv.csv').open(encoding='utf-8')))
    assert {'source': 'planning region', 'target': 'plānošanas reģions'} in rows
    assert len(rows) > 150
    assert rows == sorted(rows, key=lambda row: (row['source'], row['target']))
