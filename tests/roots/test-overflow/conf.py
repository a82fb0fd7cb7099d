extensions = ['myst_parser', 'publishing.pdf']
project = 'Overflow'
author = 'Somebody'
use_index = False
