"""Where things stand in the repository, whatever folder a test or this file stands in."""

from pathlib import Path

#: The nearest folder above this file that has the settings of the project.
REPOSITORY = next(folder for folder in Path(__file__).resolve().parents if (folder / 'pyproject.toml').is_file())
TESTS = REPOSITORY / 'tests'
#: Small Sphinx projects, each in a folder ``test-<name>``.
ROOTS = TESTS / 'roots'
#: Catalogs with a fault each in ``bad``, catalogs without one in ``good``.
PO = TESTS / 'po'
#: Pages of the small book as they are meant to look.
PICTURES = TESTS / 'pictures'
