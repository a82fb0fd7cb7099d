"""What a style sheet may do: dress a page with what lies in the same output."""

from collections.abc import Iterable, Iterator

import tinycss2

from publishing.core import addresses

#: Functions that run something, or that did in a browser of old.
RUN = {'expression'}
PROPERTIES = {'behavior', '-moz-binding'}
#: Functions whose words are addresses.
FETCH = {'url', 'src', 'image', 'image-set', '-webkit-image-set', 'cross-fade'}


def faults(css: str) -> Iterator[str]:
    """Yield what is wrong with a style sheet, or with the value of a style attribute."""
    yield from _of(tinycss2.parse_component_value_list(css, skip_comments=True))


def _of(values: Iterable, fetch: bool = False) -> Iterator[str]:
    rule = ''
    for value in values:
        kind = value.type
        if kind == 'ident' and value.lower_value in PROPERTIES:
            yield f'the property "{value.lower_value}" can run a program'
        elif kind == 'at-keyword':
            rule = value.lower_value
        elif kind == 'literal' and value.value == ';':
            rule = ''
        elif kind == 'url' or (kind == 'string' and (fetch or rule == 'import')):
            if not addresses.may_fetch(value.value) and rule != 'namespace':  # a name that looks like an address
                yield f'"{value.value}" is fetched'
        elif kind == 'function':
            if value.lower_name in RUN:
                yield f'"{value.lower_name}()" can run a program'
            yield from _of(value.arguments, value.lower_name in FETCH and rule != 'namespace')
        elif kind.endswith('block'):
            rule = ''
            yield from _of(value.content)
