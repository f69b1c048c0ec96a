"""Full and half width: official texts mix （1）, (1) and （１）."""

from __future__ import annotations

_HALF_WIDTH = str.maketrans("０１２３４５６７８９（）．　\u00a0\t", "0123456789().   ")


def half_width(text: str) -> str:
    """The same text with half-width digits, brackets, points and spaces; every character keeps its place."""
    return text.translate(_HALF_WIDTH)
