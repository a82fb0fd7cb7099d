"""A book of two pages, to be built in the place of the handbook."""


def make_book(source):
    """Write it to the new folder ``source``; return that."""
    source.mkdir()
    (source / 'conf.py').write_text("extensions = ['myst_parser', 'publishing.pdf']\n", encoding='utf-8')
    (source / 'index.md').write_text('# Book\n\n```{toctree}\na\n```\n', encoding='utf-8')
    (source / 'a.md').write_text('# A\n\nText.\n', encoding='utf-8')
    return source
