"""Whether a row rests on one of some editions or duties: a condition that is told from another by how it is written.

Every page asks it many times over, of every edition there is. Put together of columns and values it would be taken
apart each time to find the statement it was compiled into; so its values, which are codes of our own, stand in its
text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import FromClause, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from yuetan.access.written import Written

Edition = tuple[str, str]
"""The code of a regulation, and its edition."""


class UnderRules(Written):
    """Whether a row of a table rests on one of some editions; with codes of duties, on one of these in it."""

    inherit_cache = True

    def __init__(self, table: FromClause, editions: Mapping[Edition, Iterable[str] | None]) -> None:
        names = ("regulation", "edition", *(("duty",) if "duty" in table.c else ()))
        super().__init__(literal_column(_written(editions)), *(table.c[name] for name in names))


@compiles(UnderRules)
def _compiled(element: UnderRules, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    said, *columns = element.clauses
    return str(said.name).format(*(compiler.process(one, **options) for one in columns))


def _written(editions: Mapping[Edition, Iterable[str] | None]) -> str:
    """The condition with places for its columns."""
    some = [one for (code, edition), duties in editions.items() if (one := _of_edition(code, edition, duties))]
    return f"({' OR '.join(some)})" if some else "(1 = 0)"


def _of_edition(code: str, edition: str, duties: Iterable[str] | None) -> str:
    said = f"{{0}} = {_quoted(code)} AND {{1}} = {_quoted(edition)}"
    if duties is None:
        return said
    within = ", ".join(map(_quoted, duties))
    return f"{said} AND {{2}} IN ({within})" if within else ""


def _quoted(code: str) -> str:
    written = code.replace("'", "''").replace("{", "{{").replace("}", "}}")
    return f"'{written}'"
