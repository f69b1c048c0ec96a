"""After a talk by an entrusted talker it stands at once that whoever entrusted him owes it no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pluggy
import pytest
from casework_office import DEPUTY, DIRECTOR, SECRETARY, Office, office_over

from yuetan.casework.sweeping import sweep_all
from yuetan.engine.obligations import Status
from yuetan.plugins import Loaded, Plugins
from yuetan.records.database import reading
from yuetan.records.owed.rows import stored_rows
from yuetan.records.tables import obligation
from yuetan.rules import (
    EVERYONE,
    HELD,
    INTERVIEWER,
    MONTH,
    PROPOSED,
    Clause,
    Duty,
    Kind,
    Pairing,
    Quota,
    Regulation,
    Step,
    post,
    terms,
)

CODE = "entrusted"
ROUTINE = Kind("routine", "日常谈话", clause="1")
REGULATION = Regulation(
    code=CODE, title="某市谈话规定", since=date(2025, 1, 1),
    terms=terms("unit_type", city_party="市委", city_discipline="市纪委", city_department="市直部门")
    + terms("mark", 市管="市管干部"),
    rules=(
        Clause("1", "主要负责人每月谈一次，可委托副职"), ROUTINE,
        Pairing("head", "主要负责人", by=post("head"), to=EVERYONE, deputy=post("deputy"), clause="1"),
        Step(PROPOSED, "提出", clause="1"), Step(HELD, "谈话", after=(PROPOSED,), clause="1"),
        Duty("monthly", "每月谈一次", each=MONTH, talk=Quota(ROUTINE, per=INTERVIEWER), about=post("head"),
             clause="1")))


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    loaded = Plugins(pluggy.PluginManager("yuetan"), (Loaded(CODE, "yuetan-entrusted", None, (REGULATION,)),))
    with office_over(database_url, loaded, CODE) as made:
        yield made


def owed(office: Office) -> dict[tuple[str, str], str]:
    """Who owes the talk, of which month, and how it stands."""
    with reading(office.records) as connection:
        return {(row.values["subject"], row.values["cause"]): row.values["status"]
                for row in stored_rows(connection, obligation.c.duty, ["monthly"])}


def test_for_whoever_may_have_entrusted_the_talker_it_is_done_at_once(office: Office) -> None:
    before = owed(office)
    done = office.propose(regulation=CODE, entrusted=True)
    assert before == owed(office)
    office.take(DEPUTY, done, HELD)
    after = owed(office)
    assert {DIRECTOR: Status.DONE.name, SECRETARY: Status.DONE.name} == {
        who: status for (who, month), status in after.items() if before.get((who, month)) != status}
    sweep_all(office.records, office.plugins, at=office.moment)
    assert after == owed(office)
