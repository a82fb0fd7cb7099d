"""How outputs are made: build, speed-ups, live preview, bench.

Begin with ``build``: check, build beside, put in place. ``preview`` keeps one application warm for ``live``.
"""
