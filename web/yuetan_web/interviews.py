"""The list of interviews."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for

from yuetan.access.reading_old_talks import OldAsked, OldTalk
from yuetan.wording import later, say
from yuetan_web.current import access, actor, shell
from yuetan_web.listing import LONGEST, LONGEST_NAME, PER_PAGE, Sorted, day_in, sorted_by
from yuetan_web.saved_views import saved_on
from yuetan_web.shown import row_status

STATES = {"running": later("办理中"), "ended": later("已结束")}
OPENED, RISING = "opened", "rising"
MOST_OLD = 10
SORTS = (OPENED, "number", "kind", "planned", "unit")
interviews = Blueprint("interviews", __name__)


@interviews.get("/interviews")
def listing() -> str:
    """The interviews that may be seen, the latest first or as was asked for, narrowed to what was asked for."""
    asked = {name: request.args.get(name, "")[:LONGEST] for name in ("state", "unit", "after", "sort", "order")}
    asked["name"], day = request.args.get("name", "").strip()[:LONGEST_NAME], day_in(request.args.get("planned", ""))
    asked["sort"] = asked["sort"] if asked["sort"] in SORTS else OPENED
    asked["order"] = RISING if asked["order"] == RISING else ""
    rows, more = access().interviews(
        state=asked["state"], unit=asked["unit"], name=asked["name"], planned=day, sort=asked["sort"],
        falling=not asked["order"], after=asked["after"], limit=PER_PAGE)
    query = {name: text for name, text in asked.items() if text and name != "after"} | (
        {"planned": day.isoformat()} if day else {})
    return render_template(
        "interviews.html", rows=[(row, row_status(row)) for row in rows], more=more, asked=asked, query=query,
        old=_old(asked) if asked["name"] and not (asked["after"] or day) and asked["state"] in {"", "ended"} else (),
        most_old=MOST_OLD, planned=day,
        states=[(code, say(title)) for code, title in STATES.items()], units=access().units(),
        heads={sort: _head(sort, asked, query) for sort in SORTS}, saved=saved_on("interviews", query),
        may_propose=bool(shell().casework.proposable(actor())))


def _old(asked: Mapping[str, str]) -> tuple[OldTalk, ...]:
    """The latest talks that were imported with whoever is asked for; a few of them, as the ledger lists them all."""
    return access().old_talks(OldAsked(name=asked["name"], unit=asked["unit"], limit=MOST_OLD))


def _head(sort: str, asked: Mapping[str, str], query: Mapping[str, str]) -> Sorted:
    """The head of a column by which the list can be put in order."""
    return sorted_by(sort, now=asked["sort"], falling=not asked["order"], falls_first=sort == OPENED,
                     address=partial(_address, sort, query))


def _address(sort: str, query: Mapping[str, str], falling: bool) -> str:  # noqa: FBT001 - as it is asked
    asked: dict[str, Any] = {**query, "sort": sort, "order": "" if falling else RISING}
    return url_for("interviews.listing", **asked)
