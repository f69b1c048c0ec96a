"""A talk that cleared somebody stays the discipline organ's own record, and his: nobody else finds anything of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, START, Office
from regulated_office import door, recorded, regulated_office_over

from yuetan.access.views import Asked
from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden
from yuetan.casework.sweeping import sweep_all

EVERYBODY_ELSE = (SECRETARY, DEPUTY, RECORDER, DIRECTOR, BUREAU)


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with regulated_office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def unproven(office: Office) -> Done:
    return office.take(CLERK, recorded(office), "unproven")


def cleared(office: Office) -> Done:
    return office.take(CLERK, unproven(office), "cleared")


def reached(office: Office, who: str, done: Done) -> tuple[bool, ...]:
    """Whether somebody finds an interview by its address, in the list, and by the name of whom it is with."""
    access = door(office, who)
    lists = (access.interviews(limit=500)[0], access.interviews(name="马文慧", limit=500)[0])
    return (access.interview(done.case) is not None, *(done.case in {one.reference for one in some} for some in lists))


def owed(office: Office, who: str) -> tuple[int, int]:
    """How many obligations somebody's list shows, and how many his counts count."""
    found = door(office, who).desk(Asked(limit=500))
    return len(found.rows), sum(found.counts.values())


@pytest.mark.parametrize("who", [SECRETARY, DEPUTY, RECORDER])
def test_before_it_clears_him_whoever_had_a_part_in_it_sees_it(office: Office, who: str) -> None:
    assert all(reached(office, who, unproven(office)))


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
def test_afterwards_nobody_else_finds_it(office: Office, who: str) -> None:
    done = cleared(office)
    assert not any(reached(office, who, done))
    with pytest.raises(Hidden):
        office.offers(who, done)


@pytest.mark.parametrize("who", [CLERK, OTHER])
def test_the_discipline_organ_and_he_himself_see_it_still(office: Office, who: str) -> None:
    assert all(reached(office, who, cleared(office)))


def test_his_own_file_says_that_he_was_cleared(office: Office) -> None:
    done = cleared(office)
    view = door(office, OTHER).interview(done.case)
    assert view is not None
    assert ("cleared", "予以澄清") in [(one.code, one.title) for one in view.events]
    rows, _ = door(office, OTHER).interviews(limit=500)
    assert "予以澄清" in {one.state for one in rows if one.reference == done.case}


@pytest.mark.parametrize("who", [SECRETARY, DEPUTY, RECORDER, CLERK])
def test_lists_and_counts_of_what_is_owed_agree_and_lose_it(office: Office, who: str) -> None:
    done = unproven(office)
    before = owed(office, who)
    office.take(CLERK, done, "cleared")
    rows, counted = owed(office, who)
    assert (before[0], rows) == (before[1], counted)
    assert (rows < before[0]) is (who != CLERK)


def test_what_would_go_into_his_file_lapses(office: Office) -> None:
    done = cleared(office)
    became = {one.key.duty: one.became for one in done.changes}
    assert (became["personal_file"], became["report"]) == ("LAPSED", "LAPSED")
    assert "personal_file" not in office.offers(CLERK, done)


def test_it_is_filed_by_the_discipline_organ_alone(office: Office) -> None:
    done = cleared(office)
    office.take(CLERK, done, "filed")
    assert not any(reached(office, SECRETARY, done))


def test_the_sweep_says_the_same_of_it_as_the_act(office: Office) -> None:
    sweep_all(office.records, office.plugins, at=office.moment)
    cleared(office)
    swept = sweep_all(office.records, office.plugins, at=office.moment)
    assert swept is not None
    assert swept.changes == 0
