"""Whoever rules give a step to is known from a part of the world: he is looked for where the engine looks for him."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_worlds import CALENDAR

from yuetan.engine.obligations import Key, Occasion
from yuetan.engine.ownership import owners_of
from yuetan.engine.permitted import Admission, Occurrence, candidates
from yuetan.engine.sought import sought, sought_for
from yuetan.plugins import load
from yuetan.records.database import Engine, open_database, reading, upgrade, writing
from yuetan.records.roster import store
from yuetan.records.slices import About, load_slice
from yuetan.records.worlds import whole_world
from yuetan.rules import Duty, Regulation
from yuetan.rules.procedure import Kind, Pairing, applies
from yuetan.testing.city import AS_OF, make_mixed_city

REGULATIONS = tuple(one.under({}) for one in load().regulations)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    records = open_database(f"sqlite:///{tmp_path_factory.mktemp('mixed') / 'city.db'}")
    upgrade(records)
    with writing(records) as connection:
        store(connection, make_mixed_city(300))
    yield records
    records.dispose()


def of_each(found: tuple[Admission, ...]) -> dict[str, Admission]:
    return {one.by.cadre: one for one in found}


@settings(max_examples=60, deadline=None)
@given(data=st.data(), regulation=st.sampled_from(REGULATIONS), entrusted=st.booleans(), coming=st.booleans())
def test_whoever_may_do_a_step_is_found_in_the_part_that_looks_for_him(
        mixed: Engine, data: st.DataObject, regulation: Regulation, *, entrusted: bool, coming: bool) -> None:
    step = data.draw(st.sampled_from(sorted({one.step for one in regulation.of(Pairing)})))
    kind = data.draw(st.sampled_from([one.code for one in regulation.of(Kind)]))
    with reading(mixed) as connection:
        whole = whole_world(connection, as_of=AS_OF, calendar=CALENDAR)
        cadre = data.draw(st.sampled_from(whole.cadres)).id
        asked = [one for one in regulation.of(Pairing) if one.step == step and applies(one.kinds, kind)]
        part = load_slice(connection, About(cadres=(cadre,), sought=sought(asked)), as_of=AS_OF, calendar=CALENDAR)
        what = Occurrence(kind=kind, cadre=cadre, on=AS_OF, step=step, entrusted=entrusted, coming=coming)
        assert of_each(candidates(whole, regulation, what)) == of_each(candidates(part, regulation, what))


@settings(max_examples=60, deadline=None)
@given(data=st.data(), regulation=st.sampled_from(REGULATIONS))
def test_whose_task_something_is_stands_in_the_part_that_looks_for_him(
        mixed: Engine, data: st.DataObject, regulation: Regulation) -> None:
    duty = data.draw(st.sampled_from(regulation.of(Duty)))
    with reading(mixed) as connection:
        whole = whole_world(connection, as_of=AS_OF, calendar=CALENDAR)
        cadre = data.draw(st.sampled_from(whole.cadres)).id
        part = load_slice(connection, About(cadres=(cadre,), sought=sought_for(regulation, (duty,))), as_of=AS_OF,
                          calendar=CALENDAR)
        occasion = Occasion(duty=duty, key=Key(regulation.code, regulation.edition, duty.code, cadre, ""), since=AS_OF,
                            cadres=(cadre,))
        assert set(owners_of(whole, regulation, occasion)) == set(owners_of(part, regulation, occasion))
