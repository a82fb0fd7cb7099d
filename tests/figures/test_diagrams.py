"""Diagrams: what a list becomes, words in their boxes, arrows at boxes, translation, and what an author is told."""

import itertools
import re

import pikepdf
import polib
import pseudo
import pytest
from lxml import etree
from mini_repository import replace
from places import REPOSITORY
from projects import clear_away, write_pages
from shapely.geometry import LineString, Point, box
from tagged import STANDARDS, elements, judged
from web_pages import find, page

from publishing.core.design import COLOURS
from publishing.figures import diagrams
from publishing.figures.diagram_lanes import links_of, rows_of
from publishing.figures.diagram_layout import WordTooWideError, rounded_path, wrapped
from publishing.figures.diagram_source import read_list, unit
from publishing.figures.svg import Style
from publishing.translation.catalogs.interface_texts import interface_pot

SVG = '{http://www.w3.org/2000/svg}'
STYLE = Style(REPOSITORY / 'theme' / 'fonts', COLOURS)
KINDS = ('steps', 'tree', 'lanes', 'time', 'months', 'cycle', 'levels')
COLUMNS = ('North', 'South', 'both')


def read(kind, text, columns=COLUMNS):
    """Return entries and problems of a list."""
    entries, _numbered, _length, problems = read_list(text.strip('\n').splitlines(), 10, kind, columns)
    return entries, problems


# The list


def test_answers_part_from_questions_at_the_first_colon():
    [root], problems = read(
        'tree',
        '- Staff: needed?\n  - Yes: Note: is a body ready?\n    - Yes, both: **EGTC**\n    - No: None\n  - No:  Stop\n',
    )
    assert problems == []
    assert (root.text, root.lead, root.line) == ('Staff: needed?', '', 10)
    yes, no = root.entries
    assert (yes.lead, yes.text, yes.line) == ('Yes', 'Note: is a body ready?', 11)
    assert [(leaf.lead, leaf.text, leaf.strong) for leaf in yes.entries] == [
        ('Yes, both', 'EGTC', True),
        ('No', 'None', False),
    ]
    assert no.text == 'Stop'


def test_lines_of_an_item_are_joined_and_escapes_taken_off():
    entries, problems = read('steps', '1. One\n   word\n2. 5 \\* 3 & _so_on\n')
    assert problems == [] and [entry.text for entry in entries] == ['One word', '5 * 3 & _so_on']


def test_what_stands_behind_the_list_is_left_alone():
    _entries, numbered, length, problems = read_list(['1. a', '2. b', '', 'A note.'], 5, 'steps', ())
    assert (numbered, problems) == (True, []) and length in (2, 3)


def test_times():
    [lane], problems = read('timeline', '- North\n  - 2–6: Notice\n  - 4: Hearing\n  - 7-9: Answers\n')
    assert problems == []
    assert [(one.start, one.span, one.text) for one in lane.entries] == [
        (2, (2, 6), 'Notice'),
        (4, None, 'Hearing'),
        (7, (7, 9), 'Answers'),
    ]
    [lane], problems = read('timeline', '- North\n  - 2026-11–2027-02: Call\n  - 2027-03: Start\n')
    assert problems == [] and lane.entries[0].span == (unit('2026-11'), unit('2026-11') + 3)
    assert unit('2026-13') is None


def test_numbered_items_follow_each_other_and_others_go_side_by_side():
    entries, problems = read(
        'lanes',
        '- Prepare\n  1. both: a\n  2. North: b\n- Ask\n  - North: c\n  - South: d\n  - North: e\n'
        '- Decide\n  - both: f\n',
    )
    assert problems == []
    rows = [(row.phase, [one.text for one in row.entries]) for row in rows_of(entries)]
    assert rows == [(0, ['a']), (0, ['b']), (1, ['c', 'd']), (1, ['e']), (2, ['f'])]
    links = sorted(one.text + two.text for one, two in links_of(entries))
    assert links == ['ab', 'bc', 'bd', 'ce', 'df', 'ef']


@pytest.mark.parametrize(
    ('kind', 'good', 'bad', 'line', 'says'),
    [
        ('steps', '1. a\n2. b', 'No list.', 10, 'a diagram begins with its list; expected lines such as "1. …"'),
        ('steps', '1. a\n2. b', '', 10, 'a diagram begins with its list'),
        ('steps', '1. a\n2. b', '1. a', 10, '1 item at the first level; a diagram of kind "steps" has 2 to 12'),
        ('steps', '1. a\n2. b', '1. a\n2.\n3. c', 11, 'an item has no words'),
        ('steps', '1. a\n2. b', '1. a\n2. b `c`', 11, '"b `c`" has markup'),
        ('steps', '1. a\n2. b', '1. a\n2. *b*', 11, '"*b*" has markup'),
        ('steps', '1. a\n2. **b**', '1. a\n2. so **b**', 11, '"so **b**" has markup'),
        ('steps', '1. a\n2. b', '1. a\n\n   b\n2. c', 12, 'neither the words of a box nor the one list below it'),
        ('steps', '1. a\n   - b\n2. c', '1. a\n   - b\n     - c\n2. d', 12, 'a list at level 3; a diagram of kind'),
        ('steps', '\n'.join(f'{n}. a' for n in range(1, 13)), '\n'.join(['1. a'] * 13), 10, '13 items at the first'),
        (
            'tree',
            '- a?\n  - Yes: b\n  - No: c',
            '- a?\n  - Yes: b\n  - c',
            12,
            '"c" has nothing before it; expected the',
        ),
        ('tree', '- a?\n  - Yes: b\n  - No: c', '- a?\n  - Yes: b\n  - No:', 12, 'nothing stands behind "No:"'),
        ('tree', '- a?\n  - Yes: b\n  - No: c', '- a?\n  - Yes: b', 10, '"a?" has one answer; expected two or more'),
        ('tree', '- a?\n  - Yes: b\n  - No: c', '- a?', 10, 'a tree of one box'),
        ('tree', '- a?\n  - Yes: b\n  - No: c', '- a?\n' + '  - Yes: b\n' * 24, 10, '25 boxes; nobody takes in more'),
        (
            'lanes',
            '- a\n  - North: b',
            '- a\n  - Nort: b',
            11,
            '"Nort" is no column; expected one of North, South, both',
        ),
        ('lanes', '- a\n  - North: b', '- a\n  - b', 11, '"b" has nothing before it; expected one of the columns'),
        ('lanes', '- a\n  - North: b', '- a\n- c\n  - North: b', 10, 'nothing stands below "a"'),
        ('timeline', '- a\n  - 1–2: b', '- a\n  - soon: b', 11, '"soon" is no time; expected a number such as "4"'),
        ('timeline', '- a\n  - 1–2: b', '- a\n  - b', 11, '"b" has nothing before it; expected a number'),
        ('timeline', '- a\n  - 1–2: b', '- a\n  - 6–2: b', 11, '"6–2" ends before it begins'),
        ('timeline', '- a\n  - 1–60: b', '- a\n  - 1–61: b', 10, '61 units of time; at most 60'),
        ('timeline', '- a\n  - 2026-12: b', '- a\n  - 2026-13: b', 11, '"2026-13" is no time'),
        ('timeline', '- a\n  - 1: b', '- a\n  - 1–2026-10: b', 11, '"1–2026-10" goes from a number to a month'),
        ('timeline', '- a\n  - 1: b', '- a\n  - 1: b\n  - 2026-10: c', 12, '"2026-10" stands among other times'),
        (
            'cycle',
            '1. a\n2. b\n3. c',
            '1. a\n2. b',
            10,
            '2 items at the first level; a diagram of kind "cycle" has 3 to 8',
        ),
        (
            'cycle',
            '1. a\n2. b\n3. c',
            '1. a\n   - d\n2. b\n3. c',
            11,
            'a list at level 2; a diagram of kind "cycle" has',
        ),
        ('levels', '- a\n  - North: b\n- c\n  - South: d', '- a\n  - North: b', 10, '1 item at the first level'),
    ],
)
def test_says_what_is_wrong_with_a_list(kind, good, bad, line, says):
    assert read(kind, good)[1] == []
    _entries, problems = read(kind, bad)
    assert problems, bad
    assert (problems[0][0], says in problems[0][1]) == (line, True), problems
    assert re.search(r'[;.] .*\.$', problems[0][1])


# Layout


def test_long_words_break_where_they_may():
    assert wrapped(STYLE, 'a cross-border plan', 12) == ['a cross-', 'border', 'plan']
    assert wrapped(STYLE, 'bendra\u00addarbiavimo', 15) == ['bendra-', 'darbiavimo'] or wrapped(
        STYLE, 'bendra\u00addarbiavimo', 17
    ) == ['bendra-', 'darbiavimo']
    assert wrapped(STYLE, 'bendra\u00addarbiavimo', 60) == ['bendradarbiavimo']
    with pytest.raises(WordTooWideError) as caught:
        wrapped(STYLE, 'a bendradarbiavimo', 12)
    assert (caught.value.word, caught.value.text) == ('bendradarbiavimo', 'a bendradarbiavimo')


def test_corners_are_round():
    path = rounded_path([(0, 0), (10, 0), (10, 10)], 2)
    assert path[0] == (0, 0) and path[-1] == (10, 10) and (10, 0) not in path and len(path) == 7


def sheets(app):
    """Yield name, whether it is narrow, and the drawing of each diagram of a project."""
    doctree = app.env.get_doctree('index')
    # What a builder draws has gone through the translation.
    for node in doctree.findall(diagrams.diagram):
        for narrow in (False, True):
            yield node.parent['ids'][0], narrow, diagrams._sheet(node, app.config, STYLE, narrow)


def longer(text):
    """Return a text that is 60% longer, in words as long as its own."""
    words, wanted = text.split(' '), len(text) * 1.6
    for word in itertools.cycle(words):
        if len(text) >= wanted:
            return text
        text += f' {word}'
    return text


def check(sheet, where):
    """Hold a drawing to what must be true of each."""
    rectangles = [box(one.x, one.y, one.right, one.bottom) for one in sheet.boxes]
    for one in sheet.boxes:
        for left, top, right, baseline, text in one.words:
            inside = one.x - 0.01 <= left and right <= one.right + 0.01 and one.y <= top + 0.01
            assert inside and baseline <= one.bottom + 0.01, (where, text)
    words = [(box(*place[:4]), place[4]) for place in sheet.words]
    for area, text in words:
        left, top, right, bottom = area.bounds
        assert left >= -0.01 and right <= sheet.width + 0.01 and top >= 0 and bottom <= sheet.height, (where, text)
    for (one, text), (two, other) in itertools.combinations(words, 2):
        assert not one.intersects(two), (where, text, other)
    for one, two in itertools.combinations(rectangles, 2):
        assert one.distance(two) > 0.5, where
    for points, head in sheet.arrows:
        line = LineString(points)
        ends = [Point(points[-1])] if head else []
        for end in ends:
            assert min(end.distance(rectangle) for rectangle in rectangles) < 1.4, (where, points)
        for rectangle in rectangles:
            assert not line.intersects(rectangle.buffer(-0.05)), (where, points)
        for area, text in words:
            assert not line.intersects(area), (where, text)


@pytest.fixture(scope='module')
def english(build_shared_app):
    """The project in English, as web pages."""
    app = build_shared_app('diagrams')
    assert app.warning.getvalue() == ''
    return app, page(app.outdir), {(name, narrow): sheet for name, narrow, sheet in sheets(app)}


@pytest.mark.parametrize('narrow', [False, True])
@pytest.mark.parametrize('name', KINDS)
def test_words_stay_in_their_boxes_and_arrows_end_at_boxes(english, name, narrow):
    sheet = english[2][f'fig-{name}', narrow]
    check(sheet, name)
    assert len(sheet.boxes) >= (4 if name == 'months' else 6)
    assert sheet.width == (86 if narrow else 126)


def test_each_box_but_the_first_is_led_to(english):
    app, _page, drawn = english
    assert app
    counts = {name: sum(head for _points, head in drawn[f'fig-{name}', False].arrows) for name in KINDS}
    assert counts == {'steps': 9, 'tree': 14, 'lanes': 14, 'time': 0, 'months': 0, 'cycle': 6, 'levels': 6}
    tips = [points[-1] for points, head in drawn['fig-tree', False].arrows if head]
    for one in drawn['fig-tree', False].boxes[1:]:
        assert any(abs(x - one.x) < 1 and one.y < y < one.bottom for x, y in tips)


def test_bars_stand_at_their_times(english):
    boxes = {one.words[0][4]: one for one in english[2]['fig-months', False].boxes}
    months = (126 - 4.8) / 12
    assert boxes['Call for proposals'].x == pytest.approx(2.4 + 0.3)
    assert boxes['Call for proposals'].right == pytest.approx(2.4 + 3 * months - 0.3)
    assert boxes['First half-year of the project'].x == pytest.approx(2.4 + 6 * months + 0.3)


# In Sphinx


def test_web_page_has_numbered_figures_with_two_drawings_and_the_list(english):
    _app, root, _drawn = english
    figures = find(root, 'figure.diagram')
    assert [figure.get('id') for figure in figures] == [f'fig-{name}' for name in KINDS]
    assert find(figures[0], '.caption-number')[0].text.strip() == 'Fig. 1'
    assert [paragraph.text_content() for paragraph in find(figures[0], '.legend p')] == [
        'A note with a word.',
        'Source: our own',
    ]
    assert not find(figures[1], '.legend')
    for figure in figures:
        wide, narrow = find(figure, 'svg')
        assert (wide.get('width'), narrow.get('width')) == ('126mm', '86mm')
        assert narrow.getparent().get('class') == 'diagram-drawing-narrow'
        assert 'hidden' in narrow.getparent().attrib and 'hidden' not in wide.getparent().attrib
        titles = [find(svg, 'title')[0] for svg in (wide, narrow)]
        assert titles[0].text == titles[1].text and titles[0].get('id') != titles[1].get('id')
        assert {float(text.get('font-size')) for text in wide.iter('text')} <= {8, 8.5, 10.5, 11}
    identifiers = [element.get('id') for element in root.iter() if element.get('id')]
    assert len(identifiers) == len(set(identifiers))
    lists = [find(figure, 'details.diagram-text')[0] for figure in figures]
    assert find(lists[0], 'summary')[0].text == 'The same as a list'
    assert [item.text_content().split('\n')[0] for item in find(lists[1], 'li li li li')][:2] == [
        'Yes: European grouping of territorial cooperation',
        'No: Grouping with third-country members',
    ]
    assert 'both regions: Agree on the question and the area' in lists[2].text_content()
    assert '2–4: Notice and draft on the portal' in lists[3].text_content()
    assert 'September 2026 – November 2026: Call for proposals' in lists[4].text_content()
    assert [element.tag for element in lists[5]] == ['summary', 'p', 'ol']


def test_colours_belong_to_names(english):
    lanes, time = (find(english[1], f'#fig-{name} svg')[0] for name in ('lanes', 'time'))
    for svg in (lanes, time):
        classes = {text.text: text.get('class') for text in svg.iter('text')}
        assert (classes['Latvia'], classes['Lithuania']) == ('fill-sea', 'fill-amber')
    heads = {text.text: text.get('class') for text in lanes.iter('text')}
    assert heads['both regions'] == 'fill-slate' and heads['public'] == 'fill-pine'


def test_each_label_is_a_message_and_a_colon_breaks_nothing(build_app):
    app = build_app('diagrams', 'gettext')
    catalog = {entry.msgid: entry for entry in polib.pofile(str(app.outdir / 'index.pot'))}
    assert {'Yes', 'No', 'Working group', 'both regions', 'Latvia', 'Programme 2028–2034'} <= set(catalog)
    assert {'week after the decision to begin', 'Six steps in a ring.', 'Draft', 'Write the programme'} <= set(catalog)
    assert not [text for text in catalog if '**' in text or text.startswith(('- ', '1. ', 'Yes:', 'Latvia:'))]
    lines = (app.srcdir / 'index.md').read_text(encoding='utf-8').splitlines()
    for text in ('Working group', 'Concept', 'Region', 'One page, both languages'):
        [(name, line)] = catalog[text].occurrences
        assert name.endswith('index.md') and text in lines[int(line) - 1]

    app = build_app('diagrams', language='lv')
    assert app.warning.getvalue() == ''
    tree, lanes, time, cycle = (
        find(page(app.outdir), f'#fig-{name}')[0] for name in ('tree', 'lanes', 'time', 'cycle')
    )
    assert {'Jā: noteikti', 'Nē', 'Darba grupa: bez līguma'} <= {text.text for text in tree.iter('text')}
    assert 'Nē: Darba grupa: bez līguma' in tree.text_content()
    assert '- **Ierosinājumi** un sanāksme' in find(lanes, 'details')[0].text_content()
    classes = {text.text: text.get('class') for text in time.iter('text')}
    assert classes['Latvija'] == 'fill-sea' and 'nedēļa pēc lēmuma' in classes
    assert find(cycle, 'title')[0].text == 'Seši soļi lokā.'
    for name, narrow, sheet in sheets(app):
        check(sheet, (name, narrow))


@pytest.mark.filterwarnings('ignore:Glyph .* missing')
def test_no_word_is_beside_the_catalogs(build_app, tmp_path):
    app = build_app('diagrams', 'gettext')
    pots = {'index': polib.pofile(str(app.outdir / 'index.pot')), 'sphinx': interface_pot()}
    clear_away()
    outdirs = pseudo.build(app.srcdir, app.srcdir, tmp_path / 'marked', pots, ('html', 'epub'))
    found = [one for outdir in outdirs.values() for one in pseudo.unmarked(outdir) if '#fig-' in one.place]
    months = re.compile(r'[A-Z][a-z]{2,8}( \d{4})?( – [A-Z][a-z]{2,8} \d{4})?')  # CLDR's, in English for this language
    assert [one for one in found if not months.fullmatch(one.text)] == []
    assert found or find(page(outdirs['html']), '#fig-tree text')


@pytest.mark.parametrize('wide', [False, True])
def test_boxes_grow_with_labels_that_are_60_per_cent_longer(build_app, tmp_path, wide):
    def widened(folder):
        index = folder / 'index.md'
        text = index.read_text(encoding='utf-8')
        index.write_text(text.replace(':kind:', ':class: wide\n:kind:') if wide else text, encoding='utf-8')

    app = build_app('diagrams', 'gettext', change=widened)
    catalog = polib.pofile(str(app.outdir / 'index.pot'))
    locales = tmp_path / 'longer'
    for entry in catalog:
        entry.msgstr = entry.msgid if '{' in entry.msgid else longer(entry.msgid)
    catalog.metadata['Content-Type'] = 'text/plain; charset=UTF-8'
    (locales / 'lt' / 'LC_MESSAGES').mkdir(parents=True)
    catalog.save_as_mofile(str(locales / 'lt' / 'LC_MESSAGES' / 'index.mo'))
    settings = {'locale_dirs': [str(locales)], 'gettext_auto_build': False}
    app = build_app('diagrams', language='lt', confoverrides=settings, change=widened)
    assert app.warning.getvalue() == ''
    seen = set()
    for name, narrow, sheet in sheets(app):
        check(sheet, (name, narrow))
        seen.add((name, narrow, sheet.width))
        assert any('Yes Yes' in place[4] for place in sheet.words) == (name == 'fig-tree')
    assert len(seen) == 14 and {width for _name, _narrow, width in seen} == {86, 178 if wide else 126}


def test_epub_refers_to_one_picture_without_text(build_app):
    app = build_app('diagrams', 'epub')
    root = page(app.outdir, 'index.xhtml')
    images = find(root, 'figure.diagram img')
    assert [image.get('src') for image in images] == [f'_images/index-fig-{name}.svg' for name in KINDS]
    assert images[5].get('alt') == 'Six steps in a ring.'
    picture = etree.parse(app.outdir / images[1].get('src'))
    assert not list(picture.iter(f'{SVG}text')) and len(list(picture.iter(f'{SVG}path'))) > 30
    assert not find(root, 'figure svg, figure details')


def test_pdf_speaks_the_alternative_texts(build_app):
    app = build_app('diagrams', 'pdf')
    assert app.warning.getvalue() == ''
    source = (app.srcdir / 'index.md').read_text(encoding='utf-8')
    path = app.outdir / 'diagrams.pdf'
    with pikepdf.open(path) as pdf:
        spoken = [str(element.Alt) for element in elements(pdf) if element.S == '/Figure']
    assert spoken == re.findall(r':alt: (.*)', source)
    for standard in STANDARDS:
        assert judged(standard, path) == {path: []}


def test_text_builder_leaves_drawings_out(build_app):
    app = build_app('diagrams', 'text')
    text = (app.outdir / 'index.txt').read_text(encoding='utf-8')
    assert 'Programme cycle' in text and 'Working group' not in text


def test_same_bytes_each_time(english):
    """A drawing has neither a time nor an order of its own in it."""
    app, _root, drawn = english
    again = {(name, narrow): sheet for name, narrow, sheet in sheets(app)}
    for key, sheet in drawn.items():
        assert sheet.svg('fig-x', 'x') == again[key].svg('fig-x', 'x')


@pytest.mark.parametrize(
    ('old', 'new', 'line', 'code', 'says'),
    [
        (':kind: cycle', ':kind: circle', 3, 'diagram', 'kind "circle" is not known; expected one of steps, tree'),
        (':kind: cycle\n', '', 1, 'diagram', 'the diagram has no kind; expected one of steps, tree, lanes'),
        (':title: Programme cycle\n', '', 1, 'diagram', 'the diagram has no title'),
        (':alt: Six steps in a ring.\n', '', 1, 'alt-text', 'no alternative text'),
        (':centre: ', ':x-label: ', 5, 'diagram', 'only a timeline has an axis'),
        (':centre: ', ':columns: ', 5, 'diagram', '1 columns; a diagram of kind "cycle" has none'),
        ('2. Agree on priorities', '2.', 8, 'diagram', 'an item has no words'),
        ('3. Write', '3. `Write`', 9, 'diagram', 'has markup'),
        (
            'Look at what',
            'Entwicklungszusammenarbeitskommissionsmitgliedschaftsantragsverfahrensordnung',
            7,
            'diagram',
            'is wider than its box',
        ),
        (':kind: cycle', ':kind: steps', 6 - 1, 'diagram', 'only a cycle has words in its centre'),
    ],
)
def test_bad_diagrams_are_named_with_their_line(build_app, old, new, line, code, says):
    def change(folder):
        text = (folder / 'index.md').read_text(encoding='utf-8')
        [cycle] = re.findall(r':::\{diagram\}\n:name: fig-cycle\n.*?\n:::\n', text, re.DOTALL)
        write_pages(folder, {'index.md': f'# Page\n\nText.\n\n{cycle}'})
        replace(folder / 'index.md', old, new)

    warning = build_app('diagrams', change=change).warning.getvalue()
    assert says in warning and f'[handbook.{code}]' in warning
    assert f'index.md:{4 + line}: ' in warning
    assert warning.count('WARNING') == 1


@pytest.mark.parametrize(
    ('old', 'new', 'says'),
    [
        (':columns: Latvia, Lithuania\n', '', '0 columns; a diagram of kind "levels" has 2. Write a line such as'),
        (':columns: Latvia, Lithuania\n', ':columns: Latvia, Latvia\n', '1 columns; a diagram of kind "levels" has 2'),
        (':x-label: week after the decision to begin\n', '', 'the times are numbers and nothing says of what'),
        ('  - Lithuania: Municipal general plan', '  - Lituania: Municipal general plan', 'did you mean "Lithuania"?'),
        ('- Collect data of', '- Collect', ''),
    ],
)
def test_columns_and_axes_are_asked_for(build_app, old, new, says):
    app = build_app('diagrams', change=lambda folder: replace(folder / 'index.md', old, new) if says else None)
    assert says in app.warning.getvalue()


def test_what_does_not_fit_on_a_page_is_said(build_app):
    def change(folder):
        words = ' '.join(['word'] * 400)
        page_text = f':::{{diagram}}\n:kind: steps\n:title: T\n:alt: A.\n1. {words}\n2. b\n:::\n'
        write_pages(folder, {'index.md': f'# Page\n\n{page_text}'})

    warning = build_app('diagrams', change=change).warning.getvalue()
    assert re.search(r'index\.md:\d+: .*the drawing is \d+ mm high; expected at most 225 mm', warning)


def test_examples_of_the_guide_are_drawn(build_app):
    guide = (REPOSITORY / 'docs' / 'authors.md').read_text(encoding='utf-8')
    examples = re.findall(r'^:::\{diagram\}\n.*?^:::$', guide, re.DOTALL | re.MULTILINE)
    assert {re.search(r':kind: (.*)', text)[1] for text in examples} == set(diagrams.KINDS)
    pages = {'index.md': '# Page\n\n' + '\n\n'.join(examples) + '\n'}
    app = build_app('diagrams', change=lambda folder: write_pages(folder, pages))
    assert app.warning.getvalue() == ''
    for name, narrow, sheet in sheets(app):
        check(sheet, (name, narrow))


def test_the_word_of_the_page_can_be_translated():
    text = (REPOSITORY / 'publishing' / 'figures' / 'diagrams.py').read_text(encoding='utf-8')
    assert "_('The same as a list')" in text.replace('"', "'")
