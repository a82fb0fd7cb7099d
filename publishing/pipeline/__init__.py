"""How outputs are made: build, speed-ups, live preview, moving a chapter, bench.

Begin with ``build``: check, build beside, put in place. ``preview`` keeps one application warm for ``live``.
"""
