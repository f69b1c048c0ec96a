"""A line of a plan: what a form says of a talk to come, held to the roster and the regulation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import asdict, frozen

from yuetan.casework.errors import Unfit
from yuetan.records.cases import cadre_ids
from yuetan.records.chain import canonical, content_hash
from yuetan.records.database import Connection
from yuetan.records.plans import KeptLine, KeptPlan, NewLine
from yuetan.rules.procedure import Kind
from yuetan.rules.regulation import Regulation
from yuetan.wording import say


@frozen(kw_only=True)
class Line:
    """A talk to be planned, as it was entered: people by their staff numbers."""

    cadre: str
    kind: str
    talker: str = ""  # empty: left open
    collective: bool = False
    planned: date | None = None
    sealed: bool = False


def fit_line(connection: Connection, regulation: Regulation, plan: KeptPlan, lines: Sequence[KeptLine],
             line: Line) -> NewLine:
    """The line as it is kept. Raises `Unfit` for every field that will not do."""
    known = cadre_ids(connection, {line.cadre, line.talker} - {""})
    errors = dict[str, str]()
    if line.cadre not in known:
        errors["cadre"] = say("花名册里没有这位干部；请核对姓名或人员编号。")
    if line.talker and line.talker not in known:
        errors["talker"] = say("花名册里没有这位干部；请核对姓名或人员编号。")
    elif line.talker and line.talker == line.cadre:
        errors["talker"] = say("约谈人不能是约谈对象本人。")
    if line.kind not in {one.code for one in regulation.of(Kind)}:
        errors["kind"] = say("请选择约谈种类。")
    if line.planned and not plan.since <= line.planned <= plan.until:
        errors["planned"] = say("日期应在计划期 {since} 至 {until} 之内。", since=plan.since, until=plan.until)
    if not errors and any((one.cadre, one.kind) == (line.cadre, line.kind) for one in lines):
        errors["cadre"] = say("计划里已有对这位干部的同一种约谈。")
    if errors:
        raise Unfit(errors)
    return NewLine(cadre_id=known[line.cadre], kind=line.kind, talker_id=known.get(line.talker),
                   collective=line.collective, planned=line.planned, sealed=line.sealed)


@frozen(kw_only=True)
class LineChange:
    """What is otherwise in a line than it was: when, how and by whom, people by their staff numbers."""

    talker: str = ""
    collective: bool = False
    planned: date | None = None


def changed_line(connection: Connection, plan: KeptPlan, was: KeptLine, change: LineChange) -> NewLine | None:
    """The line as it is to be kept; None where it is as it was. Raises `Unfit`, field by field and line by line."""
    known = cadre_ids(connection, {change.talker} - {""})
    errors = dict[str, str]()
    if change.talker and change.talker not in known:
        errors[f"talker.{was.reference}"] = say("花名册里没有这位干部；请核对姓名或人员编号。")
    elif change.talker and change.talker == was.cadre:
        errors[f"talker.{was.reference}"] = say("约谈人不能是约谈对象本人。")
    if change.planned and not plan.since <= change.planned <= plan.until:
        errors[f"planned.{was.reference}"] = say("日期应在计划期 {since} 至 {until} 之内。", since=plan.since,
                                                 until=plan.until)
    if errors:
        raise Unfit(errors)
    becomes = NewLine(cadre_id=was.cadre_id, kind=was.kind, talker_id=known.get(change.talker), sealed=was.sealed,
                      collective=change.collective, planned=change.planned)
    return None if all(getattr(was, name) == getattr(becomes, name) for name in _NAMES) else becomes


def spread(lines: Sequence[KeptLine], days: Sequence[date]) -> Mapping[str, LineChange]:
    """Days for lines that have none, as far apart as there are days; by reference."""
    undated = [one for one in lines if one.planned is None]
    step = len(days) / len(undated) if undated else 0.0
    return {one.reference: LineChange(talker=one.talker, collective=one.collective,
                                      planned=days[int((number + 0.5) * step)])
            for number, one in enumerate(undated)}


def hash_of(lines: Iterable[NewLine]) -> str:
    """What stands for some lines on record, so that a change of them would show and nobody is named there."""
    said = (NewLine(**{name: getattr(one, name) for name in _NAMES}) for one in lines)
    return content_hash(canonical({str(number): canonical({name: str(value) for name, value in asdict(one).items()})
                                   for number, one in enumerate(said)}), "")


_NAMES = ("cadre_id", "kind", "talker_id", "collective", "planned", "sealed")
