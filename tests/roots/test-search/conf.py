project = 'Meklēšana'
extensions = ['myst_parser', 'publishing.search']
language = 'lv'
html_copy_source = False
