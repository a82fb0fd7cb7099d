"""Chapters are numbered through all parts."""

import pytest
from docutils import nodes
from projects import write_pages

FIGURE = '\n.. figure:: {0}.svg\n\n   Caption of {0}\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def page(title, *children, text='', numbered=False):
    lines = [title, '=' * len(title), text, '']
    if children:
        lines += ['.. toctree::', *(['   :numbered:'] if numbered else []), '', *(f'   {child}' for child in children)]
    return '\n'.join(lines) + '\n'


@pytest.fixture
def read(make_app):
    """Return a function that reads a project given as {name: text} and gives its application."""

    def build(pages, **config):
        overrides = {'extensions': ['publishing.text.numbering'], 'numfig': True, **config}
        app = make_app('plain', 'dummy', confoverrides=overrides)
        write_pages(app.srcdir, {f'{name}.rst': text for name, text in pages.items()})
        for name in pages:
            (app.srcdir / f'{name}.svg').write_text(SVG, encoding='utf-8')
        app.build()
        assert app.warning.getvalue() == ''
        return app

    return build


def numbers(app):
    return {name: tuple(found.get('') or ()) for name, found in app.env.toc_secnumbers.items()}


BOOK = {
    'index': page('Book', 'one', 'two', numbered=True),
    'one': page('Part one', 'a', 'b', text='\nOwn section\n-----------\n'),
    'a': page('A', 'deep', text='\nFirst\n-----\n\nSecond\n------\n' + FIGURE.format('a')),
    'deep': page('Deep', text='\nBelow\n-----\n'),
    'b': page('B', text=FIGURE.format('b')),
    'two': page('Part two', 'c'),
    'c': page('C', text='\nFirst\n-----\n' + FIGURE.format('c')),
}


def test_chapters_run_through(read):
    app = read(BOOK)
    shown = numbers(app)
    assert app.env.part_numbers == {'one': 1, 'two': 2}
    assert (shown['a'], shown['b'], shown['c']) == ((1,), (2,), (3,))
    assert shown['one'] == shown['two'] == ()
    assert app.env.toc_secnumbers['a']['#first'] == (1, 1)
    assert app.env.toc_secnumbers['c']['#first'] == (3, 1)


def test_pages_below_a_chapter_carry_its_number(read):
    app = read(BOOK)
    assert numbers(app)['deep'][0] == 1
    every = [tuple(number) for found in app.env.toc_secnumbers.values() for number in found.values() if number]
    assert len(every) == len(set(every))


def test_sections_of_a_part_have_no_number_of_a_chapters_section(read):
    assert read(BOOK).env.toc_secnumbers['one'] == {}


def test_titles_and_contents_agree(read):
    app = read(BOOK)
    assert app.env.titles['c']['secnumber'] == (3,)
    assert not app.env.titles['one'].get('secnumber')
    shown = [entry['secnumber'] for entry in app.env.tocs['c'].findall(nodes.reference) if entry.get('secnumber')]
    assert shown == [(3,), (3, 1)]


def test_a_toctree_below_a_heading_of_the_part(read):
    pages = BOOK | {'one': 'Part one\n========\n\nPages\n-----\n\n.. toctree::\n\n   a\n   b\n'}
    shown = numbers(read(pages))
    assert (shown['a'], shown['b'], shown['c']) == ((1,), (2,), (3,))


def test_figures_by_chapter_follow(read):
    figures = {name: list(found['figure'].values()) for name, found in read(BOOK).env.toc_fignumbers.items() if found}
    assert figures == {'a': [(1, 1)], 'b': [(2, 1)], 'c': [(3, 1)]}


def test_a_chapter_beside_the_parts_counts(read):
    pages = BOOK | {'index': page('Book', 'start', 'one', 'two', numbered=True), 'start': page('Start')}
    app = read(pages)
    shown = numbers(app)
    assert (shown['start'], shown['a'], shown['b'], shown['c']) == ((1,), (2,), (3,), (4,))
    assert app.env.part_numbers == {'one': 1, 'two': 2}


def test_without_parts_nothing_changes(read):
    shown = read({'index': page('Book', 'a', 'b', numbered=True), 'a': page('A'), 'b': page('B')})
    assert shown.env.part_numbers == {}
    assert numbers(shown) == {'a': (1,), 'b': (2,)}


def test_it_can_be_switched_off(read):
    app = read(BOOK, number_parts=False)
    assert numbers(app)['c'] == (2, 1)
    assert app.env.part_numbers == {}


def test_a_second_build_gives_the_same(read):
    app = read(BOOK)
    first = {name: dict(found) for name, found in app.env.toc_secnumbers.items()}
    (app.srcdir / 'b.rst').write_text(page('B', text='\nNew\n---\n'), encoding='utf-8')
    app.build()
    assert numbers(app)['c'] == (3,)
    assert app.env.toc_secnumbers['c'] == first['c']
    assert app.env.toc_secnumbers['b']['#new'] == (2, 1)


def test_a_changed_page_has_no_other_written(read):
    """Sphinx compares the numbers it gives with those of the last time, which were not its own."""
    app = read(BOOK)
    (app.srcdir / 'b.rst').write_text(page('B', text=FIGURE.format('b') + '\nMore words.\n'), encoding='utf-8')
    assert dependents(app, 'b') == set()


def test_pages_with_other_numbers_are_written(read):
    app = read(BOOK)
    (app.srcdir / 'b.rst').unlink()
    (app.srcdir / 'one.rst').write_text(BOOK['one'].replace('   b\n', ''), encoding='utf-8')
    assert dependents(app, 'one') == {'c'}  # chapter 3 becomes 2, and its figure


def test_a_page_with_another_figure_before_is_written(read):
    app = read(BOOK, numfig_secnum_depth=0)
    more = BOOK['a'].replace('Second\n', FIGURE.format('b') + '\nSecond\n')
    (app.srcdir / 'a.rst').write_text(more, encoding='utf-8')
    assert dependents(app, 'a') == {'b', 'c'}


def dependents(app, *changed):
    """Read what has changed; return which other pages are to be written anew."""
    assert set(app.builder.read()) == set(changed)
    app.env._pickled_doctree_cache.clear()  # within one process Sphinx keeps the doctrees it had
    return set(app.env.check_dependents(app, set(changed)))
