"""A path counts as where it leads."""

import os

import pytest

from publishing.core.inside import is_inside, unfit


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / 'source'
    (source / 'data').mkdir(parents=True)
    (source / 'data' / 'a.csv').write_text('a', encoding='utf-8')
    (source / 'out').symlink_to(tmp_path)
    (source / 'in').symlink_to('data')
    return source


@pytest.mark.parametrize(
    ('path', 'expected'),
    [
        ('data/a.csv', True),
        ('data/../data/a.csv', True),
        ('not/there.csv', True),
        ('in/a.csv', True),
        ('', True),
        ('../source/data/a.csv', True),
        ('../secret', False),
        ('data/../../secret', False),
        ('out/secret', False),
        ('/etc/passwd', False),
        ('../source-of-others/a', False),
    ],
)
def test_inside(folder, path, expected):
    assert is_inside(folder / path, [folder]) is expected


def test_any_folder_will_do(folder, tmp_path):
    assert is_inside(tmp_path / 'x', [folder, tmp_path])
    assert not is_inside(tmp_path / 'x', [])


def test_a_name_that_is_no_text_is_said_in_letters(folder):
    (folder / 'data' / os.fsdecode(b'a\xff.csv')).write_text('a', encoding='utf-8')
    (finding,) = unfit(folder / 'data')
    assert 'data/a\ufffd.csv: the name of this file is no UTF-8; expected' in str(finding)


def test_links_are_named_in_order(folder):
    assert [finding.path.name for finding in unfit(folder)] == ['in', 'out']
    assert list(unfit(folder / 'data')) == []
    assert list(unfit(folder / 'nowhere')) == []
