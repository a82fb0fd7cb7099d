"""The gettext workbench: what translators get, what is checked, what reaches a page.

From below: ``messages`` (one message against another), ``catalogs`` (``.po`` files: what is in them, syntax, form,
extraction, update), ``checks`` (what is wrong with a translation), ``reviews`` (ledger, shares, status, release),
``packages`` (work packages out and back), ``pages`` (the Sphinx extensions), ``weblate`` and ``tbx`` (for programs of
others). Begin with ``catalogs/catalog`` and ``checks/examine``. Stands on ``core``, ``text`` and ``figures``.
"""

from publishing.core.wings import wing

setup = wing(
    __name__,
    'pages.extraction',
    'pages.unchanged',
    'pages.hints',
    'pages.compile_checked',
    'pages.fallback',
    'pages.state',
)
