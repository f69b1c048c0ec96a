"""Histories to try laws on: interviews at any stage in the small town, and what else happens to people and units."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from small_worlds import DAY, talk

from yuetan.engine.world import Event, Interview
from yuetan.rules import HELD, PROPOSED, RECORDED, RETURNED, SANCTIONED

DAYS = [DAY("2025-12-01") + timedelta(days=10 * number) for number in range(60)]
days = st.sampled_from(DAYS)
people = st.sampled_from(["vice", "chief", "second", "keeper", "clerk"])
STEPS = ["notified", HELD, "reported", RETURNED, RECORDED, "urged", "report", "withdrawn"]
TO_PEOPLE = [SANCTIONED, "answered", "complained", "urged", "warned", "praised"]


@st.composite
def histories(draw: st.DrawFn) -> tuple[Interview | Event, ...]:
    """Up to three interviews, each proposed before anything else happens in it, and events outside them."""
    facts: list[Interview | Event] = []
    for number in range(draw(st.integers(0, 3))):
        name, kind = f"t{number}", draw(st.sampled_from(["routine", "warning"]))
        facts.append(talk(name, kind, " ".join(sorted(draw(st.sets(people, min_size=1, max_size=2)))), "mayor"))
        proposed = draw(days)
        facts.append(Event(code=PROPOSED, on=proposed, interview=name))
        facts += [Event(code=code, on=max(proposed, draw(days)), interview=name)
                  for code in draw(st.lists(st.sampled_from(STEPS), max_size=6))]
    facts += [Event(code=code, on=draw(days), cadre=draw(people))
              for code in draw(st.lists(st.sampled_from(TO_PEOPLE), max_size=6))]
    facts += [Event(code=code, on=draw(days), unit=draw(st.sampled_from(["town", "bureau"])))
              for code in draw(st.lists(st.sampled_from(["issued", "reported", "complained"]), max_size=4))]
    return tuple(facts)
