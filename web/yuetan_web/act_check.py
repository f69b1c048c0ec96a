"""An act once more before it is done, where it goes out to somebody or ends something: each answer with a way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask import render_template

from yuetan.access.views import InterviewView
from yuetan.casework.acts import Offer, Taken
from yuetan.wording import later, say
from yuetan_web.clashing import Warned, clashes_in
from yuetan_web.current import actor, shell
from yuetan_web.forms import Form, Input, new_token
from yuetan_web.people import person_of
from yuetan_web.proposed import Answer
from yuetan_web.shown import named
from yuetan_web.told import changes_in_words
from yuetan_web.typed import sent

_WORDS = {"yes": later("是"), "no": later("否")}


def check_page(view: InterviewView, offer: Offer, form: Form, asked: Taken, changes: Iterable[Any]) -> str:
    """Everything as it will be sent, what would change in what is owed, and what else is on the day it names."""
    return render_template(
        "act_check.html", view=view, offer=offer, citation=form.citation, name=named(view.of("interviewee")),
        fields=[(name, text) for name, text in sent() if name != "token"], token=f"{new_token()}-{offer.code}",
        scan=asked.late is not None and shell().attachments.may_add(actor(), view),
        answers=tuple(_answers(form, asked)), changes=changes_in_words(changes), clashes=_clashes(view, asked))


def _answers(form: Form, asked: Taken) -> Iterator[Answer]:
    addressees, cadres = dict(form.addressees), dict(form.cadres)
    if asked.addressee:
        yield Answer(say("送达给"), addressees.get(asked.addressee, asked.addressee), "addressee")
    if cadres:
        yield Answer(say("约谈对象"), cadres.get(asked.cadre, "") or say("每人一份，各自只写本人"), "cadre")
    for one in form.inputs:
        yield Answer(one.title, _said(one, asked) or say("未填"), one.code)
    if asked.reason:
        yield Answer(say("这样办理的理由"), asked.reason, "reason-given")
    if asked.signed:
        signer = person_of(asked.signed_by).name if asked.signed_by else ""
        text = say("{signer} 签字的“{paper}”", signer=signer, paper=asked.signed_paper)
        yield Answer(say("代录"), text, "signed_by")
    if asked.late:
        yield Answer(say("补录"), say("{day}，依据{paper}；{reason}", day=asked.on, paper=asked.late.paper,
                                       reason=asked.late.reason), "on")


def _said(one: Input, asked: Taken) -> str:
    """What was entered, as it will be read."""
    text = asked.fields.get(one.code, "")
    if one.type == "CADRE" and text:
        return person_of(text).name
    return dict(one.choices).get(text) or (say(_WORDS[text]) if one.type == "YES_NO" and text in _WORDS else text)


def _clashes(view: InterviewView, asked: Taken) -> tuple[Warned, ...]:
    if "date" not in asked.fields:
        return ()
    return clashes_in(view, asked.fields["date"], asked.fields.get("time", ""), asked.fields.get("place", ""))
