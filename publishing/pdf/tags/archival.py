"""Say in a PDF that it is PDF/UA-1 and PDF/A-2a, and give it what both need besides tags."""

import pydyf
from weasyprint.document import Document

#: WeasyPrint writes what PDF/A-2a asks for; PDF/UA is added here.
VARIANT = 'pdf/a-2a'
SRGB = 'srgb'
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


def finish(document: Document, pdf: pydyf.PDF) -> None:
    """Complete a file that WeasyPrint has written as ``VARIANT``; a finisher for ``write_pdf``."""
    metadata = next(
        item for item in pdf.objects if isinstance(item, pydyf.Stream) and item.extra.get('Type') == '/Metadata'
    )
    metadata.stream = [part.replace(b'</rdf:RDF>', UNIVERSAL_ACCESS) for part in metadata.stream]
    metadata.compress = False  # so that a search engine can read it
    intent = pydyf.Dictionary(
        {
            'Type': '/OutputIntent',
            'S': '/GTS_PDFA1',
            'OutputConditionIdentifier': pydyf.String('sRGB IEC61966-2.1'),
            'Info': pydyf.String('sRGB IEC61966-2.1'),
            'DestOutputProfile': document.color_profiles[SRGB].pdf_reference,
        }
    )
    pdf.catalog['OutputIntents'] = pydyf.Array([intent])
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get('Subtype') == '/Image':
            item.extra.pop('Interpolate', None)  # PDF/A shows images as they are
