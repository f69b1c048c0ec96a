"""What was typed into a form, taken along: into hidden fields of a page to check it on, and out of what was kept."""

from __future__ import annotations

from collections.abc import Iterable

from flask import request
from werkzeug.datastructures import MultiDict

_OWN = frozenset({"csrf_token", "do"})
"""Fields that belong to one sending of a form, and not to what was typed."""

MOST_FIELDS = 400


def sent() -> tuple[tuple[str, str], ...]:
    """The fields of the form that was sent, in order, without what belongs to that sending alone."""
    return tuple((name, text) for name, text in request.form.items(multi=True) if name not in _OWN)[:MOST_FIELDS]


def typed_of(fields: Iterable[tuple[str, str]]) -> MultiDict[str, str]:
    """Fields as a request would bring them."""
    return MultiDict(list(fields))
