"""The pipeline that turns ``handbook/`` and ``locales/`` into web pages, PDFs and EPUBs.

Each module is one feature. Modules with a ``setup`` function are Sphinx extensions and work in any
Sphinx project; the others serve the command line, ``python -m publishing``.
"""
