"""Tables in the documents that are written from the code."""

import re
from pathlib import Path

import pytest


def check_table(path: Path, name: str, table: str, request: pytest.FixtureRequest) -> None:
    """Assert that the table between ``<!-- name -->`` and ``<!-- end of name -->`` is ``table``; or write it anew."""
    pattern = re.compile(rf'(?<=<!-- {name} -->\n).*(?=<!-- end of {name} -->)', re.DOTALL)
    text = path.read_text(encoding='utf-8')
    assert len(pattern.findall(text)) == 1
    renewed = pattern.sub(lambda _old: f'\n{table}\n\n', text)
    if request.config.getoption('--renew-tables'):
        path.write_text(renewed, encoding='utf-8')
    else:
        assert text == renewed, f'run pytest {request.path} --renew-tables'
