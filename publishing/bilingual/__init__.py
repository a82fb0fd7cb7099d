"""Two languages side by side in one PDF, and the proof of a chapter for a reviewer with a pen.

Begin with ``book``; ``alignment`` pairs the blocks of two finished books.
"""
