"""Leads: the list, entering one, and one lead with its seal, its finding and its end. For discipline organs alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from attrs import frozen
from flask import Blueprint, abort, redirect, render_template, request, url_for

from yuetan.access.views import InterviewView
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.leads import LeadView, Opened, Received, Source
from yuetan.casework.seal_keys import SealError
from yuetan.paperwork.procedure import paper_of, sources_of
from yuetan.wording import later, say
from yuetan_web.current import access, actor, shell
from yuetan_web.forms import FIELD, Input, inputs_of, new_token, read_day
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.people import numbered, people_of, person_of, several, typed_for
from yuetan_web.shown import numbered as row_number
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.splitting_off import already_typed, demand_third, recorded
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

leads = Blueprint("leads", __name__)
FINDING = "finding_recorded"
MOST = 100  # talks to choose from
STATES = {"open": later("办理中"), "confirmed": later("已形成问题认定"), "unfounded": later("查无实据，已了结"),
          "cleared": later("已澄清")}
PARTS = {"source": later("反映人信息"), "material": later("反映材料")}


class Request(TypedDict):
    """When an act is asked for, and by which request."""

    at: datetime
    token: str


@frozen
class Tried:
    """What came of an act: what was typed, what is wrong, and what was opened."""

    typed: Mapping[str, str]
    errors: Mapping[str, str]
    text: str = ""
    opened: Opened | None = None


@leads.get("/leads")
def listing() -> str:
    """The leads one handles, and what waits for one's agreement."""
    at, all_leads = shell().now(), shell().leads
    handled = all_leads.leads_of(actor(), at=at)
    people = people_of(one.about for one in handled)
    mine = [(one, people[one.about]) for one in handled]
    return render_template("leads.html", leads=mine, states=STATES, parts=PARTS,
                           openings=all_leads.openings_to_agree(actor(), at=at),
                           closings=all_leads.closings_to_agree(actor(), at=at), token=new_token(),
                           unassigned=all_leads.leads_to_assign(actor(), at=at),
                           summaries=all_leads.summaries(actor(), at=at))


@leads.get("/leads/new")
def entering() -> str:
    """The form to enter a lead in."""
    talk = request.args.get("talk", "")
    return _entering(Tried(already_typed(talk) if talk else {}, {}))


@leads.post("/leads/new")
def enter() -> tuple[str, int] | Answer:
    """Enter a lead; what is to be sealed is sealed at once, and shown to nobody on the way back."""
    typed = request.form.to_dict()
    try:
        lead, talk = _received(typed), typed.get("talk", "")
        if talk:
            demand_third(talk, lead.about)
        reference = shell().leads.enter(actor(), lead, **_request(typed))
    except Unfit as wrong:
        return _entering(Tried(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _entering(Tried(typed, {}, refused.text)), UNFIT
    if talk:
        say_next(recorded(talk, typed.get("token", "")))
        return redirect(url_for("handling.interview", reference=talk), SEE_OTHER)
    say_next(say("线索已登记，反映人信息和材料已经加密封存。"))
    visible = shell().leads.lead_view(actor(), reference, at=shell().now()) is not None
    return redirect(url_for("leads.lead", reference=reference) if visible else url_for("leads.entering"), SEE_OTHER)


@leads.get("/leads/<reference>")
def lead(reference: str) -> str:
    """One lead, for those who handle it."""
    return _page(reference, Tried({}, {}))


@leads.post("/leads/<reference>")
def act(reference: str) -> str | tuple[str, int] | Answer:
    """Do what was asked: open a seal, record the finding, close or clear."""
    typed = request.form.to_dict()
    do = _ACTS.get(typed.get("do", "")) or abort(NOT_FOUND)
    try:
        found = do(reference, typed)
    except Unfit as wrong:
        return _back(reference, Tried(typed, wrong.errors))
    except Refused as refused:
        return _back(reference, Tried(typed, {}, refused.text))
    except SealError as broken:
        return _back(reference, Tried(typed, {}, str(broken)))
    if isinstance(found, Opened):
        return _page(reference, Tried({}, {}, opened=found))
    say_next(found)
    visible = shell().leads.lead_view(actor(), reference, at=shell().now()) is not None
    return redirect(url_for("leads.lead", reference=reference) if visible else url_for("leads.listing"), SEE_OTHER)


def _ask(reference: str, typed: Mapping[str, str]) -> str:
    part = typed.get("part", "")
    shell().leads.ask_opening(actor(), reference, part, typed.get("reason", ""), **_request(typed))
    return say("启封申请已提出，须由另一人同意后才能阅看。")


def _agree(_reference: str, typed: Mapping[str, str]) -> str:
    shell().leads.agree(actor(), typed.get("opening", ""), typed.get("note", ""), **_request(typed))
    return say("已同意启封，申请人可在半小时内阅看。")


def _read(_reference: str, typed: Mapping[str, str]) -> Opened:
    return shell().leads.read(actor(), typed.get("opening", ""), at=shell().now())


def _confirm(reference: str, typed: Mapping[str, str]) -> str:
    content = {name.removeprefix(FIELD): text for name, text in typed.items() if name.startswith(FIELD)}
    wanting = {one.code: say("请填写“{field}”。", field=one.title) for one in _finding(Tried(typed, {}))
               if one.required and not content.get(one.code, "").strip()}
    if wanting:
        raise Unfit(wanting)
    shell().leads.confirm(actor(), reference, content, **_request(typed))
    return say("问题认定已记录在案，可以据此提出约谈。")


def _propose_closing(reference: str, typed: Mapping[str, str]) -> str:
    shell().leads.propose_closing(actor(), reference, typed.get("reason", ""), **_request(typed))
    return say("了结意见已提出，须由另一人同意。")


def _close(reference: str, typed: Mapping[str, str]) -> str:
    shell().leads.close_unfounded(actor(), reference, typed.get("note", ""), **_request(typed))
    return say("线索已了结。")


def _clear(reference: str, typed: Mapping[str, str]) -> str:
    shell().leads.clear(actor(), reference, typed.get("statement", ""), **_request(typed))
    return say("已予以澄清。")


def _assign(reference: str, typed: Mapping[str, str]) -> str:
    shell().leads.assign(actor(), reference, several(typed.get("handlers", ""), "handlers"), **_request(typed))
    return say("承办人已指定。")


def _link(reference: str, typed: Mapping[str, str]) -> str:
    shell().leads.link(actor(), reference, typed.get("interview", ""), **_request(typed))
    return say("线索已与这次约谈关联；关联只在线索中看得到。")


def _request(typed: Mapping[str, str]) -> Request:
    """When an act is asked for, and what makes a form sent twice one act."""
    return Request(at=shell().now(), token=typed.get("token", ""))


_ACTS: Mapping[str, Callable[[str, Mapping[str, str]], str | Opened]] = {
    "ask": _ask, "agree": _agree, "read": _read, "confirm": _confirm, "propose_closing": _propose_closing,
    "close": _close, "clear": _clear, "link": _link,
    "assign": _assign}


def _received(typed: Mapping[str, str]) -> Received:
    known = numbered(typed, ("about",))
    received_on = read_day(typed, "received_on")
    if received_on is None:
        raise Unfit({"received_on": say("请填写收到日期。")})
    source = Source(name=typed.get("source_name", "").strip(), contact=typed.get("source_contact", "").strip(),
                    other=typed.get("source_other", "").strip())
    return Received(about=known.get("about", ""), unit=typed.get("unit", ""), received_on=received_on,
                    channel=_channel(typed), summary=typed.get("summary", "").strip(),
                    handlers=several(typed.get("handlers", ""), "handlers"), source=source,
                    material=typed.get("material", ""))


def _channel(typed: Mapping[str, str]) -> str:
    """Where a lead came from: one of the sources that the regulations name, or another in words of one's own."""
    return typed.get("channel", "").strip() or typed.get("other_channel", "").strip()


def _entering(tried: Tried) -> str:
    named = dict.fromkeys(one for regulation in access().regulations() for one in sources_of(regulation))
    return render_template("entering.html", tried=tried, units=access().granted_units(), me=typed_for(actor().cadre),
                           sources=[(one, one) for one in named], token=new_token())


def _back(reference: str, tried: Tried) -> str | tuple[str, int] | Answer:
    if shell().leads.lead_view(actor(), reference, at=shell().now()) is None:
        say_next(tried.text or say("；").join(tried.errors.values()))
        return redirect(url_for("leads.listing"), SEE_OTHER)
    return _page(reference, tried), UNFIT


def _page(reference: str, tried: Tried) -> str:
    view: LeadView = shell().leads.lead_view(actor(), reference, at=shell().now()) or abort(NOT_FOUND)
    return render_template(
        "lead.html", lead=view, asked=_asked(reference), token=new_token(), talks=_talks(view),
        linkable=_linkable(view), person=person_of(view.about), handlers=[person_of(one) for one in view.handlers],
        states=STATES, parts=PARTS, tried=tried, finding=_finding(tried), warning=_warning(),
        parts_in_words=[(part, say(title)) for part, title in PARTS.items()])


def _asked(reference: str) -> dict[str, str]:
    """What the reader asked to be opened and may still read once another agrees: the last for each part."""
    at = shell().now()
    try:
        mine = shell().leads.my_openings(actor(), reference, at=at)
    except Hidden:
        return {}
    return {one.part: one.reference for one in reversed(mine) if one.until is None or one.until >= at}


def _talks(view: LeadView) -> list[InterviewView]:
    """The talks that rest on the lead, as far as the reader may see them."""
    return [found for one in view.talks if (found := access().interview(one)) is not None]


def _linkable(view: LeadView) -> list[tuple[str, str]]:
    """Talks with the same cadre that the lead may be linked to, to choose from."""
    rows, _ = access().interviews(name=person_of(view.about).name, limit=MOST)
    return [(row.reference, say("{number} {kind}", number=row_number(row.number), kind=row.kind.title))
            for row in rows
            if view.about in {one.cadre for one in row.interviewees} and row.reference not in view.talks]


def _finding(tried: Tried) -> tuple[Input, ...]:
    """The fields of the finding, out of the first regulation that has such a paper."""
    paper = next(filter(None, (paper_of(one, FINDING) for one in access().regulations())), None)
    return inputs_of(paper.fields, tried.typed, tried.errors) if paper else ()


def _warning() -> str:
    """The kind of interview that a finding leads to, as the form of a proposal takes it; empty where there is none."""
    return next((f"{regulation.code}:{kind.code}" for regulation, kind in shell().casework.proposable(actor())
                 if kind.family == "warning"), "")
