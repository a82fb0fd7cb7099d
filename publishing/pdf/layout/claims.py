"""What a PDF for screens says of itself: a standard that something in it breaks is not claimed.

Found is what shows while the file is written. Whether all else is kept, veraPDF knows
(``tests/pdf/tags/test_tagged_books.py``).
"""

import re
from collections.abc import Iterable

import pydyf

from publishing.core.findings import Code, short
from publishing.core.plain_messages import warn

UA, A = 'PDF/UA-1', 'PDF/A-2a'
#: PDF/A knows no other standard's words in the metadata unless the file explains them.
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

#: How the metadata claim each; of PDF/UA the explanation goes too.
CLAIMED = {
    UA: re.compile(rb'<rdf:Description [^>]*pdfuaid:part=.*?</rdf:Description>\s*(?=</rdf:RDF>)', re.DOTALL),
    A: re.compile(rb'<rdf:Description [^>]*\bpdfaid:part="[^"]*"[^>]*/>'),
}
#: Beginning of what WeasyPrint says of a letter that no font has.
NO_LETTER = '.notdef glyph rendered'
Breaches = dict[str, list[str]]


def breaches(messages: Iterable[str], pdf: pydyf.PDF) -> Breaches:
    """Return what breaks each standard, by its name.

    :param messages: what WeasyPrint said while it drew the pages.
    """
    letters = dict.fromkeys(text.rpartition(': ')[2] for text in messages if text.startswith(NO_LETTER))
    missing = [f'no font has the letter {letter}' for letter in letters]
    return {UA: missing, A: missing + (['colours are in CMYK, which a screen shows as it likes'] if _cmyk(pdf) else [])}


def _cmyk(pdf: pydyf.PDF) -> bool:
    """Return whether a picture or a page has colours of a printing press without saying of which."""
    streams = [item for item in pdf.objects if isinstance(item, pydyf.Stream)]
    return any(item.extra.get('ColorSpace') == '/DeviceCMYK' for item in streams) or any(
        part in (b'/DeviceCMYK cs', b'/DeviceCMYK CS') for item in streams for part in item.stream
    )


def withdrawn(metadata: bytes, found: Breaches) -> bytes:
    """Return the metadata of a PDF without the claims that are broken."""
    for standard, reasons in found.items():
        if reasons:
            metadata = CLAIMED[standard].sub(b'', metadata)
    return metadata


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
