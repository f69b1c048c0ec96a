"""Where somebody begins who has just signed in: at what is his own, where nothing else is his to do."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from flask import url_for

from yuetan.access.actor import Actor
from yuetan.access.task_views import OWN
from yuetan.access.views import Asked
from yuetan_web.current import shell
from yuetan_web.starting import owes_himself

LANGUAGE = "lang"


def onward(actor: Actor, wanted: str) -> str:
    """Where he is led on to: where he wanted to go; his own talks, where that was the desk and he works for nobody."""
    if not (_is_desk(wanted) and _is_only_talked_to(actor)):
        return wanted
    asked = parse_qs(urlsplit(wanted).query).get(LANGUAGE, [])
    return url_for("mine.page", lang=next(iter(asked), None))


def _is_desk(wanted: str) -> bool:
    """Whether no other page was asked for, nor a part of the desk; the language is kept by every address."""
    parts = urlsplit(wanted)
    return parts.path == urlsplit(url_for("desk.desk")).path and parse_qs(parts.query).keys() <= {LANGUAGE}


def _is_only_talked_to(actor: Actor) -> bool:
    """Whether he is granted nothing, and nothing waits for him by what he holds or by his part in talks of others."""
    if not actor.cadre or actor.granted:
        return False
    door = shell().access(actor)
    return (all(one.sort in OWN for one in door.tasks())
            and all(owes_himself(row) for row in door.desk(Asked(mine=True)).rows))
