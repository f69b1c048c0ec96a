"""What waits for an actor in interviews: steps that are his to take, papers to review, requests to answer.

A list of what to look at: whether an act is really his, and what stands against it, is said where it is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen
from sqlalchemy import and_, false, or_, select

from yuetan.access.reading_interviews import interview_rows
from yuetan.access.reading_office_tasks import office_tasks
from yuetan.access.reading_own_acts import own_acts
from yuetan.access.reading_people import Reader
from yuetan.access.reading_posts import Held, own_posts
from yuetan.access.reading_renewals import renewals
from yuetan.access.scope import Condition
from yuetan.access.task_views import APPROVAL, CONSULTATION, OWN, POSTPONEMENT, RENEWAL, REVIEW, Task
from yuetan.access.titles import places_of, title_of
from yuetan.access.views import InterviewRow
from yuetan.records.cases import SUBMITTED
from yuetan.records.tables import event, interview, submission
from yuetan.rules.events import APPROVED, CONSULTED, NOTIFIED, POSTPONED
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Pairing, Step
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

MOST = 50  # of each sort
ASKED, REFUSED = "postponement_asked", "postponement_refused"
_STEPS = {APPROVED: (APPROVAL, "interview.approve"), CONSULTED: (CONSULTATION, "interview.consult")}


def tasks(reader: Reader) -> tuple[Task, ...]:
    """What waits for the actor beside what is owed: of each sort 50 at most, what waits longest first."""
    found = (*_in_interviews(reader), *office_tasks(reader, MOST))
    return tuple(sorted(found, key=lambda one: (one.since is None, one.since, one.sort, one.reference)))


def _in_interviews(reader: Reader) -> Iterator[Task]:
    """What waits in interviews: which these are is looked up first, and what of them may be told once for all."""
    waiting = (*_steps(reader), *_reviews(reader), *_postponements(reader), *_renewals(reader), *_own(reader))
    if not waiting:
        return
    keys = {one.interview_id for one in waiting}
    found = interview_rows(reader, interview.c.id.in_(sorted(keys)), len(keys), dues=False)
    rows = {row.reference: row for row in found}
    for one in waiting:
        if one.reference in rows:
            yield _task(rows[one.reference], one)


@frozen
class _Waiting:
    """Something that waits in an interview: a step or a paper, by its code, since a day."""

    sort: str
    code: str
    interview_id: int
    reference: str
    since: date | None


def _task(row: InterviewRow, one: _Waiting) -> Task:
    if one.sort in OWN:  # he knows whom it is about
        return Task(sort=one.sort, reference=row.reference, since=one.since, regulation=row.regulation,
                    about=say("{kind} · {unit}", kind=row.kind.title, unit=row.unit))
    names = say("、").join(person.name for person in row.interviewees)
    paper = next((paper.title for paper in row.regulation.of(Material) if paper.code == one.code), one.code)
    title = (say("审核{paper}", paper=paper) if one.sort == REVIEW else say("答复延期申请")
             if one.sort == POSTPONEMENT else say("{step}（重新送达）", step=title_of(row.regulation, one.code))
             if one.sort == RENEWAL else title_of(row.regulation, one.code))
    return Task(sort=one.sort, reference=row.reference, title=title, since=one.since, regulation=row.regulation,
                about=say("{names} · {kind}", names=names, kind=row.kind.title),
                places=places_of(row.regulation, one.code))


def _steps(reader: Reader) -> Iterator[_Waiting]:
    """Approvals and consultations that come next, where his posts or his grant give them to him."""
    held = own_posts(reader)
    for code, (sort, action) in _STEPS.items():
        may = _may(reader, action)
        coming = [_next(regulation, step) for regulation in reader.scope.rules.regulations
                  for step in regulation.of(Step) if step.code == code and _names(regulation, code, held)]
        if may is None or not coming:
            continue
        others = or_(interview.c.proposed_by.is_(None), interview.c.proposed_by != reader.scope.actor.account)
        query = (select(interview.c.id, interview.c.reference, interview.c.opened_on)
                 .where(interview.c.ended.is_(False), or_(*coming), may, *((others,) if code == APPROVED else ()))
                 .order_by(interview.c.id).limit(MOST))
        for row in reader.connection.execute(query):
            yield _Waiting(sort, code, row.id, row.reference, row.opened_on)


def _next(regulation: Regulation, step: Step) -> Condition:
    """Whether a step comes next in an interview."""
    kinds = [one.code for one in step.kinds]
    return and_(interview.c.regulation == regulation.code, interview.c.edition == regulation.edition,
                interview.c.state.in_(step.after), *((interview.c.kind.in_(kinds),) if kinds else ()))


def _names(regulation: Regulation, code: str, held: Sequence[Held]) -> bool:
    """Whether pairings give a step to whoever holds such posts, or to nobody at all."""
    given, posts = [one for one in regulation.of(Pairing) if one.step == code], [one.holding for one in held]
    return not given or any(one.by.admits(post, posts) for one in given for post in posts)


def _reviews(reader: Reader) -> Iterator[_Waiting]:
    """Papers that were handed in to him, and are neither accepted nor returned yet."""
    if (may := _may(reader, "rectification.judge")) is None:
        return
    of = submission.c
    query = (select(interview.c.id, interview.c.reference, of.material, event.c.happened_on)
             .join(submission, of.interview_id == interview.c.id).join(event, of.event_id == event.c.id)
             .where(of.state == SUBMITTED, interview.c.ended.is_(False), may).order_by(of.id).limit(MOST))
    for row in reader.connection.execute(query):
        yield _Waiting(REVIEW, row.material, row.id, row.reference, row.happened_on)


def _postponements(reader: Reader) -> Iterator[_Waiting]:
    """Requests to postpone a talk that nobody answered yet."""
    if (may := _may(reader, "postponement.decide")) is None:
        return
    answer = event.alias()
    answered = select(answer.c.id).where(
        answer.c.case_id == event.c.case_id, answer.c.sequence > event.c.sequence,
        answer.c.code.in_((POSTPONED, REFUSED))).exists()
    requests = select(event.c.id).where(event.c.code == ASKED)  # first of all, for there are few
    query = (select(interview.c.id, interview.c.reference, event.c.happened_on)
             .join(event, event.c.interview_id == interview.c.id)
             .where(event.c.id.in_(requests), ~answered, interview.c.ended.is_(False), may)
             .order_by(event.c.id).limit(MOST))
    for row in reader.connection.execute(query):
        yield _Waiting(POSTPONEMENT, POSTPONED, row.id, row.reference, row.happened_on)


def _renewals(reader: Reader) -> Iterator[_Waiting]:
    """Notices that are to be served anew, for the talk was put off."""
    if (may := _may(reader, "notice.write")) is None:
        return
    for row in reader.connection.execute(renewals(may, MOST)):
        yield _Waiting(RENEWAL, NOTIFIED, row.id, row.reference, row.happened_on)


def _own(reader: Reader) -> Iterator[_Waiting]:
    """What he is to do himself in talks with him."""
    for one in own_acts(reader, MOST):
        yield _Waiting(one.sort, one.code, one.interview_id, one.reference, one.since)


def _may(reader: Reader, action: str) -> Condition | None:
    """Whether he may do it in an interview, by a grant or by his part; never in one he is kept from. None: nowhere."""
    scope, row = reader.scope, interview.c
    granted = scope.granted(action)
    if not granted and scope.me is None:
        return None
    of_unit = row.unit_id + 0 if scope.broad else row.unit_id  # no index on it: few wait, wherever they lie
    by_grant = scope.in_units_under(interview, of_unit, action) if granted else false()
    return and_(or_(by_grant, scope.has_part(row.id, action)), ~scope.kept_from(row.id))
