"""One measured build, in a process of its own, which ``bench`` starts: prints what was measured as JSON.

``python -m publishing bench-job pdf lv``, ``pdf lv extras`` (with chapters and worksheets), ``epub lv`` or
``chapter lv`` after one of them, ``growth lv 4``: the body of the book built before, four times over, or
``construct table 5000``.
"""

import json

from publishing.pipeline.bench_job import chapter, construct, grown, whole


def add_arguments(parser) -> None:
    """Take format and language, or a construct, and ``extras`` or how many times."""
    parser.add_argument('form', choices=('pdf', 'epub', 'chapter', 'growth', 'construct'))
    parser.add_argument('code')
    parser.add_argument('more', nargs='?', default='')


def run(options) -> int:
    """Measure it."""
    if options.form == 'growth':
        found = grown(options.code, int(options.more))
    elif options.form == 'chapter':
        found = chapter(options.code)
    elif options.form == 'construct':
        found = construct(options.code, int(options.more))
    else:
        found = whole(options.form, options.code, extras=options.more == 'extras')
    print(json.dumps(found))
    return 0
