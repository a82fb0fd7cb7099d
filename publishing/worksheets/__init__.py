"""Worksheets: a table of class ``worksheet`` as a PDF to fill in and a DOCX to change.

Begin with ``extension``; ``fields`` writes the fields of the PDF, ``docx`` the document.
"""

from publishing.core.wings import wing

setup = wing(__name__, 'extension')
