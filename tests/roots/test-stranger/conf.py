project = 'Stranger'
author = 'Somebody Else'
release = '1'
extensions = ['publishing.pdf']
