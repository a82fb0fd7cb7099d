"""What templates of covers may use: the book's own facts, and what other extensions add when they are there."""

import shutil

import pytest
from places import REPOSITORY

from publishing.core.templates import ThemeFileError
from publishing.pdf.book import covers

PDF, MAPS, STATE = 'publishing.pdf', 'publishing.figures.maps', 'publishing.translation.pages.state'


@pytest.mark.parametrize(
    ('extensions', 'coast', 'notice'),
    [
        ((PDF,), False, False),
        ((PDF, MAPS), True, False),
        ((MAPS, PDF), True, False),
        ((STATE, PDF), False, True),
        ((PDF, STATE, MAPS), True, True),
    ],
    ids=['alone', 'maps behind', 'maps before', 'state before', 'both behind'],
)
def test_extensions_add_to_them_in_whatever_order(make_app, tmp_path, extensions, coast, notice):
    shutil.copy(REPOSITORY / 'locales' / 'languages.toml', tmp_path)
    settings = {'extensions': ['myst_parser', *extensions], 'locale_dirs': [str(tmp_path)]}
    values = covers.values(make_app('plain', 'pdf', 'lv', settings).builder, 'Harbour Guide')
    assert (values['title'], values['author']) == ('Harbour Guide', 'Somebody Else')
    assert ('coastline' in values, bool(values.get('draft_notice'))) == (coast, notice)


@pytest.mark.parametrize('extension', [MAPS, STATE])
def test_who_adds_to_them_needs_no_pdf(make_app, extension):
    app = make_app('plain', 'html', confoverrides={'extensions': ['myst_parser', extension]})
    assert app.warning.getvalue() == ''


def test_the_cover_of_the_handbook_does_without_a_coast(build_app):
    cover = str(REPOSITORY / 'theme' / 'templates' / 'cover.html')
    app = build_app('plain', 'pdf', None, {'pdf_cover': cover, 'pdf_print': False})
    assert 'class="coast"' not in app.outdir.joinpath('book.html').read_text(encoding='utf-8')


@pytest.mark.parametrize(
    ('content', 'said'),
    [
        ('', r'cover\.html: the template has no words'),
        ('<section>{{ title', r'cover\.html:1: the template cannot be read'),
        ('<section>\n{{ block("x").of.nothing }}</section>', r'cover\.html:2: no page can be made with the template'),
        (None, r'cover\.html: there is no file here'),
    ],
)
def test_a_damaged_template_is_named(make_app, tmp_path, content, said):
    cover = tmp_path / 'cover.html'
    if content is not None:
        cover.write_text(content, encoding='utf-8')
    with pytest.raises(ThemeFileError, match=said):
        covers.render(make_app('plain', 'pdf').builder, str(cover), 'Harbour Guide')
