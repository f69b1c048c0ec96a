"""Who is recused is chosen among those who take part, by name; anybody else is looked for by his name first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from yuetan.access.views import InterviewView, Person
from yuetan.casework.acts import Offer
from yuetan.casework.errors import Unfit
from yuetan.casework.interviews.other_acts import RECUSED
from yuetan.wording import later, say
from yuetan_web.current import access, actor
from yuetan_web.forms import FIELD, Form, Input
from yuetan_web.people import person_of, staff_number

WHO, OTHER = "cadre", "other_cadre"
"""The field of the act, and the one in which somebody else is looked for."""
PARTS: Mapping[str, str] = {
    "interviewer": later("约谈人"), "company": later("参加人"), "recorder": later("记录人"),
    "organiser": later("组织人员")}
MOST = 10  # people found by a name


def with_people(form: Form, view: InterviewView, typed: Mapping[str, str]) -> Form:
    """The form to register a recusal, beginning with those who take part; any other form as it is."""
    if form.offer.code != RECUSED:
        return form
    return evolve(form, inputs=tuple(one for each in form.inputs for one in _drawn(each, form, view, typed)))


def named(offer: Offer | None, typed: Mapping[str, str]) -> dict[str, str]:
    """What was sent, with whoever was looked for where nobody was chosen. Raises `Unfit` where that is not one."""
    text, sent = typed.get(OTHER, "").strip(), dict(typed)
    if offer is None or offer.code != RECUSED or sent.get(FIELD + WHO, "").strip() or not text:
        return sent
    try:
        return sent | {FIELD + WHO: staff_number(text)}
    except ValueError as wrong:
        raise Unfit({OTHER: str(wrong)}) from wrong


def _drawn(one: Input, form: Form, view: InterviewView, typed: Mapping[str, str]) -> Iterator[Input]:
    if one.code != WHO:
        yield one
        return
    text = typed.get(OTHER, "").strip() if form.offer.of_others else ""
    people = dict(_taking_part(form.offer, view))
    found = [some.person for some in access().find(text, MOST)] if text else []
    fresh = {some.cadre: _called(some) for some in found if some.cadre not in people}
    only = next(iter(people | fresh)) if len(people | fresh) == 1 else found[0].cadre if len(found) == 1 else ""
    yield evolve(one, type="CHOICE", choices=tuple((people | fresh).items()), value=typed.get(FIELD + WHO, "") or only)
    if form.offer.of_others:
        nobody = say("名册里没有找到“{text}”；请核对姓名，或填人员编号。", text=text) if text and not found else ""
        several = say("找到 {count} 位，请在“{title}”里选定。", count=len(found), title=one.title) if found[1:] else ""
        yield Input(OTHER, OTHER, say("其他人：姓名、拼音或人员编号"), "FOUND", value=text,
                    error=form.errors.get(OTHER, "") or nobody or several)


def _taking_part(offer: Offer, view: InterviewView) -> Iterator[tuple[str, str]]:
    """Those whom it may be, by staff number: himself; and where he may register others, those he sees take part."""
    me, gone = actor().cadre, {one.cadre for one in view.of("recused")}
    parts, names = dict[str, list[str]](), dict[str, str]()
    for one in view.people:
        if one.part in PARTS and one.cadre not in gone and (offer.of_others or one.cadre == me):
            parts.setdefault(one.cadre, []).append(say(PARTS[one.part]))
            names[one.cadre] = one.name
    if me and me not in gone:
        parts.setdefault(me, []).append(say("本人"))
        names.setdefault(me, person_of(me).name)
    for cadre, some in parts.items():
        yield cadre, say("{name}（{parts}）", name=names[cadre], parts=say("、").join(some))


def _called(one: Person) -> str:
    return say("{name} {number} {post}", name=one.name, number=one.cadre, post=one.post).strip()
