project = 'Meklēšana'
extensions = ['myst_parser', 'publishing.web.search']
language = 'lv'
html_copy_source = False
