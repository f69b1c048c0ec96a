"""An appeal goes past the acting unit: its people neither read nor decide it, whatever they are granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve
from casework_office import ABOVE, BUREAU, CLERK, DEPUTY, NAMES, OTHER, SECRETARY, Office, office_over, plugins

from yuetan.access.actor import Granted, Role
from yuetan.casework.acts import Done
from yuetan.casework.appeals import Appeals, AppealView
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with office_over(database_url) as made:
        yield made


def appeals(office: Office) -> Appeals:
    return Appeals(office.records, plugins(), lambda: office.moment)


def served(office: Office) -> Done:
    done = office.take(CLERK, office.propose(), "consulted")
    fields = {"topic": "履职", "date": "2026-03-09", "time": "09:30", "place": "512室"}
    return office.take(CLERK, done, "notified", fields=fields, addressee="interviewee")


def test_an_appeal_is_lodged_read_and_decided_above_the_acting_unit(office: Office) -> None:
    acting = appeals(office)
    interview = served(office).case
    reference = acting.lodge(office.actors[OTHER], interview, "谈话内容与通知主题不符")
    lodged = AppealView(reference=reference, lodged_on=date(2026, 3, 2), state="lodged", mine=True,
                        lodged_by=NAMES[OTHER], interview=interview, statement="谈话内容与通知主题不符")
    assert acting.view(office.actors[OTHER], reference) == lodged
    above = evolve(lodged, mine=False, decides=True, interview="")
    assert acting.view(office.actors[ABOVE], reference) == above
    assert (acting.waiting(office.actors[ABOVE]), acting.lodged(office.actors[OTHER], interview)) == (
        (above,), (lodged,))
    acting.decide(office.actors[ABOVE], reference, "申诉有理，责成改正", upheld=True)
    assert acting.view(office.actors[OTHER], reference) == evolve(
        lodged, state="upheld", decision="申诉有理，责成改正")
    assert (acting.waiting(office.actors[ABOVE]), acting.waiting(office.actors[OTHER])) == ((), ())
    with pytest.raises(Conflict) as conflict:
        acting.decide(office.actors[ABOVE], reference, "再议", upheld=False)
    assert str(conflict.value) == "这一申诉已经作出决定；请刷新后再看。"


def test_people_of_the_acting_unit_and_strangers_neither_read_nor_decide(office: Office) -> None:
    reference = appeals(office).lodge(office.actors[OTHER], served(office).case, "不服")
    above: tuple[tuple[Granted, ...], ...] = (), (Granted(Role.SUPERIOR, "C"),), (Granted(Role.SUPERIOR, "J"),)
    acting = [evolve(office.actors[who], granted=office.actors[who].granted + grants)
              for who in (CLERK, DEPUTY, SECRETARY) for grants in above]
    for actor in (*acting, office.actors[BUREAU]):
        assert (appeals(office).view(actor, reference), appeals(office).waiting(actor)) == (None, ())
        with pytest.raises(Hidden):
            appeals(office).decide(actor, reference, "驳回", upheld=False)


def test_only_who_was_talked_to_appeals_and_not_before_he_was_notified(office: Office) -> None:
    done = office.propose()
    for who in (CLERK, OTHER, BUREAU):
        with pytest.raises(Hidden):
            appeals(office).lodge(office.actors[who], done.case, "不服")


def test_who_audits_knows_of_an_appeal_and_reads_nothing_that_was_written_in_it(office: Office) -> None:
    reference = appeals(office).lodge(office.actors[OTHER], served(office).case, "不服")
    audit = evolve(office.actors[BUREAU], cadre="", granted=(Granted(Role.AUDIT, ""),))
    assert appeals(office).view(audit, reference) == AppealView(
        reference=reference, lodged_on=date(2026, 3, 2), state="lodged", mine=False)


def test_a_second_appeal_waits_for_the_first_and_an_empty_one_is_refused(office: Office) -> None:
    done = served(office)
    with pytest.raises(Unfit) as unfit:
        appeals(office).lodge(office.actors[OTHER], done.case, "  ")
    assert unfit.value.errors == {"statement": "请写明理由。"}
    appeals(office).lodge(office.actors[OTHER], done.case, "不服")
    with pytest.raises(Refused) as refused:
        appeals(office).lodge(office.actors[OTHER], done.case, "不服")
    assert refused.value.text == "您对这次约谈的申诉正在处理；处理之后如有新的情况可再提出。"
