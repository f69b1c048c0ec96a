"""Addresses for a long list: routed once for all of them, since that takes longer than anything else said of a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import url_for

MARK = "-place-of-a-reference-"


def addresses(endpoint: str, argument: str, **others: Any) -> Callable[[str], str]:  # noqa: ANN401 - as of `url_for`
    """For any reference the address of an endpoint that it is an argument of."""
    values: dict[str, Any] = {argument: MARK, **others}
    before, _, behind = url_for(endpoint, **values).partition(MARK)
    return lambda reference: f"{before}{quote(reference, safe='')}{behind}"
