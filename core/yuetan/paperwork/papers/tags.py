"""The tags of a template: declared names, and loops over declared lists. Everything else is code, and refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape

from attrs import field, frozen
from jinja2 import Environment, StrictUndefined, TemplateError, nodes

from yuetan.paperwork.papers.faults import TemplateRefused
from yuetan.paperwork.papers.literal import literal
from yuetan.wording import say

Lists = Mapping[str, Collection[str]]
"""The lists a template may go through, each with the fields of its items; none where the items are plain texts."""
MANY_TAGS = 500
SHOWN = 80  # characters of a tag
MARKUP = re.compile(r"</?w:[^>]*>")  # between the pieces of a tag that was never closed
END, LOOP = "endfor", "for"
OWN_LOOP = "loop"  # a name of Jinja itself


class _DataAlone(Environment):
    """Finds fields in mappings, and nothing else anywhere: a dot never reaches an attribute of a Python object."""

    def getattr(self, obj: Mapping[str, str], attribute: str) -> str:
        return obj[attribute]


ENVIRONMENT = _DataAlone(autoescape=True, undefined=StrictUndefined, finalize=lambda value: literal(str(value)))
ENVIRONMENT.globals.clear()
ENVIRONMENT.filters.clear()
ENVIRONMENT.tests.clear()


@frozen
class Tags:
    """What the tags of a template may name."""

    names: Collection[str]
    lists: Lists = field(factory=dict)

    def check(self, source: str) -> int:
        """How many tags there are; raises `TemplateRefused`, naming the tag, for the first that is not allowed."""
        scope: dict[str, Collection[str]] = {}
        count = 0
        for count, (sort, tag) in enumerate(_tags(source), 1):  # noqa: B007 - the last count is the answer
            if sort == "variable":
                self._check_name(tag, scope)
            elif sort == "block":
                scope = self._scope_after(tag, scope)
            elif sort == "raw":
                raise _refused(tag, say("原样输出的标签不能用"))
        return count

    def _check_name(self, tag: str, scope: Mapping[str, Collection[str]]) -> None:
        match _expression(tag):
            case nodes.Name(name=name) if name in self.names or scope.get(name) == ():
                return
            case nodes.Name(name=name):
                raise _refused(tag, say("没有“{name}”这一项；可用的有：{known}", name=name,
                                        known=say("、").join(sorted({*self.names, *scope}))))
            case nodes.Getattr(node=nodes.Name(name=name), attr=attribute) if name in scope:
                if attribute in scope[name]:
                    return
                raise _refused(tag, say("循环的每一项里没有“{name}”；可用的有：{known}", name=attribute,
                                        known=say("、").join(scope[name])))
        raise _refused(tag, say("标签里只能写项目的名称，不能有运算、调用、过滤器或属性"))

    def _scope_after(self, tag: str, scope: Mapping[str, Collection[str]]) -> dict[str, Collection[str]]:
        words = tag.strip("{}%+- \n").split()
        if words == [END]:
            return {}
        if words[:1] != [LOOP]:
            raise _refused(tag, say("只能用循环标签，不能有条件、引用、宏或赋值"))
        if scope:
            raise _refused(tag, say("循环里不能再套循环"))
        return self._loop(tag)

    def _loop(self, tag: str) -> dict[str, Collection[str]]:
        match _parsed(tag + "{% endfor %}", tag):
            case [nodes.For(target=nodes.Name(name=name), iter=nodes.Name(name=listed), test=None, recursive=False)]:
                if listed not in self.lists:
                    raise _refused(tag, say("没有“{name}”这一列表；可用的有：{known}", name=listed,
                                            known=say("、").join(sorted(self.lists)) or say("无")))
                if name in {*self.names, *self.lists, OWN_LOOP}:
                    raise _refused(tag, say("“{name}”已有所指，请换一个名称", name=name))
                return {name: tuple(self.lists[listed])}
        raise _refused(tag, say("循环只能写成“for 名称 in 列表”"))


def _tags(source: str) -> Iterator[tuple[str, str]]:
    """Each tag with its sort: variable, block, comment or raw."""
    sort, tag = "", list[str]()
    try:
        for _, token, text in ENVIRONMENT.lex(source):
            if token in {"variable_begin", "block_begin", "raw_begin", "comment_begin"}:
                sort, tag = token.removesuffix("_begin"), []
            tag.append(text)
            if token in {"variable_end", "block_end", "raw_begin", "comment_end"}:
                yield sort, "".join(tag)
                tag = []
    except TemplateError as error:
        raise _unreadable("".join(tag)) from error
    if "".join(tag).startswith("{"):  # what stands between tags does not
        raise _unreadable("".join(tag))


def _expression(tag: str) -> nodes.Node | None:
    match _parsed(tag, tag):
        case [nodes.Output(nodes=[expression])]:
            return expression
    return None


def _parsed(source: str, tag: str) -> list[nodes.Node]:
    try:
        return ENVIRONMENT.parse(source).body
    except (TemplateError, RecursionError) as error:
        raise _unreadable(tag) from error


def _unreadable(tag: str) -> TemplateRefused:
    return _refused(tag, say("写得不完整，或含有不认识的字符"))


def _refused(tag: str, why: str) -> TemplateRefused:
    shown = " ".join(unescape(MARKUP.sub("", tag)).split())
    return TemplateRefused(say("模板里的标签“{tag}”不能用：{why}。", tag=shown[:SHOWN], why=why) if shown
                           else say("模板里有标签不能用：{why}。", why=why))
