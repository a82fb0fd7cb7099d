"""``python -m publishing VERB``."""

import os
import sys

if sys.getfilesystemencoding() != 'utf-8':  # LANG=C: names and texts have letters that it lacks
    words = [sys.executable, '-m', 'publishing', *sys.argv[1:]]
    os.execve(sys.executable, words, os.environ | {'PYTHONUTF8': '1'})

from publishing.commands import process
from publishing.commands.parser import main

sys.exit(process.run(main))
