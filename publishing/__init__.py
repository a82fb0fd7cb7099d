"""The pipeline that turns ``handbook/`` and ``locales/`` into web pages, PDFs and EPUBs.

A house of wings. A wing imports only what stands below it, and wings on one line know nothing of each other
(``tests/whole/test_wings.py`` keeps it so)::

    commands                                arguments, printing, exit codes
    pipeline                                build, speed-ups, live preview, moves, bench
    bilingual  epub  web  worksheets        the other things readers get
    pdf  translation                        a book from any Sphinx project; the gettext workbench
    figures  text  outputs                  charts, maps, diagrams, formulas; what authors write; the last look
    core                                    findings, languages, the project's paths and names

Each wing of Sphinx extensions, and each extension in it, also works in any other Sphinx project. ``bootstrap``
stands alone: it runs before anything is installed.
"""
