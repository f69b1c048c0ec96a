"""Lists as somebody likes to look at them, kept by name: each page that narrows a list offers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from attrs import frozen
from flask import Blueprint, abort, redirect, request, url_for

from yuetan.casework.errors import Unfit
from yuetan.casework.saved_views import LONGEST_QUERY, LONGEST_TITLE
from yuetan.wording import say
from yuetan_web.current import actor, shell
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.signing import SEE_OTHER
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

saved_views = Blueprint("saved_views", __name__)
LISTS = {"ledgers": "ledgers.listing", "interviews": "interviews.listing", "desk": "desk.desk"}
"""The lists of which views can be kept."""

_PLACES = frozenset({"regulation"})  # what stands in the path of an address, not behind it


@frozen
class Kept:
    """A view in a page: what names it, what it is called, and where it leads."""

    reference: str
    title: str
    address: str


@frozen
class SavedOn:
    """The views of one list: those that are kept, and the one that is looked at, to be kept."""

    page: str
    kept: Sequence[Kept]
    query: str
    longest: int = LONGEST_TITLE


def saved_on(page: str, query: Mapping[str, Any]) -> SavedOn:
    """The views of a list, with what it is narrowed to now; ``query`` is as `url_for` takes it."""
    kept = [Kept(one.reference, one.title, _address(page, one.query)) for one in shell().saved_views.of(actor(), page)]
    return SavedOn(page, kept, urlencode([(name, value) for name, value in query.items() if value != ""], doseq=True))


@saved_views.post("/views")
def save() -> Answer:
    """Keep what the list is narrowed to under a name, and go back to it."""
    page, query = request.form.get("page", ""), request.form.get("query", "")[:LONGEST_QUERY]
    if page not in LISTS:
        abort(NOT_FOUND)
    try:
        shell().saved_views.save(actor(), page, request.form.get("title", ""), query)
    except Unfit as wrong:
        say_next(next(iter(wrong.errors.values())))
    else:
        say_next(say("已保存视图。"))
    return redirect(_address(page, query), SEE_OTHER)


@saved_views.post("/views/<reference>/drop")
def drop(reference: str) -> Answer:
    """Forget one; `Hidden` for another's."""
    page = shell().saved_views.drop(actor(), reference)
    say_next(say("已删除视图。"))
    return redirect(url_for(LISTS[page]), SEE_OTHER)


def _address(page: str, query: str) -> str:
    """Where a view leads: only to its own list, whatever was sent."""
    pairs = parse_qsl(query)
    path: dict[str, Any] = {name: value for name, value in pairs if name in _PLACES} if page == "ledgers" else {}
    rest = urlencode([(name, value) for name, value in pairs if name not in path and name != "lang"])
    address = url_for(LISTS[page], **path)
    return f"{address}{'&' if '?' in address else '?'}{rest}" if rest else address
