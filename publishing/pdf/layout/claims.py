"""What a PDF for screens says of itself: a standard that something in it breaks is not claimed.

Found is what shows while the file is written. Whether all else is kept, veraPDF knows
(``tests/pdf/tags/test_tagged_books.py``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from logging import LogRecord

import pydyf

from publishing.core.findings import Code, short
from publishing.core.plain_messages import warn

#: PDF/A-2 knows no other standard's words in the metadata unless the file explains them.
UNIVERSAL_ACCESS = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""
UNIVERSAL_ACCESS_2 = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="2" pdfuaid:rev="2024">\
</rdf:Description>
</rdf:RDF>"""


@dataclass(frozen=True)
class Standard:
    """What a PDF for screens is to keep: a standard for readers and one for archives.

    WeasyPrint writes what the one for archives asks of metadata (``variant``); ``metadata`` claims the other.
    """

    access: str
    archive: str
    variant: str
    version: str
    metadata: bytes


#: By the names of the setting ``pdf_standard``.
STANDARDS = {
    'ua-1': Standard('PDF/UA-1', 'PDF/A-2a', 'pdf/a-2a', '1.7', UNIVERSAL_ACCESS),
    'ua-2': Standard('PDF/UA-2', 'PDF/A-4f', 'pdf/a-4f', '2.0', UNIVERSAL_ACCESS_2),
}
#: How the metadata claim what is for readers and for archives; of the former the explanation goes too.
ACCESS = re.compile(rb'<rdf:Description [^>]*pdfuaid:part=.*?</rdf:Description>\s*(?=</rdf:RDF>)', re.DOTALL)
ARCHIVE = re.compile(rb'<rdf:Description [^>]*\bpdfaid:part="[^"]*"[^>]*(?:/>|(?<!/)>.*?</rdf:Description>)', re.DOTALL)
#: PDF/A-4f is for files with others in them.
WITH_FILES = re.compile(rb' pdfaid:conformance="F"')
#: Beginning of what WeasyPrint says of a letter that no font has.
NO_LETTER = '.notdef glyph rendered'
Breaches = dict[str, list[str]]


def breaches(records: Iterable[LogRecord], pdf: pydyf.PDF, standard: Standard) -> Breaches:
    """Return what breaks each standard, by its name.

    :param records: what was said while the pages were drawn and tagged.
    """
    messages = [(record.getMessage(), hasattr(record, 'breaks_access')) for record in records]
    letters = dict.fromkeys(text.rpartition(': ')[2] for text, _breaks in messages if text.startswith(NO_LETTER))
    missing = [f'no font has the letter {letter}' for letter in letters]
    missing += dict.fromkeys(f'{text[0].lower()}{text[1:]}' for text, breaks in messages if breaks)
    cmyk = ['colours are in CMYK, which a screen shows as it likes'] if _cmyk(pdf) else []
    return {standard.access: missing, standard.archive: missing + cmyk}


def _cmyk(pdf: pydyf.PDF) -> bool:
    """Return whether a picture or a page has colours of a printing press without saying of which."""
    streams = [item for item in pdf.objects if isinstance(item, pydyf.Stream)]
    return any(item.extra.get('ColorSpace') == '/DeviceCMYK' for item in streams) or any(
        part in (b'/DeviceCMYK cs', b'/DeviceCMYK CS') for item in streams for part in item.stream
    )


def claimed(metadata: bytes, found: Breaches, standard: Standard, *, has_files: bool) -> bytes:
    """Return the metadata of a PDF with the claims that it keeps."""
    metadata = metadata.replace(b'</rdf:RDF>', standard.metadata)
    for name, claim in ((standard.access, ACCESS), (standard.archive, ARCHIVE)):
        if found[name]:
            metadata = claim.sub(b'', metadata)
    return metadata if has_files else WITH_FILES.sub(b'', metadata)


def said(found: Breaches) -> list[str]:
    """Return why a file does not claim a standard, one message for each."""
    return [f'{standard}, because {short("; ".join(reasons), 160)}' for standard, reasons in found.items() if reasons]


def report(unclaimed: Iterable[str], file: str) -> None:
    """Warn of what a file does not claim (``layout.write_screen``)."""
    for reason in unclaimed:
        warn(
            Code.STANDARD,
            f'{file} does not say that it keeps {reason}; expected a file that keeps the standard. Mend what is named; '
            'the book is whole without it, but a reader or an archive that asks for the standard will not take it.',
        )
