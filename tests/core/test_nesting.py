"""Blocks that nobody has closed lie in each other: that is said at the first, in any project of ours."""

import pytest
from sphinx.errors import ConfigError

from publishing.core.plain_messages import stopped_by


@pytest.mark.parametrize('fence', [':::', '```'])
@pytest.mark.parametrize(
    'extension',
    ['publishing.core.message_gate', 'publishing.translation.pages.extraction', 'publishing.text.author_gate'],
)
def test_blocks_too_deep_in_each_other_are_said_at_the_first(make_app, tmp_path, extension, fence):
    # As many as MyST reads each within the one before, because each has fewer signs.
    deep = [f'{fence[0] * (400 - number)}{{figure}} pier.png' for number in range(300)]
    lines = ['# Ferries', '', 'The ferry crosses.', '', *deep, 'Words.']
    (tmp_path / 'pier.png').write_bytes(b'')
    (tmp_path / 'index.md').write_text('\n'.join(lines), encoding='utf-8')
    (tmp_path / 'conf.py').write_text(
        f'extensions = {["myst_parser", "publishing.core.plain_messages", extension]}\nstrict_authors = True\n'
        "myst_enable_extensions = ['colon_fence']\n",
        encoding='utf-8',
    )
    with pytest.raises(ConfigError) as error:
        make_app(tmp_path).build()
    (finding,) = stopped_by(error.value)
    assert (finding.path, finding.line) == (str(tmp_path / 'index.md'), 5)
    assert finding.text.startswith('dozens of blocks lie in each other from here on; expected few. End each')
