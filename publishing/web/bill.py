"""The bill of materials beside the downloads: what they are made with and of, as CycloneDX.

It says the same for the same sources: no random number, no time but the day of the edition, nothing of the machine.
"""

import json
import re
import tomllib
import uuid

from publishing.bootstrap import wanted_packages
from publishing.core.edition import edition_date
from publishing.core.pinned import Pin, read_pins
from publishing.core.project import BOOK, ROOT

#: Beside the downloads.
NAME = f'{BOOK}.cdx.json'
RECORD = ROOT / 'third-party.toml'
DATA_LICENCE = 'CC0-1.0'  # of the bill itself


def bill_text() -> str:
    """Return the bill as JSON: every pinned package, every work in the repository, every system package."""
    record = tomllib.loads(RECORD.read_text(encoding='utf-8'))
    pins = read_pins(ROOT / 'requirements.txt')
    about = _own_component()
    bill = {
        '$schema': 'http://cyclonedx.org/schema/bom-1.6.schema.json',
        'bomFormat': 'CycloneDX',
        'specVersion': '1.6',
        'version': 1,
        'metadata': {
            'timestamp': f'{edition_date(ROOT).isoformat()}T00:00:00Z',
            'component': about,
            'licenses': _licence(DATA_LICENCE),
        },
        'components': [
            *(_package(pin, record['packages'][pin.name]) for pin in pins),
            *(_work(work) for work in record['works']),
            *(_system_package(names[0]) for names in wanted_packages([ROOT / 'apt.txt'])),
        ],
        'dependencies': _dependencies(pins, record['works'], about),
    }
    content = json.dumps(bill, ensure_ascii=False)
    serial = {'serialNumber': uuid.uuid5(uuid.NAMESPACE_OID, content).urn}
    return json.dumps(bill | serial, ensure_ascii=False, indent=2) + '\n'


def licence_of(entry: str | dict) -> str:
    """Return the SPDX expression of a package's line in the record."""
    return entry if isinstance(entry, str) else entry['licence']


def _own_component() -> dict:
    """Return what the bill is of, from ``pyproject.toml`` and the release in ``conf.py``."""
    pyproject = tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))
    source = pyproject['tool']['hatch']['version']
    release = re.search(source['pattern'], (ROOT / source['path']).read_text(encoding='utf-8'), re.MULTILINE)['version']
    about = pyproject['project']
    return {
        'type': 'application',
        'bom-ref': about['name'],
        'name': about['name'],
        'version': release,
        'description': about['description'],
        'licenses': _licence(about['license']),
    }


def _package(pin: Pin, entry: str | dict) -> dict:
    """Return a pinned package. Its files differ by system, so their digests are those of where it is had from."""
    component = {
        'type': 'library',
        'bom-ref': _reference(pin),
        'name': pin.name,
        'version': pin.version,
        'licenses': _licence(licence_of(entry)),
        'purl': _reference(pin),
        'externalReferences': [
            {
                'type': 'distribution',
                'url': _reference(pin),
                'hashes': [{'alg': 'SHA-256', 'content': digest} for digest in sorted(pin.digests)],
            }
        ],
    }
    return component | ({'properties': [{'name': 'handbook:marker', 'value': pin.marker}]} if pin.marker else {})


def _work(work: dict) -> dict:
    """Return a work that stands in the repository, with each of its files."""
    return {
        'type': 'data',
        'bom-ref': work['name'],
        'supplier': {'name': work['by']},
        'name': work['name'],
        'version': work['version'],
        'description': f'Reaches: {work["reaches"]}',
        'licenses': _licence(work['licence']),
        'copyright': work['copyright'],
        'components': [
            {'type': 'file', 'name': file, 'hashes': [{'alg': 'SHA-256', 'content': digest}]}
            for file, digest in work['files'].items()
        ],
    }


def _system_package(name: str) -> dict:
    return {
        'type': 'library',
        'bom-ref': f'pkg:deb/debian/{name}',
        'name': name,
        'description': 'The version that the system has: Debian and Ubuntu keep it safe, so nothing is pinned.',
        'purl': f'pkg:deb/debian/{name}',
    }


def _dependencies(pins: list[Pin], works: list[dict], about: dict) -> list[dict]:
    """Return who needs whom."""
    own = about['bom-ref']
    wanted: dict[str, list[str]] = {own: [work['name'] for work in works]} | {_reference(pin): [] for pin in pins}
    for pin in pins:
        for name in pin.wanted_by:
            for one in [own] if name == own else [_reference(other) for other in pins if other.name == name]:
                wanted[one].append(_reference(pin))
    return [{'ref': reference, 'dependsOn': sorted(set(needed))} for reference, needed in wanted.items()]


def _reference(pin: Pin) -> str:
    return f'pkg:pypi/{pin.name}@{pin.version}'


def _licence(expression: str) -> list[dict]:
    return [{'expression': expression}]
