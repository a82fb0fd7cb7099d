"""The builder ``pdf``: a tagged book from any Sphinx project, laid out once, for screen and for print.

``book`` makes one HTML page of the project, ``layout`` has WeasyPrint lay it out and looks at the pages, ``tags``
writes the structure for screen readers, ``press`` the print file in inks, ``preflight`` looks at print files. Begin
with ``builder``. One line in a foreign ``conf.py`` is enough: ``extensions = ['publishing.pdf']``.
"""

from publishing.core.wings import wing

setup = wing(__name__, 'builder', 'chapters')
