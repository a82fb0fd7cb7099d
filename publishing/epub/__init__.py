"""The EPUB: Sphinx's, with the language's words, the page numbers of the PDF and accessibility metadata.

Begin with ``builder``; ``parts`` mends single files of the book, ``page_list`` marks the pages of the PDF.
"""

from publishing.core.wings import wing

setup = wing(__name__, 'builder')
