"""Nobody approves an interview that he proposed himself, whichever regulation it stands under: see decision 0020."""

from __future__ import annotations

from yuetan.access.actor import Actor
from yuetan.casework.acts import Taken
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.opened import Opened
from yuetan.records.accounts import account_of_cadre
from yuetan.records.database import Connection
from yuetan.rules.events import APPROVED
from yuetan.wording import say


def own_proposal(opened: Opened, actor: Actor, code: str) -> bool:
    """Whether an act would approve what the actor proposed, or somebody for whom he stands or who did for him."""
    return code == APPROVED and actor.counts_as(opened.kept.proposed_by)


def demand_another(connection: Connection, opened: Opened, actor: Actor, taken: Taken) -> None:
    """`Refused` for who would approve his own proposal; `Unfit` where the paper was signed by who proposed it."""
    if taken.code != APPROVED:
        return
    signer = account_of_cadre(connection, taken.signed_by) if taken.signed_by else None
    if signer is not None and signer.id == opened.kept.proposed_by:
        raise Unfit({"signed_by": say("这次约谈由他提出，不能由同一人批准；请由另一名有权批准的人签字。")})
    if not taken.signed and own_proposal(opened, actor, taken.code):
        raise Refused(None, (), say(
            "这次约谈由您提出，不能由同一人批准；请由另一名有权批准的人批准。没有别人有权批准的，请撤回，再由其他人提出。"))
