"""What may be done: interviews proposed, and steps taken in them, by the same acts as the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_smorest import Blueprint

from yuetan.casework.acts import Done, Late, Proposal, Taken
from yuetan_web.api import act_schemas
from yuetan_web.current import actor, shell
from yuetan_web.told import changes_in_words

writing = Blueprint("api_writing", __name__, description="what may be done")
Found = Mapping[str, Any]
PLAIN = ("regulation", "kind", "recorder", "planned", "planned_time", "place", "topic", "collective", "reason", "on")


@writing.route("/interviews", methods=["POST"])
@writing.arguments(act_schemas.RequestHeaders, location="headers")
@writing.arguments(act_schemas.ProposalIn)
@writing.response(201, act_schemas.DoneOut)
def propose(headers: dict[str, str], sent: dict[str, Any]) -> Found:
    """Propose an interview; what the regulation has against it is answered with its clause."""
    proposal = Proposal(**{name: sent[name] for name in PLAIN}, interviewees=sent["interviewees"],
                        interviewers=sent["interviewers"], late=_late(sent))
    return _done(shell().casework.propose(actor(), proposal, token=headers["key"]))


@writing.route("/interviews/<string:reference>/acts", methods=["POST"])
@writing.arguments(act_schemas.RequestHeaders, location="headers")
@writing.arguments(act_schemas.TakenIn)
@writing.response(200, act_schemas.DoneOut)
def take(headers: dict[str, str], sent: dict[str, Any], reference: str) -> Found:
    """Take a step or do another act in an interview, as one of its offers has it."""
    taken = Taken(code=sent["code"], version=sent["version"], on=sent["on"], fields=sent["fields_"],
                  addressee=sent["addressee"], cadre=sent["cadre"], reason=sent["reason"], late=_late(sent))
    return _done(shell().casework.take(actor(), reference, taken, token=headers["key"]))


def _late(sent: Mapping[str, Any]) -> Late | None:
    return Late(**sent["late"]) if sent["late"] else None


def _done(done: Done) -> Found:
    return {"interview": done.case, "version": done.version, "repeated": done.repeated,
            "changes": changes_in_words(done.changes)}
