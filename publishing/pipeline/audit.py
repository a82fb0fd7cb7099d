"""``make audit``: ask the package index, through pip-audit, whether a weakness is known of a pinned package.

No answer is no good news: an index that does not know advisories, or no network, is said and counted as such.
"""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from publishing.core.project import ROOT
from publishing.pipeline.pins import tool

#: What is installed for the build, the tests, and the two tools. Others run apart, by hand and on this machine only.
FILES = ('requirements.txt', 'requirements-dev.txt', 'publishing/pipeline/tools-requirements.txt')


@dataclass(frozen=True)
class Answers:
    """What was said of the packages of a file: how many were answered for, which were not, and the weaknesses."""

    answered: int
    unanswered: list[str]
    known: list[str]


def audit(say: Callable[[str], None], warn: Callable[[str], None]) -> bool:
    """Ask for every file; return whether all packages were answered for and none has a known weakness.

    :raises MissingError: when pip-audit cannot be installed.
    """
    program, good = tool('pip-audit'), True
    for file in FILES:
        options = ['--requirement', file, '--require-hashes', '--disable-pip', '--progress-spinner', 'off']
        done = subprocess.run([program, *options, '--format', 'json'], cwd=ROOT, capture_output=True, text=True)
        try:
            answers = read_answers(done.stdout)
        except ValueError:
            last = (done.stderr.strip().splitlines() or ['nothing'])[-1]
            warn(f'{file}: nobody answered; expected what is known of its packages. Try again with a network ({last})')
            good = False
            continue
        say(f'{file}: {answers.answered} packages answered for, {len(answers.known)} known weaknesses')
        for line in answers.known:
            warn(f'{file}: {line}')
        if answers.unanswered:
            warn(
                f'{file}: no answer for {len(answers.unanswered)} packages ({", ".join(answers.unanswered[:3])} …); '
                'expected one for each. Nothing is known of them, good or bad: ask where the package index answers'
            )
        good = good and not answers.known and not answers.unanswered
    return good


def read_answers(text: str) -> Answers:
    """Return what pip-audit has said as JSON.

    :raises ValueError: where it has said something else.
    """
    packages = json.loads(text)['dependencies']
    unanswered = [one['name'] for one in packages if 'skip_reason' in one]
    known = [_sentence(one, found) for one in packages for found in one.get('vulns', ())]
    return Answers(len(packages) - len(unanswered), unanswered, known)


def _sentence(package: dict, weakness: dict) -> str:
    name, mended = package['name'], ', '.join(weakness['fix_versions'])
    remedy = (
        f'It is mended in {mended}: make pins NAME={name}' if mended else 'None is mended: see what it takes to use it'
    )
    return (
        f'{name} {package["version"]} has the known weakness {weakness["id"]}; expected a version without it. {remedy}'
    )
