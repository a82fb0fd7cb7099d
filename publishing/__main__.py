"""``python -m publishing VERB``."""

import sys

from publishing.commands.parser import main

sys.exit(main())
