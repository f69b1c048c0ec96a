"""What happened to a cadre or in a unit outside any interview, and papers about it: put on record for the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from attrs import field, frozen

from yuetan.access.actor import Actor
from yuetan.casework.acts import Done, Late
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.interviews.consequences import follow
from yuetan.casework.interviews.forms import checked, day_of
from yuetan.casework.interviews.opened import Office, world_about
from yuetan.casework.interviews.roster import Known
from yuetan.casework.interviews.taking import Moment, moment_of
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.recordable import OCCURRENCE, Recordable, recordable
from yuetan.casework.rights_outside import governing_there, may_outside
from yuetan.engine.world import World
from yuetan.records.cases import SUBMITTED, add_paper, cadre_ids, put_out, unit_ids
from yuetan.records.database import Connection
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import OnRecord, case_of_cadre, case_of_unit, on_record
from yuetan.records.values import TITLE_LENGTH
from yuetan.rules.papers import FieldType
from yuetan.wording import say


@frozen(kw_only=True)
class Occurrence:
    """Something to be put on record about a cadre, by his staff number, or about a unit, by its code."""

    regulation: str
    code: str
    cadre: str = ""
    unit: str = ""
    number: str = ""  # of the document, where there is no form
    fields: Mapping[str, str] = field(factory=dict)  # of its form
    on: date | None = None  # the day it happened, where that is not today
    late: Late | None = None


@frozen
class Recorded:
    """One thing that is on record: its title, its day, and the document it rests on."""

    title: str
    on: date
    paper: str


@frozen
class OutsideRecord:
    """What an actor may put on record about a cadre or a unit, and what of it is on record, the latest first."""

    offered: tuple[Recordable, ...] = ()
    recorded: tuple[Recorded, ...] = ()


def outside_record(connection: Connection, office: Office, actor: Actor, *, cadre: str = "", unit: str = "",
                   ) -> OutsideRecord:
    """See `OutsideRecord`. What the discipline organ found is offered to it, and told by no list of this sort."""
    key = _key(connection, cadre, unit)
    if key is None:
        return OutsideRecord()
    offered = _offered(office, actor, _world(connection, office, cadre, unit), cadre, unit)
    titles = {one.code: one.title for one in offered if one.action == OCCURRENCE}
    rows: Sequence[OnRecord] = on_record(connection, cadre_id=key if cadre else None, unit_id=None if cadre else key,
                                         codes=tuple(titles))
    return OutsideRecord(offered, tuple(Recorded(titles[row.code], row.on, row.paper) for row in rows))


def record_occurrence(connection: Connection, office: Office, actor: Actor, one: Occurrence, at: datetime,
                      ) -> tuple[Done, int]:
    """Put it on record in the case of the cadre or unit: that case as it stands, and the key of the event.

    Raises `Hidden` for whoever may not do so, `Refused` for what no rule there looks for, and `Unfit` for what is
    wanting.
    """
    key = _key(connection, one.cadre, one.unit)
    if key is None:
        raise Hidden
    world = _world(connection, office, one.cadre, one.unit)
    found = _found(office, actor, world, one)
    content, moment = _content(connection, found, one, actor), _moment(found, one, office.today, at)
    case = case_of_cadre(connection, key) if one.cadre else case_of_unit(connection, key)
    late, cadre_id, unit_id = moment.late, key if one.cadre else None, None if one.cadre else key
    written = append(connection, case, Entry(
        code=one.code, happened_on=moment.on, until=_until(content, moment.on), provenance=moment.provenance,
        content=content,
        paper=late.paper.strip() if late else one.number.strip(), late_reason=late.reason.strip() if late else "",
        cadre_id=cadre_id, unit_id=unit_id), by=actor.account, at=moment.at)
    if found.material:
        add_paper(connection, {
            "case_id": case.id, "interview_id": None, "cadre_id": cadre_id, "unit_id": unit_id, "review_id": None,
            "material": found.code, "event_id": written.id, "state": SUBMITTED})
    put_out(connection, written.id, one.code, "{}")
    changes = follow(connection, office, cadres=(one.cadre,) if one.cadre else (),
                     units=(one.unit,) if one.unit else (), at=moment.at, event_id=written.id)
    return Done(case=case.reference, version=written.sequence, changes=changes), written.id


def _key(connection: Connection, cadre: str, unit: str) -> int | None:
    """The key of the one that is named; None for both, for neither, and for one who stands in no roster."""
    if bool(cadre) == bool(unit):
        return None
    return cadre_ids(connection, (cadre,)).get(cadre) if cadre else unit_ids(connection, (unit,)).get(unit)


def _world(connection: Connection, office: Office, cadre: str, unit: str) -> World:
    return world_about(connection, office, (), people=(cadre,) if cadre else (), units=(unit,) if unit else ())


def _offered(office: Office, actor: Actor, world: World, cadre: str, unit: str) -> tuple[Recordable, ...]:
    about = cadre or unit
    return tuple(one for regulation in governing_there(office, world, about) for one in recordable(regulation)
                 if one.of_unit == bool(unit) and may_outside(office, actor, one.action, world, about))


def _found(office: Office, actor: Actor, world: World, one: Occurrence) -> Recordable:
    offered = _offered(office, actor, world, one.cadre, one.unit)
    found = next((some for some in offered if (some.regulation.code, some.code) == (one.regulation, one.code)), None)
    if found is None:
        if not may_outside(office, actor, OCCURRENCE, world, one.cadre or one.unit):
            raise Hidden
        raise Refused(None, (), say("这里没有这一项可以登记的事项；请从页面上列出的事项进入办理。"))
    return found


def _content(connection: Connection, found: Recordable, one: Occurrence, actor: Actor) -> dict[str, str]:
    """What its form says; without one, the number of its document. Raises `Unfit` for every field that will not do."""
    if found.material is None:
        if wrong := unfit_text(one.number, TITLE_LENGTH):
            raise Unfit({"number": wrong})
        return {"number": one.number.strip()}
    content = checked(found.material.fields, one.fields, known=Known(connection))
    himself = [some.code for some in found.material.fields
               if some.type is FieldType.CADRE and content.get(some.code) == actor.cadre != ""]
    if himself:
        raise Unfit(dict.fromkeys(himself, say("不能登记涉及本人的事项，请交由他人登记。")))
    wanting = [some for some in found.material.fields if some.required and some.code not in content]
    if wanting:
        raise Unfit({some.code: say("请填写“{field}”。", field=some.title) for some in wanting})
    return content


def _until(content: Mapping[str, str], on: date) -> date | None:
    """The last day of what lasts. Raises `Unfit` for one before the first."""
    until = day_of(content.get("until", ""))
    if until and until < on:
        raise Unfit({"until": say("最后一天不能早于第一天 {on}。", on=on)})
    return until


def _moment(found: Recordable, one: Occurrence, today: date, at: datetime) -> Moment:
    """When it happened; of an earlier day its document is the paper a late entry rests on, where there is one."""
    late = one.late
    if found.material is None and not (late and late.paper) and (late or (one.on is not None and one.on < today)):
        late = Late(paper=one.number, reason=late.reason if late else "")
    return moment_of(one.on, late, today, at)
