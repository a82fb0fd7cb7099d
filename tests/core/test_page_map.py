"""The pages of the PDF, from the builder that knows them to those that ask."""

from publishing.core.page_map import PageMap, read_map, write_map


def test_map_is_read_as_written(tmp_path):
    path = tmp_path / 'pages.json'
    assert read_map(path) is None
    for page_map in (PageMap('b.pdf', {'z': 2, 'ā:b': 1}), PageMap('b.pdf', {}, {'ā:p:7': 3})):
        write_map(path, page_map)
        assert read_map(path) == page_map
