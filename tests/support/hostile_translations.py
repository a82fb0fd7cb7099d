"""What a hostile translator might write, one row a trick: where it stands, the English, the translation, what must be.

A row is a line to add. Its name stands in its English, which makes that a message of its own.
"""

from typing import NamedTuple

#: No catalog with it is compiled; the message stays English; its words reach the page, as words.
FILE, MESSAGE, WORDS = 'file', 'message', 'words'


class Row(NamedTuple):
    """One message of a catalog.

    :ivar place: what the English is on its page, a key of :data:`PLACES`; ``interface`` for ``sphinx.po``.
    :ivar english: ``{}`` is the row's name. :ivar comment: lines above the message, as they stand in the file.
    """

    name: str
    must: str
    english: str
    translation: str
    place: str = 'paragraph'
    comment: str = ''

    @property
    def original(self) -> str:
        """The English text."""
        return self.english.replace('{}', self.name)


#: How a message is written in a chapter.
PLACES = {
    'paragraph': '{}',
    'heading': '## {}',
    'item': '- {}',
    'cell': '| Port | Town |\n|---|---|\n| {} | Liepāja |',
    'caption': ':::{{table}} {}\n\n| Port | Town |\n|---|---|\n| one | two |\n:::',
    'figure': ':::{{figure}} coast.svg\n:alt: The coast.\n\n{}\n:::',
    'alt': '![{}](coast.svg)',
    'term': ':::{{glossary}}\n{}\n    What it means here.\n:::',
    'index': '```{{index}} {}\n```\n\nA sentence behind it.',
    'title': ':::{{chart}} /data/passengers.csv\n:kind: column\n:title: {}\n:y-label: thousand\n:alt: Columns.\n:::',
    'subtitle': ':::{{subtitle}}\n{}\n:::',
}
PLAIN = 'The port of {} is old.'
LINK = 'See [the map](https://example.org/map) of {}.'
PAGE = 'See [the harbour](#harbour) of {}.'
IMAGE = 'The coast of {}: ![a line](coast.svg)'
ROLE = 'Go to {ref}`harbour` from {}.'
NUMBER = 'Look at {numref}`fig-passengers` of {}.'
CITED = 'The port of {} is deep {cite}`port2020`.'
CODE = 'Run `make test` in {}.'
NOTE = 'The port of {} is small.[^size]'
ALL = '# handbook: allow code, image, link, markup, number, role – meant so'
LV = 'Osta ir veca.'

ADDRESSES = (
    Row('link-added', MESSAGE, PLAIN, 'Osta [ir](https://evil.example/) veca.'),
    Row('link-added-allowed', MESSAGE, PLAIN, 'Osta [ir](https://evil.example/) veca.', comment=ALL),
    Row('link-changed', MESSAGE, LINK, 'Skatiet [karti](https://evil.example/map).'),
    Row('link-changed-allowed', MESSAGE, LINK, 'Skatiet [karti](https://evil.example/map).', comment=ALL),
    Row('link-one-letter', MESSAGE, LINK, 'Skatiet [karti](https://examp1e.org/map).'),
    Row('link-other-alphabet', MESSAGE, LINK, 'Skatiet [karti](https://ex\u0430mple.org/map).'),
    Row('link-user', MESSAGE, LINK, 'Skatiet [karti](https://example.org@evil.example/map).'),
    Row('link-port', MESSAGE, LINK, 'Skatiet [karti](https://example.org:8080/map).'),
    Row('link-query', MESSAGE, LINK, 'Skatiet [karti](https://example.org/map?to=evil).'),
    Row('link-downgraded', MESSAGE, LINK, 'Skatiet [karti](http://example.org/map).'),
    Row('link-case', MESSAGE, LINK, 'Skatiet [karti](https://example.org/MAP).'),
    Row('link-encoded', MESSAGE, LINK, 'Skatiet [karti](https://example.org/map%2F..%2Fx).'),
    Row('link-entity', MESSAGE, LINK, 'Skatiet [karti](&#106;avascript:alert(1)).'),
    Row('link-script', MESSAGE, LINK, 'Skatiet [karti](javascript:alert(1)).'),
    Row('link-script-allowed', WORDS, LINK, 'Skatiet [karti](javascript:alert(1)).', comment=ALL),
    Row('link-script-case', MESSAGE, LINK, 'Skatiet [karti](JaVaScRiPt:alert(1)).'),
    Row('link-script-tab', MESSAGE, LINK, 'Skatiet [karti](<java\tscript:alert(1)>).'),
    Row('link-script-number', MESSAGE, LINK, 'Skatiet [karti](java&Tab;script:alert(1)).'),
    Row('link-data', MESSAGE, LINK, 'Skatiet [karti](data:text/html;base64,PHNjcmlwdD4=).'),
    Row('link-vbscript', MESSAGE, LINK, 'Skatiet [karti](vbscript:x).'),
    Row('link-file', MESSAGE, LINK, 'Skatiet [karti](file:///etc/passwd).'),
    Row('link-file-allowed', WORDS, LINK, 'Skatiet [karti](file:///etc/passwd).', comment=ALL),
    Row('link-path', MESSAGE, PAGE, 'Skatiet [ostu](../../../etc/passwd).', comment=ALL),
    Row('link-scheme-relative', MESSAGE, LINK, 'Skatiet [karti](//evil.example/map).'),
    Row('link-myst-path', MESSAGE, LINK, 'Skatiet [karti](path:../../secret.txt).'),
    Row('link-myst-project', MESSAGE, LINK, 'Skatiet [karti](project:#harbour).'),
    Row('link-myst-inventory', MESSAGE, LINK, 'Skatiet [karti](inv:*:*:*#map).'),
    Row('link-title', WORDS, LINK, 'Skatiet [karti](https://example.org/map "\'><script>alert(1)</script>").'),
    Row('link-added-twice', MESSAGE, LINK, 'Skatiet [karti](https://example.org/map) [te](https://example.org/map).'),
    Row('link-in-link', MESSAGE, LINK, 'Skatiet [[karti](https://evil.example/)](https://example.org/map).'),
    Row('link-auto', MESSAGE, PLAIN, 'Osta <https://evil.example/> ir veca.'),
    Row('link-auto-mail', MESSAGE, PLAIN, 'Osta <evil@evil.example> ir veca.'),
    Row('link-auto-script', WORDS, PLAIN, 'Osta <javascript:alert(1)> ir veca.'),
    Row('link-bare', WORDS, PLAIN, 'Osta https://evil.example/ ir veca.'),
    Row('link-www', WORDS, PLAIN, 'Osta www.evil.example ir veca.'),
    Row('link-reference', MESSAGE, PLAIN, 'Osta [ir][x] veca.\n\n[x]: https://evil.example/'),
    Row('link-definition-first', MESSAGE, PLAIN, '[x]: https://evil.example/\nOsta [x] ir veca.'),
    Row('link-definition-alone', MESSAGE, PLAIN, '[x]: https://evil.example/'),
    Row('link-to-label', MESSAGE, PLAIN, 'Osta [ir](#harbour) veca.'),
    Row('link-empty', MESSAGE, LINK, 'Skatiet [](https://evil.example/) karti.', comment=ALL),
    Row('image-added', MESSAGE, PLAIN, 'Osta ![x](coast.svg) ir veca.'),
    Row('image-added-allowed', MESSAGE, PLAIN, 'Osta ![x](coast.svg) ir veca.', comment=ALL),
    Row('image-of-machine', MESSAGE, IMAGE, 'Krasts: ![līnija](/etc/hostname)', comment=ALL),
    Row('image-up', MESSAGE, IMAGE, 'Krasts: ![līnija](../../secret.svg)', comment=ALL),
    Row('image-file', WORDS, IMAGE, 'Krasts: ![līnija](file:///etc/passwd)', comment=ALL),
    Row('image-foreign', MESSAGE, IMAGE, 'Krasts: ![līnija](https://evil.example/spy.png)', comment=ALL),
    Row('image-data', WORDS, IMAGE, 'Krasts: ![līnija](data:image/svg+xml;base64,PHN2Zz4=)', comment=ALL),
    Row('image-other-language', MESSAGE, IMAGE, 'Krasts: ![līnija](coast.lv.svg)', comment=ALL),
    Row('image-title', WORDS, IMAGE, 'Krasts: ![līnija](coast.svg "<b onclick=x>")'),
    Row('image-words', WORDS, IMAGE, 'Krasts: ![<script>alert(1)</script>" onerror="x](coast.svg)'),
    Row('image-linked', MESSAGE, IMAGE, 'Krasts: [![līnija](coast.svg)](https://evil.example/)'),
    Row('alt-quote', WORDS, 'A port seen from {}', 'Osta" onload="alert(1)" x="', 'alt'),
    Row('alt-tag', MESSAGE, 'A port below {}', 'Osta "><script>alert(1)</script>', 'alt', comment=ALL),
)

MARKUP = (
    Row('html-script', MESSAGE, PLAIN, 'Osta <script>alert(1)</script> ir veca.'),
    Row('html-script-allowed', MESSAGE, PLAIN, 'Osta <script>alert(1)</script> ir veca.', comment=ALL),
    Row('html-handler', MESSAGE, PLAIN, 'Osta <img src=x onerror=alert(1)> ir veca.'),
    Row('html-svg', WORDS, PLAIN, 'Osta <svg/onload=alert(1)> ir veca.'),
    Row('html-unclosed', WORDS, PLAIN, 'Osta <img src=x onerror=alert(1) ir veca.'),
    Row('html-comment', MESSAGE, PLAIN, 'Osta <!-- > --> ir veca.'),
    Row('html-comment-first', MESSAGE, PLAIN, '<!-- x --><script>alert(1)</script>'),
    Row('html-block', MESSAGE, PLAIN, '<div onclick="alert(1)">Osta ir veca.</div>'),
    Row('html-style', MESSAGE, PLAIN, 'Osta <style>body{display:none}</style> ir veca.'),
    Row('html-iframe', MESSAGE, PLAIN, 'Osta <iframe src="https://evil.example/"></iframe> ir.'),
    Row('html-form', MESSAGE, PLAIN, 'Osta <form action="https://evil.example/"><input></form>.'),
    Row('html-meta', MESSAGE, PLAIN, '<meta http-equiv="refresh" content="0;url=https://evil.example/"> Osta.'),
    Row('html-base', MESSAGE, PLAIN, 'Osta <base href="https://evil.example/"> ir.'),
    Row('html-instruction', MESSAGE, PLAIN, 'Osta <?php x ?> ir veca.'),
    Row('html-cdata', MESSAGE, PLAIN, 'Osta <![CDATA[<script>alert(1)</script>]]> ir.'),
    Row('html-entities', WORDS, PLAIN, 'Osta &lt;script&gt;alert(1)&lt;/script&gt; ir veca.'),
    Row('html-numbers', WORDS, PLAIN, 'Osta &#60;script&#62;alert(x)&#60;/script&#62; ir veca.', comment=ALL),
    Row('html-escaped', WORDS, PLAIN, 'Osta \\<script>alert(x)\\</script> ir veca.'),
    Row('html-in-code', WORDS, CODE, 'Palaidiet `make test`, nevis <\u200bscript>.'.replace('\u200b', ' ')),
    Row('html-over-lines', MESSAGE, PLAIN, 'Osta <a\nhref="https://evil.example/">ir</a> veca.'),
    Row('html-order', MESSAGE, 'A <u>port</u> of {}.', 'Osta </u>veca<u>.'),
    Row('html-open', MESSAGE, 'A <u>town</u> of {}.', 'Pilsēta <u>veca.', comment=ALL),
    Row('html-attribute', MESSAGE, 'A <b>town</b> by {}.', 'Pilsēta <b onclick="x">veca</b>.', comment=ALL),
    Row('html-spoken', WORDS, 'A <abbr title="town">t</abbr> by {}.', 'Pilsēta <abbr title="vieta">v</abbr>.'),
    Row('attribute-handler', WORDS, CODE, 'Palaidiet `make test`{onclick="alert(1)"}.', comment=ALL),
    Row('attribute-class', MESSAGE, CODE, 'Palaidiet `make test`{.only-print}.', comment=ALL),
    Row('attribute-style', MESSAGE, LINK, 'Skatiet [karti](https://example.org/map){style="position:fixed"}.'),
    Row('attribute-target', MESSAGE, LINK, 'Skatiet [karti](https://example.org/map){target=_top}.'),
    Row('attribute-identifier', MESSAGE, LINK, 'Skatiet [karti](https://example.org/map){#harbour}.'),
    Row('attribute-image', MESSAGE, IMAGE, 'Krasts: ![līnija](coast.svg){width=9000px}', comment=ALL),
    Row('attribute-span', MESSAGE, PLAIN, 'Osta [ir]{.only-print} veca.'),
    Row('attribute-block', MESSAGE, PLAIN, '{.only-print onclick="alert(1)"}\nOsta ir veca.'),
    Row('directive-raw', MESSAGE, PLAIN, ':::{raw} html\n<script>alert(1)</script>\n:::', comment=ALL),
    Row('directive-raw-file', MESSAGE, PLAIN, '```{raw} html\n:file: /etc/passwd\n```', comment=ALL),
    Row('directive-include', MESSAGE, PLAIN, ':::{include} /etc/passwd\n:::', comment=ALL),
    Row('directive-literal', MESSAGE, PLAIN, '```{literalinclude} ../../secret.txt\n```', comment=ALL),
    Row('directive-table', MESSAGE, PLAIN, ':::{csv-table}\n:file: /etc/passwd\n:::', comment=ALL),
    Row('directive-rst', MESSAGE, PLAIN, '```{eval-rst}\n.. raw:: html\n```', comment=ALL),
    Row('directive-second', MESSAGE, PLAIN, 'Osta.\n\n:::{include} /etc/passwd\n:::', comment=ALL),
    Row('directive-next-line', MESSAGE, PLAIN, 'Osta.\n:::{include} /etc/passwd\n:::', comment=ALL),
    Row('directive-in-item', WORDS, PLAIN, '- :::{include} /etc/passwd', comment=ALL),
    Row('directive-in-quote', WORDS, PLAIN, '> :::{include} /etc/passwd', comment=ALL),
    Row('directive-in-number', WORDS, PLAIN, '1. ```x', comment=ALL),
    Row('directive-tilde', MESSAGE, PLAIN, '~~~{include} /etc/passwd\n~~~', comment=ALL),
    Row('directive-plain-fence', MESSAGE, PLAIN, '```\nOsta\n```'),
    Row('directive-indented', MESSAGE, PLAIN, '   :::{include} /etc/passwd', comment=ALL),
    Row('directive-heading', MESSAGE, 'Harbours of {}', ':::{include} /etc/passwd', 'heading', comment=ALL),
    Row('directive-cell', MESSAGE, 'Basin {}', ':::{include} /etc/passwd', 'cell', comment=ALL),
    Row('role-raw', MESSAGE, PLAIN, 'Osta {raw-html}`<script>` ir.', comment=ALL),
    Row('role-download', MESSAGE, PLAIN, 'Osta {download}`x </etc/passwd>` ir.', comment=ALL),
    Row('role-download-changed', MESSAGE, ROLE, 'Ejiet {download}`x <../../secret.txt>`.', comment=ALL),
    Row('role-doc', MESSAGE, ROLE, 'Ejiet uz {doc}`x <../../secret>`.', comment=ALL),
    Row('role-math', MESSAGE, ROLE, 'Ejiet uz {math}`\\input{/etc/passwd}`.', comment=ALL),
    Row('role-added', MESSAGE, PLAIN, 'Osta {ref}`harbour` ir.', comment=ALL),
    Row('role-swapped', MESSAGE, ROLE, 'Ejiet uz {ref}`contents`.', comment=ALL),
    Row('role-abbreviation', MESSAGE, PLAIN, 'Osta {abbr}`ir (<script>)` veca.', comment=ALL),
    Row('role-cite', MESSAGE, CITED, 'Osta ir dziļa {cite}`evil`.', comment=ALL),
    Row('role-cite-more', MESSAGE, CITED, 'Osta ir dziļa {cite}`port2020,evil`.', comment=ALL),
    Row('role-substitution', MESSAGE, PLAIN, 'Osta {sub-ref}`today` ir.', comment=ALL),
    Row('role-index', MESSAGE, PLAIN, 'Osta {index}`ir <pair: x; y>` veca.', comment=ALL),
    Row('number-format', MESSAGE, NUMBER, 'Skatiet {numref}`att. {number.__class__} <fig-passengers>`.'),
    Row('number-width', MESSAGE, NUMBER, 'Skatiet {numref}`att. {number:>999999999} <fig-passengers>`.'),
    Row('number-index', MESSAGE, NUMBER, 'Skatiet {numref}`att. {0} <fig-passengers>`.', comment=ALL),
    Row('number-brace', MESSAGE, NUMBER, 'Skatiet {numref}`att. number { <fig-passengers>`.'),
    Row('number-percent', MESSAGE, NUMBER, 'Skatiet {numref}`att. %999999999s <fig-passengers>`.', comment=ALL),
    Row('number-two', MESSAGE, NUMBER, 'Skatiet {numref}`att. %s %s <fig-passengers>`.'),
    Row('title-of-reference', MESSAGE, ROLE, 'Ejiet uz {ref}`<script>alert(x)</script> <harbour>`.'),
    Row('title-of-two', MESSAGE, ROLE, 'Ejiet uz {ref}`x <contents> <harbour>`.', comment=ALL),
    Row('substitution', WORDS, PLAIN, 'Osta {{ env.app.config }} ir.'),
    Row('template', WORDS, PLAIN, 'Osta {% include "x" %} ir.'),
    Row('substitution-alone', WORDS, PLAIN, '{{ config }}'),
    Row('substitution-allowed', WORDS, PLAIN, 'Osta {{ env }} ir.', comment=ALL),
    Row('math', WORDS, PLAIN, 'Osta $\\input{/etc/passwd}$ ir.'),
    Row('front-matter', MESSAGE, PLAIN, '---\nmyst:\n  enable_extensions: [html_image]\n---\nOsta ir veca.'),
    Row('front-matter-toml', MESSAGE, PLAIN, '+++\ntitle = x\n+++\nOsta ir veca.'),
    Row('rule', MESSAGE, PLAIN, '---'),
    Row('block-break', MESSAGE, PLAIN, '+++ Osta ir veca.'),
    Row('comment-of-myst', WORDS, PLAIN, '% Osta ir veca.'),
    Row('target', MESSAGE, PLAIN, '(harbour)=\nOsta ir veca.'),
    Row('target-alone', MESSAGE, PLAIN, '(harbour)='),
    Row('footnote-definition', MESSAGE, PLAIN, '[^size]: Osta ir veca.'),
    Row('footnote-added', MESSAGE, PLAIN, 'Osta ir veca.[^evil]'),
    Row('footnote-changed', MESSAGE, NOTE, 'Osta ir maza.[^evil]', comment=ALL),
    Row('footnote-inside', MESSAGE, NOTE, 'Osta ir maza.[^size]\n\n[^size]: Cita.'),
    Row('setext', MESSAGE, PLAIN, 'Osta ir veca.\n==='),
    Row('heading-added', WORDS, PLAIN, '# Osta ir veca.'),
    Row('paragraph-added', MESSAGE, PLAIN, 'Osta ir veca.\n\nUn liela.'),
    Row('list', WORDS, PLAIN, '- Osta ir veca.'),
    Row('quotation', WORDS, PLAIN, '> Osta ir veca.'),
    Row('code-block', MESSAGE, PLAIN, '    Osta ir veca.'),
    Row('table', MESSAGE, PLAIN, '| Osta | ir |\n|---|---|\n| veca | x |'),
    Row('definition-list', WORDS, PLAIN, 'Osta\n: ir veca'),
    Row('field-list', WORDS, PLAIN, ':orphan: Osta ir veca.'),
    Row('line-block', WORDS, PLAIN, '| Osta ir veca.'),
    Row('noqa', MESSAGE, ROLE, 'Ejiet uz {ref}`harbour`. # noqa'),
    Row('double-colon', WORDS, PLAIN, 'Osta ir veca ::'),
    Row('no-words', MESSAGE, PLAIN, '\u00a0 ** **', comment=ALL),
    Row('heading-tag', MESSAGE, 'Quays of {}', 'Piestātnes <script>alert(1)</script>', 'heading', comment=ALL),
    Row('heading-entity', WORDS, 'Piers of {}', 'Moli &lt;img src=x onerror=alert(x)&gt;', 'heading'),
    Row('heading-attribute', WORDS, 'Boats of {}', 'Laivas {.x onclick="alert(1)"}', 'heading'),
    Row('heading-link', WORDS, 'Ships of {}', '[Kuģi](javascript:alert(1))', 'heading', comment=ALL),
    Row('caption-entity', WORDS, 'Tables of {}', 'Tabulas &lt;script&gt;alert(x)&lt;/script&gt;', 'caption'),
    Row('caption-tag', MESSAGE, 'Lists of {}', 'Saraksti <script>alert(1)</script>', 'caption', comment=ALL),
    Row('figure-entity', WORDS, 'The coast at {}', 'Krasts &quot;&gt;&lt;script&gt;alert(x)', 'figure'),
    Row('item-tag', MESSAGE, 'An item of {}', 'Lieta <script>alert(1)</script>', 'item', comment=ALL),
    Row('cell-pipe', WORDS, 'A cell of {}', 'Šūna | cita', 'cell'),
    Row('cell-entity', WORDS, 'A box of {}', 'Kaste &lt;script&gt;', 'cell'),
    Row('term-entity', WORDS, 'pier-{}', 'mols &lt;script&gt;alert(x)&lt;/script&gt;', 'term'),
    Row('term-classifier', MESSAGE, 'quay-{}', 'piestātne : <script>', 'term'),
    Row('index-tag', MESSAGE, 'pilot-{}', 'locis <script>alert(1)</script>', 'index', comment=ALL),
    Row('index-quote', WORDS, 'captain-{}', 'kapteinis" onclick="alert(1)', 'index'),
    Row('chart-tag', MESSAGE, 'Passengers of {}', 'Pasažieri <script>alert(1)</script>', 'title', comment=ALL),
    Row('chart-entity', WORDS, 'Ferries of {}', 'Prāmji &lt;script&gt;alert(x)&lt;/script&gt;', 'title'),
    Row('subtitle-entity', WORDS, 'For those at {}', 'Tiem &lt;script&gt;alert(x)&lt;/script&gt;', 'subtitle'),
)

#: Words of buttons and labels; they stand in templates, attributes, scripts and patterns of Python.
INTERFACE = (
    Row('attribute-out', MESSAGE, 'Search', 'Meklēt" onfocus="alert(1)" autofocus x="', 'interface'),
    Row('attribute-out-allowed', MESSAGE, 'Search', 'Meklēt" onfocus="alert(1)', 'interface', ALL),
    Row('attribute-out-single', MESSAGE, 'Contents', "Saturs' onfocus='alert(1)", 'interface'),
    Row('attribute-style', MESSAGE, 'You are here', 'Te" style="background:url(file:///etc/passwd)', 'interface'),
    Row('tag', MESSAGE, 'Next', 'Tālāk <script>alert(1)</script>', 'interface'),
    Row('tag-allowed', MESSAGE, 'Next', 'Tālāk <script>alert(1)</script>', 'interface', ALL),
    Row('tag-unclosed', MESSAGE, 'Previous', 'Atpakaļ <img src=x onerror=alert(1)', 'interface'),
    Row('tag-pointed', MESSAGE, 'Start', 'Sākums <<script>>alert(1)<</script>>', 'interface'),
    Row('tag-slash', MESSAGE, 'Start', 'Sākums <svg/onload=alert(1)>', 'interface'),
    Row('tag-close', MESSAGE, 'Index', 'Rādītājs </nav>', 'interface'),
    Row('comment', MESSAGE, 'Index', 'Rādītājs <!--', 'interface'),
    Row('comment-end', MESSAGE, 'Index', 'Rādītājs -->', 'interface'),
    Row('entity', MESSAGE, 'Index', 'Rādītājs &lt;script&gt;', 'interface'),
    Row('entity-quote', MESSAGE, 'Search', 'Meklēt&quot; onfocus=&quot;x', 'interface'),
    Row('script-end', MESSAGE, 'Searching', 'Meklē</script><script>alert(1)', 'interface'),
    Row('script-line', MESSAGE, 'Searching', 'Meklē\u2028alert(1)', 'interface', ALL),
    Row('script-backslash', MESSAGE, 'Searching', 'Meklē\\', 'interface'),
    Row('script-template', MESSAGE, 'Searching', 'Meklē ${alert(1)}', 'interface'),
    Row('script-backquote', MESSAGE, 'Searching', 'Meklē `alert(1)`', 'interface'),
    Row('template', MESSAGE, 'Search', 'Meklēt {{ config }}', 'interface'),
    Row('template-statement', MESSAGE, 'Search', 'Meklēt {% include "/etc/passwd" %}', 'interface'),
    Row('format-name', MESSAGE, 'Fig. %s', '%s. att. {name}', 'interface'),
    Row('format-class', MESSAGE, 'Fig. %s', '%s. att. {number.__class__.__mro__}', 'interface'),
    Row('format-item', MESSAGE, 'Fig. %s', '%s. att. {number[0]}', 'interface'),
    Row('format-width', MESSAGE, 'Fig. %s', '%999999999s. att.', 'interface'),
    Row('format-width-brace', MESSAGE, 'Fig. %s', '%s. att. {number:>999999999}', 'interface'),
    Row('format-lost', MESSAGE, 'Table %s', 'tabula', 'interface'),
    Row('format-twice', MESSAGE, 'Table %s', '%s. tabula %s', 'interface'),
    Row('format-kind', MESSAGE, 'Table %s', '%d. tabula', 'interface'),
    Row('format-star', MESSAGE, 'Table %s', '%*s. tabula', 'interface'),
    Row('format-percent', MESSAGE, 'Table %s', '%s. tabula %', 'interface'),
    Row('format-key', MESSAGE, 'accessed %s', '%(date)s skatīts', 'interface'),
    Row('date-pattern', MESSAGE, '%b %d, %Y', '%Y. gada %d. <script>', 'interface'),
    Row('date-quote', MESSAGE, '%b %d, %Y', '%Y" onload="alert(1)', 'interface'),
    Row('address-added', MESSAGE, 'Show Source', 'Avots <a href="https://evil.example/">te</a>', 'interface', ALL),
    Row('address-script', WORDS, 'Show Source', 'javascript:alert(1)', 'interface'),
    Row('address-words', WORDS, 'Go', 'Uz https://evil.example/', 'interface'),
    Row('style', MESSAGE, 'Skip to content', 'Uz saturu; } body { display: none', 'interface'),
    Row('style-end', MESSAGE, 'Skip to content', 'Uz saturu</style>', 'interface'),
    Row('direction', MESSAGE, 'Index', 'Rādītājs \u202ettpircs', 'interface', ALL),
    Row('no-words', MESSAGE, 'Index', '\u00a0', 'interface', ALL),
    Row('lines', MESSAGE, 'Start', 'Sākums\n\n:::{raw} html', 'interface'),
    Row('line-break', MESSAGE, 'Start', 'Sākums\n; position: fixed; x: y', 'interface'),
    Row('markdown', WORDS, 'Index', '[Rādītājs](javascript:alert(1))', 'interface'),
)
