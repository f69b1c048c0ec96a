"""A small desk with one of everything, and a generated city, made ready to be shown."""

from __future__ import annotations

from datetime import date
from functools import cache

from flask.testing import FlaskClient

from yuetan.casework.desk import desk_over
from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.facts import Appointment, Cadre, Event, Interview, Placement, Portfolio, Unit
from yuetan.engine.world import World
from yuetan.plugins import Plugins, load
from yuetan.testing.business import with_business
from yuetan.testing.city import make_city
from yuetan_web.app import create_app
from yuetan_web.index import Index, indexed

TODAY = date(2026, 10, 9)
HOSTILE = "<script>alert('约')</script>"
DIVISION, MANAGED = 5, frozenset({"市管"})

WORLD = World(
    units=(Unit(id="city", type="city_party"), Unit(id="discipline", type="city_discipline"),
           Unit(id="water", type="city_department")),
    placements=(Placement(unit="city", name="市委"), Placement(unit="discipline", name="市纪委监委", parent="city"),
                Placement(unit="water", name="市水利局", parent="city", since=date(2024, 1, 1)),
                Placement(unit="water", name="市水务局", parent="city", until=date(2024, 1, 1))),
    cadres=(Cadre(id="1", name="江一"), Cadre(id="2", name="江二"), Cadre(id="3", name=HOSTILE),
            Cadre(id="a/b", name="江四")),
    appointments=(
        Appointment(cadre="1", unit="city", post="member", title="市委副书记", rank=6),
        Appointment(cadre="2", unit="discipline", post="head", title="市纪委书记", rank=6),
        Appointment(cadre="3", unit="water", post="head", title="局长", rank=DIVISION, marks=MANAGED,
                    since=date(2023, 3, 1)),
        Appointment(cadre="3", unit="city", post="middle", title="科长", until=date(2023, 3, 1)),
        Appointment(cadre="a/b", unit="water", post="deputy", title="副局长", rank=4, marks=MANAGED,
                    manner="attached", since=date(2026, 8, 1)),
    ),
    portfolios=(Portfolio(cadre="1", unit="water"),),
    interviews=(Interview(id="w1", kind="warning", regulation="lianyungang", family="warning", to=("3",), by=("2",),
                          organiser="2", recorder="2", planned=date(2026, 9, 18)),
                Interview(id="w2", kind="warning", regulation="lianyungang", family="warning", to=("a/b",), by=("2",))),
    events=(Event(code="proposed", on=date(2026, 9, 1), interview="w1"),
            Event(code="notified", on=date(2026, 9, 16), interview="w1", to="interviewee"),
            Event(code="held", on=date(2026, 9, 18), interview="w1"),
            Event(code="proposed", on=date(2026, 9, 30), interview="w2"),
            Event(code="finding_recorded", on=date(2026, 9, 28), cadre="a/b"),
            Event(code="summary", on=date(2026, 6, 20), unit="water", counts_for="2026H1")),
    calendar=standard_calendar(), as_of=TODAY, judged_from=date(2025, 1, 1))
"""A report counted over 国庆, a notice given late, another that waits, an offer, a summary sent and one missing."""

REPORT = "lianyungang~2015-02-04~rectification_report~3~interview:w1"
WAITING = "lianyungang~2015-02-04~rectification_report~a/b~interview:w2"


@cache
def plugins() -> Plugins:
    """Every installed regulation."""
    return load()


@cache
def small_index() -> Index:
    """The small desk, made ready."""
    return indexed(desk_over(WORLD, plugins()))


@cache
def city_index(cadres: int = 200) -> Index:
    """The desk of a generated city, made ready."""
    city, day = make_city(cadres, as_of=TODAY), TODAY
    world = World(units=city.units, placements=city.placements, cadres=city.cadres, appointments=city.appointments,
                  portfolios=city.portfolios, calendar=standard_calendar(), as_of=day,
                  judged_from=date(day.year - 1, 1, 1))
    return indexed(desk_over(with_business(world, plugins().regulations), plugins()))


def client(index: Index | None = None, *, demo: bool = True) -> FlaskClient:
    """Somebody who looks at a desk from this machine."""
    return create_app(index or small_index(), demo=demo).test_client()
