"""What is asked of each row by itself, of as few as are met until there are enough."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Exists, Select


def of_each(query: Select[Any]) -> Exists:
    """Whether a query that belongs to a row finds anything.

    PostgreSQL would gather beforehand all rows for which it does, of which only the first are wanted. It does not where
    some of what is found is left out, be it none.
    """
    return query.offset(0).exists()
