"""Settings of a stranger."""

project = 'Pictures'
author = 'A. Stranger'
extensions = ['publishing.pdf']
html_extra_path = ['quay.png']
