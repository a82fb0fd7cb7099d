"""A refresh of catalogs and a translation never share a commit: nobody could review either.

A commit **refreshes** when the messages of a chapter's catalog change. (A program that dates a file and leaves its
messages gives a reviewer nothing more to read.) It **translates** when a catalog has a translation that stood in no
catalog of the language before: what ``make catalogs`` fills in by itself (the same text elsewhere, a proposal, a text
that moved) is always a translation that was there already, and so is one whose links lead elsewhere in the book
(``make move``). A confirmed proposal whose words stay is not counted, so that a correction can be carried over with its
refresh. The interface's catalog is not looked at: a new button comes with its words.

The rule is younger than the handbook: what was in its history when it came is not judged (``SINCE``).
"""

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import polib

from publishing.core.findings import Code, Finding, FindingsError, Severity, many
from publishing.core.project import ROOT
from publishing.text.moved_links import without_targets
from publishing.translation.catalogs import syntax
from publishing.translation.catalogs.entries import texts
from publishing.translation.catalogs.past_texts import git, unpack
from publishing.translation.catalogs.syntax import INTERFACE

#: The commit with which the rule came. In a history without it (another repository, a shallow clone) none is older.
SINCE = 'bd6f050139938cb1c5b85d6ef242bad1d8178d7d'
CATALOGS = 'locales/*.po'


def mixed(commit: str, root: Path = ROOT) -> tuple[list[str], list[tuple[str, polib.POEntry]]] | None:
    """Return the catalogs that ``commit`` refreshes and the messages it translates, or None unless it does both."""
    names = git('diff-tree', '-r', '--root', '--no-commit-id', '--name-only', '-z', commit, '--', CATALOGS, root=root)
    changed = [name for name in names.decode().split('\0') if name and Path(name).stem != INTERFACE]
    parent = git('rev-parse', '--verify', '-q', f'{commit}^', root=root, check=False).decode().strip()
    if not changed or not parent:
        return None
    before, after = _catalogs(parent, root), _catalogs(commit, root)
    refreshed = [name for name in changed if _originals(before, name) != _originals(after, name)]
    known = {(_language(name), text) for name, catalog in before.items() for entry in catalog for text in _words(entry)}
    translated = [
        (name, entry)
        for name in changed
        for entry in after.get(name, ())
        if not entry.obsolete and any(text and (_language(name), text) not in known for text in _words(entry))
    ]
    return (refreshed, translated) if refreshed and translated else None


def check_commits(span: str = '', root: Path = ROOT, severity: Severity = Severity.ERROR) -> list[Finding]:
    """Return a finding for each commit of ``span`` that refreshes and translates.

    :param span: a range as git writes it (``main..HEAD``); by default the last commit.
    :raises FindingsError: where git does not know the range.
    """
    limit = ['--max-count=1'] if not span else []
    older = [f'^{SINCE}'] if git('rev-parse', '--verify', '-q', f'{SINCE}^{{commit}}', root=root, check=False) else []
    listed = (
        git('rev-list', '--no-merges', '--reverse', *limit, *older, '--end-of-options', span or 'HEAD', '--', root=root)
        .decode()
        .split()
    )
    return [finding for commit in listed for finding in _findings(commit, root, severity)]


def _findings(commit: str, root: Path, severity: Severity) -> Iterator[Finding]:
    if found := mixed(commit, root):
        refreshed, translated = found
        subject = git('log', '-1', '--format=%h “%s”', commit, root=root).decode().strip()
        name, first = translated[0]
        yield Finding(
            name,
            first.linenum,
            Code.COMMIT,
            (
                f'commit {subject} refreshes {many(len(refreshed), "catalog")} (such as {refreshed[0]}) and translates '
                f'{many(len(translated), "message")} (such as “{first.msgid[:60]}”); expected one of the two. Undo '
                'it with "git reset HEAD^", set the translations aside with "git stash push locales", commit what '
                '"make catalogs" writes, bring them back with "git checkout stash@{0} -- locales" and commit them.'
            ),
            severity,
        )


def _catalogs(commit: str, root: Path) -> dict[str, polib.POFile]:
    """Return the catalogs of ``commit`` by path, as far as they can be read: another check names the others."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        if git('ls-tree', '--name-only', commit, 'locales', root=root):
            unpack(commit, Path(folder), ['locales'], root)
        for path in sorted(Path(folder).rglob('*.po')):
            if path.stem != INTERFACE:
                with suppress(FindingsError):
                    text = syntax.decoded(path, path.read_bytes())
                    found[path.relative_to(folder).as_posix()] = syntax.parsed(path, text)
    return found


def _originals(catalogs: dict[str, polib.POFile], name: str) -> set[tuple] | None:
    if name not in catalogs:
        return None
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogs[name] if not entry.obsolete}


def _words(entry: polib.POEntry) -> list[str]:
    """Return the translations of ``entry`` wherever their links lead: a chapter that moves takes its labels along."""
    return [without_targets(text) for text in texts(entry)]


def _language(name: str) -> str:
    return Path(name).parts[1]
