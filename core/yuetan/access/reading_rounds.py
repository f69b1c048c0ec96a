"""Rounds of talks under a plan: what was done to the plan, how far each talk has come, and what was told of it.

Everything is counted over the lines the reader sees, so that no figure tells of one he does not see; of a paper that
the unit handed in he is shown the days it says, for its figures speak of every talk.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import select

from yuetan.access.plan_views import LineView, PlanRow, RoundAct, RoundTalk, RoundTold, RoundView
from yuetan.access.reading_people import Reader
from yuetan.access.reading_plans import plan_rows, plan_view
from yuetan.records.plans import KeptPlan, plan_of
from yuetan.records.tables import account, cadre, event, interview
from yuetan.rules.events import FILED, HELD
from yuetan.rules.papers import FieldType, Material
from yuetan.wording import later, say

ACTS = {"plan_made": later("建立"), "plan_submitted": later("报送"), "plan_approved": later("批准"),
        "plan_returned": later("退回"), "plan_withdrawn": later("撤回")}
"""What is done to a plan, and the word for it; that a line was added or dropped is told by none."""


def kinds_of_round(reader: Reader) -> tuple[tuple[str, str], ...]:
    """The papers that tell of rounds under the regulations in force, by code, and what each is called."""
    found = {paper.code: paper.title for one in reader.scope.rules.regulations if one.in_force(reader.on)
             for paper in one.of(Material) if paper.of_round}
    return tuple(found.items())


def round_rows(reader: Reader) -> tuple[PlanRow, ...]:
    """The plans of rounds among those he may see, the last stretch first."""
    return tuple(one for one in plan_rows(reader) if one.round)


def round_view(reader: Reader, reference: str) -> RoundView | None:
    """One round; None where its plan is none of his, or is no plan of a round."""
    view, found = plan_view(reader, reference), plan_of(reader.connection, reference)
    if view is None or found is None:
        return None
    kept, regulation = found[0], view.row.regulation
    paper = next((one for one in regulation.of(Material) if one.code == kept.round and one.of_round), None)
    if paper is None:
        return None
    talks = tuple(_talks(reader, view.lines))
    return RoundView(row=view.row, paper=paper, acts=tuple(_acts(reader, kept)), talks=talks,
                     told=tuple(_told(reader, kept, paper)), counts=tuple(_counts(talks)))


def _acts(reader: Reader, kept: KeptPlan) -> Iterator[RoundAct]:
    query = (select(event.c.code, event.c.happened_on, cadre.c.name)
             .outerjoin(account, event.c.entered_by == account.c.id).outerjoin(cadre, account.c.cadre_id == cadre.c.id)
             .where(event.c.case_id == kept.case_id, event.c.code.in_(ACTS)).order_by(event.c.sequence))
    for row in reader.connection.execute(query):
        yield RoundAct(title=say(ACTS[row.code]), on=row.happened_on, by=row.name or "")


def _talks(reader: Reader, lines: Sequence[LineView]) -> Iterator[RoundTalk]:
    """How far each talk has come, of those whose interview he sees; a talk of several may be held with one alone."""
    query = (select(interview.c.reference, event.c.code, event.c.happened_on, cadre.c.staff_number)
             .join(event, event.c.interview_id == interview.c.id).outerjoin(cadre, event.c.cadre_id == cadre.c.id)
             .where(interview.c.reference.in_(sorted({one.interview for one in lines} - {""})),
                    event.c.code.in_((HELD, FILED))).order_by(event.c.sequence))
    happened = list(reader.connection.execute(query))
    for line in lines:
        his = [row for row in happened if row.reference == line.interview
               and row.staff_number in {None, line.cadre.cadre}]
        held = [row.happened_on for row in his if row.code == HELD]
        yield RoundTalk(line=line, held_on=held[-1] if held else None, filed=any(row.code == FILED for row in his))


def _told(reader: Reader, kept: KeptPlan, paper: Material) -> Iterator[RoundTold]:
    """The papers of the unit that name this plan, but for those that were put right since."""
    query = (select(event.c.sequence, event.c.happened_on, event.c.content, event.c.corrects)
             .where(event.c.unit_id == kept.unit_id, event.c.code == paper.code).order_by(event.c.sequence))
    rows = reader.connection.execute(query).all()
    corrected = {row.corrects for row in rows}
    for row in rows:
        said: dict[str, str] = json.loads(row.content or "{}")
        if row.sequence not in corrected and said.get(paper.of_round, "").strip() == kept.title:
            days = tuple((one.title, date.fromisoformat(said[one.code])) for one in paper.fields
                         if one.type is FieldType.DATE and said.get(one.code))
            yield RoundTold(on=row.happened_on, days=days)


def _counts(talks: Sequence[RoundTalk]) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    progress = (say("未发起"), say("已发起"), say("已谈"), say("已归档"))
    yield say("进展"), _counted(map(_progress, talks), progress)
    yield say("方式"), _counted(say("集体") if one.line.collective else say("个别") for one in talks)
    yield say("种类"), _counted(one.line.kind.title for one in talks)


def _counted(words: Iterable[str], order: Sequence[str] = ()) -> tuple[tuple[str, int], ...]:
    """How often each word comes, those of the order first, which stand there even where they do not come."""
    found = Counter(words)
    return tuple((word, found[word]) for word in dict.fromkeys((*order, *found)))


def _progress(talk: RoundTalk) -> str:
    if talk.filed:
        return say("已归档")
    if talk.held_on is not None:
        return say("已谈")
    return say("已发起") if talk.line.interview else say("未发起")
