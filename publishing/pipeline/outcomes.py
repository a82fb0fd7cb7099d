"""What became of each job of ``make``: for the summary at its end, which also says what is to be mended.

A job is one format of one language, or one book in two languages. Its stamp in ``build/stamps`` says when it was built,
a note beside the stamp why not. Where neither is younger than what the job is made from, it has not been tried.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from publishing.core.findings import many
from publishing.core.project import SITE, place
from publishing.core.stamps import STAMPS, noted_faults
from publishing.pipeline.build import FORMATS

BILINGUAL = 'bilingual'
#: What readers call each format.
NAMES = {'html': 'web pages', 'pdf': 'PDF', 'epub': 'EPUB', BILINGUAL: 'two languages side by side'}


@dataclass(frozen=True)
class Job:
    """One job: its format, the name of its edition (``lv``, ``en-lv``) and the codes of its languages."""

    form: str
    edition: str
    codes: tuple[str, ...]

    @property
    def target(self) -> str:
        """Its name behind ``make``."""
        return f'{self.form}-{self.edition}'

    def waits_for(self) -> list['Job']:
        """Return the jobs without which it cannot be tried."""
        return [Job('pdf', code, (code,)) for code in self.codes] if self.form in ('epub', BILINGUAL) else []

    def place(self, site: Path = SITE) -> Path:
        """Return where readers find what it builds."""
        return place(self.form, self.edition, site)


def jobs(codes: Iterable[str]) -> list[Job]:
    """Return every job for the languages ``codes``, by format."""
    codes = list(codes)
    single = [Job(form, code, (code,)) for form in FORMATS for code in codes]
    return single + [Job(BILINGUAL, '-'.join(pair), pair) for pair in itertools.combinations(codes, 2)]


def is_built(job: Job, stamps: Path = STAMPS) -> bool:
    """Return whether what is there was made from what the chapters and catalogs say now."""
    if not (stamp := stamps / job.target).is_file():
        return False
    sources = [stamps / f'sum-{code}' for code in job.codes]
    needed = job.waits_for()
    built = stamp.stat().st_mtime_ns
    times = [path.stat().st_mtime_ns for path in [*sources, *(stamps / one.target for one in needed)] if path.exists()]
    return all(built >= time for time in times) and all(is_built(one, stamps) for one in needed)


def reason(job: Job, stamps: Path = STAMPS) -> str:
    """Return in one line why a job that is not built is not: the first thing to mend, or what it waits for."""
    if waiting := [one.target for one in job.waits_for() if not is_built(one, stamps)]:
        return f'waits for {" and ".join(waiting)}'
    if not (lines := noted_faults(stamps / job.target)):
        return f'not tried to the end; run make {job.target}'
    first, _excerpts, code = lines[0].partition(' | Original: ')
    first += f' [{code.rpartition("[")[2]}' if code else ''
    return first + (f' (and {many(len(lines) - 1, "more fault")}, said above)' if len(lines) > 1 else '')
