"""The command line, ``python -m publishing VERB``: arguments, printing, exit codes. Nothing may import it.

A verb is a module of its own, named after it, with two functions: ``add_arguments(parser)`` declares what may stand
behind the verb, ``run(options)`` does it, prints and returns the exit code. ``parser`` lists the verbs.
"""
