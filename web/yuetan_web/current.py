"""What one request works with: the shell, who asks, and the words in which an answer is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from flask import current_app, g

from yuetan.access.actor import Actor
from yuetan.access.door import Access
from yuetan.access.policy import anywhere
from yuetan.access.views import InterviewRow, InterviewView, OwedRow, Person
from yuetan.casework.accounts import SignedIn
from yuetan.engine.facts import Cadre
from yuetan.engine.world import World
from yuetan.paperwork.explanation import Wording
from yuetan_web.shell import Shell

SHELL, ROUTES_OF_APP = "yuetan.shell", "yuetan.routes"


def shell() -> Shell:
    """What the app was given."""
    return cast("Shell", current_app.extensions[SHELL])


def routes() -> Mapping[str, str]:
    """Every endpoint there is, with the action of the policy that it is for; see `yuetan_web.routes`."""
    return cast("Mapping[str, str]", current_app.extensions[ROUTES_OF_APP])


def signed_in() -> SignedIn | None:
    """Whoever asks; None for one who has not signed in."""
    return cast("SignedIn | None", g.get("signed_in"))


def actor() -> Actor:
    """Whoever asks. No page is made before it is known who that is, but for the one to sign in on."""
    found = signed_in()
    if found is None:
        message = "a page that was to be guarded is not"
        raise RuntimeError(message)
    return found.actor


def access() -> Access:
    """What he may see; one and the same throughout a request."""
    if "access" not in g:
        g.access = shell().access(actor())
    return cast("Access", g.access)


def may_anywhere(action: str) -> bool:
    """Whether there may be anything that he may do this to: for what a menu offers."""
    found = signed_in()
    return found is not None and anywhere(found.actor, action)


def wording(of: OwedRow | InterviewRow | InterviewView | None = None, *, people: Iterable[Person] = ()) -> Wording:
    """Words of the regulation something stands under: for clauses, days and events, and names of some people."""
    return wording_of(of.regulation if of else shell().plugins.regulations[0], people)


def wording_of(regulation: Any, people: Iterable[Person] = ()) -> Wording:  # noqa: ANN401 - a regulation
    """The same, of a regulation."""
    deployment = shell()
    known = tuple(Cadre(id=person.cadre, name=person.name) for person in people if person.cadre)
    world = World(cadres=known, as_of=deployment.today(), calendar=deployment.calendar)
    return Wording(world, regulation, deployment.plugins.vocabulary, deployment.plugins.titles)
