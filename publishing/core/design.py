"""The design's fonts and colours, as ``theme/tokens.css`` names them, for every output that is dressed in it.

For the web and for e-readers fonts are cut down to Latin letters and packed as WOFF2, once per version of a font.
"""

import hashlib
import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError

from publishing.core import locks
from publishing.core.files import read_bytes, read_optional, read_text
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import THEME, WORK

WEBFONTS, TOKENS = WORK / 'webfonts', THEME / 'tokens.css'
#: What a licence (SIL Open Font License, 3) keeps to a font as its makers have made it, and what ours has instead.
RESERVED, INSTEAD = re.compile(r'Reserved Font Names? [‘\'"](\w+)'), 'Latin'
#: Where a font's file says its name to people: family, identifier, full name, name for PostScript, typographic family.
CALLED = (1, 3, 4, 6, 16)
FONT_URL = re.compile(r'url\("(fonts/[^"]+)"\)')
#: Where a style sheet uses a value that it does not bring itself, and where it sets one.
USE, SETTING = re.compile(r'var\(\s*(--[\w-]+)\s*\)'), re.compile(r'(--[\w-]+)\s*:')
#: The colours by which drawings, worksheets, covers and pages ask.
NAMES = tuple('sea pine amber heather brick slate text muted paper sand rule focus mark'.split())

#: Letters of all European languages in Latin script (behind Latin Extended-A those of Sámi, Romanian, Livonian, Welsh
#: and the German capital), punctuation, arrows, minus and boxes.
LETTERS = (
    (0x20, 0x17F),
    (0x192, 0x192),
    (0x1CD, 0x1EF),
    (0x218, 0x21B),
    (0x22A, 0x237),
    (0x292, 0x292),
    (0x2C6, 0x2DD),
    (0x300, 0x304),
    (0x306, 0x30C),
    (0x323, 0x328),
    (0x1E80, 0x1E85),
    (0x1E9E, 0x1E9E),
    (0x1EF2, 0x1EF3),
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x214F),
    (0x2190, 0x21FF),
    (0x2212, 0x2212),
    (0x2260, 0x2265),
    (0x25A0, 0x25FF),
    (0x2610, 0x2612),
)
FEATURES = ('ccmp', 'frac', 'kern', 'liga', 'lnum', 'locl', 'mark', 'mkmk', 'onum', 'ordn', 'pnum', 'sups', 'tnum')


def token_findings(theme: Path = THEME) -> list[Finding]:
    """Return a finding for each font that ``tokens.css`` names and ``theme`` lacks, and for what it does not name.

    That is a font of the theme, a colour of :data:`NAMES`, and whatever a style sheet uses and none sets.
    """
    tokens = theme / 'tokens.css'
    text = read_text(tokens, Code.OUTPUT)
    findings = []
    for number, line in enumerate(text.split('\n'), start=1):
        findings += [
            Finding(
                tokens,
                number,
                Code.FONT_MISSING,
                f'the font file "{name}" does not exist; expected it in the theme folder. '
                'Put the file back (git restore) or correct its name here.',
            )
            for name in FONT_URL.findall(line)
            if not (theme / name).is_file()
        ]
    fonts = {path.relative_to(theme).as_posix() for path in (theme / 'fonts').glob('*.ttf')}
    if faceless := sorted(fonts - set(FONT_URL.findall(text))):
        words = (
            f'no face is made of {_some(faceless)}; expected an @font-face here for each font of the theme. Put this '
            'file back (git restore), or remove the font.'
        )
        findings.append(Finding(tokens, None, Code.FONT_MISSING, words))
    if unset := _unset(theme):
        findings.append(_lost(tokens, unset))
    return findings


def _unset(theme: Path) -> list[str]:
    """Return the names of values that drawings or style sheets use and that no style sheet sets."""
    sheets = [_uncommented(read_text(path, Code.OUTPUT)) for path in sorted(theme.rglob('*.css'))]
    used = {name for sheet in sheets for name in USE.findall(sheet)} | {f'--{name}' for name in NAMES}
    return sorted(used - {name for sheet in sheets for name in SETTING.findall(sheet)})


def _lost(tokens: Path, names: list[str]) -> Finding:
    words = (
        f'nothing sets {_some(names)}, which drawings or style sheets of the theme use; expected a line for each '
        'here, as in "--sea: …;" with a colour. Put the file back (git restore), or correct the name where it is used.'
    )
    return Finding(tokens, None, Code.OUTPUT, words)


def _some(names: list[str]) -> str:
    return ', '.join(f'"{name}"' for name in names[:5]) + (f' and {len(names) - 5} others' if names[5:] else '')


def web_font(source: Path, cache: Path = WEBFONTS) -> Path:
    """Return ``source`` as WOFF2 with Latin letters only, made now or taken from ``cache``.

    :raises FindingsError: when ``source`` is not a font.
    """
    recipe = repr((LETTERS, FEATURES, RESERVED, INSTEAD)).encode()
    digest = hashlib.sha256(read_bytes(source, Code.FONT_MISSING) + recipe).hexdigest()[:16]
    target = cache / f'{source.stem}.{digest}.woff2'
    with locks.held(locks.FONTS):  # make builds several languages at once: the first one packs, the others take it
        if not target.is_file():
            _pack(source, target)
    return target


def _pack(source: Path, target: Path) -> None:
    options = subset.Options(flavor='woff2', layout_features=list(FEATURES), hinting=False, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    try:
        # Font dates stay as they are, so that the same font always gives the same bytes.
        font = TTFont(source, recalcTimestamp=False)
    except TTLibError:
        raise FindingsError(
            [
                Finding(
                    source,
                    None,
                    Code.FONT_MISSING,
                    'this is not a font file; expected a TrueType font. Put the file back (git restore).',
                )
            ]
        ) from None
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in LETTERS for code in range(first, last + 1)])
    subsetter.subset(font)
    rename(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix('.part')
    subset.save_font(font, beside, options)
    beside.replace(target)


def rename(font: TTFont) -> None:
    """Take a reserved name off a font that is no longer what its makers made; the copyright stays as it is."""
    names = font['name']
    for reserved in RESERVED.findall(names.getDebugName(0) or ''):
        for record in names.names:
            if record.nameID in CALLED:
                record.string = record.toUnicode().replace(reserved, INSTEAD)


def read_colours(stylesheet: Path = TOKENS) -> dict[str, str]:
    """Return the colours by name: those ``stylesheet`` sets as ``--sea: …;``, else our own.

    A missing file is no error.

    :raises FindingsError: for a colour of :data:`NAMES` that neither has.
    """
    colours = COLOURS | {name: value for name, value in _colours(stylesheet).items() if name in NAMES}
    if lost := [f'--{name}' for name in NAMES if name not in colours]:
        raise FindingsError([_lost(TOKENS, lost)])
    return colours


def _colours(stylesheet: Path) -> dict[str, str]:
    """Return the colours of one word that a style sheet names; its first value counts, later ones are for the dark."""
    css = _uncommented(read_optional(stylesheet, Code.OUTPUT))
    return dict(reversed(re.findall(r'--([a-z]+)\s*:\s*(#[0-9a-fA-F]{6})\s*[;}]', css)))


def _uncommented(css: str) -> str:
    return re.sub(r'/\*.*?\*/', '', css, flags=re.DOTALL)


#: Colours of the art direction, for a project without a tokens.css of its own; ``read_colours`` says which are lost.
COLOURS = {name: value for name, value in _colours(TOKENS).items() if name in NAMES}
