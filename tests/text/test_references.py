"""The bibliography: order, wording in each language, and the list it becomes."""

import pytest
from pybtex.database import parse_string
from pybtex.plugin import find_plugin
from sphinx.errors import ConfigError
from web_pages import page, words

from publishing.core import languages
from publishing.core.findings import Code
from publishing.text import references


@pytest.fixture
def build(build_app):
    """Return a function that builds the root test-references in a language and returns its application."""
    return lambda language='en', builder='html': build_app('references', builder, language)


def items(app):
    return page(app.outdir).xpath('//ol[contains(@class, "bibliography")]/li')


def texts(app):
    return [words(item) for item in items(app)]


def test_english_entries(build):
    assert texts(build('en')) == [
        'A law, described by us. likumi.lv, 2019.',
        'Jānis Bērziņš, Anna Kalniņa and Pēteris Ozols. What comes next? Sala University, 2022.',
        'Noted. Notes.',
        'Šiaulių miesto savivaldybė. Bendrasis planas. 2020, in Lithuanian, accessed November 2026. '
        'https://example.org/planas_(2020)?a=1&b=2',
        'Siguldas novads. Teritorijas plānojums. 2021, in Latvian, accessed 3 November 2026.',
        'Zane Zariņa and Kārlis Kronbergs (eds). Collected papers. Press, 2018.',
    ]


def test_latvian_alphabet_and_dates(build):
    shown = texts(build('lv'))
    assert shown.index(next(text for text in shown if text.startswith('Sigulda'))) < shown.index(
        next(text for text in shown if text.startswith('Šiauli'))
    )
    assert '2026. gada novembrī' in shown[4]
    sigulda = next(text for text in shown if text.startswith('Sigulda'))
    assert '2026. gada 3. novembrī' in sigulda
    assert 'Latvian' not in sigulda  # a Latvian source needs no remark in the Latvian edition


def test_list_items_are_the_targets_of_citations(build):
    app = build('en')
    shown = page(app.outdir)
    ids = [item.get('id') for item in items(app)]
    assert all(ids)
    links = shown.xpath('//span[@class="bibtex-citation"]//a')
    assert [link.text_content() for link in links] == ['4', '5', '1', '2', '6', '3']
    assert [ids.index(link.get('href')[1:]) + 1 for link in links] == [4, 5, 1, 2, 6, 3]
    assert not shown.xpath('//*[@role="list"]')


def test_titles_carry_their_language(build):
    titles = {title.text_content(): title.get('lang') for item in items(build('en')) for title in item.xpath('.//em')}
    assert titles['Bendrasis planas'] == 'lt'
    assert titles['Teritorijas plānojums'] == 'lv'
    assert titles['Collected papers'] is None
    assert 'A law, described by us' not in titles  # our own words are not set as a title


def test_translated_citations_have_ids_of_their_own(build_app):
    """Sphinx copies the ID of the first citation of a source to every one in the translated passage."""

    def translate(folder):
        (folder / 'index.md').write_text(
            '# T\n\nOne {cite}`law2019`, two {cite}`law2019`.\n\n```{bibliography}\n```\n', encoding='utf-8'
        )
        catalog = folder / 'locales' / 'lv' / 'LC_MESSAGES' / 'index.po'
        catalog.parent.mkdir(parents=True)
        catalog.write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
            'msgid "One {cite}`law2019`, two {cite}`law2019`."\n'
            'msgstr "Viens {cite}`law2019`, divi {cite}`law2019`."\n',
            encoding='utf-8',
        )

    app = build_app('references', language='lv', confoverrides={'locale_dirs': ['locales']}, change=translate)
    shown = page(app.outdir)
    assert 'Viens' in shown.text_content()
    assert len(shown.xpath('//span[@class="bibtex-citation"]//a')) == 2
    ids = shown.xpath('//@id')
    assert sorted(ids) == sorted(set(ids))


def test_addresses_are_links(build):
    link = items(build('en'))[3].xpath('.//a')[0]
    assert link.get('href') == link.text_content() == 'https://example.org/planas_(2020)?a=1&b=2'


def test_note_is_reported_with_file_and_line(build):
    warnings = build('en').warning.getvalue()
    assert 'sources.bib:40: ' in warnings
    assert 'the source "noted2020" has the note "page 7"' in warnings
    assert '[handbook.citation]' in warnings
    assert warnings.count('[handbook.citation]') == 1


BRACES = '@misc{one,\n  title = {{One}},\n  year = {2020},\n}\n\n@misc{two,\n  title = {{Two}},\n}\n'


@pytest.mark.parametrize(
    ('good', 'bad', 'line', 'entry'),
    [
        ('},\n}\n\n@misc{two', '},\n\n@misc{two', 5, 'the entry "one" of line 1'),
        ('{{Two}},', '{{Two},', 9, 'the entry "two" of line 6'),
        ('{{One}},', '{{One}}', 3, 'the entry "one" of line 1'),
        ('{2020}', 'MMXX', 3, 'the entry "one" of line 1'),
    ],
)
def test_a_lost_brace_is_said_at_its_entry(make_app, good, bad, line, entry):
    assert good in BRACES

    def write(folder):
        (folder / 'sources.bib').write_text(BRACES.replace(good, bad, 1), encoding='utf-8')

    with pytest.raises(ConfigError) as stopped:
        make_app('references', change=write)
    [finding] = stopped.value.__cause__.findings
    assert (finding.path.name, finding.line, finding.code) == ('sources.bib', line, Code.CITATION)
    assert f'{entry} cannot be read on from here' in finding.text


def test_a_sign_that_nobody_sees_is_named_at_its_line(make_app):
    def write(folder):
        (folder / 'sources.bib').write_text(BRACES.replace('{{Two}}', '{{T\u200bwo}}'), encoding='utf-8')

    with pytest.raises(ConfigError) as stopped:
        make_app('references', change=write)
    [finding] = stopped.value.__cause__.findings
    assert (finding.path.name, finding.line, finding.code) == ('sources.bib', 7, Code.SIGN)
    assert '⟨U+200B⟩ ZERO WIDTH SPACE stands in "{{T⟨U+200B⟩wo}},"' in finding.text


@pytest.mark.parametrize('builder', ['text', 'gettext', 'latex', 'epub'])
def test_other_builders(build, builder):
    app = build('en', builder)
    assert app.statuscode == 0


@pytest.mark.parametrize(
    ('value', 'language', 'expected'),
    [
        ('2026-11', 'en', 'November 2026'),
        ('2026-11', 'lv', '2026. gada novembrī'),
        ('2026-11', 'lt', '2026 m. lapkritį'),
        ('2026-11', 'et', 'november 2026'),
        ('2026', 'lv', '2026'),
        ('2026-11-03', 'lv', '2026. gada 3. novembrī'),
        ('2026-11-03', 'lt', '2026 m. lapkričio 3 d.'),
        ('last week', 'en', 'last week'),
    ],
)
def test_dates(value, language, expected):
    assert references.date_of_reading(value, languages.find(language)) == expected


def test_unlisted_language_is_named():
    assert references.in_language('is') == 'Icelandic'
    assert references.in_language('x?') == 'x?'


NAMES = """en,lv,lt,kind,source
European Commission,Eiropas Komisija;EK,Europos Komisija,international body,own
European Parliament and Council;European Parliament,Eiropas Parlaments un Padome,,international body,own
Nordic Council of Ministers' Office,Ziemeļvalstu Ministru padomes birojs,,international body,own
State Data Agency,Valsts datu aģentūra,Valstybės duomenų agentūra,body,own
Council of Europe,,Europos Taryba,international body,own
"""
BODIES = """
@misc{a, author={{European Commission}}, title={{Alpha}}}
@misc{b, author={{State Data Agency}}, title={{Beta}}}
@misc{c, author={{European Commission, Unit Five}}, title={{Gamma}}}
@misc{d, author={{European Parliament}}, title={{Delta}}, publisher={European Commission}, year={2020}}
@misc{e, author={{Ezera muzejs} and {European Commission}}, title={{Epsilon}}}
@misc{f, author={{Council of Europe}}, title={{European Commission}}}
@misc{g, author={{Nordic Council of Ministers' Office}}, title={{Eta}}}
@misc{h, author={{Eiropas muzejs}}, title={{Theta}}}
"""


@pytest.fixture
def with_bodies(build_app):
    """Return ``with_bodies(language)``: the entries of a project with a names list, in that language."""

    def entries(language):
        def write(folder):
            (folder / 'sources.bib').write_text(BODIES, encoding='utf-8')
            (folder / 'index.md').write_text('# T\n\n```{bibliography}\n:all:\n```\n', encoding='utf-8')
            (folder / 'locales').mkdir()
            (folder / 'locales' / 'names.csv').write_text(NAMES, encoding='utf-8')

        return texts(
            build_app('references', language=language, confoverrides={'locale_dirs': ['locales']}, change=write)
        )

    return entries


def test_international_bodies_have_their_official_name(with_bodies):
    assert with_bodies('lv') == [
        'Council of Europe. European Commission.',
        'Eiropas Komisija. Alpha.',
        'Eiropas muzejs. Theta.',
        'Eiropas Parlaments un Padome. Delta. Eiropas Komisija, 2020.',
        'European Commission, Unit Five. Gamma.',
        'Ezera muzejs and Eiropas Komisija. Epsilon.',
        'State Data Agency. Beta.',
        'Ziemeļvalstu Ministru padomes birojs. Eta.',
    ]


def test_in_the_language_of_the_chapters_names_stay(with_bodies):
    shown = with_bodies('en')
    assert 'European Commission. Alpha.' in shown
    assert 'European Parliament. Delta. European Commission, 2020.' in shown


def test_a_changed_names_list_reaches_the_bibliography(make_app):
    def write(folder):
        (folder / 'locales').mkdir()
        (folder / 'locales' / 'names.csv').write_text(
            'en,lv,kind,source\nSala University,Salas Universitāte,international body,own\n', encoding='utf-8'
        )
        bib = (folder / 'sources.bib').read_text(encoding='utf-8')
        assert 'Sala University' in bib

    options = {'language': 'lv', 'confoverrides': {'locale_dirs': ['locales']}}
    app = make_app('references', change=write, **options)
    app.build()
    assert any('Salas Universitāte, 2022' in text for text in texts(app))
    path = app.srcdir / 'locales' / 'names.csv'
    path.write_text(path.read_text(encoding='utf-8').replace('Salas U', 'Salu u'), encoding='utf-8')
    again = make_app(app.srcdir, **options)
    again.build()
    assert any('Salu universitāte, 2022' in text for text in texts(again))


def test_fixed_words_go_through_the_catalog(monkeypatch):
    words = {'and': 'un', 'in Lithuanian': 'lietuviski', 'accessed %s': 'skatīts %s'}
    monkeypatch.setattr(references, '_', lambda text: words.get(text, text))
    data = parse_string(
        '@misc{a, author={Ozols, J. and Liepa, K.}, title={T}, urldate={2026-11}, language={lt}}', 'bibtex'
    )
    style = type('EnglishStyle', (references.HandbookStyle,), {'edition': languages.find('en')})
    entry = style().format_entry('1', data.entries['a'])
    plain = entry.text.render(find_plugin('pybtex.backends', 'plaintext')())
    assert plain == 'J. Ozols un K. Liepa. T. Lietuviski, skatīts November 2026.'
