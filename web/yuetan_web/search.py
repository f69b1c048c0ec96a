"""The search over everything the reader may see, and over the pages he is offered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from flask import Blueprint, current_app, render_template, request

from yuetan.engine.finding import folded, initials, matches, terms
from yuetan.wording import say
from yuetan_web.current import access, may_anywhere, wording
from yuetan_web.listing import LONGEST_NAME
from yuetan_web.menu import Entry, menu
from yuetan_web.own_pages import OwnPage
from yuetan_web.shown import all_shown, row_status

search = Blueprint("search", __name__)


@search.get("/search")
def page() -> str:
    """What a text leads to, group by group; without one, what can be looked for."""
    asked = request.args.get("q", "").strip()[:LONGEST_NAME]
    found, pages, words = access().search(asked), tuple(_pages(asked)), wording()
    return render_template(
        "search.html", asked=asked, found=found, pages=pages,
        people=[(one.person, [words.details(post) for post in one.posts]) for one in found.people],
        interviews=[(row, row_status(row)) for row in found.interviews], owed=all_shown(found.owed),
        unit_page=_unit_page())


def _pages(asked: str) -> Iterator[Entry]:
    """The entries of his menu whose titles hold every term, or are spelled so."""
    asked_for = terms(asked)
    for group in menu(cast("tuple[OwnPage, ...]", current_app.jinja_env.globals["own_pages"])):
        for one in group.entries:
            title = say(one.title)
            if asked_for and all(matches(term, (folded(title),), initials(title)) for term in asked_for):
                yield one


def _unit_page() -> str:
    """The endpoint of the page he may see of a unit; empty where he may see none."""
    return "occurrences.unit" if may_anywhere("occurrence.record") else ""
