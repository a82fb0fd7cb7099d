project = 'Menu'
extensions = ['myst_parser', 'publishing.web.language_menu']
language_menu_languages = [('en', 'English'), ('lv', 'Latviešu'), ('pt_BR', 'Português')]
html_copy_source = False
