"""The last look: every finished file is read as its reader's program will read it, before it is put in place.

Begin with ``look``, which knows the kinds of files. ``markup`` has the rules for pages and drawings, whose tags are
read by ``tags``; ``styles``, ``scripts``, ``documents`` (PDF, DOCX) and ``books`` (EPUB) have those for their kinds.
``core.addresses`` says where anything may lead. ``extension`` takes the look after a build of Sphinx, ``policy`` is
what browsers keep to besides. Nothing is changed here, only found.
"""
