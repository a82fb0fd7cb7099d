project = 'Harbour Guide'
author = 'Somebody Else'
release = '2.1'
extensions = ['myst_parser', 'publishing.pdf']
