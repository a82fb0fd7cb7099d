"""Charts, maps, diagrams and formulas: drawn from data, labelled in words that translators see.

Begin with ``charts``: a directive reads its CSV (``data``), lays it out (``chart_layout``, one module for each kind of
chart) and draws it (``svg``). ``maps`` does the same with ``map_layout`` and ``map_names``; ``diagrams`` draws a list
that stands in the page (``diagram_source``, ``diagram_layout``, one module for each kind). ``nodes`` is what all
of them are in a document. ``formulas`` draws formulas and ``spoken_formulas`` says them. Stands on ``core`` alone.
"""

from publishing.core.wings import wing

setup = wing(__name__, 'charts', 'maps', 'diagrams')
