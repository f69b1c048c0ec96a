"""Random outlines, printed in random styles, widths and line breaks, with what the reader must find in them."""

from __future__ import annotations

from attrs import evolve, frozen
from hypothesis import strategies as st

from yuetan.rules.numerals import numeral
from yuetan.rules.text.markers import Style

OPENINGS = {
    Style.ARTICLE: ("第{chinese}条 ", "第{chinese}条　　", "第 {chinese} 条 ", "第{number}条 "),
    Style.CHINESE: ("{chinese}、", "{chinese}．", "{chinese} 、"),
    Style.CHINESE_BRACKETED: ("（{chinese}）", "({chinese})", "( {chinese} ) ", "（{chinese}）、"),
    Style.ARABIC: ("{number}.", "{number}．", "{number}、", "{number}. ", "{wide}．", "{wide}、"),
    Style.ARABIC_BRACKETED: ("({number})", "（{number}）", "（{wide}）", "( {number} ) "),
    Style.ARABIC_HALF_BRACKETED: ("{number})", "{number}）", "{wide}）"),
    Style.CIRCLED: ("{circled}",),
}
PRINTED = {
    Style.ARTICLE: "第{chinese}条", Style.CHINESE: "{chinese}", Style.CHINESE_BRACKETED: "（{chinese}）",
    Style.ARABIC: "{number}", Style.ARABIC_BRACKETED: "({number})", Style.ARABIC_HALF_BRACKETED: "{number})",
    Style.CIRCLED: "{circled}",
}
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
WORDS = ("谈话人先听，后说。", "第二次谈话由办公室安排；", "按照第三条第（二）项办理。",
         "材料共3份，一、二级单位各留一份。",
         "（附后）的表格，由本人填写。", "自2031年5月6日起，照此办理。", "3个工作日内送达。", "谈话记录，1.5倍行距。")
LOOK_LIKE_NUMBERS = ("（一）、（二）两项可以合并。", "①②两表，合订一册。", "一、二级单位各留一份。",
                     "第一条规定的，从其规定。", "2.5倍行距。", "（三）项除外。", "2031.5.6起办理。")
BROKEN = (("办公室收到材料以后，应当逐件登记、编", "号。"),
          ("凡是需要谈话的，", "（四十七）不是编号。"), ("天数，", "47. 这里不算。"),
          ("书记、副书记、纪委书记、组织部长、宣传部长、统战部长、政法委书记、办公", "室主任。"))
HEADINGS = ("谈话的准备", "总体要求", "谈话人")


@frozen
class Node:
    """One place of an outline: its paragraphs, its heading, and the list below it."""

    opening: str
    heading: str
    paragraphs: tuple[str, ...]
    broken: tuple[str, ...]  # a paragraph that the page broke in two
    style: Style = Style.ARABIC
    below: tuple[Node, ...] = ()


@frozen
class Expected:
    """What the reader must find at one place."""

    at: str
    printed: str
    text: str
    tail: str


@frozen
class Outline:
    """A text and the places in it."""

    text: str
    places: tuple[Expected, ...]


@st.composite
def _lists(draw: st.DrawFn, taken: frozenset[Style]) -> tuple[Node, ...]:
    """One list in a style that is not open, its items with lists of their own."""
    free = sorted(set(Style) - taken - ({Style.ARTICLE} if taken else set()), key=lambda one: one.name)
    style = draw(st.sampled_from(free))
    size = draw(st.integers(2, 12 if not taken else 4))  # 1.3个 alone may be a decimal number: a second item tells
    return tuple(draw(_nodes(taken | {style}, style)) for _ in range(size))


@st.composite
def _nodes(draw: st.DrawFn, taken: frozenset[Style], style: Style) -> Node:
    deeper = len(taken) < 4 and draw(st.integers(0, 3)) == 0
    node = Node(
        opening=draw(st.sampled_from(OPENINGS[style])),
        heading=draw(st.sampled_from(("", "", *HEADINGS))),
        paragraphs=(draw(st.sampled_from(WORDS)),
                    *draw(st.lists(st.sampled_from(WORDS + LOOK_LIKE_NUMBERS), max_size=2))),
        broken=draw(st.sampled_from(((), (), *BROKEN))),
        style=style,
    )
    return evolve(node, below=draw(_lists(taken))) if deeper else node


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """A text with a title page, an outline and perhaps an annex, and the places in it."""
    nodes, gap = draw(_lists(frozenset())), draw(st.sampled_from(("\n", "\n\n", "\n　　")))
    placed = list(_placed(nodes, (), ""))
    lines = ["山桃局文件", "山桃发〔2031〕9号",
             *(line for _, _, node, number in placed for line in _lines(node, number))]
    lines += draw(st.sampled_from(((), ("附件：表格", "1. 表格一"), ("附 件", "一、表格"))))
    depths = [len(path) for path, _, _, _ in placed[1:]] + [1]
    return Outline(gap.join(lines), tuple(
        _expected(path, printed, node, last=depth < len(path))
        for (path, printed, node, _), depth in zip(placed, depths, strict=True)))


def _placed(nodes: tuple[Node, ...], path: tuple[int, ...],
            printed: str) -> list[tuple[tuple[int, ...], str, Node, int]]:
    found = []
    for number, node in enumerate(nodes, start=1):
        name = printed + _filled(PRINTED[node.style], number)
        found.append(((*path, number), name, node, number))
        found += _placed(node.below, (*path, number), name)
    return found


def _lines(node: Node, number: int) -> list[str]:
    """The heading or the first paragraph beside the number, the rest below; one line broken off where asked for."""
    first, *rest = (*filter(None, (node.heading,)), *node.paragraphs)
    opened = _filled(node.opening, number) + first
    return [opened, *rest, *node.broken]


def _expected(path: tuple[int, ...], printed: str, node: Node, *, last: bool) -> Expected:
    paragraphs = [*filter(None, (node.heading,)), *node.paragraphs]
    if node.broken:
        paragraphs.append("".join(node.broken))
    own = len(paragraphs) if not last else 2 if node.heading else 1
    return Expected(".".join(map(str, path)), printed, "\n".join(paragraphs[:own]), "\n".join(paragraphs[own:]))


def _filled(pattern: str, number: int) -> str:
    circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"[number - 1]
    return pattern.format(number=number, chinese=numeral(number), wide=str(number).translate(WIDE), circled=circled)
