"""``make status``: what is translated, reviewed and changed since."""

from publishing.commands.shared import add_languages, print_faults
from publishing.translation.catalogs.templates import current_pots
from publishing.translation.catalogs.update import translations
from publishing.translation.reviews.status import report

add_arguments = add_languages


def run(options) -> int:
    """Print the report on each language, all by default; 1 only for what cannot be read and is left out."""
    named = translations(options.codes)
    pots = current_pots()
    print('\n\n'.join([report(language, pots) for language in named]))
    return 1 if print_faults(options.codes) else 0
