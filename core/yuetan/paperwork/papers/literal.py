"""Values as text of a Word document: whatever stands in them comes out as it is, and nothing of it is ever markup."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters: most of them may not stand in XML
    "\u202a-\u202e\u2066-\u2069"  # turn the order of what is read around
    "\ud800-\udfff\ufffe\uffff]")  # no characters at all
REPLACED = "\ufffd"
BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')


def clean(value: str) -> str:
    """A value with one sort of line end; what cannot be printed becomes �, so that its loss is seen."""
    return UNPRINTABLE.sub(REPLACED, LINE_ENDS.sub("\n", value))


def literal(value: str) -> Markup:
    """A value as it stands within ``w:t``: escaped, with breaks for line ends and tabs."""
    return escape(clean(value)).replace("\n", BREAK).replace("\t", TAB)
