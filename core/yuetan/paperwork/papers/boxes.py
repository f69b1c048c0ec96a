"""A choice as a form has it: every option with a box before it, as many in a line as there is room for."""

from __future__ import annotations

from yuetan.paperwork.papers.paper import NO, YES, printed
from yuetan.rules.papers import FieldType, FormField

TICKED, EMPTY, BETWEEN = "■", "□", "　"
WIDTH = 24  # characters of a line of the widest cell


def boxes(field: FormField, value: str) -> str:
    """Every option, what was chosen with a full box; a box never ends a line without its option."""
    lines = [""]
    for code, title in _options(field):
        piece = (TICKED if code == value else EMPTY) + title
        if lines[-1] and len(lines[-1]) + len(BETWEEN) + len(piece) > WIDTH:
            lines.append(piece)
        else:
            lines[-1] += (BETWEEN if lines[-1] else "") + piece
    return "\n".join(lines)


def _options(field: FormField) -> tuple[tuple[str, str], ...]:
    if field.type is FieldType.YES_NO:
        return tuple((one, printed(field, one)) for one in (YES, NO))
    return tuple((one, one) for one in field.choices)
