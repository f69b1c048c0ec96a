"""Templates of papers that an office changes in Word: taken as they are, sent in, looked at, agreed to, given up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.paper_templates import KeptTemplate, NewTemplate
from yuetan.paperwork.papers.materials import tags, template_of
from yuetan.paperwork.papers.office_templates import check, preview
from yuetan.paperwork.procedure import paper_of, papers_of
from yuetan.wording import say
from yuetan_web.current import actor, shell
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.listing import day_in
from yuetan_web.sending import attachment
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

paper_templates = Blueprint("paper_templates", __name__)


@frozen
class Sent:
    """A form that comes back: what was typed, and what was wrong with it."""

    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    text: str = ""


@frozen
class Shown:
    """A template as the page shows it."""

    kept: KeptTemplate
    title: str  # of its paper
    look: str
    state: str
    may_agree: bool
    may_end: bool


@paper_templates.get("/templates")
def listing() -> str:
    """The papers there are, what is used in place of each standard template, and what waits."""
    return _page(Sent())


@paper_templates.post("/templates")
def act() -> tuple[str, int] | Answer:
    """Send one in, agree to one, refuse or give one up; where that fails, the form comes back."""
    typed = request.form.to_dict()
    try:
        if typed.get("do") == "send":
            shell().paper_templates.send_in(actor(), _new(typed), _look(typed))
            say_next(say("模板已检查合格，须由另一人同意后，从启用日期起使用。"))
        elif typed.get("do") == "agree":
            shell().paper_templates.agree(actor(), typed.get("template", ""))
            say_next(say("已同意，从启用日期起使用这个模板。"))
        elif typed.get("do") == "end":
            shell().paper_templates.end(actor(), typed.get("template", ""))
            say_next(say("已停用；如果没有更早的模板，改用标准模板。"))
        else:
            abort(NOT_FOUND)
    except Unfit as wrong:
        return _page(Sent(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _page(Sent(typed, {}, refused.text)), UNFIT
    return redirect(url_for("paper_templates.listing"), SEE_OTHER)


@paper_templates.get("/templates/standard/<regulation>/<edition>/<material>")
def standard(regulation: str, edition: str, material: str) -> Response:
    """The standard template of a paper as a Word file with its tags; a sample of it where ``sample`` is asked for."""
    found = _paper(regulation, edition, material) or abort(NOT_FOUND)
    if not shell().paper_templates.units(actor()):
        abort(NOT_FOUND)
    settled, paper = found
    if "sample" in request.args:
        name = say("{paper}（样张）.docx", paper=paper.title)
        return attachment(name, preview(settled, paper, None, shell().today()))
    return attachment(say("{paper}（标准模板）.docx", paper=paper.title), template_of(settled, paper))


@paper_templates.get("/templates/<reference>/file")
def file(reference: str) -> Response:
    """A template that was sent in, as it is; or a sample of it, with made-up data."""
    kept, content = shell().paper_templates.content(actor(), reference)
    settled, paper = _paper(kept.regulation, kept.edition, kept.material) or abort(NOT_FOUND)
    name = say("{paper}（第 {version} 版）", paper=paper.title, version=kept.version)
    if "sample" in request.args:
        return attachment(say("{name}样张.docx", name=name), preview(settled, paper, content, shell().today()))
    return attachment(f"{name}.docx", content)


def _new(typed: Mapping[str, str]) -> NewTemplate:
    sent = request.files.get("file")
    regulation, edition, material = _named(typed)
    return NewTemplate(unit=typed.get("unit", ""), regulation=regulation, edition=edition, material=material,
                       since=day_in(typed.get("since", "")), note=typed.get("note", ""),
                       content=sent.read() if sent else b"")


def _look(typed: Mapping[str, str]) -> Any:  # noqa: ANN401 - see `yuetan.casework.paper_templates.Check`
    found = _paper(*_named(typed))
    if found is None:
        raise Unfit({"paper": say("请选择是哪一种文书的模板。")})
    return check(*found)


def _named(typed: Mapping[str, str]) -> tuple[str, str, str]:
    regulation, _, rest = typed.get("paper", "").partition(":")
    edition, _, material = rest.partition(":")
    return regulation, edition, material


def _paper(regulation: str, edition: str, material: str) -> tuple[Any, Any] | None:
    """A regulation, settled, and its paper of this code; None where there is none."""
    for one in shell().plugins.regulations:
        if (one.code, one.edition) == (regulation, edition) and (paper := paper_of(one, material)) is not None:
            return one.under({}), paper
    return None


def _page(sent: Sent) -> str:
    made, me = shell().paper_templates, actor()
    titles = {(one.code, one.edition, paper.code): paper.title for one in shell().plugins.regulations
              for paper in papers_of(one)}
    chosen = _paper(*_named(request.args if "paper" in request.args else sent.typed))
    units = made.units(me, "template.propose")
    return render_template(
        "templates.html", sent=sent, units=dict(units), names=dict(made.units(me)),
        regulations=shell().plugins.regulations, papers=papers_of, chosen=chosen,
        rows=[_shown(one, titles) for one in made.listed(me)],
        named=request.args.get("paper", "") or sent.typed.get("paper", ""), tags=tags(*chosen) if chosen else {})


def _shown(kept: KeptTemplate, titles: Mapping[tuple[str, str, str], str]) -> Shown:
    made, me, today = shell().paper_templates, actor(), shell().today()
    may = made.may_agree(me, kept)
    if kept.ended_at is not None:
        look, state = "lapsed", say("已停用") if kept.agreed_at else say("未同意")
    elif kept.waiting:
        look, state = "waiting", say("等另一人同意")
    else:
        look, state = ("done", say("使用中")) if kept.used(today) else ("soon", say("{day} 起使用", day=kept.since))
    return Shown(kept, titles.get((kept.regulation, kept.edition, kept.material), kept.material), look, state,
                 may and kept.waiting, kept.ended_at is None and (may or (kept.waiting and me.counts_as(
                     kept.uploaded_by))))
