"""What governs which unit: proposed with its readings, previewed, approved by another, withdrawn; and its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.governance import CreditGiven, Decision, GovernanceRow
from yuetan.casework.governance_views import STATES
from yuetan.paperwork.clauses import readings_in_words
from yuetan.wording import say
from yuetan_web.current import access, actor, may_anywhere, shell
from yuetan_web.forms import read_day
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.jobs import begin_job
from yuetan_web.proving import demand_proof
from yuetan_web.rehearsed import rehearsed_in_words
from yuetan_web.sent import Sent
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.sweeping import swept_again
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

governing = Blueprint("governing", __name__)
READING, CREDITS = "reading.", range(1, 4)
LOOKS = {"proposed": "today", "waiting": "open", "governs": "done", "ended": "lapsed", "withdrawn": "lapsed"}


@governing.get("/governance")
def listing() -> str:
    """Every decision there is: what governs, what is proposed, and what did govern."""
    return render_template("governances.html", rows=shell().governances.all(), states=STATES, looks=LOOKS,
                           forever=date.max, may_propose=may_anywhere("governance.propose"))


@governing.get("/governance/new")
def proposing() -> str:
    """The form to propose one, once its regulation is chosen."""
    return _form(Sent(request.args.to_dict()))


@governing.post("/governance/new")
def propose() -> tuple[str, int] | Answer:
    """Propose it, or look at what it would change."""
    typed = request.form.to_dict()
    deployment, me = shell(), actor()
    try:
        new = _decision(typed)
        if typed.get("do") == "preview":
            in_words, previews = rehearsed_in_words(), deployment.previews
            previews.demand_fit(me, new)
            return begin_job(say("适用制度的影响预览"),
                             lambda progress: in_words(previews.of_decision(me, new, progress)))
        demand_proof(typed)
        reference = deployment.governances.governance.propose(
            new.unit, new.regulation, since=new.since, until=new.until, live_on=new.live_on, readings=new.readings,
            replaces=new.replaces, credits=new.credits, paper=new.paper, by=me, at=deployment.now())
    except Unfit as wrong:
        return _form(Sent(typed, wrong.errors)), UNFIT
    say_next(say("已提出，另一人批准后生效。"))
    return redirect(url_for("governing.one", reference=reference), SEE_OTHER)


@governing.get("/governance/<reference>")
def one(reference: str) -> str:
    """One decision: how each open place is read, which talks count, and who decided on it."""
    return _one(reference, Sent())


@governing.post("/governance/<reference>")
def act(reference: str) -> tuple[str, int] | Answer:
    """Look at what it would change, approve it, or withdraw it."""
    typed, me, deployment = request.form.to_dict(), actor(), shell()
    made, at = deployment.governances.governance, deployment.now()
    try:
        if typed.get("do") == "preview":
            in_words, previews = rehearsed_in_words(), deployment.previews
            deployment.governances.one(me, reference)
            return begin_job(say("适用制度的影响预览"),
                             lambda progress: in_words(previews.of_proposed(me, reference, progress)))
        demand_proof(typed)
        if typed.get("do") == "approve":
            made.approve(reference, by=me, at=at)
            say_next(say("已批准，自起始日起适用。"))
        elif typed.get("do") == "withdraw":
            made.withdraw(reference, by=me, at=at, on=read_day(typed, "on"))
            say_next(say("已撤回；撤回日之前的不变。"))
        else:
            abort(NOT_FOUND)
    except Unfit as wrong:
        return _one(reference, Sent(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _one(reference, Sent(typed, {}, refused.text)), UNFIT
    return begin_job(say("适用的制度变了，重新推算应办事项"),
                     swept_again(url_for("governing.one", reference=reference)))


def _decision(typed: Mapping[str, str]) -> Decision:
    """What was typed. Raises `Unfit` with every field that will not do."""
    errors, days = dict[str, str](), dict[str, date | None]()
    for name in ("since", "until", "live_on"):
        try:
            days[name] = read_day(typed, name)
        except Unfit as wrong:
            errors |= wrong.errors
    since = days.get("since")
    if since is None:
        errors.setdefault("since", say("请填写日期。"))
    if errors or since is None:
        raise Unfit(errors)
    places = shell().governances.open_places(typed.get("regulation", ""))
    chosen = {one.code: typed.get(READING + one.code, one.default) for one in places}
    text = typed.get("unit", "").strip()
    return Decision(
        unit=access().units_called((text,)).get(text, text) if text else "", regulation=typed.get("regulation", ""),
        since=since, until=days.get("until") or date.max, live_on=days.get("live_on") or since,
        readings={one.code: chosen[one.code] for one in places if chosen[one.code] != one.default},
        replaces=typed.get("replaces", "") == "yes", credits=tuple(_credits(typed)), paper=typed.get("paper", ""))


def _credits(typed: Mapping[str, str]) -> Iterator[CreditGiven]:
    for number in CREDITS:
        to, family, of = (typed.get(f"credit_{name}.{number}", "") for name in ("to", "family", "of"))
        if to and family:
            yield CreditGiven(to=to, families=(family,), regulations=(of,) if of else ())


def _form(sent: Sent) -> str:
    views, code = shell().governances, sent.typed.get("regulation", "")
    edition = views.edition(code)
    installed = dict.fromkeys((one.code, one.title) for one in shell().plugins.regulations)
    words = {one.question: one for one in readings_in_words(edition.under({}))} if edition else {}
    return render_template(
        "governance_proposing.html", sent=sent, edition=edition, installed=list(installed),
        places=[(one, words.get(one.question)) for one in views.open_places(code)], credits=CREDITS,
        units=access().granted_units(), kinds=views.kinds(code), families=views.families(),
        others=[one for one in installed if one[0] != code])


def _one(reference: str, sent: Sent) -> str:
    views = shell().governances
    found = views.one(actor(), reference)
    edition = views.settled(found.row)
    return render_template(
        "governance.html", one=found, sent=sent, states=STATES, looks=LOOKS, forever=date.max,
        readings=readings_in_words(edition) if edition else (), credits=tuple(_credits_in_words(found.row)))


def _credits_in_words(row: GovernanceRow) -> Iterator[str]:
    """Which talks under other regulations count as what here."""
    views, between = shell().governances, say("、")
    kinds, families = dict(views.kinds(row.regulation)), dict(views.families())
    titles = {one.code: one.title for one in shell().plugins.regulations}
    for one in row.credits:
        regulations = between.join(titles.get(code, code) for code in one.regulations) or say("各部制度")
        yield say("{regulations}下的{families}约谈，抵计一次{kind}", regulations=regulations,
                  families=between.join(families.get(code, code) for code in one.families),
                  kind=kinds.get(one.to, one.to))
