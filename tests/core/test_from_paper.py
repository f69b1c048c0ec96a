"""What the text lets a head do himself is entered by the clerk from his signed paper, and judged as his own act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, START, Office
from regulated_office import CODE, door, regulated_office_over
from test_casework_attacked import unfit

from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden, NotDone, Refused
from yuetan.rules import APPROVED

PAPER = "审批表（市纪审〔2026〕3号）"
SIGNED = {"fields": {"opinion": "同意"}, "signed_by": SECRETARY, "signed_paper": PAPER}


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with regulated_office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def proposed(office: Office) -> Done:
    return office.propose(regulation=CODE, kind="routine")


@pytest.mark.parametrize("who", [CLERK, RECORDER])
def test_what_he_signed_is_entered_and_no_breach(office: Office, who: str) -> None:
    done = office.take(who, proposed(office), APPROVED, **SIGNED)
    view = door(office, CLERK).interview(done.case)
    assert view is not None
    event = view.events[-1]
    assert (event.code, event.signed_by, event.paper, event.late, event.against) == (
        APPROVED, "郑守正", PAPER, False, ())
    assert event.entered_by == {CLERK: "白雪", RECORDER: "丁小龙"}[who]
    assert dict(event.content) == {"opinion": "同意"}


def test_without_his_paper_the_clerk_is_refused(office: Office) -> None:
    done = proposed(office)
    with pytest.raises(Refused) as refused:
        office.take(CLERK, done, APPROVED, fields={"opinion": "同意"})
    assert [one.rule.code for one in refused.value.objections] == ["approving"]


def test_he_who_may_needs_no_paper(office: Office) -> None:
    office.take(SECRETARY, proposed(office), APPROVED, fields={"opinion": "同意"})


def test_the_signer_is_judged_and_not_who_enters_it(office: Office) -> None:
    done = proposed(office)
    with pytest.raises(Refused) as refused:
        office.take(SECRETARY, done, APPROVED, **SIGNED | {"signed_by": DEPUTY})
    assert [one.cadre for one in refused.value.objections] == [DEPUTY]


@pytest.mark.parametrize(("changes", "fields"), [
    ({"signed_paper": " "}, ["signed_paper"]), ({"signed_by": ""}, ["signed_by"]), ({"signed_by": "X1"}, ["signed_by"]),
    ({"signed_by": OTHER}, ["signed_by"]), ({"signed_paper": "文" * 5000}, ["signed_paper"])])
def test_a_signer_or_a_paper_that_will_not_do(office: Office, changes: dict[str, str], fields: list[str]) -> None:
    done = proposed(office)
    assert [*unfit(lambda: office.take(CLERK, done, APPROVED, **SIGNED | changes))] == fields


def test_where_the_text_names_nobody_no_signer_is_taken(office: Office) -> None:
    done = office.take(CLERK, proposed(office), APPROVED, **SIGNED)
    wrong = unfit(lambda: office.take(CLERK, done, "outline", fields={"questions": "一问"}, signed_by=SECRETARY,
                                      signed_paper=PAPER))
    assert [*wrong] == ["signed_by"]


@pytest.mark.parametrize(("who", "error"), [(DEPUTY, None), (DIRECTOR, Hidden), (BUREAU, Hidden)])
def test_only_who_takes_steps_enters_a_paper_of_somebody_else(
        office: Office, who: str, error: type[NotDone] | None) -> None:
    with pytest.raises(error) if error else nullcontext():
        office.take(who, proposed(office), APPROVED, **SIGNED)


def test_the_offer_says_whose_paper_is_wanted(office: Office) -> None:
    done = proposed(office)
    offer = office.offers(CLERK, done)[APPROVED]
    assert (offer.signable, offer.not_his, offer.open) == (True, True, True)
    his = office.offers(SECRETARY, done)[APPROVED]
    assert (his.not_his, his.open) == (False, True)


def test_whoever_proposed_it_does_not_approve_it_himself_nor_by_a_paper(office: Office) -> None:
    done = office.propose(SECRETARY, regulation=CODE, kind="routine")
    with pytest.raises(Refused, match="这次约谈由您提出，不能由同一人批准"):
        office.take(SECRETARY, done, APPROVED, fields={"opinion": "同意"})
    assert [*unfit(lambda: office.take(CLERK, done, APPROVED, **SIGNED))] == ["signed_by"]
    offered = office.offers(SECRETARY, done).get(APPROVED)
    assert offered is None or offered.not_his
