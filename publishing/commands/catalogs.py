"""``make catalogs``: extract the messages and update the catalogs."""

from publishing.commands.shared import add_languages, print_findings
from publishing.core.findings import shown_path
from publishing.core.swaps import together
from publishing.translation.catalogs import mending
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.templates import current_pots
from publishing.translation.catalogs.update import translations, update

add_arguments = add_languages


def run(options) -> int:
    """Update the catalogs of the languages (all translations by default), all or none, and say what changed."""
    named = translations(options.codes)
    pots = current_pots(anew=True)
    done = []
    with together():
        for language in named:
            translation = Translation(language.code)
            mended = list(mending.findings(translation))
            done.append((language.code, mended, update(translation, pots)))
    for code, mended, touched in done:
        print_findings(mended)
        print(f'{code}: ' + (f'{len(touched)} of {len(pots)} catalogs changed' if touched else 'nothing changed'))
        for path in touched:
            print(f'  {"wrote" if path.exists() else "removed"} {shown_path(path)}')
    return 0
