"""Papers that leave the office: printed with numbers and copies, taken in one file, and the register of it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen
from flask import Blueprint, Response, abort, redirect, render_template, request, stream_with_context, url_for

from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.printing import MARKINGS, NewPrint
from yuetan.paperwork.papers.batch import zipped
from yuetan.paperwork.papers.delivery import Delivered, named
from yuetan.paperwork.papers.pdf import NotPrinted
from yuetan.paperwork.procedure import papers_of
from yuetan.wording import later, say
from yuetan_web.current import access, actor, shell
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.printing import PDF, WORD, Asked, all_papers, asked_for, made_in_copies, not_printed
from yuetan_web.sending import attachment
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

    from yuetan.casework.printing import Stamp

papers = Blueprint("papers", __name__)
SORTS = {PDF: later("PDF（按公文格式排好，直接打印）"), WORD: later("Word（还要修改的）")}
BUNDLES = {"all": later("全部文书"), "notices": later("通知"), "blank": later("空白文书")}
MOST_DIGITS, LONGEST_KEY = 3, 9
PAGE = 100  # rows of the register


@frozen
class Sent:
    """A form that comes back: what was typed, and what was wrong with it."""

    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    text: str = ""


@papers.get("/interviews/<reference>/papers.zip")
def bundle(reference: str) -> Response:
    """Papers of an interview in one zip file, made while it is sent: all, the notices, or those to fill in."""
    view = access().interview(reference) or abort(NOT_FOUND)
    which, sort = request.args.get("which", "all"), request.args.get("format", WORD)
    if which not in BUNDLES:
        abort(NOT_FOUND)
    made = list(all_papers(view, which, sort))
    if not made:
        abort(NOT_FOUND)
    name = say("{which}{number}.zip", which=say(BUNDLES[which]), number=view.number)
    shell().exports.took_papers(actor(), reference, name)
    answer = attachment(name, b"")
    answer.response = stream_with_context(zipped(made))
    answer.headers.remove("Content-Length")
    return answer


@papers.get("/interviews/<reference>/papers/<which>/print")
def printing(reference: str, which: str) -> str:
    """The form to print a paper by, and what was printed of it."""
    return _page(asked_for(reference, which, request.args.get("cadre", "")), Sent())


@papers.post("/interviews/<reference>/papers/<which>/print")
def print_out(reference: str, which: str) -> tuple[str, int] | Response:
    """Print a paper: the file, with its number and the numbers of its copies."""
    typed = request.form.to_dict()
    asked = asked_for(reference, which, typed.get("cadre", ""))
    file = list[Delivered]()

    def make(stamps: Sequence[Stamp]) -> bytes:
        file.append(made_in_copies(asked, typed.get("sort", ""), stamps))
        return file[0].content

    try:
        content = shell().prints.print_out(actor(), _new(asked, typed), make)
    except Unfit as wrong:
        return _page(asked, Sent(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _page(asked, Sent(typed, {}, refused.text)), UNFIT
    except NotPrinted as missing:
        return not_printed(missing)
    return attachment(file[0].name, content)


@papers.get("/prints")
def register() -> str:
    """What was printed, the numbers papers were given, and what these begin with."""
    return _register(Sent())


@papers.post("/prints")
def manage() -> tuple[str, int] | Answer:
    """Set what numbers begin with, or say that one does not hold."""
    typed = request.form.to_dict()
    try:
        if typed.get("do") == "stem":
            shell().prints.set_stem(actor(), typed.get("unit", ""), typed.get("material", ""), typed.get("stem", ""))
            say_next(say("已设定，从下一份编号的文书起使用。"))
        elif typed.get("do") == "void":
            shell().prints.void(actor(), typed.get("number", ""), typed.get("reason", ""))
            say_next(say("已作废，这个序号不再使用；原因已登记。"))
        else:
            abort(NOT_FOUND)
    except Unfit as wrong:
        return _register(Sent(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _register(Sent(typed, {}, refused.text)), UNFIT
    return redirect(url_for("papers.register"), SEE_OTHER)


def _new(asked: Asked, typed: Mapping[str, str]) -> NewPrint:
    """What was typed; raises `Unfit` for what is no number."""
    errors = {name: say("请写整数。") for name in ("copies", "kept_years")
              if (text := typed.get(name, "").strip()) and not (text.isascii() and text.isdigit()
                                                                and len(text) < MOST_DIGITS)}
    if errors:
        raise Unfit(errors)
    copies, years = typed.get("copies", "").strip(), typed.get("kept_years", "").strip()
    return NewPrint(
        interview=asked.view.reference, paper=asked.key, title=asked.paper.material.title, cadre=asked.cadre,
        material=f"{asked.view.regulation.code}:{asked.paper.material.code}", sort=typed.get("sort", ""),
        copies=int(copies or 1), given_to=typed.get("given_to", ""), marking=typed.get("marking", ""),
        kept_years=int(years) if years else None, numbered=typed.get("numbered", "") == "yes")


def _page(asked: Asked, sent: Sent) -> str:
    if not shell().prints.may_print(actor(), asked.view.reference):
        abort(NOT_FOUND)
    number = shell().prints.number(asked.view.reference, asked.key, asked.cadre)
    material = f"{asked.view.regulation.code}:{asked.paper.material.code}"
    printed = [one for one in access().prints(asked.view.reference) if one.title == asked.paper.material.title]
    whom = asked.view.of("interviewee")
    return render_template(
        "printing.html", asked=asked, sent=sent, number=number, material=material, printed=printed,
        name=named(asked.view, asked.paper), whom=whom[0].name if len(whom) == 1 else "",
        sorts=[(code, say(title)) for code, title in SORTS.items()],
        markings=[(code, say(title)) for code, title in MARKINGS.items()])


def _register(sent: Sent) -> str:
    units, stems = shell().prints.stems(actor())
    names = _materials()
    before = request.args.get("before", "")
    known = before.isascii() and before.isdigit() and len(before) <= LONGEST_KEY
    rows = access().prints(before=int(before) if known else None)
    return render_template(
        "prints.html", sent=sent, units=dict(units), stems=stems, own=next(iter(access().granted_units()), ("",))[0],
        materials=names, prints=rows, numbers=access().document_numbers(),
        markings={code: say(title) for code, title in MARKINGS.items()},
        more=rows[-1].id if len(rows) == PAGE else None)


def _materials() -> dict[str, str]:
    """The papers that may have a stem of their own, by what the register knows them."""
    found = dict[str, str]()
    for regulation in shell().plugins.regulations:
        for one in papers_of(regulation):
            found.setdefault(f"{regulation.code}:{one.code}", say("《{title}》：{paper}", title=regulation.title,
                                                                  paper=one.title))
    return found
