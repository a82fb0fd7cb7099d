"""Settings of a stranger."""

project = 'Harbour notes'
author = 'A. Stranger'
extensions = ['publishing.pdf']
