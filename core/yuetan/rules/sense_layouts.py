"""Sense of layouts: each is for a paper there is, says all of it, and nothing that its reader may not see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from yuetan.rules.duties import Duty
from yuetan.rules.events import NOTIFIED, RECORDED
from yuetan.rules.force import INTERVIEWEE
from yuetan.rules.layouts import (
    FACTS,
    ROW,
    TAG,
    Form,
    Layout,
    Ledger,
    Letter,
    Listed,
    Tall,
    Written,
    kept_from,
    named_in,
    texts_of,
)
from yuetan.rules.papers import Material
from yuetan.rules.parts import inside
from yuetan.rules.rule import rule_name
from yuetan.wording import say

PAIRS = (2, 4)  # texts of a row of a form
LONGEST_GAP = 40  # lines to write on
GROUNDS = "grounds"  # the fact that whoever is talked to is not told by the system
HANDED_OVER = frozenset({NOTIFIED, RECORDED})  # what the interviewee is given, or signs


def layout_faults(layouts: Sequence[Layout], materials: Sequence[Material], duties: Sequence[Duty],
                  printed: Callable[[str], str]) -> Iterator[str]:
    """Faults of layouts, each with its paper, the clause that asks for that, and what to do."""
    papers = {one.code: one for one in materials}
    for code, count in Counter(one.material for one in layouts).items():
        if code not in papers:
            yield say("有一个版式是给材料“{code}”的，制度里没有这份材料；请改正代码，已有的是：{known}。", code=code,
                      known=say("、").join(papers) or say("无"))
        elif count > 1:
            yield say("{paper}有 {count} 个版式；请只留一个。", paper=_called(papers[code], printed), count=count)
    for layout in layouts:
        if layout.material in papers:
            paper = papers[layout.material]
            yield from (say("{paper}的版式{fault}", paper=_called(paper, printed), fault=fault)
                        for look in (_tags, _braces, _kept, _left_out, _parts)
                        for fault in look(layout, paper))
            yield from _reader(layout, paper, duties, printed)


def handed_over(paper: Material, duties: Sequence[Duty]) -> bool:
    """Whether a paper goes through the hands of the interviewee: he is given it, hands it in, or signs it."""
    return any(duty.material == paper and (INTERVIEWEE in (duty.to, duty.owed_by) or duty.met_by in HANDED_OVER)
               for duty in duties)


def _called(paper: Material, printed: Callable[[str], str]) -> str:
    places = say("、").join(printed(place) for place in paper.places)
    return say("{rule}（{places}）", rule=rule_name(paper), places=places) if places else f"{rule_name(paper)} "


def _tags(layout: Layout, paper: Material) -> Iterator[str]:
    fields = {one.code: one.title for one in paper.fields}
    own = {ROW} if isinstance(layout, Ledger) else set()
    for code in named_in(layout):
        if code not in fields.keys() | FACTS.keys() | own:
            yield say("写了“{tag}”，没有这个栏目；这份材料的栏目有：{fields}；案件信息有：{facts}。请改正代码，"
                      "或在材料的 fields 中声明它。", tag=f"{{{code}}}", fields=say("、").join(fields) or say("无"),
                      facts=say("、").join(FACTS))
    plain = [code for one in inside(layout, Listed) for code in one.fields]
    plain += [one.field for one in inside(layout, Written)]
    for code in plain:
        if code in FACTS and code not in fields:
            yield say("在 Listed 或 Written 里写了“{code}”，那里只能写材料的栏目；请改写成一段正文。", code=code)


def _braces(layout: Layout, _paper: Material) -> Iterator[str]:
    for text in texts_of(layout):
        if re.search("[{}]", TAG.sub("", text)):
            yield say("的“{text}”里有多余的花括号；花括号里只写栏目代码，如“{tag}”，请改正。", text=text, tag="{place}")


def _kept(layout: Layout, paper: Material) -> Iterator[str]:
    for code in kept_from(paper, layout.reader) & set(named_in(layout)):
        yield say("写了“{tag}”，看这份材料的人不能都看到它；请从版式中去掉，或用 reader 写明给谁看。",
                  tag=f"{{{code}}}")


def _left_out(layout: Layout, paper: Material) -> Iterator[str]:
    named = {*named_in(layout), *kept_from(paper, layout.reader)}
    missing = [one.code for one in paper.fields if one.code not in named]
    if missing:
        yield say("没有写栏目 {fields}，填了也印不出来；请加进版式，或从材料的 fields 中去掉。",
                  fields=say("、").join(missing))


def _parts(layout: Layout, _paper: Material) -> Iterator[str]:
    if isinstance(layout, Letter):
        if not layout.body:
            yield say("没有正文；请在 body 中写上段落。")
        if len(list(inside(layout.body, Listed))) > 1:
            yield say("有两处 Listed；一份材料只能有一处，请并成一处。")
    elif len(layout.caption) != len(("left", "right")):
        yield say("的 caption 要写左右两段文字，可以是空的；请改正。")
    if isinstance(layout, Form) and not all(len(one) in PAIRS for one in layout.rows if isinstance(one, tuple)):
        yield say("的 rows 里有一行不是两格或四格；请写成“名称、内容”一对或两对。")
    if (isinstance(layout, Form) and not layout.rows) or (isinstance(layout, Ledger) and not layout.columns):
        yield say("没有表格；请写上 rows 或 columns。")
    lines = [*(one.lines for one in inside(layout, Written)), *(one.lines for one in inside(layout, Tall))]
    if isinstance(layout, Ledger):
        lines += [layout.blanks, *(one.width for one in layout.columns)]
    if not all(1 <= one <= LONGEST_GAP for one in lines):
        yield say("的行数、空行数或列宽不在 1 到 {most} 之间；请改正。", most=LONGEST_GAP)


def _reader(layout: Layout, paper: Material, duties: Sequence[Duty], printed: Callable[[str], str]) -> Iterator[str]:
    """What goes through the hands of the interviewee is for nobody else to read more in, and tells no ground."""
    if not handed_over(paper, duties):
        return
    if layout.reader not in {None, INTERVIEWEE}:
        yield say("{paper}是约谈对象经手的材料，版式的 reader 却写了别人；请去掉 reader，或写 INTERVIEWEE。",
                  paper=_called(paper, printed))
    if GROUNDS in named_in(layout) and GROUNDS not in {one.code for one in paper.fields}:
        yield say("{paper}是约谈对象经手的材料，版式里写了“{tag}”，事由只供内部材料使用；请去掉，"
                  "需要告知本人的写成材料的栏目。", paper=_called(paper, printed), tag=f"{{{GROUNDS}}}")
