"""Signs that nobody sees, in catalogs: named at the message, never the reason for another finding."""

import pytest

from publishing.core.findings import Code, Severity
from publishing.translation.catalogs import mending, update
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.checks import elsewhere, examine, unseen

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: lv\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"\n\n'
)
PLAN = 'The plan is old.'


def message(english, translation):
    """Return a message as it stands in a file, signs as they are."""
    return f'msgid "{english}"\nmsgstr "{translation}"\n\n'


@pytest.fixture
def found(tmp_path):
    """Return ``found(english, translation)``: what is found in a catalog with this message second."""

    def look(english, translation, name='page'):
        path = tmp_path / f'{name}.po'
        path.write_text(
            HEAD + message('The port', 'Osta') + message(english, translation), encoding='utf-8', newline=''
        )
        return examine.check_catalog(path, 'lv')

    return look


@pytest.mark.parametrize(
    ('translation', 'sign', 'word'),
    [
        ('Plāns ir\u200b vecs.', '⟨U+200B⟩ ZERO WIDTH SPACE', 'ir⟨U+200B⟩ vecs.'),
        ('Plāns ir vecs\ufeff.', '⟨U+FEFF⟩ ZERO WIDTH NO-BREAK SPACE', 'vecs⟨U+FEFF⟩.'),
        ('Plāns ir vecs.\u200b', '⟨U+200B⟩ ZERO WIDTH SPACE', 'vecs.⟨U+200B⟩'),
        ('Plāns ir ve\u00adcs\u00ad.', '⟨U+00AD⟩ SOFT HYPHEN', 've⟨U+00AD⟩cs⟨U+00AD⟩.'),
        ('Plā\u200bns ir vecs.', '⟨U+200B⟩ ZERO WIDTH SPACE', 'Plā⟨U+200B⟩ns'),
        ('\u2028Plāns ir vecs.', '⟨U+2028⟩ LINE SEPARATOR', '⟨U+2028⟩Plāns'),
        ('Plāns\u2029ir vecs.', '⟨U+2029⟩ PARAGRAPH SEPARATOR', 'Plāns⟨U+2029⟩ir'),
        ('Plāns\u0085ir vecs.', '⟨U+0085⟩ NEXT LINE', 'Plāns⟨U+0085⟩ir'),
        ('Plāns\x0cir vecs.', '⟨U+000C⟩ FORM FEED', 'Plāns⟨U+000C⟩ir'),
        ('Plāns\x0bir vecs.', '⟨U+000B⟩ LINE TABULATION', 'Plāns⟨U+000B⟩ir'),
        ('Plāns ir vecs.\\f', '⟨U+000C⟩ FORM FEED', 'vecs.⟨U+000C⟩'),  # as PO writes it
        ('Plāns ir vecs\u200e.', '⟨U+200E⟩ LEFT-TO-RIGHT MARK', 'vecs⟨U+200E⟩.'),
    ],
    ids=ascii,
)
def test_the_sign_is_all_that_is_said(found, translation, sign, word):
    [finding] = found(PLAN, translation)
    assert (finding.code, finding.severity, finding.line) == (Code.SIGN, Severity.ERROR, 11)
    assert finding.text.startswith(f'{sign} stands in "{word}"; expected ')
    assert '| Translation: “' in finding.text and sign.partition(' ')[0] in finding.text.rpartition('| Translation')[2]


@pytest.mark.parametrize(
    ('english', 'translation'),
    [
        ('Look [here](#map).', 'Skatiet [šeit](#map\u200b).'),
        ('A {term}`county` here.', 'Šeit ir {term}`apriņķis <county\u200b>`.'),
        ('**Roads.** They end.', '**Ceļi.\u200b** Tie beidzas.'),
        ('In 2024 there were 12.', '20\u206024. gadā bija 12\u2060.'),
        ('Run `make test` now.', 'Tagad palaidiet `make\u2028test`.'),
    ],
)
def test_markup_and_numbers_are_compared_without_it(found, english, translation):
    assert [finding.code for finding in found(english, translation)] == [Code.SIGN]


def test_a_comment_that_allows_something_is_read_without_it(tmp_path):
    path = tmp_path / 'page.po'
    wrong = message('It is far.', 'Tas ir tālu, 7.')
    path.write_text(HEAD + f'# handbook:\u200b allow number\u00a0– as agreed\u200b\n{wrong}', encoding='utf-8')
    assert examine.check_catalog(path, 'lv') == []


def test_the_interface_is_held_to_the_same(found):
    [finding] = found('The page', 'Lapa\u200b', name='sphinx')
    assert finding.code is Code.SIGN and finding.severity is Severity.ERROR


def test_other_projects_may_have_what_their_english_has(tmp_path):
    path = tmp_path / 'page.po'
    path.write_text(
        HEAD + message('Ru\u200bn it.', 'Dari\u200b to.') + message(PLAN, 'Plāns\u2060 ir vecs.'), encoding='utf-8'
    )
    _read, findings = elsewhere.check_folder(tmp_path, 'lv')
    assert [(one.code, one.line) for one in findings] == [(Code.SIGN, 11)]


@pytest.mark.parametrize(
    ('language', 'english', 'translation'),
    [
        ('fa', 'The plan is old.', 'برنامه قدیمی است می\u200cخواهم.'),
        ('ar', 'See HTML.', 'انظر HTML\u200f.'),
        ('hi', 'The plan.', 'योजना क्\u200dष।'),
        ('th', 'The plan.', 'แผน\u200bเก่า'),
        ('ja', 'The plan.', '計画　は**古い**\u200bです。'),
    ],
)
def test_languages_that_need_a_sign_have_it(tmp_path, language, english, translation):
    path = tmp_path / 'page.po'
    path.write_text(
        HEAD.replace('Language: lv', f'Language: {language}') + message(english, translation), encoding='utf-8'
    )
    _read, findings = elsewhere.check_folder(tmp_path, language)
    assert [one for one in findings if one.code is Code.SIGN] == []


def test_catalogs_are_mended_and_it_is_said(tmp_path):
    translation, english = Translation('lv', tmp_path), (PLAN, 'The port', 'The sea')
    path = translation.path('page')
    path.parent.mkdir(parents=True)
    texts = ('Pla\u0304ns\u2028ir vecs.\u200b', 'Osta\ue000', 'Jūra')
    path.write_text(HEAD + ''.join(map(message, english, texts)), encoding='utf-8', newline='')
    said = list(mending.findings(translation))
    assert [(one.line, one.severity) for one in said] == [(7, Severity.WARNING)] * 3
    assert ['COMBINING MACRON' in said[0].text, 'LINE SEPARATOR' in said[1].text, 'ZERO WIDTH' in said[2].text] == [
        True
    ] * 3
    pot = Catalog.at(path, 'lv', 'page').copy()
    for one in pot:
        one.msgstr = ''
    update.update(translation, {'page': pot})
    assert [one.msgstr for one in translation.catalog('page').read()] == ['Plāns ir vecs.', 'Osta\ue000', 'Jūra']
    assert list(mending.findings(translation)) == []
    assert update.update(translation, {'page': pot}) == []


def test_doubtful_signs_beside_the_catalogs_are_named(tmp_path):
    (tmp_path / 'a.md').write_text('# A\n\nPl\u0430ns\u2003x\n', encoding='utf-8')
    (tmp_path / 'b.csv').write_text('a\u0304,b\n', encoding='utf-8')
    (tmp_path / 'c.po').write_text('a\u0304\n', encoding='utf-8')
    found = unseen.doubtful_in_files(tmp_path)
    assert [(one.path.name, one.line, one.severity) for one in found] == [
        ('a.md', 3, Severity.WARNING),
        ('a.md', 3, Severity.WARNING),
        ('b.csv', 1, Severity.WARNING),
    ]
    assert 'it looks like LATIN SMALL LETTER A' in found[0].text
