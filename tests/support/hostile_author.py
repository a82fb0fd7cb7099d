"""What a hostile author may try, a row each: the name, what stands in the page, and what must come of it.

``OUT`` in a text is the folder beside the source folder, which nobody may read; ``UP`` is the way there from the page.
"""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from places import ROOTS

#: Stands in every file that nobody may read.
SECRET = 'SECRETWORD'
#: What a script of a contribution would do.
SCRIPT = 'alert(1)'
TABLE = '# Source: {0}\nWhat,Number\n{0},112\n'
_NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
_EVENTS = 'xmlns:l="http://www.w3.org/2001/xml-events"'
DRAWING = f'<svg {_NAMES} width="9" height="9">{{}}</svg>'
#: Beginnings of directives in which little is missing.
FIGURE = '```{figure} /ok.svg\n:alt: A\n'
CHART = ':kind: bar\n:title: T\n:alt: A\n```'
#: Files of the machine, beside the source folder.
OUTSIDE = {
    'secret.txt': SECRET,
    'secret.csv': TABLE.format(SECRET),
    'secret.md': f'(secret)=\n# {SECRET}\n',
    'secret.html': f'<p>{SECRET}</p>',
    'secret.bib': f'@misc{{secret,\n title = {{{SECRET}}},\n}}\n',
    'secret.svg': DRAWING.format(f'<title>{SECRET}</title>'),
}


@dataclass(frozen=True)
class Vector:
    """One attempt. ``line`` (of the whole page) and ``words`` are those of the message; no words: it is only text.

    ``files`` lie beside the page; a value that begins with ``->`` is where a link leads.
    """

    name: str
    text: str
    words: str = ''
    line: int = 4
    files: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """Return the name of the page on which it stands."""
        return self.name.replace(' ', '-')

    def source(self, outside: Path) -> str:
        """Return the page; what has a head, or a title of its own, is the whole of it."""
        text = self.text.replace('OUT', outside.as_posix()).replace('UP', f'../{outside.name}')
        is_whole = re.search(r'[\n\r]# ', text)
        return text if is_whole else f'({self.page})=\n# {self.name.capitalize()}\n\n{text}\n'


def _head(name: str, text: str, words: str, line: int = 2, rest: str = '') -> Vector:
    """Return an attempt with a head of the page; the message stands on the line of its first key."""
    page = name.replace(' ', '-')
    source = f'---\n{text}\n---\n({page})=\n# A head\n\nText. {rest}\n'
    return Vector(name, source, f'head of the page sets "{words}"', line)


def _directive(name: str, text: str, known_as: str | None = None) -> Vector:
    """Return an attempt with a directive that authors do not have."""
    return Vector(f'directive {name}', text, f'"{known_as or name}" is no directive for authors')


def _role(name: str, content: str = 'x') -> Vector:
    text = f'A {{{name}}}`{content}` here.'
    return Vector(f'role {name}'.replace(':', ' '), text, f'"{name}" is no role for authors')


_RUNS = '{{ env.srcdir.joinpath("OUT", "ran.txt").write_text("x") }}'
HEADS = (
    _head('head that runs code', 'myst:\n  enable_extensions: [substitution]', 'myst', rest=_RUNS),
    _head('head with words of its own', 'substitutions:\n  a: b', 'substitutions'),
    _head('head with myst substitutions', 'myst:\n  substitutions:\n    a: "<script>alert(1)</script>"', 'myst'),
    _head('head with meta refresh', 'myst:\n  html_meta:\n    "http-equiv=refresh": "0;url=https://e.example"', 'myst'),
    _head('head with meta of old', 'html_meta:\n  "http-equiv=refresh": "0;url=https://e.example"', 'html_meta'),
    _head('head with schemes', 'myst:\n  url_schemes: [javascript]', 'myst', rest='[x](javascript:alert(1))'),
    _head('head with templates', 'myst:\n  url_schemes:\n    x: "javascript:{{path}}"', 'myst', rest='[x](x:y)'),
    _head('head with fences', 'myst:\n  fence_as_directive: [raw]', 'myst', rest='\n\n```raw\n:file: UP/x\n```'),
    _head('head with html images', 'myst:\n  enable_extensions: [html_image]', 'myst', rest='<img src="UP/x">'),
    _head('head with delimiters', 'myst:\n  sub_delimiters: ["[", "]"]', 'myst'),
    _head('head that switches off', 'myst:\n  disable_syntax: [table]', 'myst'),
    _head('head with anchors', 'myst:\n  heading_anchors: 7', 'myst'),
    _head('head with all links outside', 'myst:\n  all_links_external: true', 'myst', rest='[x](javascript:alert(1))'),
    _head('head that hides a page', 'orphan: true', 'orphan'),
    _head('head with an author', 'author: "[x](javascript:alert(1))"', 'author'),
    _head('head with a summary', 'abstract: "<script>alert(1)</script>"', 'abstract'),
    _head('head with a template', 'html_theme.sidebar_secondary.remove: true', 'html_theme.sidebar_secondary.remove'),
    _head('head that calls python', 'a: !!python/object/apply:os.system ["touch OUT/ran.txt"]', 'a'),
    _head('head that grows', 'a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a]\nc: [*b,*b,*b]', 'a'),
    _head('head with a comment', '# nothing\n\nmyst: {}', 'myst', 4),
    _head('head that is no list', '- x', '- x'),
    Vector('head that ends in dots', '---\nmyst: {}\n...\n(head-that-ends-in-dots)=\n# A\n', 'sets "myst"', 2),
    Vector(
        'head that never ends', '---\nmyst:\n  enable_extensions: [substitution]\n\n# A\n', 'head of the page sets', 1
    ),
    Vector('head with more dashes', '--- #\nmyst: {}\n---\n(head-with-more-dashes)=\n# A\n', 'sets "myst"', 2),
    Vector('head behind a mark', '\ufeff---\nmyst: {}\n---\n(head-behind-a-mark)=\n# A\n', 'sets "myst"', 2),
    Vector('head behind nothing', '\u200b---\nmyst: {}\n---\n(head-behind-nothing)=\n# A\n', 'sets "myst"', 2),
    Vector('head in other lines', '---\u2028myst: {}\r---\r(head-in-other-lines)=\r# A\r', 'head of the page sets', 1),
)

_HTML = '<script>alert(1)</script>'
DIRECTIVES = (
    _directive('raw', f'```{{raw}} html\n{_HTML}\n```'),
    Vector('raw file', '```{raw} html\n:file: UP/secret.html\n```', '"raw" is no directive'),
    Vector('raw file from the root', '```{raw} html\n:file: OUT/secret.html\n```', '"raw" is no directive'),
    Vector('raw address', '```{raw} html\n:url: http://127.0.0.1:9/x\n```', '"raw" is no directive'),
    Vector('raw file address', '```{raw} html\n:url: file://OUT/secret.html\n```', '"raw" is no directive'),
    Vector('raw tex', '```{raw} latex\n\\input{OUT/secret.txt}\n```', '"raw" is no directive'),
    Vector('raw in capitals', f'```{{RAW}} html\n{_HTML}\n```', '"RAW" is no directive'),
    Vector('raw in colons', f':::{{raw}} html\n{_HTML}\n:::', '"raw" is no directive'),
    Vector('raw in tildes', f'~~~{{raw}} html\n{_HTML}\n~~~', '"raw" is no directive'),
    Vector('raw in a box', f'::::{{lead}}\nText.\n\n:::{{raw}} html\n{_HTML}\n:::\n::::', '"raw" is no directive', 7),
    Vector('raw in a list', f'- a\n\n  ```{{raw}} html\n  {_HTML}\n  ```', '"raw" is no directive', 6),
    Vector('raw in a quotation', f'> ```{{raw}} html\n> {_HTML}\n> ```', '"raw" is no directive'),
    Vector(
        'raw in a note',
        f'A.[^a]\n\n[^a]: Note.\n\n    ```{{raw}} html\n    {_HTML}\n    ```',
        '"raw" is no directive',
        8,
    ),
    Vector('raw in a meaning', f'Word\n: ```{{raw}} html\n  {_HTML}\n  ```', '"raw" is no directive', 5),
    Vector(
        'raw in a cell',
        f'::::{{list-table}} T\n* - a\n  - :::{{raw}} html\n    {_HTML}\n    :::\n::::',
        '"raw" is no directive',
        6,
    ),
    _directive('include', '```{include} UP/secret.md\n```'),
    Vector('include from the root', '```{include} /../outside/secret.txt\n:literal:\n```', '"include" is no directive'),
    Vector('include by a parser', '```{include} UP/secret.txt\n:parser: myst\n```', '"include" is no directive'),
    _directive('literalinclude', '```{literalinclude} UP/secret.txt\n```'),
    _directive('csv-table', '```{csv-table} T\n:file: UP/secret.csv\n```'),
    Vector('csv address', '```{csv-table} T\n:url: http://127.0.0.1:9/x.csv\n```', '"csv-table" is no directive'),
    Vector('csv file address', '```{csv-table} T\n:url: file://OUT/secret.csv\n```', '"csv-table" is no directive'),
    _directive('eval-rst', f'```{{eval-rst}}\n.. raw:: html\n\n   {_HTML}\n```'),
    Vector('eval-rst file', '```{eval-rst}\n.. include:: UP/secret.txt\n```', '"eval-rst" is no directive'),
    Vector('eval-rst link', '```{eval-rst}\n`x <javascript:alert(1)>`_\n```', '"eval-rst" is no directive'),
    Vector(
        'eval-rst in a box',
        '::::{lead}\n```{eval-rst}\n.. raw:: html\n\n   <b>\n```\n::::',
        '"eval-rst" is no directive',
        5,
    ),
    _directive('image', '```{image} UP/secret.svg\n```'),
    _directive('meta', '```{meta}\n:http-equiv=refresh: 0;url=https://e.example\n```'),
    _directive('role', f'```{{role}} html(raw)\n:format: html\n```\n\n{{html}}`{_HTML}`'),
    _directive('default-role', '```{default-role} raw\n```'),
    _directive('only', '```{only} html or __import__("os")\nText.\n```'),
    _directive('container', '```{container} x\nText.\n```'),
    _directive('class', '```{class} x\n```'),
    _directive('rst-class', '```{rst-class} x\n```'),
    _directive('code-block', '```{code-block} html\n<b>\n```'),
    _directive('parsed-literal', '```{parsed-literal}\n`x <javascript:alert(1)>`_\n```'),
    _directive('math', '```{math}\n\\href{javascript:alert(1)}{x}\n```'),
    _directive('admonition', '```{admonition} T\nText.\n```'),
    _directive('title', '```{title} Other\n```'),
    _directive('date', '```{date} %Y\n```'),
    _directive('replace', '```{replace} x\n```'),
    _directive('unicode', '```{unicode} 0x3C\n```'),
    _directive('header', '```{header} Text\n```'),
    _directive('highlight', '```{highlight} html\n```'),
    _directive('tabularcolumns', '```{tabularcolumns} |l|\n```'),
    _directive('py:function', '```{py:function} f()\n```'),
    _directive('std:option', '```{std:option} -x\n```'),
    _directive('figure-md', '```{figure-md} x\n![a](UP/secret.svg)\n```'),
    _directive('embed', '```{embed} x\n```'),
    Vector('option of a figure', FIGURE + ':target: javascript:alert(1)\nC\n```', '"target" of {figure}', 6),
    Vector('option of a figure in capitals', FIGURE + ':TARGET: data:text/html,x\nC\n```', 'TARGET', 6),
    Vector(
        'option of a figure as yaml',
        '```{figure} /ok.svg\n---\nalt: A\ntarget: "vbscript:x"\n---\nC\n```',
        '"target" of {figure}',
        7,
    ),
    Vector('figure class of a figure', FIGURE + ':figclass: x\nC\n```', '"figclass" of {figure}', 6),
    Vector('option of a table', '```{list-table} T\n:width: 100%\n* - a\n```', '"width" of {list-table}', 5),
    Vector('pattern in contents', '```{toctree}\n:glob:\n\n*\n```', '"glob" of {toctree}', 5),
    Vector(
        'filter of sources', '```{bibliography}\n:filter: author % ".*(a+)+$"\n```', '"filter" of {bibliography}', 5
    ),
    Vector('other sources', '```{bibliography} UP/secret.bib\n```', 'nothing behind it'),
)

ROLES = (
    _role('download', 'UP/secret.txt'),
    *map(_role, ('raw', 'doc', 'any', 'ref', 'sub', 'abbr', 'kbd', 'math', 'code', 'pep', 'rfc', 'eq', 'index', 'RAW')),
    *map(_role, ('py:func', 'cite:p', 'envvar', 'command', 'menuselection', 'guilabel', 'html', 'literal', 'title')),
    Vector('number that grows', 'See {numref}`%999999s <fig-ok>`.', 'number alone'),
    Vector('number with attributes', 'See {numref}`{number.__class__} <fig-ok>`.', 'number alone'),
    Vector('number with a share', 'See {numref}`100% of <fig-ok>`.', 'number alone'),
    Vector('role in a title', FIGURE + '{download}`UP/secret.txt`\n```', '"download" is no role', 6),
    Vector(
        'role in a chart',
        '```{chart} /role.csv\n' + CHART,
        '"download" is no role',
        files={
            'role.csv': '# Source: {download}`UP/secret.txt`\nWhat,Number\na,1\n',
        },
    ),
)

FILES = (
    Vector('chart outside', '```{chart} UP/secret.csv\n' + CHART, 'outside the folder'),
    Vector('chart from the root', '```{chart} /OUT/secret.csv\n' + CHART, 'outside the folder'),
    Vector('chart round a corner', '```{chart} /x/../UP/secret.csv\n' + CHART, 'outside the folder'),
    Vector('map outside', '```{map} UP/secret.csv\n:alt: A\nC\n```', 'outside the folder'),
    Vector('map from the root', '```{map} /OUT/secret.csv\n:alt: A\nC\n```', 'outside the folder'),
    Vector('figure outside', '```{figure} UP/secret.svg\n:alt: A\nC\n```', 'outside the folder'),
    Vector('figure up from the top', '```{figure} /UP/secret.svg\n:alt: A\nC\n```', 'outside the folder'),
    Vector('figure from the root', '```{figure} /OUT/secret.svg\n:alt: A\nC\n```', 'outside the folder'),
    Vector('figure of any kind', '```{figure} UP/secret.*\n:alt: A\nC\n```', 'outside the folder'),
    Vector('figure of a scheme', '```{figure} file://OUT/secret.svg\n:alt: A\nC\n```', 'file of its own'),
    Vector('figure from the web', '```{figure} http://127.0.0.1:9/x.png\n:alt: A\nC\n```', 'file of its own'),
    Vector('figure of data', '```{figure} data:image/svg+xml;base64,PHN2Zy8+\n:alt: A\nC\n```', 'file of its own'),
    Vector('picture outside', '![A](UP/secret.svg)', 'outside the folder'),
    Vector('picture from the root', '![A](/OUT/secret.svg)', 'outside the folder'),
    Vector('picture in other letters', '![A](..%2foutside%2fsecret.svg)', 'outside the folder'),
    Vector('picture from the web', '![A](http://127.0.0.1:9/x.png)', 'file of its own'),
    Vector('picture of a share', '![A](//127.0.0.1/x.png)', 'outside the folder'),
    Vector('picture of a scheme', '![A](FILE://OUT/secret.svg)', 'file of its own'),
    Vector('picture of a page', '![A](/ok.html)', 'no picture', files={'ok.html': _HTML}),
    Vector('file to take', '[x](UP/secret.txt)', 'leads to a file'),
    Vector('file to take from the root', '[x](/OUT/secret.txt)', 'leads to a file'),
    Vector('file to take by path', '<path:UP/secret.txt>', 'foreign scheme'),
    Vector('file to take inside', '[x](mine.html)', 'leads to a file', files={'mine.html': _HTML}),
    Vector('project file', '[x](project:UP/secret.md)', 'foreign scheme'),
    Vector('contents outside', '```{toctree}\nUP/secret\n```', 'outside/secret'),
    Vector('contents from the root', '```{toctree}\n/UP/secret.md\n```', 'outside/secret'),
    *(
        Vector(f'drawing with {what}', f'![A](/{what}.svg)', words, files={f'{what}.svg': DRAWING.format(inside)})
        for what, inside, words in (
            ('script', _HTML, '<script>'),
            ('handler', '<g onload="alert(1)"/>', 'onload'),
            ('page', '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>', '<foreignObject>'),
            ('link', '<a xlink:href="javascript:alert(1)"><path/></a>', 'javascript:alert(1)'),
            ('file', '<image href="file://OUT/secret.svg" width="9" height="9"/>', 'leads to "file:'),
            ('way', '<image xlink:href="../../outside/secret.svg" width="9" height="9"/>', 'secret.svg'),
            ('web', '<image href="http://127.0.0.1:9/x.png" width="9" height="9"/>', '127.0.0.1'),
            ('use', '<use href="http://127.0.0.1:9/x.svg#a"/>', '127.0.0.1'),
            ('sheet', '<style>@import url(http://127.0.0.1:9/x.css);</style>', '@import'),
            ('fill', '<path style="fill:url(http://127.0.0.1:9/x.svg#a)"/>', '127.0.0.1'),
            ('events', f'<l:listener {_EVENTS} event="click" handler="#x"/>', '<listener>'),
            ('move', '<a><set attributeName="href" to="javascript:alert(1)"/></a>', '<set>'),
        )
    ),
    Vector(
        'drawing with entities',
        '![A](/entity.svg)',
        'DOCTYPE',
        files={
            'entity.svg': '<!DOCTYPE svg [<!ENTITY x SYSTEM "file://OUT/secret.txt">]>'
            + DRAWING.format('<text>&x;</text>'),
        },
    ),
    Vector(
        'drawing with a sheet',
        '![A](/dressed.svg)',
        'xml-stylesheet',
        files={
            'dressed.svg': '<?xml-stylesheet href="http://127.0.0.1:9/x.css"?>' + DRAWING.format(''),
        },
    ),
    Vector('drawing that is none', '![A](/torn.svg)', 'cannot be read', files={'torn.svg': '<svg><script>'}),
)

_FOREIGN = 'foreign scheme'
LINKS = (
    *(
        Vector(f'link {name}', f'A [word]({target}) here.', _FOREIGN)
        for name, target in (
            ('of script', 'javascript:alert(1)'),
            ('in capitals', 'JaVaScRiPt:alert(1)'),
            ('in entities', '&#106;avascript:alert(1)'),
            ('with a colon by name', 'javascript&colon;alert(1)'),
            ('with a tab', '<java\tscript:alert(1)>'),
            ('with a tab by number', 'java&#9;script:alert(1)'),
            ('with a line by number', 'java&#10;script:alert(1)'),
            ('behind a blank', '<&#32;javascript:alert(1)>'),
            ('behind a sign', '&#1;javascript:alert(1)'),
            ('of visual basic', 'vbscript:msgbox(1)'),
            ('of data', 'data:text/html,<script>alert(1)</script>'),
            ('of data in base64', 'DATA:text/html;base64,PHNjcmlwdD4='),
            ('of a file', 'file:///etc/passwd'),
            ('of a blob', 'blob:https://e.example/x'),
            ('of an app', 'intent://e.example#Intent;end'),
            ('of a source', 'view-source:https://e.example'),
            ('of a picture', 'data:image/svg+xml;base64,PHN2Zy8+'),
            ('of old', 'ftp://e.example/x'),
        )
    ),
    Vector('link alone', '<javascript:alert(1)>', _FOREIGN),
    Vector('link alone in capitals', '<VBScript:x>', _FOREIGN),
    Vector('link alone of a file', '<file:///etc/passwd>', _FOREIGN),
    Vector('link alone of data', '<data:text/html,x>', _FOREIGN),
    Vector('link set elsewhere', 'A [word][x] here.\n\n[x]: javascript:alert(1)', _FOREIGN),
    Vector('citation of an attribute', '{cite}`{0.__class__}`', 'cannot be read'),
    Vector('citations without end', f'{{cite}}`{",".join(["quoted"] * 5000)}`', 'cannot be read'),
    Vector('link round a picture', '[![A](/ok.svg)](javascript:alert(1))', _FOREIGN),
    Vector('link of class external', '[x](javascript:alert(1)){.external}', _FOREIGN),
    Vector('link in a title', ':::{key-facts} [x](javascript:alert(1))\n- a\n:::', _FOREIGN),
    Vector('link in contents', '```{toctree}\nText <javascript://x/%0aalert(1)>\n```', 'names a page'),
    Vector('web in contents', '```{toctree}\nText <https://e.example>\n```', 'names a page'),
    Vector('window', '[x](https://e.example){target=_blank}', '"target"'),
    Vector('relation', '[x](https://e.example){rel=opener}', '"rel"'),
    Vector('handler of a link', '[x](https://e.example){onclick="alert(1)"}', '"onclick"'),
    Vector('handler of words', '[x]{onmouseover="alert(1)"}', '"onmouseover"'),
    Vector('style of words', '[x]{style="background:url(http://127.0.0.1:9/)"}', '"style"'),
    Vector('handler of a paragraph', '{onclick="alert(1)"}\nText.', '"onclick"', 5),
    Vector('style of a heading', '{style="position:fixed"}\n## Text', '"style"', 5),
    Vector('handler of a picture', '![A](/ok.svg){onerror="alert(1)"}', '"onerror"'),
    Vector('source of a picture', '![A](/ok.svg){src="http://127.0.0.1:9/"}', 'file of its own'),
    Vector('target of code', '`x`{target="_top"}', '"target"'),
    Vector('attribute in a box', ':::{lead}\n[x](https://e.example){ping="https://e.example"}\n:::', '"ping"', 5),
    Vector('attribute in a cell', '```{list-table} T\n* - [x](https://e.example){target=x}\n```', '"target"', 5),
)

HTML = (
    *(
        Vector(f'html {name}', text, 'contains the HTML')
        for name, text in (
            ('script', _HTML),
            ('handler', 'A <b onclick="alert(1)">b</b>.'),
            ('picture', 'A <img src=x onerror=alert(1)> b.'),
            ('frame', '<iframe src="https://e.example"></iframe>'),
            ('refresh', '<meta http-equiv="refresh" content="0;url=https://e.example">'),
            ('form', '<form action="https://e.example"><input name="x"></form>'),
            ('style', '<style>@import "http://127.0.0.1:9/x.css";</style>'),
            ('base', '<base href="https://e.example/">'),
            ('object', '<object data="OUT/secret.html"></object>'),
            ('drawing', '<svg onload="alert(1)"></svg>'),
            ('link', 'A <a href="javascript:alert(1)">b</a>.'),
            ('end', '</div></main>'),
            ('inline end', 'A </p> b.'),
            ('behind a comment', f'<!-- x -->{_HTML}'),
            ('in a comment closed early', f'<!--> {_HTML} -->'),
            ('in a comment closed early again', f'<!---> {_HTML} -->'),
            ('in a comment closed wrongly', f'<!-- x --!>{_HTML} -->'),
            ('behind an inline comment', f'A <!-- x -->{_HTML} b.'),
            ('in an inline comment', f'A <!--> {_HTML} b.'),
            ('instruction', '<?php echo 1 ?>'),
            ('inline instruction', 'A <?xml-stylesheet href="x"?> b.'),
            ('declaration', '<!DOCTYPE html SYSTEM "file:///etc/passwd">'),
            ('data', '<![CDATA[<script>alert(1)</script>]]>'),
            ('in capitals', 'A <ScRiPt>alert(1)</ScRiPt>.'),
            ('in a list', f'- {_HTML}'),
            ('in a quotation', f'> {_HTML}'),
            ('in a heading', f'## A {_HTML}'),
        )
    ),
    Vector('html in a cell of dashes', f'| a |\n|---|\n| {_HTML} |', 'contains the HTML', 6),
    Vector('html in a box', f':::{{lead}}\n{_HTML}\n:::', 'contains the HTML', 5),
    Vector('html in a title', f':::{{key-facts}} A {_HTML}\n- a\n:::', 'contains the HTML'),
    Vector('html in a caption', FIGURE + f'\nA {_HTML}\n```', 'contains the HTML', 7),
    Vector('html in a note', f'A.[^a]\n\n[^a]: {_HTML}', 'contains the HTML', 6),
    Vector('html in a term', f'```{{glossary}}\nA {_HTML}\n  Text.\n```', 'contains the HTML', 4),
    Vector(
        'html in a chart', f'```{{chart}} /ok.csv\n:kind: bar\n:title: A {_HTML}\n:alt: A\n```', 'contains the HTML', 6
    ),
    Vector(
        'html in a source',
        '```{chart} /html.csv\n' + CHART,
        'contains the HTML',
        files={'html.csv': f'# Source: A {_HTML}\nWhat,Number\na,1\n'},
    ),
)

_QUOTE = '"><script>alert(1)</script><x y="'
#: Only words: they stand in the outputs as they were written, and do nothing.
INERT = (
    Vector('words of a template', 'A {{ 7*7 }} and {% include "UP/secret.txt" %} and {{ config }}.'),
    Vector('words of a format', 'A %s, %(x)s, {0.__class__}, ${x}, $(x) and `x`.'),
    Vector('words of tex', 'A \\write18{x} and \\input{UP/secret.txt} and $x^2$.'),
    Vector('words in code', f'A `{_HTML}` and `{_QUOTE}`.'),
    Vector('words in a fence', f'```\n{_HTML}\n```'),
    Vector('words in entities', 'A &lt;script&gt;alert(1)&lt;/script&gt; b.'),
    Vector('words in a heading', '## A &lt;script&gt; `<b>` "x" \'y\' & z'),
    Vector('words of rst', 'A `x <javascript:alert(1)>`_ and |x| and x_ and :raw:`x`.'),
    Vector('words for who cannot see', f'```{{figure}} /ok.svg\n:alt: {_QUOTE}\nC\n```'),
    Vector('words of an index', f'```{{index}} {_QUOTE}, x\n```\n\nText.'),
    Vector('words of a name', FIGURE + f':name: x{_QUOTE}\nC\n```'),
    Vector('words of a class', FIGURE + f':class: x{_QUOTE}\nC\n```'),
    Vector('words of a label', '(a"onclick="alert)=\n## B\n\n[x](<#a"onclick="alert>)'),
    Vector('words of a title', '[x](https://e.example "a\\" onclick=\\"alert(1)")'),
    Vector('words of an address', '[x](https://e.example/?a="onclick=alert(1)&b=<script>)'),
    Vector(
        'words of a chart',
        '```{chart} /words.csv\n' + CHART,
        files={
            'words.csv': '# Source: x\nWhat,"<script>alert(1)</script>"\n"</svg><script>alert(1)</script>",1\nb,2\n',
        },
    ),
    Vector(
        'words of a map',
        '```{map} /place.csv\n:alt: A\nC\n```',
        files={
            'place.csv': '# Source: x\nkind,name,lat,lon,anchor\ncity,<script>alert(1)</script>,57.3,21.5,left\n',
        },
    ),
    Vector(
        'words of a diagram',
        '```{diagram}\n:kind: steps\n:title: T\n:alt: A\n1. &lt;script&gt; "x"\n2. A < b > c & d\n```',
    ),
    Vector('words of a table', f'```{{list-table}} T `{_QUOTE}`\n* - `{_HTML}`\n```'),
    Vector('words of a letter', ':::{letter} lv\nA `<script>alert(1)</script>`\n:::'),
    Vector('words of a source', '{cite}`quoted`'),
    Vector('words of a class in braces', '[x]{.a #b-c}'),
)
VECTORS = (*HEADS, *DIRECTIVES, *ROLES, *FILES, *LINKS, *HTML, *INERT)
REFUSED = tuple(vector for vector in VECTORS if vector.words)


def make_project(folder: Path, vectors: tuple[Vector, ...] = VECTORS) -> Path:
    """Write a project with a page for each attempt to ``folder/source``, and beside it what nobody may read."""
    outside, source = folder / 'outside', Path(shutil.copytree(ROOTS / 'test-hostile', folder / 'source'))
    outside.mkdir()
    for name, text in OUTSIDE.items():
        (outside / name).write_text(text, encoding='utf-8')
    for vector in vectors:
        for name, text in vector.files.items():
            text = text.replace('OUT', outside.as_posix()).replace('UP', f'../{outside.name}')
            (source / name).write_text(text, encoding='utf-8')
        (source / f'{vector.page}.md').write_bytes(vector.source(outside).encode())
    contents = ''.join(f'{vector.page}\n' for vector in vectors)
    with (source / 'index.md').open('a', encoding='utf-8') as index:
        index.write(f'\n```{{toctree}}\n{contents}```\n')
    return source
