"""A page has one name, whichever of its files somebody names."""

from publishing.core import project


def test_files_of_pages_by_their_names(tmp_path):
    for name in ('start/index.po', 'a.b.po', 'other.mo'):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert list(project.page_files(tmp_path, '.po')) == ['a.b', 'start/index']
    assert project.page_name(tmp_path / 'start/index.po', tmp_path) == 'start/index'


def test_a_page_may_be_typed_as_any_of_its_files():
    for words in ('start/index', ' start/index.md', 'handbook/start/index.md', 'start/index.po', '/start/index'):
        assert project.typed_page(words) == 'start/index'
    assert project.chapter_path('start/index').is_file()
