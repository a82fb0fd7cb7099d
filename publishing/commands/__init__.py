"""The command line, ``python -m publishing VERB``: arguments, printing, exit codes. Nothing may import it."""
