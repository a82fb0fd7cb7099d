"""Settings of a stranger."""

import sys
from pathlib import Path

project = 'Notebook'
author = 'A. Stranger'
sys.path.insert(0, str(Path(__file__).parent))
extensions = ['myst_parser', 'publishing.pdf', 'stranger_outputs']
