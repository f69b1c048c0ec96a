"""A case about the acting side where nobody above works in the system: printed once, sealed, and gone from here."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from casework_office import ABOVE, BUREAU, CLERK, DEPUTY, OTHER, RECORDER, SECRETARY
from docx import Document
from sides_office import SidesOffice, sides_office
from sqlalchemy import text

from yuetan.access.actor import Role
from yuetan.casework.acts import Done
from yuetan.casework.errors import Conflict, Hidden, NotDone, Refused, Unfit
from yuetan.casework.handing_outside import HandingOutside, Sheets
from yuetan.paperwork.papers.sealed_print import LINES, sealed_print
from yuetan.records.database import reading
from yuetan.records.verifying import verify

SECRET = "反映其违规接待的具体经过"  # noqa: S105 - a text of the test
TO = {"addressee": "省纪委监委", "receipt": "机要〔2026〕第7号"}


@pytest.fixture
def city(database_url: str) -> Iterator[SidesOffice]:
    with sides_office(database_url) as found:
        for who in (OTHER, SECRETARY):
            found.grant(who, Role.CLERK, "C")  # whoever acts for the top has nobody above him here
        found.refresh()
        yield found


def outside(city: SidesOffice) -> HandingOutside:
    return HandingOutside(city.office.records, city.office.plugins, lambda: city.office.moment)


def a_case(city: SidesOffice) -> Done:
    done = city.office.propose(interviewees=(OTHER,), interviewers=(DEPUTY,), topic=SECRET)
    done = city.office.take(CLERK, done, "consulted", fields={})
    return city.office.take(CLERK, done, "assigned", fields={
        "interviewer": DEPUTY, "recorder": RECORDER, "reason": SECRET * 60})


def hand_out(city: SidesOffice, done: Done, by: str = CLERK, **changes: object) -> Sheets:
    asked: dict[str, object] = {**TO, "version": done.version, "token": city.office.token(), "printed": sealed_print}
    return outside(city).hand_out(city.actor(by), done.case, **(asked | changes))  # type: ignore[arg-type]


def test_it_is_printed_with_a_cover_that_counts_the_sheets_and_names_their_hash(city: SidesOffice) -> None:
    sheets = hand_out(city, a_case(city))
    document = Document(BytesIO(sheets.content))
    said = [one.text for one in document.paragraphs]
    pages = [one.text for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert f"正文页数：{sheets.pages} 页" in said
    assert f"校验码：{sheets.hash[:32]}" in said
    assert len(pages) == sheets.pages > 1
    assert max(one.count("\n") + 1 for one in pages) <= LINES
    assert SECRET * 60 in "".join(pages).replace("\n", "")
    with zipfile.ZipFile(BytesIO(sheets.content)) as package:
        assert "马文慧" not in package.read("docProps/core.xml").decode() if "docProps/core.xml" in package.namelist() \
            else True


def test_nothing_it_said_is_left_here_and_the_reference_is(city: SidesOffice) -> None:
    done = a_case(city)
    sheets = hand_out(city, done)
    view = city.access(CLERK).interview(done.case)
    assert view is not None
    last = view.events[-1]
    assert (last.code, last.title, last.paper, view.ended, view.topic) == (
        "handed_outside", "密封移交系统外的上级", TO["receipt"], True, "")
    assert SECRET not in repr(view)
    with reading(city.office.records) as connection:
        kept = connection.execute(text("SELECT content FROM event WHERE code = 'handed_outside'")).scalar_one()
        held = connection.execute(text("SELECT content FROM event WHERE content LIKE '%接待%'")).all()
        assert list(verify(connection)) == []
    assert held == []
    assert sheets.hash in kept


@pytest.mark.parametrize(("by", "error"), [(RECORDER, Hidden), (OTHER, Hidden), (BUREAU, Hidden), (ABOVE, None)])
def test_it_is_handed_out_by_the_discipline_organ_or_who_leads(
        city: SidesOffice, by: str, error: type[NotDone] | None) -> None:
    done = a_case(city)
    assert outside(city).may_hand_out(city.actor(by), done.case) is (error is None)
    if error is not None:
        with pytest.raises(error):
            hand_out(city, done, by)


def test_it_is_not_where_somebody_above_works_here_or_nobody_of_the_acting_side_is_talked_to(
        city: SidesOffice) -> None:
    done = city.office.propose(interviewees=("E001",), interviewers=(DEPUTY,))
    assert not outside(city).may_hand_out(city.actor(CLERK), done.case)
    with pytest.raises(Refused):
        hand_out(city, done)


def test_it_goes_once_and_only_as_it_was_seen(city: SidesOffice) -> None:
    done = a_case(city)
    with pytest.raises(Unfit) as wrong:
        hand_out(city, done, addressee=" ", receipt="")
    assert sorted(wrong.value.errors) == ["addressee", "receipt"]
    with pytest.raises(Conflict):
        hand_out(city, done, version=1)
    hand_out(city, done, token="once")  # noqa: S106 - of a request
    with pytest.raises(Hidden):
        hand_out(city, done, token="once")  # noqa: S106
