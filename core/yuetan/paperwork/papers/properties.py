"""The metadata of a paper: the issuing unit and the day it was signed, and nothing else."""

from __future__ import annotations

from datetime import date

from markupsafe import escape

from yuetan.paperwork.papers.literal import clean

CORE = "docProps/core.xml"
_CORE = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>{issuer}</dc:creator>\
<cp:lastModifiedBy>{issuer}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">{on}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{on}</dcterms:modified></cp:coreProperties>"""


def core_properties(issuer: str, on: date) -> bytes:
    """The one part of metadata a paper has."""
    return _CORE.format(issuer=escape(" ".join(clean(issuer).split())), on=f"{on.isoformat()}T00:00:00Z").encode()
