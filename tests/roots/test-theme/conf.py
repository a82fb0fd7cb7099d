project = 'Small book'
copyright = '2026, Somebody'  # noqa: A001
extensions = ['myst_parser', 'publishing.text.components', 'publishing.web.theme', 'publishing.web.language_menu', 'publishing.web.search']
myst_enable_extensions = ['colon_fence']
html_theme = 'handbook'
html_copy_source = False
html_theme_options = {'pdf_url': '../downloads/book-{language}.pdf', 'home_url': '../index.html', 'licence': 'CC BY 4.0'}
