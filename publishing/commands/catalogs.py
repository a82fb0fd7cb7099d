"""``make catalogs``: extract the messages, update the catalogs, and take the ledgers along."""

from publishing.commands.shared import add_languages, catalogs_alone, print_faults, print_findings
from publishing.core.findings import many, shown_path
from publishing.core.swaps import together
from publishing.translation.catalogs import mending
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.templates import current_pots
from publishing.translation.catalogs.update import translations
from publishing.translation.reviews.refresh import refresh

add_arguments = add_languages


def run(options) -> int:
    """Update the languages (all translations by default), all or none; say what changed, and what is left behind.

    1 for a language that is left out, since its own file is wrong.
    """
    named = translations(options.codes)
    pots = current_pots(anew=True)
    updated = []
    with catalogs_alone(), together():
        for language in named:
            translation = Translation(language.code)
            mended = list(mending.findings(translation))
            updated.append((language.code, mended, refresh(translation, pots)))
    for code, mended, done in updated:
        print_findings(mended)
        said = [f'{len(done.catalogs)} of {len(pots)} catalogs changed'] if done.catalogs else []
        said += [f'{many(len(done.ledgers), "review ledger")} changed'] if done.ledgers else []
        print(f'{code}: {", ".join(said) or "nothing changed"}')
        for path in [*done.catalogs, *done.ledgers]:
            print(f'  {"wrote" if path.exists() else "removed"} {shown_path(path)}')
        for left in done.left:
            print(f'  left behind: {left}')
    return 1 if print_faults(options.codes) else 0
