"""The bill of materials: valid CycloneDX, whole, and the same bytes each time."""

import copy
import json
import re
import tomllib

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from places import REPOSITORY

from publishing.core.pinned import read_pins
from publishing.web import bill, landing

PINS = read_pins(REPOSITORY / 'requirements.txt')
RECORD = tomllib.loads((REPOSITORY / 'third-party.toml').read_text(encoding='utf-8'))


@pytest.fixture
def made(monkeypatch):
    """The bill, read."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    return json.loads(bill.bill_text())


def faults(text):
    """Return what is wrong by the schema that CycloneDX's own library carries, or None."""
    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)


def test_it_is_valid(made):
    assert faults(json.dumps(made)) is None


@pytest.mark.parametrize(
    'broken', [{'bomFormat': 'X'}, {'serialNumber': 'urn:1'}, {'extra': 1}, {'components': [{'name': 'x'}]}], ids=str
)
def test_an_invalid_one_is_noticed(made, broken):
    assert faults(json.dumps(made | broken)) is not None


def test_every_pin_is_in_it_with_its_digests_and_licence(made):
    found = {(one['name'], one['version']): one for one in made['components'] if one['bom-ref'].startswith('pkg:pypi/')}
    assert found.keys() == {(pin.name, pin.version) for pin in PINS}
    for pin in PINS:
        one = found[pin.name, pin.version]
        [source] = one['externalReferences']
        assert {entry['content'] for entry in source['hashes']} == set(pin.digests)
        assert one['licenses'] == [{'expression': bill.licence_of(RECORD['packages'][pin.name])}]
        assert one['purl'] == f'pkg:pypi/{pin.name}@{pin.version}'


def test_every_work_is_in_it_with_its_files(made):
    found = {one['name']: one for one in made['components'] if one['type'] == 'data'}
    assert found.keys() == {work['name'] for work in RECORD['works']}
    for work in RECORD['works']:
        files = {one['name']: one['hashes'][0]['content'] for one in found[work['name']]['components']}
        assert files == work['files']


def test_system_packages_are_in_it_without_a_version(made):
    found = {one['name']: one for one in made['components'] if one['bom-ref'].startswith('pkg:deb/')}
    assert {'libpango-1.0-0', 'hunspell-lv'} <= found.keys()
    assert all('version' not in one for one in found.values())


def test_it_says_who_needs_whom(made):
    needed = {one['ref']: one['dependsOn'] for one in made['dependencies']}
    own = made['metadata']['component']['bom-ref']
    assert needed.keys() == {own} | {f'pkg:pypi/{pin.name}@{pin.version}' for pin in PINS}
    named = dict.fromkeys(name.partition('@')[0] for name in needed[own])
    assert {'pkg:pypi/sphinx', 'pkg:pypi/weasyprint', 'Source Sans 3'} <= named.keys()
    assert 'pkg:pypi/docutils' not in named
    [sphinx] = [needed[ref] for ref in needed if ref.startswith('pkg:pypi/sphinx@')]
    assert any(ref.startswith('pkg:pypi/docutils@') for ref in sphinx)


def test_it_is_of_this_release(made):
    about = made['metadata']['component']
    release = re.search(r"^release = '(.+)'", (REPOSITORY / 'conf.py').read_text(encoding='utf-8'), re.MULTILINE)[1]
    assert (about['name'], about['version']) == ('handbook-for-cross-border-planning', release)
    assert made['metadata']['timestamp'] == '2023-11-14T00:00:00Z'


def test_the_same_sources_give_the_same_bytes(monkeypatch):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    first = bill.bill_text()
    assert bill.bill_text() == first
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1800000000')
    other, before = json.loads(bill.bill_text()), json.loads(first)
    assert other['serialNumber'] != before['serialNumber']
    same = copy.deepcopy(before)
    same['serialNumber'], same['metadata']['timestamp'] = other['serialNumber'], other['metadata']['timestamp']
    assert other == same


def test_it_names_no_host_and_no_place_of_this_machine():
    text = bill.bill_text()
    assert set(re.findall(r'https?://([^/"]+)', text)) <= {'cyclonedx.org', 'www.adobe.com'}
    assert str(REPOSITORY) not in text


def test_it_lies_beside_the_downloads(tmp_path, monkeypatch):
    monkeypatch.setattr(landing.theme, 'write_assets', lambda *arguments: None)  # takes long, as what is next
    monkeypatch.setattr(landing, 'share_of_words', lambda code: None)
    path = tmp_path / 'downloads' / 'handbook.cdx.json'
    assert path in landing.build_site(tmp_path)
    assert json.loads(path.read_text(encoding='utf-8'))['bomFormat'] == 'CycloneDX'
