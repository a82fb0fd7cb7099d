"""The documentation tells the truth: commands, codes and links it names exist."""

import re
import subprocess

import pytest
from markdown_it import MarkdownIt
from places import REPOSITORY

from publishing.core.findings import Code

#: Every verb the handbook promises; "live-lv" and "check-lv" stand for any language.
VERBS = (
    'all',
    'test',
    'html',
    'pdf',
    'print',
    'epub',
    'bilingual',
    'live-%',
    'proof-%',
    'preflight',
    'catalogs',
    'status',
    'check',
    'package-%',
    'take-%',
    'review-%',
    'carry',
    'impact',
    'commits',
    'linkcheck',
    'docs',
    'bench',
    'pins',
    'audit',
    'clean',
    'help',
)
TARGETS = (
    '',
    'test',
    'html',
    'html-lv',
    'pdf',
    'pdf-lv',
    'print',
    'print-lt',
    'epub',
    'epub-en',
    'bilingual',
    'bilingual-lv-lt',
    'live-lv',
    'proof-lv',
    'preflight',
    'preflight-lv',
    'catalogs',
    'status',
    'package-lv',
    'take-lv',
    'review-lt',
    'carry',
    'impact',
    'commits',
    'check',
    'check-lv',
    'linkcheck',
    'docs',
    'bench',
    'strangers',
    'pins',
    'audit',
    'clean',
    'help',
)
DOCS = (
    'authors',
    'translators',
    'developers',
    'index',
    'translators-first-file',
    'decisions',
    'printing',
    'maintenance',
    'other-projects',
    'other-systems',
    'security',
    'strangers',
    'review-lv',
    'review-lt',
)
#: Not ours to check: text of the handbook (Sphinx checks its links), things built, samples.
PASSED_OVER = {'build', '.venv', '.git', 'handbook'}


def read(name):
    path = REPOSITORY / name
    assert path.is_file(), f'{name} is missing'
    return path.read_text(encoding='utf-8')


def make(*arguments):
    return subprocess.run(['make', *arguments], cwd=REPOSITORY, capture_output=True, text=True, timeout=60)


def commands(markdown):
    """Return the shell commands of a Markdown text's code blocks, without prompts and comments."""
    blocks = [token.content for token in MarkdownIt().parse(markdown) if token.type in ('fence', 'code_block')]
    lines = [line for block in blocks for line in block.splitlines()]
    lines = [line.strip().removeprefix('$ ').partition('#')[0].strip() for line in lines]
    return [line for line in lines if line]


def named_targets(markdown):
    """Return the make targets a text names in code, such as ``make pdf-lv``."""
    code = [token.content for token in MarkdownIt().parse(markdown) if token.type in ('fence', 'code_block')]
    code += re.findall(r'`([^`\n]+)`', markdown)
    return {target for text in code for target in re.findall(r'(?:^|&& |\n)\$? ?make ([a-z][\w-]*)', text)}


def local_links(markdown):
    """Return the relative links and pictures of a Markdown text."""
    found = []
    for token in MarkdownIt('commonmark').enable('table').parse(markdown):
        for child in token.children or []:
            target = child.attrGet('href') or child.attrGet('src')
            if target and not re.match(r'[a-z][a-z0-9+.-]*:', target):
                found.append(target)
    return found


def slugs(markdown):
    """Return the anchors a forge gives the headings of a Markdown text."""
    headings = re.findall(
        r'^#+ +(.+?)\s*$', re.sub(r'^```.*?^```', '', markdown, flags=re.DOTALL | re.MULTILINE), re.MULTILINE
    )
    plain = [re.sub(r'[`*_]|\[(.*?)\]\(.*?\)', r'\1', heading).lower() for heading in headings]
    return {re.sub(r'[^\w\- ]', '', heading).replace(' ', '-') for heading in plain}


def documents():
    return [
        path
        for path in sorted(REPOSITORY.rglob('*.md'))
        if not PASSED_OVER & set(path.relative_to(REPOSITORY).parts) and not {'roots', 'strangers'} & set(path.parts)
    ]


def test_help_lists_every_verb():
    result = make('--no-print-directory', 'help')
    assert result.returncode == 0
    listed = {line.split()[0] for line in result.stdout.splitlines() if line.strip()}
    assert set(VERBS) <= listed
    assert all(len(line.split(maxsplit=1)) == 2 for line in result.stdout.splitlines() if line.strip())


@pytest.mark.parametrize('target', TARGETS)
def test_every_verb_exists(target):
    result = make('--dry-run', *([target] if target else []))
    assert 'No rule to make target' not in result.stderr
    assert result.returncode == 0, result.stderr


def test_an_unknown_verb_is_refused():
    assert make('--dry-run', 'pdf-xx').returncode != 0


def test_no_unknown_code_is_explained():
    for name in ('authors', 'translators'):
        named = set(re.findall(r'handbook\.([a-z-]+)\]', read(f'docs/{name}.md')))
        assert named - {'code'} <= {code.value for code in Code}


def test_readme_begins_with_the_two_commands():
    first = [line for line in commands(read('README.md')) if line.startswith('make')][:2]
    assert first == ['make', 'make test']


def test_readme_has_three_doors():
    links = local_links(read('README.md'))
    for name in DOCS[:3]:
        assert any(link.startswith(f'docs/{name}.md') for link in links), name


@pytest.mark.parametrize('name', ['README.md', 'CHANGELOG.md', *(f'docs/{name}.md' for name in DOCS)])
def test_document_names_only_commands_that_exist(name):
    text = read(name)
    for target in sorted(named_targets(text)):
        result = make('--dry-run', target)
        assert result.returncode == 0, f'{name} names "make {target}": {result.stderr}'


@pytest.mark.parametrize('path', documents(), ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_links_resolve(path):
    text = path.read_text(encoding='utf-8')
    for link in local_links(text):
        target, _, anchor = link.partition('#')
        file = (path.parent / target) if target else path
        assert file.exists(), f'{path.name}: {link}'
        if anchor and file.suffix == '.md' and not re.fullmatch(r'L\d+', anchor):
            assert anchor in slugs(file.read_text(encoding='utf-8')), f'{path.name}: {link}'


def test_changelog_begins_with_what_is_not_released():
    assert re.search(r'^## +(.+)$', read('CHANGELOG.md'), re.MULTILINE)[1].strip('[]') == 'Unreleased'


def test_readers_of_documents_are_right():
    assert commands('```\n$ make  # all\n\nmake test\n```') == ['make', 'make test']
    assert named_targets('Run `make pdf-lv` or\n```\nmake\nmake test\n```\nto make sure') == {'pdf-lv', 'test'}
    assert local_links('[a](b.md#c) [d](https://e.example) ![f](g.png)') == ['b.md#c', 'g.png']
    assert slugs('# A `make` word\n```\n# no heading\n```\n## Two, words') == {'a-make-word', 'two-words'}


#: A file of ours that a text names. What stands in capitals, or below a language that is only an example, is no name.
FILE = re.compile(r'\b(?:publishing|tests|theme)/[a-z0-9_./-]+\.(?:py|css|toml|md|csv|html|js|xml|txt)\b')


@pytest.mark.parametrize('name', ['README.md', *(f'docs/{name}.md' for name in DOCS)])
def test_document_names_only_files_that_exist(name):
    assert [file for file in FILE.findall(read(name)) if not (REPOSITORY / file).exists()] == []


def test_files_are_found_in_a_text():
    text = 'See `publishing/core/findings.py`, theme/components/NAME.css and tests/po/bad/<name>.po.'
    assert FILE.findall(text) == ['publishing/core/findings.py']
