"""A wrong name of a chapter is answered with the right one."""

from publishing.core.chapter_names import expected, nearest

KNOWN = ('index', 'planning/coast-path', 'planning/two-systems', 'start/coast', 'where/border-today')


def test_the_last_part_of_a_name_finds_the_whole():
    assert nearest('coast-path', KNOWN)[0] == 'planning/coast-path'
    assert nearest('Two-Systems', KNOWN) == ['planning/two-systems']


def test_slips_of_the_pen_find_the_name():
    assert nearest('planing/coast-path', KNOWN)[0] == 'planning/coast-path'
    assert nearest('where/border-tody', KNOWN) == ['where/border-today']
    assert nearest('border-tody', KNOWN) == ['where/border-today']


def test_what_is_said_names_the_nearest_or_some():
    assert 'most likely planning/two-systems.' in expected('two-systems', KNOWN)
    assert expected('xyz', KNOWN).startswith('expected one such as index, planning/coast-path, planning/two-systems. ')
