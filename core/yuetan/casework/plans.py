"""Plans of interviews: drafted, filled from what is owed, submitted, and approved by somebody whom they do not concern.

A plan obliges and permits nothing by itself: each talk in it goes its own way, with everything its regulation asks for.
What came of a line is not entered but found: the interview of its kind that was begun with him in the stretch. A sealed
line is for the discipline organ's eyes alone. Every act is one transaction with its event; a request sent twice is
done once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from attrs import frozen

from yuetan.access.actor import Actor, Standing
from yuetan.access.concerned import sides_of
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.units import keys_below, units_above
from yuetan.casework.civil import civil_date
from yuetan.casework.collections_opened import governing_there
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.governing import calendar_of
from yuetan.casework.interviews.concerned import shut_about
from yuetan.casework.interviews.opened import office_on
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.plan_lines import Line, LineChange, fit_line, hash_of, spread
from yuetan.casework.plan_opened import (
    LINES_ADDED,
    LINES_CHANGED,
    Change,
    OpenedPlan,
    adding,
    changing,
    demand_open,
    entry_of,
    is_seen,
    opened_plan,
)
from yuetan.plugins import Plugins
from yuetan.records import plans as stored
from yuetan.records.cases import done_before, remember_done, unit_ids
from yuetan.records.database import Connection, Engine, writing
from yuetan.records.journal import Entry, Stale, append
from yuetan.records.plans import APPROVED, DRAFTED, RETURNED, SUBMITTED, WITHDRAWN
from yuetan.records.values import TITLE_LENGTH
from yuetan.rules.duties import Duty
from yuetan.rules.papers import Material
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

__all__ = ["Line", "LineChange", "NewPlan", "Plans"]

MADE, LINE_DROPPED = "plan_made", "plan_line_dropped"
PASSED_ON = {SUBMITTED: "plan_submitted", APPROVED: "plan_approved", RETURNED: "plan_returned",
             WITHDRAWN: "plan_withdrawn"}
ONE_DAY = timedelta(days=1)
_EDIT, _APPROVE = "plan.edit", "plan.approve"
_FROM = {SUBMITTED: (DRAFTED, RETURNED), APPROVED: (SUBMITTED,), RETURNED: (SUBMITTED,),
         WITHDRAWN: (DRAFTED, RETURNED, SUBMITTED)}


@frozen(kw_only=True)
class NewPlan:
    """A plan to be made: of which unit, under which regulation, for which stretch, both days included."""

    regulation: str
    unit: str  # its code
    title: str
    since: date | None
    until: date | None
    round: str = ""  # the paper that tells of the round of talks it is for; empty: of none


Act = Callable[[OpenedPlan], Change]


@frozen(eq=False)
class Plans:
    """The acts of plans, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def make(self, actor: Actor, new: NewPlan, *, token: str) -> str:
        """Make an empty plan: its reference. Raises `Hidden` for who may not for that unit, and `Unfit`."""
        with writing(self.records) as connection:
            at = self.now()
            office = office_on(connection, self.plugins, civil_date(at))
            if (before := _before(connection, actor, token, MADE)) is not None:
                return before
            since, until = _fit(new)
            unit = unit_ids(connection, (new.unit,)).get(new.unit)
            above = units_above(connection, new.unit, office.today) or (new.unit,)
            lies = lies_of_grants(actor, above, office.beginning(new.regulation))
            if unit is None or not allowed(actor, _EDIT, standing=Standing.NONE, lies=lies):
                raise Hidden
            if governing_there(office, new.regulation, above) is None:
                raise Unfit({"regulation": say("这项制度不适用于您的单位；请按本单位适用的制度办理。")})
            _demand_round(governing_there(office, new.regulation, above), new.round)
            plan, case = stored.make_plan(connection, regulation=new.regulation, unit_id=unit,
                                          title=new.title.strip(), since=since, until=until, round=new.round)
            written = append(connection, case, Entry(
                code=MADE, happened_on=office.today, unit_id=unit,
                content={"plan": str(plan), "title": new.title.strip()}), by=actor.account, at=at)
            remember_done(connection, token, actor.account, written.id, at)
            return case.reference

    def add(self, actor: Actor, reference: str, line: Line, *, version: int, token: str) -> None:
        """Add a line. Raises `Hidden`, `Unfit`, or `Conflict` where the plan is no longer as it was seen."""
        def act(opened: OpenedPlan) -> Change:
            demand_open(opened)
            if shut_about(opened.connection, opened.actor, line.cadre, opened.office.today):
                raise Unfit({"cadre": say("这位干部在本单位承担经办、审批或管理职责，由上级机关列入计划。")})
            made = fit_line(opened.connection, opened.regulation, opened.kept, opened.lines, line)
            return adding(opened, (made,))
        self._once(actor, reference, token, LINES_ADDED, version, _EDIT, act)

    def fill(self, actor: Actor, reference: str, *, version: int, token: str) -> None:
        """Add a line for each talk that is owed until the end of the stretch in the unit and below it.

        Raises `Hidden`, `Conflict`, or `Unfit` where nothing is owed that does not stand in it yet.
        """
        def act(opened: OpenedPlan) -> Change:
            demand_open(opened)
            beginning = opened.office.beginning(opened.kept.regulation) - {opened.kept.unit}
            within = keys_below((opened.kept.unit,), beginning, opened.office.today)
            shut = {one.key for one in sides_of(
                opened.connection, opened.office.today, actor).shut_among(actor)}
            found = tuple(one for one in stored.owed_talks(
                opened.connection, opened.kept, _talks(opened.regulation), within) if one.cadre_id not in shut)
            if not found:
                raise Unfit({"fill": say("到计划期末为止，没有尚未列入计划的应谈事项。")})
            return adding(opened, found)
        self._once(actor, reference, token, LINES_ADDED, version, _EDIT, act)

    def drop(self, actor: Actor, reference: str, line: str, *, version: int, token: str) -> None:
        """Take a line out. Raises `Hidden` for one he does not see, and `Conflict`."""
        def act(opened: OpenedPlan) -> Change:
            demand_open(opened)
            found = next((one for one in opened.lines if one.reference == line), None)
            if found is None or not is_seen(opened, found):
                raise Hidden
            entry = entry_of(opened, LINE_DROPPED, {"line": line, "hash": hash_of((found,))})
            return entry, lambda sequence: stored.drop_line(opened.connection, line, sequence=sequence)
        self._once(actor, reference, token, LINE_DROPPED, version, _EDIT, act)

    def change(self, actor: Actor, reference: str, changes: Mapping[str, LineChange], *, version: int,
               token: str) -> None:
        """Change lines by their references. Raises `Hidden` for one he does not see, `Conflict`, and `Unfit`."""
        self._once(actor, reference, token, LINES_CHANGED, version, _EDIT, lambda opened: changing(opened, changes))

    def spread(self, actor: Actor, reference: str, *, version: int, token: str) -> None:
        """Give every line that has no day one, on working days from tomorrow on, evenly; any may be changed again.

        Raises `Hidden`, `Conflict`, and `Unfit` where no line is without a day, or no day is left.
        """
        def act(opened: OpenedPlan) -> Change:
            first = max(opened.kept.since, opened.office.today + ONE_DAY)
            days = calendar_of(opened.connection).workdays_between(first, opened.kept.until)
            found = spread([one for one in opened.lines if is_seen(opened, one)], days) if days else {}
            if not found:
                raise Unfit({"spread": say("没有要安排日期的，或者计划期内已没有工作日。")})
            return changing(opened, found)
        self._once(actor, reference, token, LINES_CHANGED, version, _EDIT, act)

    def submit(self, actor: Actor, reference: str, *, version: int, token: str) -> None:
        """Hand it in for approval, or file it. Raises `Hidden`, `Conflict`, or `Unfit` for one without lines."""
        self._pass_on(actor, reference, SUBMITTED, _EDIT, version=version, token=token)

    def approve(self, actor: Actor, reference: str, *, version: int, token: str) -> None:
        """Approve it. Raises `Hidden` for whoever may not, whoever handed it in, and whoever is to be talked to."""
        self._pass_on(actor, reference, APPROVED, _APPROVE, version=version, token=token)

    def give_back(self, actor: Actor, reference: str, reason: str, *, version: int, token: str) -> None:
        """Return it with a reason. Raises as `approve` does, and `Unfit` without one."""
        self._pass_on(actor, reference, RETURNED, _APPROVE, version=version, token=token, reason=reason)

    def withdraw(self, actor: Actor, reference: str, reason: str, *, version: int, token: str) -> None:
        """Give it up before it is approved. Raises `Hidden`, `Conflict`, and `Unfit` without a reason."""
        self._pass_on(actor, reference, WITHDRAWN, _EDIT, version=version, token=token, reason=reason)

    def _pass_on(self, actor: Actor, reference: str, state: str, action: str, *, version: int,  # noqa: PLR0913 - what, as it was seen
                 token: str, reason: str = "") -> None:
        def act(opened: OpenedPlan) -> Change:
            _demand_passing(opened, state, reason)
            entry = entry_of(opened, PASSED_ON[state], {"lines": str(len(opened.lines)), "hash": hash_of(opened.lines)},
                           reason=reason.strip())
            return entry, lambda _: stored.set_state(opened.connection, opened.kept.id, state)
        self._once(actor, reference, token, PASSED_ON[state], version, action, act)

    def _once(self, actor: Actor, reference: str, token: str, code: str, version: int,  # noqa: PLR0913, PLR0917 - one request
              action: str, act: Act) -> None:
        try:
            with writing(self.records) as connection:
                at = self.now()
                opened = opened_plan(connection, office_on(connection, self.plugins, civil_date(at)), actor, reference)
                if not opened.may(action):
                    raise Hidden
                if (before := _before(connection, actor, token, code)) is not None:
                    if before != reference:
                        raise Conflict(say("这个请求标识已经用于另一件事；请刷新页面再办理一次。"))
                    return
                if opened.case.version != version:
                    raise Conflict(_changed())
                entry, change = act(opened)
                written = append(connection, opened.case, entry, by=actor.account, at=at)
                change(written.sequence)
                remember_done(connection, token, actor.account, written.id, at)
        except Stale as stale:
            raise Conflict(_changed()) from stale


def _changed() -> str:
    return say("有人刚刚改过这份计划；请刷新页面，看过最新情况再办理。")


def _before(connection: Connection, actor: Actor, token: str, code: str) -> str | None:
    """The plan this request was about where it was done before; `Conflict` where it did something else."""
    if not token:
        raise Unfit({"token": say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")})
    before = done_before(connection, token, actor.account)
    if before is not None and before[2] != code:
        raise Conflict(say("这个请求标识已经用于另一件事；请刷新页面再办理一次。"))
    return before[0] if before else None


def _fit(new: NewPlan) -> tuple[date, date]:
    errors = {"title": unfit_text(new.title, TITLE_LENGTH), "unit": "" if new.unit else say("请选择单位。"),
              "regulation": "" if new.regulation else say("请选择制度。")}
    errors |= {name: say("请填写日期。") for name in ("since", "until") if getattr(new, name) is None}
    if new.since and new.until and new.since > new.until:
        errors["until"] = say("结束日期不能早于开始日期 {since}。", since=new.since)
    found = {name: text for name, text in errors.items() if text}
    if found or new.since is None or new.until is None:
        raise Unfit(found)
    return new.since, new.until


def _demand_round(regulation: Regulation | None, code: str) -> None:
    """`Unfit` for a round that the regulation does not know."""
    if code and (regulation is None or code not in {one.code for one in regulation.of(Material) if one.of_round}):
        raise Unfit({"round": say("这项制度没有这种集中约谈；请另选。")})


def _demand_passing(opened: OpenedPlan, state: str, reason: str) -> None:
    """Whether it may stand so now, by this actor; nobody approves what he handed in or what concerns himself."""
    if opened.kept.state not in _FROM[state]:
        raise Conflict(_changed())
    if state in {APPROVED, RETURNED}:
        concerned = {line.cadre for line in opened.lines}
        handed_in_by = stored.handed_in_by(opened.connection, opened.kept, PASSED_ON[SUBMITTED])
        if opened.actor.cadre in concerned or opened.actor.counts_as(handed_in_by):
            raise Hidden
    if state == SUBMITTED and not opened.lines:
        raise Unfit({"submit": say("计划里还没有一项约谈；请先添加，再报送。")})
    if state in {RETURNED, WITHDRAWN} and (wrong := unfit_text(reason, TITLE_LENGTH)):
        raise Unfit({"reason": wrong})


def _talks(regulation: Regulation) -> dict[str, str]:
    """The kind of talk that each duty asks for."""
    return {duty.code: duty.talk.kind.code for duty in regulation.of(Duty) if duty.talk is not None}
