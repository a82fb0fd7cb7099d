"""Settings of a stranger."""

project = 'Quay manual'
author = 'A. Stranger'
extensions = ['publishing.pdf']
