"""Plans of interviews: listed, made, filled from what is owed, handed in, and decided on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from attrs import field, frozen
from flask import Blueprint, abort, redirect, render_template, request, url_for

from yuetan.access.plan_views import PlanView
from yuetan.casework.errors import Unfit
from yuetan.casework.plans import Line, LineChange, NewPlan
from yuetan.wording import later, say
from yuetan_web.current import access, actor, may_anywhere, shell
from yuetan_web.dates import Month
from yuetan_web.forms import new_token, version_in
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.listing import day_in
from yuetan_web.people import numbered
from yuetan_web.plan_calendar import LINE, plan_calendar, too_late
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

plans = Blueprint("plans", __name__)
TALKER, PLANNED, COLLECTIVE = "talker.", "planned.", "collective."  # before the reference of a line
STATES = {"drafted": later("起草中"), "submitted": later("已报送"), "approved": later("已批准"),
          "returned": later("已退回"), "withdrawn": later("已撤回")}
"""What a plan can stand at, and the word for it."""


@frozen
class Sent:
    """A form that comes back: which one, what was typed into it, and what was wrong with it."""

    form: str = ""
    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)


@plans.get("/plans")
def listing() -> str:
    """The plans one may see, and the form to make another."""
    return _listing(Sent())


@plans.post("/plans")
def make() -> tuple[str, int] | Answer:
    """Make a plan; where that fails, the form comes back."""
    typed = request.form.to_dict()
    try:
        reference = shell().plans.make(actor(), NewPlan(
            regulation=typed.get("regulation", ""), unit=typed.get("unit", ""), title=typed.get("title", ""),
            since=day_in(typed.get("since", "")), until=day_in(typed.get("until", "")),
            round=typed.get("round", "")), token=typed.get("token", ""))
    except Unfit as wrong:
        return _listing(Sent("make", typed, wrong.errors)), UNFIT
    say_next(say("已建立计划，请添加约谈，再报送。"))
    return redirect(url_for("plans.plan", reference=reference), SEE_OTHER)


@plans.get("/plans/<reference>")
def plan(reference: str) -> str:
    """One plan with its lines."""
    return _page(_view(reference), Sent())


@plans.post("/plans/<reference>")
def act(reference: str) -> tuple[str, int] | Answer:
    """Do with a plan what the pressed button says; where that fails, the form comes back."""
    view, typed = _view(reference), request.form.to_dict()
    do = typed.get("do", "")
    if do not in _ACTS:
        abort(NOT_FOUND)
    try:
        _ACTS[do](view.row.reference, typed)
    except Unfit as wrong:
        return _page(view, Sent(do, typed, wrong.errors)), UNFIT
    say_next(say(_SAID[do]))
    return redirect(url_for("plans.plan", reference=view.row.reference, month=_moved_to(do, typed)), SEE_OTHER)


def _moved_to(do: str, typed: Mapping[str, str]) -> str | None:
    """The month that a line was moved to from the calendar; None after everything else."""
    day = day_in(typed.get(PLANNED + typed.get(LINE, ""), "")) if do == "change" else None
    return str(Month.of(day)) if day else None


def _add(reference: str, typed: Mapping[str, str]) -> None:
    known = numbered(typed, ("cadre", "talker"))
    line = Line(cadre=known.get("cadre", "").strip(), kind=known.get("kind", ""),
                talker=known.get("talker", "").strip(), collective=known.get("collective") == "yes",
                planned=day_in(known.get("planned", "")), sealed=known.get("sealed") == "yes")
    shell().plans.add(actor(), reference, line, version=version_in(typed), token=typed.get("token", ""))


def _fill(reference: str, typed: Mapping[str, str]) -> None:
    shell().plans.fill(actor(), reference, version=version_in(typed), token=typed.get("token", ""))


def _drop(reference: str, typed: Mapping[str, str]) -> None:
    shell().plans.drop(actor(), reference, typed.get("line", ""), version=version_in(typed),
                       token=typed.get("token", ""))


def _change(reference: str, typed: Mapping[str, str]) -> None:
    lines = [name.removeprefix(TALKER) for name in typed if name.startswith(TALKER)]
    known = numbered(typed, (TALKER + one for one in lines))
    shell().plans.change(actor(), reference, {one: LineChange(
        talker=known[TALKER + one].strip(), planned=day_in(typed.get(PLANNED + one, "")),
        collective=typed.get(COLLECTIVE + one) == "yes") for one in lines},
        version=version_in(typed), token=_token_of_change(typed))


def _token_of_change(typed: Mapping[str, str]) -> str:
    """Each day of the calendar is another request: whoever goes back and presses a second one is not told it was done.

    Of the table there is but one.
    """
    token, line = typed.get("token", ""), typed.get(LINE, "")
    return f"{token}-{typed.get(PLANNED + line, '')[:10]}" if token and line else token


def _spread(reference: str, typed: Mapping[str, str]) -> None:
    shell().plans.spread(actor(), reference, version=version_in(typed), token=typed.get("token", ""))


def _submit(reference: str, typed: Mapping[str, str]) -> None:
    shell().plans.submit(actor(), reference, version=version_in(typed), token=typed.get("token", ""))


def _approve(reference: str, typed: Mapping[str, str]) -> None:
    shell().plans.approve(actor(), reference, version=version_in(typed), token=typed.get("token", ""))


def _give_back(reference: str, typed: Mapping[str, str]) -> None:
    shell().plans.give_back(actor(), reference, typed.get("reason", ""), version=version_in(typed),
                            token=typed.get("token", ""))


def _withdraw(reference: str, typed: Mapping[str, str]) -> None:
    shell().plans.withdraw(actor(), reference, typed.get("reason", ""), version=version_in(typed),
                           token=typed.get("token", ""))


_ACTS: Mapping[str, Callable[[str, Mapping[str, str]], None]] = {
    "add": _add, "fill": _fill, "drop": _drop, "change": _change, "spread": _spread, "submit": _submit,
    "approve": _approve, "return": _give_back,
    "withdraw": _withdraw}
_SAID = {
    "add": later("已列入计划。"), "fill": later("已按应办事项列入计划。"), "drop": later("已从计划中去掉。"),
    "change": later("计划已修改。"), "spread": later("已安排日期，可以逐项再改。"),
    "submit": later("计划已报送。"), "approve": later("计划已批准。"), "return": later("计划已退回。"),
    "withdraw": later("计划已撤回。")}


def _listing(sent: Sent) -> str:
    regulations: dict[str, str] = {one.regulation.code: one.regulation.title for one in access().governing()}
    return render_template(
        "plans.html", rows=access().plans(), states=state_titles(), sent=sent, token=new_token(),
        kinds_of_round=access().kinds_of_round(), regulations=list(regulations.items()),
        units=access().granted_units(), may_make=may_anywhere("plan.edit"))


def _page(view: PlanView, sent: Sent) -> str:
    open_still = view.row.state in {"drafted", "returned"}
    asked = dict(request.args) | ({LINE: sent.typed.get(LINE, "")} if sent.form == "change" else {})
    calendar = plan_calendar(view, shell().calendar, shell().today(), asked=asked, may_move=may_edit_lines(view))
    in_table = request.args.get("edit") == "yes" or sent.form == "change"
    return render_template(
        "plan.html", view=view, row=view.row, states=state_titles(), sent=sent, token=token_urlsafe(),
        may_edit=view.may_edit and open_still, may_decide=view.may_decide and view.row.state == "submitted",
        may_withdraw=view.may_edit and view.row.state in {"drafted", "returned", "submitted"},
        kinds=[(one.code, one.title) for one in view.kinds], cal=calendar, too_late=too_late,
        undated=len(calendar.undated), editing=may_edit_lines(view) and in_table and calendar.moved is None)


def may_edit_lines(view: PlanView) -> bool:
    """Whether its lines may be changed by whoever looks at it."""
    return view.may_edit and bool(view.lines) and view.row.state in {"drafted", "returned"}


def state_titles() -> dict[str, str]:
    """What a plan can stand at, in the language of the moment."""
    return {code: say(title) for code, title in STATES.items()}


def _view(reference: str) -> PlanView:
    return access().plan(reference) or abort(NOT_FOUND)
