r"""LaTeX as authors write it, made into what latex2mathml reads: macros, environments, words in formulas.

A project's macros stand where web pages find them (``mathjax3_config``) or in ``imgmath_latex_preamble``; a formula may
define its own with ``\newcommand`` or ``\def``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: Name without backslash: number of arguments, the first one's default or None, and what stands for it.
Macros = Mapping[str, tuple[int, str | None, str]]
#: Macros that use themselves would never end.
MOST_ROUNDS = 50
COMMAND = re.compile(r'\\([A-Za-z]+)')
DEFINITION = re.compile(r'\\(?P<kind>(?:re)?newcommand|providecommand|def|DeclareMathOperator)(?P<star>\*?)\s*')
#: Environments of aligned columns; latex2mathml would number the lines of some of them itself.
ALIGNED = 'align|aligned|alignat|alignedat|flalign|split'
CENTRED = 'gather|gathered|multline|multlined'
MEASURED = r'(?:alignat|alignedat)'
#: Names latex2mathml does not know, by what it knows; each as MathJax or a common package has it.
SAME = {
    'dag': r'\dagger',
    'ddag': r'\ddagger',
    'arg': r'\operatorname{arg}',
    'bm': r'\boldsymbol',
    'mathds': r'\mathbb',
    'mathbbm': r'\mathbb',
    'textgoth': r'\mathfrak',
    'slashed': r'\not',
    'cr': r'\\',
    'ensuremath': '',
    'mbox': r'\text',
    'hbox': r'\text',
    'textrm': r'\text',
    'textnormal': r'\text',
    'nonumber': '',
    'notag': '',
    'displaylines': '',
}
WORDS = re.compile(r'\\(text(?:bf|it|sf|tt)?)\s*\{')
SIZED = re.compile(r'(\\[bB]igg?[lrm]?)\s*\\([{}|])')
NAMES = {'{': r'\lbrace ', '}': r'\rbrace ', '|': r'\Vert '}


@dataclass(frozen=True)
class Formula:
    """LaTeX for latex2mathml, and the number that the author gave the formula with ``\\tag``."""

    latex: str
    tag: str = ''


def macros_of(config) -> Macros:
    """Return the macros of a project by its settings; what is no macro is passed over."""
    found: dict[str, tuple[int, str | None, str]] = {}
    definitions(str(getattr(config, 'imgmath_latex_preamble', '') or ''), found)
    for name, tex, key in (
        ('mathjax_config', 'TeX', 'Macros'),
        ('mathjax2_config', 'TeX', 'Macros'),
        ('mathjax3_config', 'tex', 'macros'),
        ('mathjax4_config', 'tex', 'macros'),
    ):
        settings = getattr(config, name, None) or {}
        for macro, value in ((settings.get(tex) or {}).get(key) or {}).items():
            parts = [value] if isinstance(value, str) else list(value)
            if parts and isinstance(parts[0], str):
                count = int(parts[1]) if len(parts) > 1 else 0
                found[macro] = count, parts[2] if len(parts) > 2 else None, parts[0]
    return found


def definitions(latex: str, found: dict[str, tuple[int, str | None, str]]) -> str:
    """Put the macros that ``latex`` defines into ``found``; return it without them."""
    rest, place = '', 0
    while match := DEFINITION.search(latex, place):
        rest += latex[place : match.start()]
        name, at = argument(latex, match.end())
        count, default = 0, None
        if match['kind'] == 'def':
            parameters = re.compile(r'[^{]*').match(latex, at)
            count, at = parameters[0].count('#'), parameters.end()
        else:
            while (bracket := re.compile(r'\s*\[([^]]*)\]').match(latex, at)) is not None:
                if count:
                    default = bracket[1]
                elif bracket[1].isdigit():
                    count = int(bracket[1])
                at = bracket.end()
        body, place = argument(latex, at)
        if match['kind'] == 'DeclareMathOperator':
            body = rf'\operatorname{match["star"]}{{{body}}}'
        found[name.strip().lstrip('\\')] = count, default, body
    return rest + latex[place:]


def expanded(latex: str, macros: Macros) -> str:
    """Return ``latex`` with every macro written out."""
    for _round in range(MOST_ROUNDS):
        text, place = '', 0
        for match in COMMAND.finditer(latex):
            if match.start() < place or match[1] not in macros or _is_escaped(latex, match.start()):
                continue
            count, default, body = macros[match[1]]
            at, values = match.end(), []
            for number in range(count):
                bracket = re.compile(r'\s*\[([^]]*)\]').match(latex, at) if number == 0 else None
                if number == 0 and default is not None:
                    values.append(bracket[1] if bracket else default)
                    at = bracket.end() if bracket else at
                else:
                    value, at = argument(latex, at)
                    values.append(value)
            for number, value in enumerate(values, start=1):
                body = body.replace(f'#{number}', value)
            joint = ' ' if re.search(r'\\[A-Za-z]+$', body) else ''  # or it would run into the letter behind it
            text, place = text + latex[place : match.start()] + body + joint, at
        if not place:
            break
        latex = text + latex[place:]
    return latex


def prepared(latex: str, macros: Macros, *, block: bool = False) -> Formula:
    """Return a formula as latex2mathml reads it.

    :param block: whether it stands alone; then it may have several lines, as Sphinx's other renderers take them.
    """
    latex = re.sub(r'(?<!\\)%[^\n]*\n?', '', latex)
    own = dict(macros)
    latex = ' '.join(expanded(definitions(latex, own), own).split())
    tags = re.findall(r'\\tag\*?\{([^{}]*)\}', latex)
    latex = re.sub(r'\\(?:tag\*?|label)\{[^{}]*\}', '', latex)
    latex = COMMAND.sub(
        lambda match: SAME[match[1]] if match[1] in SAME and not _is_escaped(latex, match.start()) else match[0], latex
    )
    latex = re.sub(r'\\\\(\*|\s*\[[^]]*\])', r'\\\\', latex)  # how far apart lines stand
    latex = re.sub(r'\\(?:begin|end)\{(?:equation|math|displaymath)\*?\}', '', latex)
    latex = re.sub(rf'(\\begin\{{{MEASURED}\*?\}})\s*\{{\d+\}}', r'\1', latex)
    latex = re.sub(rf'\\(begin|end)\{{(?:{ALIGNED})\*?\}}(?:\[[tcb]\])?', r'\\\1{align*}', latex)
    latex = re.sub(r'\\begin\{eqnarray\*?\}', r'\\begin{array}{rcl}', latex)
    latex = re.sub(rf'\\begin\{{(?:{CENTRED})\*?\}}(?:\[[tcb]\])?', r'\\begin{array}{c}', latex)
    latex = re.sub(rf'\\end\{{(?:eqnarray|{CENTRED})\*?\}}', r'\\end{array}', latex)
    latex = re.sub(r'\\(begin|end)\{([dr])cases\}', r'\\\1{cases}', latex)
    latex = re.sub(r'\\mathrm\{', r'\\mathrm {', latex)  # latex2mathml sets a single letter italic without the blank
    # In braces, or latex2mathml gives a power of the matrix to its last bracket.
    latex = re.sub(r'(\\begin\{[pbBvV]matrix\})', r'{\1', latex)
    latex = re.sub(r'(\\end\{[pbBvV]matrix\})', r'\1}', latex)
    latex = re.sub(r'\\operatorname(\*?)\s*\{([^{}]*)\}', _operator, latex)
    latex = SIZED.sub(lambda match: match[1] + NAMES[match[2]], latex)
    latex = _words_apart(latex).strip()
    if block and has_columns(latex):
        latex = rf'\begin{{align*}} {latex} \end{{align*}}'
    return Formula(latex, ', '.join(tags))


def has_columns(latex: str) -> bool:
    r"""Return whether lines or columns stand outside every environment and brace."""
    depth = 0
    for match in re.finditer(r'\\begin\{|\\end\{|\\\\|\\[{}&]|[{}&]', latex):
        sign = match[0]
        if sign == r'\begin{':
            depth += 2  # its own brace closes in the next step
        elif sign == r'\end{':
            depth += 0
        elif sign == '{':
            depth += 1
        elif sign == '}':
            depth -= 1
        elif sign in (r'\\', '&') and depth == 0:
            return True
    return False


def _operator(match: re.Match) -> str:
    name = re.sub(r'\\[,;: ]|~', '\N{THIN SPACE}', match[2])
    name = re.sub(r'\\(?:mathrm|rm|text)\b|[{}]', '', name)
    return rf'\operatorname{match[1]}{{{name.strip()}}}'


def _words_apart(latex: str) -> str:
    r"""Take formulas out of words, ``\text{if $x$}``: latex2mathml keeps their dollar signs."""
    text, place = '', 0
    while match := WORDS.search(latex, place):
        words, end = argument(latex, match.end() - 1)
        parts = re.split(r'(?<!\\)\$', words)
        pieces = (
            f'{{{part}}}' if number % 2 else rf'\{match[1]}{{{_plain(part)}}}'
            for number, part in enumerate(parts)
            if part
        )
        text, place = text + latex[place : match.start()] + ''.join(pieces), end
    return text + latex[place:]


def _plain(words: str) -> str:
    """Return words of a text without LaTeX's signs for blanks and escaped signs."""
    words = re.sub(r'\\[,;: ]|~|\\q?quad\b', ' ', words)
    return re.sub(r'\\([%&$#_{}])', r'\1', words)


def _is_escaped(latex: str, place: int) -> bool:
    r"""Return whether the backslash at ``place`` is the second of ``\\``."""
    before = len(latex[:place]) - len(latex[:place].rstrip('\\'))
    return before % 2 == 1


def argument(latex: str, place: int) -> tuple[str, int]:
    """Return the argument at ``place``, a group without its braces, a command or a sign, and where it ends."""
    while place < len(latex) and latex[place].isspace():
        place += 1
    if place < len(latex) and latex[place] == '{':
        depth, at = 0, place
        while at < len(latex):
            if latex[at] == '\\':
                at += 1
            elif latex[at] == '{':
                depth += 1
            elif latex[at] == '}':
                depth -= 1
                if not depth:
                    return latex[place + 1 : at], at + 1
            at += 1
        return latex[place + 1 :], len(latex)
    if match := re.compile(r'\\(?:[A-Za-z]+|.)').match(latex, place):
        return match[0], match.end()
    return latex[place : place + 1], min(len(latex), place + 1)
