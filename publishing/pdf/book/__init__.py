"""One HTML page of a whole Sphinx project: text, contents, links, covers, notes."""
