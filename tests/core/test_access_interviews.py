"""Who sees which interview, and how much of it: every actor beside every interview, the denials too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from filled_records import ACTORS, TELLING, TODAY, Office, actor, filled

from yuetan.access.actor import Role
from yuetan.access.views import InterviewView
from yuetan.records.references import new_reference

WHOLE, TOLD, METADATA, NOTHING = "whole", "told", "metadata", "-"

OF_BUREAU = ("quiet", "told the unit", "served", "group", "half told", "recused")
SEEN = {
    "city clerk": dict.fromkeys((*OF_BUREAU, "finished", "school"), WHOLE),
    "bureau clerk": dict.fromkeys((*OF_BUREAU, "school"), WHOLE),
    "school clerk": {"school": WHOLE},
    "county clerk": dict.fromkeys(("county", "county quiet"), WHOLE),
    "bureau head": dict.fromkeys((*OF_BUREAU, "school"), WHOLE),
    "organ clerk": {"finished": WHOLE},
    "handler": {"quiet": WHOLE, "finished": WHOLE},
    "other officer": {"finished": WHOLE},
    "talker": dict.fromkeys(("quiet", "told the unit", "served", "finished"), WHOLE),
    "recorder": dict.fromkeys(("quiet", "served", "finished"), WHOLE),
    "interviewee": dict.fromkeys(("served", "finished", "group"), TOLD),
    "another interviewee": dict.fromkeys(("group", "half told"), TOLD),
    "interviewee with every grant": {
        **dict.fromkeys(("served", "finished", "group"), TOLD), "recused": WHOLE, "school": WHOLE,
        "county": METADATA, "county quiet": METADATA},
    "recused clerk": dict.fromkeys(("quiet", "told the unit", "served", "group", "half told", "school"), WHOLE),
    "superior": dict.fromkeys(("county", "county quiet"), METADATA),
    "system": {}, "security": {}, "outsider": {},
    "audit": dict.fromkeys(TELLING, METADATA),
    "cadre of the county": {"county": TOLD},
}


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    with filled(shared_database_url) as found:
        yield found


def sort_of(view: InterviewView | None) -> str:
    if view is None:
        return NOTHING
    return WHOLE if "people" in view.fields else TOLD if "own_part" in view.fields else METADATA


@pytest.mark.parametrize("who", ACTORS)
def test_each_actor_sees_these_interviews_and_no_other(office: Office, who: str) -> None:
    access = office.access(who)
    found = {name: sort_of(access.interview(reference)) for name, reference in office.interviews.items()}
    assert {name: SEEN[who].get(name, NOTHING) for name in TELLING} == found


@pytest.mark.parametrize("who", ACTORS)
def test_the_list_holds_what_a_page_would_show_of_the_case_and_no_counts_of_more(office: Office, who: str) -> None:
    rows, more = office.access(who).interviews()
    names = {reference: name for name, reference in office.interviews.items()}
    assert {name for name, sort in SEEN[who].items() if sort != METADATA} == {names[row.reference] for row in rows}
    assert not more


@pytest.mark.parametrize("who", ACTORS)
def test_another_organisations_reference_answers_like_a_random_one(office: Office, who: str) -> None:
    access = office.access(who)
    random = new_reference()
    hidden = [office.interviews[name] for name in TELLING if name not in SEEN[who]]
    assert not [reference for reference in hidden if access.interview(reference) is not None]
    assert access.interview(random) is None
    for reference in hidden[:2]:
        assert access.interviews(after=random) == access.interviews(after=reference)


def test_an_interviewee_sees_himself_alone_and_none_of_the_talkers_names(office: Office) -> None:
    view = office.access("interviewee").interview(office.interviews["group"])
    assert view is not None
    assert [(one.cadre, one.part) for one in view.people] == [("E2", "interviewee")]
    row = next(one for one in office.access("interviewee").interviews()[0] if one.reference == view.reference)
    assert [one.name for one in row.interviewees] == ["马副局长"]


@pytest.mark.parametrize(("who", "name", "codes"), [
    ("bureau clerk", "group", ["proposed", "consulted", "notified", "held", "recorded", "objected", "objected"]),
    ("interviewee", "group", ["notified", "held", "recorded", "objected"]),
    ("another interviewee", "group", ["notified", "held", "recorded", "objected"]),
    ("another interviewee", "half told", ["notified"]),
    ("interviewee", "finished", ["notified", "held", "recorded", "rectification_report", "returned"]),
    ("superior", "county", ["proposed", "consulted", "notified", "held"]),
])
def test_these_events_are_seen(office: Office, who: str, name: str, codes: list[str]) -> None:
    view = office.access(who).interview(office.interviews[name])
    assert view is not None
    assert codes == [event.code for event in view.events]


@pytest.mark.parametrize("who", ["interviewee", "another interviewee"])
def test_of_a_group_talk_nothing_that_happened_to_another_is_seen(office: Office, who: str) -> None:
    view = office.access(who).interview(office.interviews["group"])
    assert view is not None
    mine, other = (ACTORS[who].cadre, {"E2": "E3", "E3": "E2"}[ACTORS[who].cadre])
    assert [f"〔group objected {mine}〕"] == [text for event in view.events for text in event.content.values()
                                         if "objected" in text]
    assert other not in "".join(text for event in view.events for text in event.content.values())


@pytest.mark.parametrize("who", ["interviewee", "superior", "audit"])
def test_who_entered_an_event_and_on_which_paper_is_for_the_office_alone(office: Office, who: str) -> None:
    name = "county" if who == "superior" else "finished"
    view = office.access(who).interview(office.interviews[name])
    assert view is not None
    assert {(event.entered_by, event.paper, event.hash) for event in view.events} == {("", "", "")}
    inside = office.access("organ clerk").interview(office.interviews["finished"])
    assert inside is not None
    assert {event.entered_by for event in inside.events} == {"录入员"}


@pytest.mark.parametrize(("who", "seen"), [
    ("handler", True), ("other officer", False), ("talker", False), ("organ clerk", False), ("city clerk", False),
    ("interviewee", False), ("audit", False), ("interviewee with every grant", False)])
def test_only_a_handler_of_the_discipline_organ_is_told_of_the_lead(office: Office, who: str, seen: bool) -> None:  # noqa: FBT001 - one fact of a table
    view = office.access(who).interview(office.interviews["finished"])
    assert view is not None
    assert (office.lead if seen else "") == view.lead


def test_before_the_day_of_the_notice_an_interviewee_sees_nothing(office: Office) -> None:
    reference, day = office.interviews["served"], TODAY.replace(month=2, day=9)
    assert office.access("interviewee", day).interview(reference) is not None
    assert office.access("interviewee", day.replace(day=8)).interview(reference) is None
    rows, _ = office.access("interviewee", day.replace(day=8)).interviews()
    assert reference not in {row.reference for row in rows}


def test_whom_a_lead_is_about_sees_nothing_of_what_rests_on_it_though_he_talks_in_it(office: Office) -> None:
    clerk = office.access(actor("E2", (Role.CLERK, "J")))
    assert clerk.interviews()[0] == office.access("interviewee").interviews()[0]


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
@pytest.mark.parametrize("who", ["city clerk", "talker", "interviewee"])
def test_page_by_page_every_interview_comes_once(office: Office, who: str, limit: int) -> None:
    access, found, after = office.access(who), list[str](), ""
    while True:
        rows, after = access.interviews(after=after, limit=limit)
        found += [row.reference for row in rows]
        if not after:
            break
    assert found == [row.reference for row in access.interviews()[0]]


@pytest.mark.parametrize(("asked", "names"), [
    ({"name": "冯"}, {"recused", "school"}), ({"state": "notified"}, {"told the unit", "served", "half told"}),
    ({"state": "running"}, set(SEEN["bureau clerk"])), ({"state": "ended"}, set()), ({"name": "%"}, set()),
])
def test_a_list_is_narrowed(office: Office, asked: dict[str, str], names: set[str]) -> None:
    known = {reference: name for name, reference in office.interviews.items()}
    assert names == {known[row.reference] for row in office.access("bureau clerk").interviews(**asked)[0]}  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", [{"name": "钱"}, {"state": "objected"}, {"state": "returned"}])
def test_an_interviewee_finds_out_nothing_by_asking(office: Office, asked: dict[str, str]) -> None:
    assert office.access("interviewee").interviews(**asked) == ((), "")  # type: ignore[arg-type]


def test_a_list_is_narrowed_to_a_unit_with_all_below(office: Office) -> None:
    known = {reference: name for name, reference in office.interviews.items()}
    rows, _ = office.access("city clerk").interviews(unit=office.units["E"])
    assert {*OF_BUREAU, "school"} == {known[row.reference] for row in rows}
