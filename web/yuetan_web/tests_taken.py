"""Tests before a talk: the cadre takes his own on his page; the office prints one, and enters that it was taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.access.views import InterviewView
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.knowledge_test_drawing import test_of
from yuetan.casework.knowledge_test_views import OwnTest, TestsOfInterview
from yuetan.paperwork.papers.printed_test import printed_test
from yuetan.paperwork.papers.result_paper import result_paper
from yuetan.wording import say
from yuetan_web.current import actor, shell, wording_of
from yuetan_web.forms import new_token, read_day
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.objections import objection_words
from yuetan_web.printing import as_asked
from yuetan_web.sending import attachment
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import tell

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

tests = Blueprint("tests", __name__)
ANSWER = "answer."  # before the entry of a question


@frozen
class Sent:
    """What was sent and not done: what was typed or chosen, and what was wrong with it."""

    cadre: str = ""
    typed: Mapping[str, str] = field(factory=dict)
    chosen: Mapping[str, tuple[str, ...]] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    refused: tuple[str, ...] = ()


@tests.get("/interviews/<reference>/test")
def own(reference: str) -> str:
    """His own test: to be begun, to be answered, or taken."""
    return _own_page(shell().tests.own(actor(), reference), Sent())


@tests.post("/interviews/<reference>/test")
def take(reference: str) -> tuple[str, int] | Answer:
    """Begin his test, or answer it; where an answer is missing, the form comes back with the others."""
    mine = shell().tests.own(actor(), reference)
    address = url_for("tests.own", reference=reference)
    chosen = {name.removeprefix(ANSWER): tuple(some) for name, some in request.form.lists() if name.startswith(ANSWER)}
    try:
        if request.form.get("do") == "begin":
            shell().tests.begin(actor(), reference)
            return redirect(address, SEE_OTHER)
        done = shell().tests.answer(actor(), reference, chosen, token=request.form.get("token", ""))
    except Unfit as wrong:
        return _own_page(mine, Sent(chosen=chosen, errors=wrong.errors)), UNFIT
    except Refused as refused:
        return _own_page(mine, Sent(refused=_words(mine, refused))), UNFIT
    taken = (say("已作答：{title}。得分只有您自己看得到。", title=mine.material.title) if _kept_to_himself(mine)
             else say("已作答：{title}。", title=mine.material.title))
    tell(taken, done, own=actor().cadre)
    return redirect(address, SEE_OTHER)


@tests.get("/interviews/<reference>/test/result")
def result(reference: str) -> Response:
    """What he answered and what is right as a paper, or as PDF where that is asked for; for himself alone."""
    mine = shell().tests.own(actor(), reference)
    if mine.taken_on is None:
        abort(NOT_FOUND)
    return as_asked(reference, lambda by: result_paper(mine, actor().name, by) or abort(NOT_FOUND))


@tests.get("/interviews/<reference>/tests")
def office(reference: str) -> str:
    """The tests of an interview as the office sees them."""
    return _office_page(shell().tests.office(actor(), reference), Sent())


@tests.post("/interviews/<reference>/tests/paper")
def print_out(reference: str) -> tuple[str, int] | Response:
    """The test of one of those talked to as a file to be printed: the same whenever it is asked for."""
    cadre = request.form.get("cadre", "")
    try:
        found = printed_test(shell().tests.print(actor(), reference, cadre))
    except Refused as refused:
        view = shell().tests.office(actor(), reference)
        return _office_page(view, Sent(cadre, refused=_words(view, refused))), UNFIT
    return attachment(found.name, found.content)


@tests.post("/interviews/<reference>/tests")
def enter(reference: str) -> tuple[str, int] | Answer:
    """Enter from the signed paper that a test was taken, and when."""
    typed = request.form.to_dict()
    cadre, view = typed.get("cadre", ""), shell().tests.office(actor(), reference)
    try:
        done = shell().tests.enter(actor(), reference, cadre, on=read_day(typed, "on"), paper=typed.get("paper", ""),
                                   token=typed.get("token", ""))
    except Unfit as wrong:
        return _office_page(view, Sent(cadre, typed, errors=wrong.errors)), UNFIT
    except Refused as refused:
        return _office_page(view, Sent(cadre, typed, refused=_words(view, refused))), UNFIT
    tell(say("已登记：{title}。", title=view.material.title), done)
    return redirect(url_for("tests.office", reference=reference), SEE_OTHER)


def offered(view: InterviewView) -> tuple[str, str]:
    """Where an interview leads to its test, and what that is called; both empty where the reader has nothing there."""
    if test_of(view.regulation, view.kind.code) is None:
        return "", ""
    for find, endpoint in ((shell().tests.own, "tests.own"), (shell().tests.office, "tests.office")):
        try:
            found = find(actor(), view.reference)
        except Hidden:
            continue
        return url_for(endpoint, reference=view.reference), found.material.title
    return "", ""


def _own_page(mine: OwnTest, sent: Sent) -> str:
    words = wording_of(mine.regulation)
    return render_template("test.html", mine=mine, sent=sent, answer=ANSWER, token=new_token(),
                           citation=words.citation(mine.material.places), to_himself=_kept_to_himself(mine))


def _office_page(view: TestsOfInterview, sent: Sent) -> str:
    words = wording_of(view.regulation)
    return render_template("tests.html", view=view, sent=sent, token=new_token(),
                           citation=words.citation(view.material.places))


def _kept_to_himself(mine: OwnTest) -> bool:
    """Whether nobody but he learns the score."""
    return not any(one.code == "score" and not one.seen_by for one in mine.material.fields)


def _words(of: OwnTest | TestsOfInterview, refused: Refused) -> tuple[str, ...]:
    """A refusal in words: each objection with its clause."""
    words = wording_of(of.regulation)
    return tuple(objection_words(one, words) for one in refused.objections) or (refused.text,)
