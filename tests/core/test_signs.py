"""Signs that nobody sees: which are found, which are meant, how they are mended and shown.

After a change of the kinds: ``pytest tests/core/test_signs.py --renew-tables``.
"""

import ast

import pytest
from doc_tables import check_table
from places import REPOSITORY

from publishing.core import files, signs
from publishing.core.findings import Code, FindingsError, Severity, short
from publishing.core.signs import Kind

WRONG = [
    # text, kind, how its sign is called, the word around it, what the text becomes where it is mended
    ('Plāns ir\u200b vecs.', Kind.UNSEEN, '⟨U+200B⟩ ZERO WIDTH SPACE', 'ir⟨U+200B⟩ vecs.', 'Plāns ir vecs.'),
    ('vecs\ufeff.', Kind.UNSEEN, '⟨U+FEFF⟩ ZERO WIDTH NO-BREAK SPACE', 'vecs⟨U+FEFF⟩.', 'vecs.'),
    ('vecs.\u2060', Kind.UNSEEN, '⟨U+2060⟩ WORD JOINER', 'vecs.⟨U+2060⟩', 'vecs.'),
    ('pla\u200dns', Kind.UNSEEN, '⟨U+200D⟩ ZERO WIDTH JOINER', 'pla⟨U+200D⟩ns', 'plans'),
    ('pla\u200cns', Kind.UNSEEN, '⟨U+200C⟩ ZERO WIDTH NON-JOINER', 'pla⟨U+200C⟩ns', 'plans'),
    ('paš\u00ad valdība', Kind.UNSEEN, '⟨U+00AD⟩ SOFT HYPHEN', 'paš⟨U+00AD⟩ valdība', 'paš valdība'),
    ('paš\u00ad\u00advaldība', Kind.UNSEEN, '⟨U+00AD⟩ SOFT HYPHEN', 'paš⟨U+00AD⟩⟨U+00AD⟩valdība', 'pašvaldība'),
    ('a\u3164b', Kind.UNSEEN, '⟨U+3164⟩ HANGUL FILLER', 'a⟨U+3164⟩b', 'ab'),
    ('one\u2028two', Kind.LINE, '⟨U+2028⟩ LINE SEPARATOR', 'one⟨U+2028⟩two', 'one two'),
    ('one \u2029two', Kind.LINE, '⟨U+2029⟩ PARAGRAPH SEPARATOR', 'one ⟨U+2029⟩two', 'one two'),
    ('\u2028one', Kind.LINE, '⟨U+2028⟩ LINE SEPARATOR', '⟨U+2028⟩one', 'one'),
    ('one\u0085two', Kind.LINE, '⟨U+0085⟩ NEXT LINE', 'one⟨U+0085⟩two', 'one two'),
    ('one\vtwo', Kind.LINE, '⟨U+000B⟩ LINE TABULATION', 'one⟨U+000B⟩two', 'one two'),
    ('one\ftwo', Kind.LINE, '⟨U+000C⟩ FORM FEED', 'one⟨U+000C⟩two', 'one two'),
    ('one\rtwo', Kind.LINE, '⟨U+000D⟩ CARRIAGE RETURN', 'one⟨U+000D⟩two', 'one two'),
    ('it\u0092s', Kind.CONTROL, '⟨U+0092⟩ a control character', 'it⟨U+0092⟩s', None),
    ('a\x1bb', Kind.CONTROL, '⟨U+001B⟩ ESCAPE', 'a⟨U+001B⟩b', None),
    ('abc\u200f.', Kind.DIRECTION, '⟨U+200F⟩ RIGHT-TO-LEFT MARK', 'abc⟨U+200F⟩.', 'abc.'),
    ('\u202babc\u2069', Kind.DIRECTION, '⟨U+202B⟩ RIGHT-TO-LEFT EMBEDDING', '⟨U+202B⟩abc⟨U+2069⟩', 'abc'),
    ('\u202eabc', Kind.OVERRIDE, '⟨U+202E⟩ RIGHT-TO-LEFT OVERRIDE', '⟨U+202E⟩abc', None),
    ('a\U000e0067b', Kind.UNKNOWN, '⟨U+E0067⟩ TAG LATIN SMALL LETTER G', 'a⟨U+E0067⟩b', None),
    ('a\ufe0f', Kind.SELECTOR, '⟨U+FE0F⟩ VARIATION SELECTOR-16', 'a⟨U+FE0F⟩', 'a'),
    ('a\ue000b', Kind.UNKNOWN, '⟨U+E000⟩ a sign for private use', 'a⟨U+E000⟩b', None),
    ('a\u0378b', Kind.UNKNOWN, '⟨U+0378⟩ no sign of Unicode', 'a⟨U+0378⟩b', None),
    ('a\ufffcb', Kind.PLACEHOLDER, '⟨U+FFFC⟩ OBJECT REPLACEMENT CHARACTER', 'a⟨U+FFFC⟩b', None),
    ('a' + '\u0301' * 9 + 'b', Kind.FLOOD, '⟨U+0301⟩ COMBINING ACUTE ACCENT', 'a⟨U+0301⟩' + '\u0301' * 8 + 'b', None),
    ('one\u2003two', Kind.BLANK, '⟨U+2003⟩ EM SPACE', 'one⟨U+2003⟩two', 'one two'),
    ('12\u2009000', Kind.BLANK, '⟨U+2009⟩ THIN SPACE', '12⟨U+2009⟩000', '12\u00a0000'),
    ('one\u3000two', Kind.BLANK, '⟨U+3000⟩ IDEOGRAPHIC SPACE', 'one⟨U+3000⟩two', 'one two'),
    (
        'Pla\u0304ns',
        Kind.DECOMPOSED,
        '⟨U+0061⟩ LATIN SMALL LETTER A with ⟨U+0304⟩ COMBINING MACRON',
        'Pl⟨U+0061⟩⟨U+0304⟩ns',
        'Plāns',
    ),
    ('pl\u0430ns', Kind.ALIKE, '⟨U+0430⟩ CYRILLIC SMALL LETTER A', 'pl⟨U+0430⟩ns', None),
    ('\u039fsta', Kind.ALIKE, '⟨U+039F⟩ GREEK CAPITAL LETTER OMICRON', '⟨U+039F⟩sta', None),
    ('\u0421O', Kind.ALIKE, '⟨U+0421⟩ CYRILLIC CAPITAL LETTER ES', '⟨U+0421⟩O', None),
    ('pлан', Kind.ALIKE, '⟨U+0070⟩ LATIN SMALL LETTER P', '⟨U+0070⟩лан', None),
]
RIGHT = [
    'Ordinary words, „quoted“ – 26 % of 12 345 km² (½).',
    'No-break: 5\u00a0km, 12\u202f345',
    'paš\u00advaldība',
    'می\u200cخواهم',  # Persian
    'क्\u200dष और श्री\u200cमान',  # Hindi
    '👩\u200d🌾 🏳️\u200d🌈 ❤\ufe0f 1\ufe0f\u20e3',
    '\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f',  # the flag of Scotland
    '葛\U000e0100城',
    'שלום\u200f (2024)\u200f.',
    '\u2067العربية\u2069 HTML',
    'ภาษา\u200bไทย',
    '中文\u3000字',
    '中\u200b**文字**，',
    'var\u0303das m\u0304',  # no sign has both: nothing to put in their place
    '5 μm, 3 kΩ, Δx, β-version, Ελλάδα, Москва, ООО',
    'a\r\nb\tc\n',
    '\U0001fae8',  # younger than some Pythons
]


@pytest.mark.parametrize(('text', 'kind', 'name', 'word', 'mended'), WRONG, ids=lambda value: ascii(value)[:30])
def test_a_wrong_sign_is_named_with_the_word_around_it(text, kind, name, word, mended):
    found = signs.find(text)
    assert found[0].kind is kind
    assert found[0].text.startswith(f'{name} stands in "')
    assert f'in "{word}"; expected {kind.expected}. {kind.remedy}' in found[0].text
    result, done = signs.mended(text)
    assert result == (text if mended is None else mended)
    assert bool(done) is (mended is not None) is bool(kind.becomes)
    assert signs.find(result) == [] or mended is None
    assert signs.mended(result) == (result, [])


@pytest.mark.parametrize('text', RIGHT, ids=ascii)
def test_what_a_script_needs_is_right(text):
    assert signs.find(text) == []
    assert signs.mended(text) == (text, []) and signs.readable(text) == text == signs.shown(text)


def test_a_language_from_right_to_left_may_mark_the_direction_of_latin_words():
    assert [one.kind for one in signs.find('HTML\u200e')] == [Kind.DIRECTION]
    assert signs.find('HTML\u200e', 'ar') == signs.find('HTML\u200e', 'he-IL') == []
    assert [one.kind for one in signs.find('HTML\u200e', 'no such language')] == [Kind.DIRECTION]
    assert [one.kind for one in signs.find('HTML\u202e', 'ar')] == [Kind.OVERRIDE]  # hides what is written


def test_words_are_judged_without_what_nobody_sees():
    assert signs.readable('di\u200bvi pla\u0304ni, Ost\u0430\u0007.\u2028') == 'divi plāni, Osta.'


def test_what_the_original_has_too_is_right():
    assert signs.added('a\u200bb', 'c\u200bd') == []
    assert [one.sign for one in signs.added('a\u200bb', 'c\u200bd\u2060 e\u2060')] == ['\u2060']


def test_what_a_wrong_encoding_has_left_is_guessed():
    assert signs.find('it\x92s')[0].text.endswith('Type the word anew: ’ may have been meant.')


def test_messages_show_what_is_quoted():
    assert short('a\u200bb\nc', 40) == 'a⟨U+200B⟩b c'
    assert short('a\u2028b', 40) == 'a⟨U+2028⟩b'


@pytest.mark.parametrize('kind', Kind, ids=lambda kind: kind.key)
def test_every_kind_has_an_example_and_its_words(kind):
    assert kind in {row[1] for row in WRONG}
    assert kind.signs and kind.expected and kind.remedy and '.' not in kind.remedy
    assert '|' not in kind.signs + kind.becomes


def test_the_table_is_in_the_document(request):
    check_table(REPOSITORY / 'docs' / 'translators.md', 'signs', signs.table(), request)


# Reading files


def test_a_file_is_refused_at_each_line_with_a_sign_that_nobody_sees(tmp_path):
    path = tmp_path / 'words.txt'
    path.write_text('good\nba\u200bd\nwo\u2028rse\n', encoding='utf-8')
    with pytest.raises(FindingsError) as refused:
        files.read_text(path, Code.SPELLING)
    assert [(one.path, one.line, one.code) for one in refused.value.findings] == [
        (path, 2, Code.SIGN),
        (path, 3, Code.SIGN),
    ]
    assert 'ZERO WIDTH SPACE stands in "ba⟨U+200B⟩d"' in refused.value.findings[0].text


def test_what_is_doubtful_is_mended_in_a_file_and_warned_of(tmp_path):
    path = tmp_path / 'words.txt'
    path.write_bytes('\ufeffpla\u0304ns\r\npla\u0304ni\rOst\u0430\r\n'.encode())
    assert files.read_text(path, Code.SPELLING) == 'plāns\nplāni\nOst\u0430\n'
    found = list(files.sign_findings(path, files.decoded(path, path.read_bytes(), Code.SPELLING)))
    assert [(one.line, one.severity) for one in found] == [(1, Severity.WARNING), (3, Severity.WARNING)]


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path):
    path = tmp_path / 'words.txt'
    path.write_bytes('good\nplāns\n'.encode('cp1257'))
    with pytest.raises(FindingsError) as refused:
        files.read_text(path, Code.SPELLING)
    [finding] = refused.value.findings
    assert (finding.line, finding.code) == (2, Code.SPELLING) and 'not UTF-8' in finding.text


#: Modules that read text by themselves, and why they may.
BY_THEMSELVES = {
    'bootstrap.py': 'runs before anything is installed; names of libraries',
    'core/downloads.py': 'made by the build',
    'core/edition.py': 'written by git',
    'core/files.py': 'the one that reads',
    'core/locks.py': 'written by the command that holds a lock',
    'core/page_map.py': 'made by the build',
    'core/pinned.py': 'packages, written by make pins',
    'core/stamps.py': 'notes of our own on what was built',
    'core/swaps.py': 'notes of our own on what is being put in place',
    'epub/parts.py': 'style sheets of the theme',
    'pdf/book/code_spans.py': 'style sheets of the theme',
    'pdf/preflight/rules.py': 'what stands in a PDF',
    'pdf/press/job.py': 'made by the build',
    'pipeline/bench_job.py': 'made by the build',
    'pipeline/own_environment.py': 'a digest of our own',
    'pipeline/strangers.py': 'our own list and table, and what a build has said',
    'text/references.py': 'looks for the line of an entry that source_files has read',
    'translation/catalogs/interface_texts.py': 'code',
    'translation/catalogs/templates.py': 'made by us',
    'translation/checks/markup.py': "another project's conf.py, which is code",
    'translation/checks/remembered.py': 'made by us',
    'translation/packages/folder.py': 'made by us',
    'translation/packages/places.py': 'made by the build',
    'translation/pages/compiled.py': 'made by us',
    'translation/pages/hints.py': 'looks for the line of a chapter that Sphinx has read, and author_rules with it',
    'translation/pages/unchanged.py': 'made by us',
    'web/bill.py': 'what maintainers write of packages: pyproject.toml, third-party.toml',
    'web/search.py': 'scripts, which are code',
}


def reads_by_itself(module: str) -> bool:
    """Tell whether a module opens a text file, or decodes what it has read, without ``core.files``."""
    for call in ast.walk(ast.parse(module)):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        words = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        keywords = {one.arg for one in call.keywords}
        of = call.func.value
        if (
            call.func.attr == 'read_text'
            or (call.func.attr == 'open' and 'encoding' in keywords and not any(set('wb') & set(one) for one in words))
            or (
                call.func.attr == 'decode'
                and isinstance(of, ast.Call)
                and isinstance(of.func, ast.Attribute)
                and of.func.attr == 'read_bytes'
                and isinstance(of.func.value, ast.Name)
            )
        ):
            return True
    return False


def test_every_text_that_a_person_writes_is_read_in_one_place():
    package = REPOSITORY / 'publishing'
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob('*.py')
        if reads_by_itself(path.read_text(encoding='utf-8'))
    }
    assert found == BY_THEMSELVES.keys() - {'core/files.py'}, (
        'read it with core.files.read_text, or say in BY_THEMSELVES why not'
    )


@pytest.mark.parametrize(
    ('code', 'is_found'),
    [
        ("path.read_text(encoding='utf-8')", True),
        ("with path.open(encoding='utf-8', newline='') as file: pass", True),
        ("path.read_bytes().decode('utf-8')", True),
        ('read_text(path, Code.TERM)', False),
        ("path.open('w', encoding='utf-8')", False),
        ("path.open('rb')", False),
    ],
)
def test_a_module_that_reads_by_itself_would_be_found(code, is_found):
    assert reads_by_itself(code) is is_found
