"""Sphinx extensions that bring translations to pages: extraction, hints, compiling, fallback, shares."""
