"""Settings of a stranger."""

import sys
from pathlib import Path

project = 'Page'
author = 'A. Stranger'
extensions = ['sphinx.ext.autodoc', 'sphinx.ext.viewcode', 'publishing.pdf']
sys.path.insert(0, str(Path(__file__).parent))
