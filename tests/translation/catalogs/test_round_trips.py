"""A catalog opened and saved by another program comes back as it was, or ``make catalogs`` makes it so again.

The programs are GNU msgcat, translate-toolkit (what Weblate reads and writes with) and polib, each with its own way of
wrapping lines and writing headers; and Babel, which loses more than can be made good, but not what allows a difference.
"""

import os
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po, write_po
from places import REPOSITORY
from translate.storage.pypo import pofile

from publishing.core.languages import load as load_languages
from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.catalogs.comments import whole_lines
from publishing.translation.catalogs.form import format_catalog
from publishing.translation.checks import examine

LANGUAGES = [language.code for language in load_languages().values() if not language.is_source]
LONG = 'A sentence much longer than a line of any program, with {term}`planning region` and a [link](#a-b). ' * 4
HARD = r"""# Latvian translation of the handbook: hard
# A second line of a translator, with "quotes" and a list:
#  - indented
msgid ""
msgstr ""
"Project-Id-Version: Handbook 0.1\n"
"Report-Msgid-Bugs-To: \n"
"PO-Revision-Date: 2026-11-22 13:26+0000\n"
"Last-Translator: Automatically generated\n"
"Language-Team: none\n"
"Language: lv\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

# handbook: allow number – the Latvian law counts in another unit
# second line
# handbook: the English changed on 2026-11-22
#. A hint of the author, quite long, so that a program might think of wrapping it somewhere in the middle of it.
#. Second hint
#: ../../handbook/hard.md
#, fuzzy
#| msgid "Former text with \"quotes\"\tand {a role}."
msgid "Present text with \"quotes\"\tand {a role}."
msgstr "Teksts ar \"pēdiņām\"\tun {lomu}."

# handbook: the English changed on 2026-11-22
#: ../../handbook/hard.md
#| msgid "Former text whose translation is not offered"
msgid "Text 7 whose translation is not offered"
msgstr ""

#: ../../handbook/hard.md
msgctxt "menu"
msgid "Open"
msgstr "Atvērt"

#: ../../handbook/hard.md
#: ../../handbook/other.md
msgctxt "state"
msgid "Open"
msgstr "Atvērts"

#: ../../publishing/site.py
#, python-format
msgid "%d page of 100%%"
msgid_plural "%d pages of 100%%"
msgstr[0] "%d lappuse no 100%%"
msgstr[1] "%d lappuses no 100%%"
msgstr[2] "%d lappušu no 100%%"

#: ../../publishing/site.py
#, fuzzy, python-format
msgid "%s word"
msgid_plural "%s words"
msgstr[0] "%s vārds"
msgstr[1] ""
msgstr[2] ""

#: ../../handbook/hard.md
#, no-wrap
msgid "26% of {all} that is \\no\\ escape"
msgstr "26 % no {visa}, kas nav \\atkāpe\\"

#: ../../handbook/hard.md
msgid "LONG"
msgstr "LONG"

#: ../../handbook/hard.md
msgid ""
"Two lines,\n"
"the second without an end"
msgstr ""
"Divas rindas,\n"
"otrā bez beigām"

#: ../../handbook/hard.md
msgid "An end of line\n"
msgstr "Rindas beigas\n"

#: ../../handbook/hard.md
msgid " blanks at both ends "
msgstr " atstarpes abos galos "

#: ../../handbook/hard.md
msgid "No-break: 5 km, 300 ppi, soft­hyphen, “quotes” – dash, emoji 🚢"
msgstr "Nedalāms: 5 km, 300 ppi, mīksts­defiss, „pēdiņas” – domuzīme, 🚢"

# kept for later
#~ msgctxt "menu"
#~ msgid "Gone, with \"quotes\""
#~ msgstr "Pazudis, ar \"pēdiņām\""

#, fuzzy
#~ msgid "%s ship"
#~ msgid_plural "%s ships"
#~ msgstr[0] "%s kuģis"
#~ msgstr[1] "%s kuģi"
#~ msgstr[2] "%s kuģu"

#~ msgid "GONE LONG"
#~ msgstr "GONE LONG"
""".replace('GONE LONG', 'Gone. ' + LONG.strip()).replace('LONG', LONG.strip())


def by_msgcat(path: Path) -> None:
    environment = os.environ | {'LC_ALL': 'C.UTF-8'}
    subprocess.run(['msgcat', '-o', path, path], check=True, capture_output=True, env=environment)


def by_translate_toolkit(path: Path) -> None:
    store = pofile.parsefile(str(path))
    for unit in store.units:  # as Weblate does, which sets what it shows
        if not unit.isheader() and not unit.hasplural() and not unit.isobsolete() and unit.source:
            unit.target = str(unit.target)
    store.updateheader(add=True, x_generator='Weblate 5.9')
    store.save()


def by_polib(path: Path) -> None:
    polib.pofile(str(path)).save(str(path))  # wraps at 78


def by_babel(path: Path) -> None:
    with path.open('rb') as file:
        catalog = read_po(file)
    with path.open('wb') as file:
        write_po(file, catalog, include_previous=True)  # breaks comments after 76 letters


PROGRAMS = [by_msgcat, by_translate_toolkit, by_polib]


def templates(folder: Path) -> dict[str, polib.POFile]:
    """Return the English of today as the catalogs have it, so that nothing need be extracted."""
    found = {}
    for path in sorted(folder.rglob('*.po')):
        catalog = polib.pofile(str(path), wrapwidth=0)
        pot = polib.POFile()
        pot.metadata = {'Project-Id-Version': catalog.metadata['Project-Id-Version']}
        pot.extend(
            polib.POEntry(
                msgctxt=entry.msgctxt,
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                comment=entry.comment,
                occurrences=entry.occurrences,
                flags=[flag for flag in entry.flags if flag != 'fuzzy'],
                msgstr_plural=dict.fromkeys((0, 1), '') if entry.msgid_plural else {},
            )
            for entry in catalog
            if not entry.obsolete
        )
        found[path.relative_to(folder).with_suffix('').as_posix()] = pot
    return found


def snapshot(locales: Path) -> dict[str, str]:
    return {path.relative_to(locales).as_posix(): path.read_text() for path in sorted(locales.rglob('*.po'))}


def opened_saved_and_updated(locales: Path, code: str, program) -> int:
    """Open and save every catalog with ``program``, then update all; return how many it had written otherwise."""
    folder = locales / code / 'LC_MESSAGES'
    before, pots = snapshot(locales), templates(folder)
    for path in folder.rglob('*.po'):
        program(path)
        assert Catalog.at(path, code).faults == []
    saved = snapshot(locales)
    update.update(Translation(code, locales), pots)
    assert snapshot(locales) == before
    return sum(saved[name] != before[name] for name in before)


@pytest.mark.parametrize('program', PROGRAMS)
@pytest.mark.parametrize('code', LANGUAGES)
def test_real_catalogs_come_back(tmp_path, monkeypatch, code, program):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1900000000')
    locales = tmp_path / 'locales'
    shutil.copytree(REPOSITORY / 'locales' / code, locales / code, ignore=shutil.ignore_patterns('*.mo', '.*'))
    update.update(Translation(code, locales), templates(locales / code / 'LC_MESSAGES'))
    opened_saved_and_updated(locales, code, program)


@pytest.mark.parametrize('program', PROGRAMS)
def test_hard_messages_come_back(tmp_path, monkeypatch, program):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1900000000')
    path = tmp_path / 'locales' / 'lv' / 'LC_MESSAGES' / 'hard.po'
    path.parent.mkdir(parents=True)
    path.write_text(HARD)
    assert format_catalog(Catalog.at(path, 'lv').read()) == HARD, 'the sample is as we write it'
    assert opened_saved_and_updated(tmp_path / 'locales', 'lv', program) == 1, 'the program writes it its own way'


REASON = 'the cross-border law of 2019 counts in another unit, and its own words are kept, as the office that answers '
ALLOWED = [
    f'handbook: allow number – {REASON}for the text has asked more than once; see also the page before this one',
    f'handbook: allow doubled, length, spelling, term, typography, untranslated, number – {REASON}for it has asked',
    f'handbook: allow doubled, length, spelling, term, typography, number, link - {REASON}for the text has asked',
    f'handbook: allow number: {"x" * 170} and a word behind',
]


@pytest.mark.parametrize('program', [*PROGRAMS, by_babel])
@pytest.mark.parametrize('allowed', ALLOWED)
def test_what_allows_a_difference_stays_whole(tmp_path, program, allowed):
    """However the program breaks the line, the difference is allowed, and the next refresh makes it one line again."""
    assert len(allowed) >= 190
    note = 'ask the port authority about the depth of the basin and about the length of its quays'
    path = Translation('lv', tmp_path).path('hard')
    path.parent.mkdir(parents=True)
    head = HARD[: HARD.index('# handbook: allow')]
    message = 'msgid "It is 100 feet high."\nmsgstr "Tā ir 30 metrus augsta."\n'
    for comment in (f'# {allowed}\n# second note\n', f'# {note}\n# {allowed}\n# handbook: allow image – none\n'):
        path.write_text(f'{head}{comment}{message}')
        assert examine.check_catalog(path, 'lv') == []
        program(path)
        assert [one.code for one in examine.check_catalog(path, 'lv')] == []
        written = format_catalog(Catalog.at(path, 'lv').read()).split('\n\n')[1]
        assert f'\n# {allowed}\n' in f'\n{written}', written
        assert '\n# second note\n' in written or '\n# handbook: allow image – none\n' in written


@pytest.mark.parametrize(
    'kept',
    [
        'a note of one line\nand another',
        'a note so long that a program might have broken it here, though nobody did\nand another',
        'handbook: allow number – the Latvian law counts in another unit\nask the port authority',
        'handbook: allow number – a reason that somebody has written on one line which no program would leave\nasked',
        'handbook: allow number\nask the port authority',
        'handbook: allow number – a reason so long that the next word has no room left\n\nafter an empty line',
        'handbook: allow number – a reason so long that the next word has no room left\nhandbook: allow link – another',
    ],
)
def test_other_comments_stay_as_they_are(kept):
    assert whole_lines(kept) == kept.split('\n')


@pytest.mark.parametrize(
    'cut',
    [
        'handbook: allow|number, link – reason',
        'handbook: allow number,|link – reason',
        'handbook: allow number|– reason',
        'handbook: allow number –|reason',
        'handbook: allow number,|link|–|reason',
    ],
)
def test_what_was_cut_before_its_reason_is_one_line(cut):
    assert whole_lines(f'before\n{cut}'.replace('|', '\n')) == ['before', cut.replace('|', ' ')]
