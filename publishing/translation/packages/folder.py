"""The folder of a language's work packages: what is written there, and never over somebody's work."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from publishing.core.files import remove, write_bytes, write_text
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import BUILD
from publishing.core.swaps import together
from publishing.translation.packages.package import Package
from publishing.translation.packages.po import po_text
from publishing.translation.packages.sheet import sheet_bytes

OUTDIR = BUILD / 'packages'
#: Checksums of the files of a folder as they were written: what differs holds somebody's work.
WRITTEN = '.written'


def write(packages: Iterable[Package], folder: Path) -> Path:
    """Write both files of each package into ``folder`` and remove those of chapters without work; return it.

    :raises FindingsError: where somebody has worked in one of them; then none is touched.
    """
    files, gone = {}, []
    for package in packages:
        if package.messages:
            files[f'{package.page}.po'] = po_text(package).encode()
            files[f'{package.page}.xlsx'] = sheet_bytes(package)
        else:
            gone += [f'{package.page}.po', f'{package.page}.xlsx']
    write_files(folder, files, gone)
    return folder


def write_files(folder: Path, files: dict[str, bytes], gone: Sequence[str] = ()) -> None:
    """Write ``files`` by name below ``folder`` and remove those ``gone``, unless somebody has worked in them.

    :raises FindingsError: naming every file that is no longer as it was written; then none is touched.
    """
    record = folder / WRITTEN
    written = dict(line.split(' ', 1)[::-1] for line in record.read_text().splitlines()) if record.is_file() else {}
    findings = []
    for name in [*files, *gone]:
        path = folder / name
        if path.is_file() and _checksum(path.read_bytes()) not in (written.get(name), _checksum(files.get(name, b''))):
            findings.append(
                Finding(
                    path,
                    None,
                    Code.PACKAGE,
                    (
                        'this file was changed since it was written; expected it untouched, since it would be '
                        'overwritten. Take it back, then move it elsewhere or delete it.'
                    ),
                )
            )
    if findings:
        raise FindingsError(findings)
    with together():  # a package whose checksum is not noted would be taken for somebody's work
        for name, content in files.items():
            write_bytes(folder / name, content)
            written[name] = _checksum(content)
        for name in gone:
            remove(folder / name)
            written.pop(name, None)
        if written:
            write_text(record, ''.join(f'{digest} {name}\n' for name, digest in sorted(written.items())))


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
