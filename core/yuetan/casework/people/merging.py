"""Two records of one person: proposed to be one by somebody, confirmed by another, and taken apart by the same way."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.interviews.consequences import follow
from yuetan.casework.interviews.opened import Office, world_about
from yuetan.casework.interviews.taking import LONGEST_REASON
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.people.rights import MERGE, managing_units, may_manage
from yuetan.records.accounts import account_of_cadre
from yuetan.records.cases import cadre_ids, cadre_name, put_out
from yuetan.records.database import Connection, alone
from yuetan.records.journal import Entry, append
from yuetan.records.mergers import (
    MERGED,
    PARTED,
    PARTING,
    PROPOSED,
    REFUSED,
    Merger,
    add_merger,
    give,
    merger_of,
    mergers_about,
    set_state,
    take_back,
)
from yuetan.records.owed.changes import Change
from yuetan.records.own_cases import case_of_cadre
from yuetan.records.people import standing_numbers
from yuetan.records.search_texts import people_found
from yuetan.records.values import TITLE_LENGTH
from yuetan.wording import say

WHY = "merge"
"""Why something changed in what is owed: two records are read as one, or are two again."""


@frozen(kw_only=True)
class TwoRecords:
    """That two records, by their staff numbers, are of one person: which is kept, on what that rests, and why."""

    kept: str
    merged: str
    paper: str
    reason: str


def propose_merger(connection: Connection, office: Office, actor: Actor, two: TwoRecords, at: datetime,
                   ) -> tuple[Done, int]:
    """Propose it: nothing is read otherwise until somebody else confirms it.

    Raises `Hidden` where one of the two is not managed by the actor's unit, or is himself, `Unfit`, and `Refused`.
    """
    alone(connection)
    _demand(connection, office, actor, two.kept, two.merged)
    keys = cadre_ids(connection, (two.kept, two.merged))
    if two.kept == two.merged or len({*keys.values()}) != len({two.kept, two.merged}):
        raise Unfit({"merged": say("请填写两个不同的人员编号；已经合并的不必再办。")})
    wrong = {"paper": unfit_text(two.paper, TITLE_LENGTH), "reason": unfit_text(two.reason, LONGEST_REASON)}
    if any(wrong.values()):
        raise Unfit({code: text for code, text in wrong.items() if text})
    if mergers_about(connection, keys[two.merged]) or any(
            one.merged_id == keys[two.kept] for one in mergers_about(connection, keys[two.kept])):
        raise Refused(None, (), say("这两个记录中有一个已经合并，或正等待确认；请先办完或拆开。"))
    case = case_of_cadre(connection, keys[two.kept])
    written = append(connection, case, Entry(
        code="merger_proposed", happened_on=office.today, cadre_id=keys[two.kept], paper=two.paper.strip(),
        reason=two.reason.strip(), content={"merged": two.merged}), by=actor.account, at=at)
    made = add_merger(connection, keys[two.kept], keys[two.merged], written.id)
    put_out(connection, written.id, "merger_proposed", "{}")
    return Done(case=made, version=written.sequence), written.id


def answer_merger(connection: Connection, office: Office, actor: Actor, reference: str, reason: str, at: datetime,  # noqa: PLR0913, PLR0917 - one answer
                  *, agree: bool) -> tuple[Done, int]:
    """Confirm or refuse what somebody else proposed: that two records are one, or are two again.

    Raises `Hidden` for what is not the actor's to answer, his own proposal too, and `Unfit` for a refusal without
    its reason.
    """
    one = _found(connection, office, actor, reference)
    if one.state not in {PROPOSED, PARTING} or actor.counts_as(one.by):
        raise Hidden
    if wrong := unfit_text(reason, LONGEST_REASON, optional=agree):
        raise Unfit({"reason": wrong})
    yes, no = (MERGED, REFUSED) if one.state == PROPOSED else (PARTED, MERGED)
    state = yes if agree else no
    if state == MERGED and agree:
        _demand_one_account(connection, one)
    return _stands(connection, office, actor, one, state, reason, at)


def propose_parting(connection: Connection, office: Office, actor: Actor, reference: str, reason: str,  # noqa: PLR0913, PLR0917 - one proposal
                    at: datetime) -> tuple[Done, int]:
    """Propose that two records which were merged are of two people; they are read as one until somebody confirms it."""
    one = _found(connection, office, actor, reference)
    if one.state != MERGED:
        raise Hidden
    if wrong := unfit_text(reason, LONGEST_REASON):
        raise Unfit({"reason": wrong})
    return _stands(connection, office, actor, one, PARTING, reason, at)


def _stands(connection: Connection, office: Office, actor: Actor, one: Merger, state: str, reason: str,  # noqa: PLR0913, PLR0917 - one change
            at: datetime) -> tuple[Done, int]:
    """How it stands from now on, on record in the case of either record, with what follows in what is owed."""
    code, written = f"merger_{state}", None
    cases = (one.kept_id, one.merged_id) if state in {MERGED, PARTED} else (one.kept_id,)
    for key in cases:
        entry = Entry(code=code, happened_on=office.today, cadre_id=key, reason=reason.strip(),
                      content={"kept": one.kept, "merged": one.merged})
        written = append(connection, case_of_cadre(connection, key), entry, by=actor.account, at=at)
    assert written is not None  # noqa: S101 - there is one case at least
    set_state(connection, one.id, state, written.id)
    people_found(connection, (one.kept_id,))
    changes: tuple[Change, ...] = ()
    if one.state == PROPOSED and state == MERGED:
        give(connection, one)
    if state == PARTED:
        take_back(connection, one)
    if (one.state, state) in {(PROPOSED, MERGED), (PARTING, PARTED)}:
        both = (one.kept, one.merged)
        changes = follow(connection, office, cadres=both, talkers=both, at=at, event_id=written.id, why=WHY)
    put_out(connection, written.id, code, "{}")
    return Done(case=one.reference, version=written.sequence, changes=changes), written.id


def _found(connection: Connection, office: Office, actor: Actor, reference: str) -> Merger:
    alone(connection)
    one = merger_of(connection, reference)
    if one is None:
        raise Hidden
    _demand(connection, office, actor, one.kept, one.merged)
    return one


def _demand(connection: Connection, office: Office, actor: Actor, kept: str, merged: str) -> None:
    """`Hidden` unless both records are managed by the actor's unit, or one is and nobody manages the other."""
    if not may_merge(connection, office, actor, kept, merged):
        raise Hidden


def may_merge(connection: Connection, office: Office, actor: Actor, kept: str, merged: str) -> bool:
    """Whether an actor may propose or confirm that two records are one; never where one of them is his own."""
    if actor.cadre and actor.cadre in {kept, merged, *standing_numbers(connection, (kept, merged)).values()}:
        return False
    world = world_about(connection, office, people=(kept, merged))
    managed = [number for number in (kept, merged) if managing_units(world, number)]
    return bool(managed) and all(may_manage(office, actor, MERGE, world, number) for number in managed)


def _demand_one_account(connection: Connection, one: Merger) -> None:
    """`Refused` where both records have an account that is in use: nobody acts as two people."""
    accounts = [account_of_cadre(connection, number) for number in (one.kept, one.merged)]
    if all(found is not None and found.disabled_at is None for found in accounts):
        raise Refused(None, (), say("“{name}”的两个记录各有一个在用的账号；请先由系统管理员停用其中一个。",
                                    name=cadre_name(connection, one.kept)))
