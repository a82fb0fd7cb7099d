"""``python -m publishing VERB``."""

import sys

from publishing.commands import process
from publishing.commands.parser import main

sys.exit(process.run(main))
