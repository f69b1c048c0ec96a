"""A talk that somebody was entrusted with counts for whoever entrusted him, also where only a part is looked at."""

from __future__ import annotations

import pytest
from attrs import evolve
from small_worlds import CALENDAR, held, town
from stored_worlds import put

from yuetan.engine.obligations import Status
from yuetan.engine.owed import obligations
from yuetan.records.database import open_database, upgrade
from yuetan.records.slices import About, load_slice
from yuetan.rules import (
    HELD,
    INTERVIEWER,
    NEXT_BELOW,
    PROPOSED,
    YEAR,
    Clause,
    Duty,
    Kind,
    Pairing,
    Quota,
    Regulation,
    Step,
    post,
    terms,
    unit,
)

ROUTINE = Kind("routine", "日常谈话", clause="1")
RULES = Regulation(
    code="entrusting", title="某镇谈话办法", terms=terms("unit_type", town="镇", bureau="局", office="所"), rules=(
        Clause("1", "镇长每年谈一次，可委托别的局"), ROUTINE,
        Pairing("mayor", "镇长", by=unit("town") & post("head"), to=unit("bureau") & post("head", "deputy"),
                relation=NEXT_BELOW, deputy=unit("bureau") & post("head"), clause="1"),
        Step(PROPOSED, "提出", clause="1"), Step(HELD, "谈话", after=(PROPOSED,), clause="1"),
        Duty("yearly", "每年谈一次", each=YEAR, talk=Quota(ROUTINE, per=INTERVIEWER), about=unit("town") & post("head"),
             clause="1")))


@pytest.mark.parametrize(("by", "entrusted", "imported"), [
    ("keeper", True, False), ("mayor", False, False), ("mayor", False, True)],
    ids=["the keeper of another station in his place", "himself", "himself, before the system was used"])
def test_a_talk_counts_for_the_mayor_whoever_held_it_for_him(
        database_url: str, by: str, *, entrusted: bool, imported: bool) -> None:
    talk, event = held("2026-03-02", "second", by, imported=imported, name="talk")
    world = town("2026-06-30", (evolve(talk, entrusted=entrusted, regulation="entrusting", kind="routine"), event),
                 judged_from="2026-01-01")
    records = open_database(database_url)
    upgrade(records)
    with records.connect() as connection:
        put(connection, world)
        part = load_slice(connection, About(cadres=("mayor",), talking=True), as_of=world.as_of,
                          judged_from=world.judged_from, calendar=CALENDAR)
        found = [(one.key.subject, one.status) for one in obligations(part, RULES.under({}), ("mayor",))]
        connection.rollback()
    records.dispose()
    assert found == [("mayor", Status.DONE)]
