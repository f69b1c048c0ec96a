"""What is asked of an office that changes its units: looked over as a whole, before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import evolve, frozen

from yuetan.access.actor import Actor
from yuetan.access.reorganisation_rights import Lines
from yuetan.access.units import lines_above
from yuetan.casework.administering import fault_of_paper
from yuetan.casework.errors import Hidden, Unfit
from yuetan.casework.interviews.opened import Office
from yuetan.casework.lead_texts import unfit_text
from yuetan.engine.reorganisation_faults import faults_of
from yuetan.engine.reorganisations import Reorganisation
from yuetan.engine.world import World
from yuetan.records.database import Connection
from yuetan.records.units import world_of_units
from yuetan.records.values import CODE_LENGTH, TITLE_LENGTH
from yuetan.wording import say

LONGEST_REASON = 1000


@frozen(kw_only=True)
class Asked:
    """A reorganisation as it is proposed: on which decision, and why so late, where its day has gone by."""

    reorganisation: Reorganisation | None  # None: no day was given, or no sort
    paper: str
    reason: str = ""


@frozen(eq=False, kw_only=True)
class Found:
    """What an act about units finds: who acts, the tree with posts and portfolios there, and where the units lie."""

    connection: Connection
    office: Office
    actor: Actor
    asked: Reorganisation
    world: World
    lines: Lines

    @property
    def beginning(self) -> frozenset[str]:
        """The units with which an organisation begins that has a scheme of its own."""
        return self.office.beginning()


def found(connection: Connection, office: Office, actor: Actor, asked: Reorganisation) -> Found:
    """The records as a reorganisation finds them."""
    codes = {*asked.touched, asked.parent, *(one.parent for one in asked.founded)} - {""}
    return Found(connection=connection, office=office, actor=actor, asked=asked,
                 world=world_of_units(connection, asked.touched, office.today),
                 lines=lines_above(connection, codes, office.today))


def whole(asked: Asked) -> Reorganisation:
    """The reorganisation without blanks around its texts. Raises `Unfit` where no day or no unit was given."""
    one = asked.reorganisation
    if one is None:
        raise Unfit({"since": say("请填写日期。")})
    founded = tuple(evolve(some, code=some.code.strip(), name=some.name.strip()) for some in one.founded)
    return evolve(one, name=one.name.strip(), founded=founded)


def demand_fit(given: Asked, seen: Found, types: Sequence[str]) -> None:
    """Raise `Unfit` with everything that is wrong with what was entered, field by field."""
    asked, errors = seen.asked, dict[str, str]()
    if fault := fault_of_paper(given.paper):
        errors["paper"] = fault
    if fault := _late(given, asked.since, seen.office.today):
        errors["reason"] = fault
    texts = [("name", asked.name, TITLE_LENGTH), *(("founded", one.name, TITLE_LENGTH) for one in asked.founded),
             *(("code", one.code, CODE_LENGTH) for one in asked.founded)]
    errors |= {name: wrong for name, text, most in texts if (wrong := unfit_text(text, most, optional=True))}
    if any(some.type not in types for some in asked.founded):
        errors["type"] = say("请选定单位类型。")
    errors = faults_of(seen.world, asked) | errors
    if errors:
        raise Unfit(errors)


def _late(given: Asked, since: date, today: date) -> str:
    """A day gone by needs a reason; its decision paper is named in any case."""
    if since < today and not given.reason.strip():
        return say("补录 {day} 的事项，请写明为什么现在才录入。", day=since)
    return unfit_text(given.reason, LONGEST_REASON, optional=True)


def demand_known(asked: Reorganisation, seen: Found) -> None:
    """Raise `Hidden` for a unit that is not there at all."""
    known = {one.id for one in seen.world.units}
    if not set(asked.units) <= known:
        raise Hidden
