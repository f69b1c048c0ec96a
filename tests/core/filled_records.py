"""A small office in the tables: its people, interviews in several states, and in every paper a text to be looked for.

The city C has a discipline organ J and a bureau E with a school S below; the county X lies under the city and has a
scheme of its own. Actors have no accounts of their own: the door is asked as whoever is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import Enum

from attrs import fields, frozen, has
from sqlalchemy import Column, Connection, insert, select, update

from yuetan.access.actor import OUTSIDER, Actor, Granted, Role
from yuetan.access.door import Access
from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.facts import Appointment, Cadre, Placement, Unit
from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.plugins import Plugins, load
from yuetan.records.accounts import add_account
from yuetan.records.cases import add_interview, add_paper, cadre_ids, set_people, unit_ids
from yuetan.records.database import Engine, open_database, upgrade, writing
from yuetan.records.governing import add_governance
from yuetan.records.journal import LATE, CaseFile, Entry, append, open_case
from yuetan.records.leads import put_lead
from yuetan.records.owed.refreshing import refresh
from yuetan.records.roster import store
from yuetan.records.tables import cadre, governance, lead_handler, unit
from yuetan.records.values import Roster
from yuetan.records.worlds import whole_world
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause, Rule
from yuetan.rules.terms import Rank
from yuetan.rules.workdays import Calendar

TODAY = date(2026, 3, 20)
SINCE = date(2024, 1, 8)
AT = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)
PLUGINS = load()
CALENDAR = standard_calendar()

UNITS = {"C": ("city_party", "市委", ""), "J": ("city_discipline", "市纪委监委", "C"),
         "E": ("city_department", "市教育局", "C"), "S": ("city_direct", "第一中学", "E"),
         "X": ("county_party", "东县县委", "C"), "XE": ("county_department", "东县教育局", "X")}
SEATS = {  # name, unit, post, rank
    "C1": ("郑书记", "C", "head", Rank.BUREAU), "J1": ("白守正", "J", "head", Rank.BUREAU_DEPUTY),
    "J2": ("丁约谈", "J", "deputy", Rank.DIVISION), "J3": ("史记录", "J", "staff", Rank.SECTION),
    "J4": ("组经办", "J", "staff", Rank.SECTION), "J5": ("旁纪检", "J", "staff", Rank.SECTION),
    "E1": ("周局长", "E", "head", Rank.DIVISION), "E2": ("马副局长", "E", "deputy", Rank.DIVISION_DEPUTY),
    "E3": ("钱副局长", "E", "deputy", Rank.DIVISION_DEPUTY), "E4": ("吴经办", "E", "staff", Rank.SECTION),
    "S1": ("冯校长", "S", "head", Rank.DIVISION_DEPUTY),
    "X1": ("韩书记", "X", "head", Rank.DIVISION), "X2": ("杨副书记", "X", "deputy", Rank.DIVISION_DEPUTY),
}
ROSTER = Roster(
    units=tuple(Unit(id=code, type=sort) for code, (sort, _, _) in UNITS.items()),
    placements=tuple(Placement(unit=code, name=name, parent=above, since=SINCE)
                     for code, (_, name, above) in UNITS.items()),
    cadres=tuple(Cadre(id=code, name=name) for code, (name, *_) in SEATS.items()),
    appointments=tuple(Appointment(cadre=code, unit=unit, post=post, rank=rank, marks=("市管",), since=SINCE)
                       for code, (_, unit, post, rank) in SEATS.items()))

EVERY_GRANT = tuple(Granted(role, "C") for role in (Role.CLERK, Role.DISCIPLINE, Role.HEAD, Role.SUPERIOR))
ADMINISTERING = tuple(Granted(role) for role in (Role.SYSTEM, Role.SECURITY, Role.AUDIT))


def actor(cadre: str = "", *granted: tuple[Role, str], account: int = 1) -> Actor:
    """Somebody with an account."""
    return Actor(account, f"account-{account}", SEATS[cadre][0] if cadre else "某人", cadre,
                 tuple(Granted(role, unit) for role, unit in granted))


ACTORS: Mapping[str, Actor] = {
    "city clerk": actor("", (Role.CLERK, "C")), "bureau clerk": actor("", (Role.CLERK, "E")),
    "school clerk": actor("", (Role.CLERK, "S")), "county clerk": actor("", (Role.CLERK, "X")),
    "bureau head": actor("E1", (Role.HEAD, "E")), "organ clerk": actor("", (Role.CLERK, "J")),
    "handler": actor("J4", (Role.DISCIPLINE, "J")), "other officer": actor("J5", (Role.DISCIPLINE, "J")),
    "talker": actor("J2"), "recorder": actor("J3"), "interviewee": actor("E2"), "another interviewee": actor("E3"),
    "interviewee with every grant": Actor(1, "account-1", "马副局长", "E2", (*EVERY_GRANT, *ADMINISTERING)),
    "recused clerk": actor("E4", (Role.CLERK, "E")), "superior": actor("", (Role.SUPERIOR, "C")),
    "system": actor("", (Role.SYSTEM, "")), "security": actor("", (Role.SECURITY, "")),
    "audit": actor("", (Role.AUDIT, "")), "cadre of the county": actor("X2"), "outsider": OUTSIDER,
}


@frozen(kw_only=True)
class Office:
    """The office over one database: where its interviews are to be found, and what was written into them."""

    records: Engine
    interviews: Mapping[str, str]  # the references, by the names they have here
    cadres: Mapping[str, str]  # by staff number
    units: Mapping[str, str]  # by code
    lead: str

    def access(self, who: str | Actor, on: date = TODAY) -> Access:
        """What somebody may see."""
        one = ACTORS[who] if isinstance(who, str) else who
        return Access(self.records, PLUGINS, one, on=on, calendar=CALENDAR)


@frozen(kw_only=True)
class Told:
    """An interview to be put into the tables: its people, and the codes of its events in order, each on its day."""

    unit: str
    to: tuple[str, ...]
    by: tuple[str, ...] = ()
    recorder: str = ""
    organiser: str = ""
    recused: tuple[str, ...] = ()
    kind: str = "warning"
    lead: bool = False
    events: tuple[tuple[str, str, str], ...]  # code, to or about whom (a part, or a staff number), in which paper


_UP_TO_NOTICE = (("proposed", "", "2026-02-02"), ("consulted", "", "2026-02-04"))
_SERVED = (*_UP_TO_NOTICE, ("notified", "interviewee", "2026-02-09"))
_HELD = (*_SERVED, ("held", "", "2026-03-02"))
TELLING: Mapping[str, Told] = {
    "quiet": Told(unit="E", to=("E2",), by=("J2",), recorder="J3", organiser="J4", events=_UP_TO_NOTICE),
    "told the unit": Told(unit="E", to=("E2",), by=("J2",), events=(
        *_UP_TO_NOTICE, ("notified", "unit", "2026-02-09"))),
    "served": Told(unit="E", to=("E2",), by=("J2",), recorder="J3", events=_SERVED),
    "finished": Told(unit="J", to=("E2",), by=("J2",), recorder="J3", organiser="J4", lead=True, events=(
        *_HELD, ("recorded", "", "2026-03-02"), ("rectification_report", "E2", "2026-03-10"),
        ("returned", "E2", "2026-03-12"))),
    "group": Told(unit="E", to=("E2", "E3"), by=("E1",), organiser="E4", kind="routine", events=(
        *_HELD, ("recorded", "", "2026-03-02"), ("objected", "E2", "2026-03-03"), ("objected", "E3", "2026-03-04"))),
    "half told": Told(unit="E", to=("E2", "E3"), by=("E1",), kind="routine", events=(
        *_UP_TO_NOTICE, ("notified", "E3", "2026-02-09"))),
    "recused": Told(unit="E", to=("S1",), by=("E1",), recused=("E4",), kind="routine", events=_HELD),
    "school": Told(unit="S", to=("S1",), by=("E1",), kind="routine", events=_UP_TO_NOTICE),
    "county": Told(unit="X", to=("X2",), by=("X1",), kind="routine", events=_HELD),
    "county quiet": Told(unit="XE", to=("X2",), by=("X1",), kind="routine", events=_UP_TO_NOTICE),
}


@contextmanager
def filled(url: str, telling: Mapping[str, Told] = TELLING) -> Iterator[Office]:
    """The office over an empty database, with what is owed brought up to date."""
    records = open_database(url)
    upgrade(records)
    try:
        with writing(records) as connection:
            office = _fill(connection, records, telling)
        yield office
    finally:
        records.dispose()


def _fill(connection: Connection, records: Engine, telling: Mapping[str, Told]) -> Office:
    store(connection, ROSTER)
    for code in ("C", "X"):
        add_governance(connection, code, {}, regulation="lianyungang", live_on=date(2026, 1, 1), since=date(2026, 1, 1),
                       until=date.max, paper="某办〔2025〕1号", proposed_by=None, proposed_at=AT)
    connection.execute(update(governance).values(approved_at=AT))
    by = add_account(connection, sign_in="clerk", name="录入员", cadre="", password="-", must_change=False,  # noqa: S106 - nobody signs in
                     made_at=AT).id
    keys = cadre_ids(connection, SEATS)
    number, case = put_lead(connection, {
        "cadre_id": keys["E2"], "unit_id": unit_ids(connection, ("J",))["J"], "received_on": date(2026, 1, 20),
        "channel": "letter", "summary": "〔lead summary〕", "state": "confirmed"})
    connection.execute(insert(lead_handler).values(lead_id=number, cadre_id=keys["J4"]))
    found = {name: _told(connection, name, told, number if told.lead else None, by) for name, told in telling.items()}
    world = whole_world(connection, as_of=TODAY, calendar=CALENDAR)
    jurisdiction = Jurisdiction(regulation=regulation(), judged_from=date(2026, 1, 1))
    refresh(connection, world, [jurisdiction], (*SEATS, *UNITS), at=AT, why="sweep")
    return Office(records=records, interviews=found, lead=case.reference,
                  units=_references(connection, unit.c.code, unit.c.reference),
                  cadres=_references(connection, cadre.c.staff_number, cadre.c.reference))


def regulation(plugins: Plugins = PLUGINS) -> Regulation:
    """The one regulation, read as it is by default."""
    return next(one for one in plugins.regulations if one.code == "lianyungang").under({})


def _told(connection: Connection, name: str, told: Told, lead: int | None, by: int) -> str:
    case = open_case(connection, "interview")
    kept = add_interview(connection, case, {
        "unit_id": unit_ids(connection, (told.unit,))[told.unit], "lead_id": lead, "proposed_by": by,
        "regulation": "lianyungang", "edition": regulation().edition, "kind": told.kind, "family": told.kind,
        "collective": len(told.to) > 1, "entrusted": False, "planned": date(2026, 3, 2), "planned_time": "9:00",
        "place": f"〔{name} place〕", "topic": f"〔{name} topic〕", "grounds": "4.3", "topics": "",
        "state": told.events[-1][0], "ended": False, "opened_on": date.fromisoformat(told.events[0][2])})
    keys = cadre_ids(connection, SEATS)
    parts = {"interviewee": told.to, "interviewer": told.by, "recused": told.recused,
             "recorder": tuple(filter(None, (told.recorder,))), "organiser": tuple(filter(None, (told.organiser,)))}
    for part, people in parts.items():
        set_people(connection, kept.id, part, [keys[one] for one in people])
    for code, whom, day in told.events:
        case = _happened(connection, case, name, kept.id, (code, whom, day), by, keys)
    return case.reference


def _happened(connection: Connection, case: CaseFile, name: str, interview_id: int, one: tuple[str, str, str], by: int,  # noqa: PLR0913, PLR0917 - one event
              keys: Mapping[str, int]) -> CaseFile:
    code, whom, day = one
    cadre_id = keys.get(whom)
    written = append(connection, case, Entry(
        code=code, happened_on=date.fromisoformat(day), interview_id=interview_id, cadre_id=cadre_id,
        addressee=whom if whom in {"interviewee", "unit"} else "", reason=f"〔{name} {code} reason〕", provenance=LATE,
        paper=f"〔{name} {code} paper〕", late_reason=f"〔{name} {code} late〕",
        content={"text": f"〔{name} {code} {whom}〕" if cadre_id else f"〔{name} {code}〕"}), by=by, at=AT)
    if code == "rectification_report":
        add_paper(connection, {"case_id": case.id, "interview_id": interview_id, "material": code, "state": "submitted",
                               "cadre_id": cadre_id, "unit_id": None, "event_id": written.id, "review_id": None})
    return written.case


def _references(connection: Connection, name: Column[str], reference: Column[str]) -> Mapping[str, str]:
    return dict(connection.execute(select(name, reference)).tuples().all())


PUBLIC = (Regulation, Rule, Clause, Calendar, Enum, date)


def texts(value: object) -> Iterator[str]:
    """Every text that stands anywhere inside a value the door gave out; not in the rules, which are public."""
    ahead, seen = [value], set[int]()
    while ahead:
        one = ahead.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, PUBLIC) or id(one) in seen:
            continue
        elif isinstance(one, Mapping):
            ahead += [*one.keys(), *one.values()]
        elif isinstance(one, Sequence | frozenset | set):
            ahead += one
        elif has(type(one)):
            seen.add(id(one))
            ahead += [getattr(one, field.name) for field in fields(type(one))]  # type: ignore[arg-type] # it has some
