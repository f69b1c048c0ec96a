"""What follows from an act about somebody, and the acts on record, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from attrs import frozen

from yuetan.casework.people.acts import Consequences, Touched
from yuetan.casework.people.sorts import SORTS
from yuetan.casework.people.views import PersonMoves
from yuetan.engine.facts import FOREVER
from yuetan.engine.obligations import Key
from yuetan.engine.subjects import JOIN
from yuetan.paperwork.procedure import duties_of
from yuetan.wording import later, say
from yuetan_web.current import shell
from yuetan_web.people import people_of

ONE_DAY = timedelta(days=1)
MOST = 40  # of each sort, told one by one
_PARTS = {"interviewee": later("约谈对象"), "interviewer": later("约谈人"), "company": later("配合人员"),
          "organiser": later("组织人"), "recorder": later("记录人"), "recused": later("已回避")}


@frozen
class Followed:
    """What would change, as lines; each list with how many more there are."""

    carried: Sequence[str]
    handed: Sequence[str]
    withdrawn: Sequence[str]
    appeared: Sequence[str]
    touched: Sequence[tuple[str, str, str]]  # the address, the number, and what becomes of it

    @property
    def nothing(self) -> bool:
        """Whether nothing changes at all."""
        return not (self.handed or self.withdrawn or self.appeared or self.touched)


@frozen
class Line:
    """One act on record."""

    reference: str
    title: str
    since: str
    until: str  # the last day; empty where there is none
    what: str
    paper: str
    reason: str
    late: str
    revoked: bool
    last: bool


def followed(found: Consequences) -> Followed:
    """What would change."""
    titles = _titles()
    return Followed(
        carried=_some([_named(titles, one) for one in found.carried]),
        handed=_some([say("{what}：原由{had}承办，改由{has}承办", what=_named(titles, one.key), had=_people(one.had),
                          has=_people(one.has)) for one in found.handed]),
        withdrawn=_some([_named(titles, one.key) for one in found.withdrawn]),
        appeared=_some([_named(titles, one.key) + (
            say("（期限 {day}）", day=one.due_became) if one.due_became else "") for one in found.appeared]),
        touched=[(one.reference, one.number, _part(one)) for one in found.touched[:MOST]])


def recorded(record: PersonMoves) -> tuple[Line, ...]:
    """The acts on record, the one entered last first."""
    last = record.last
    return tuple(Line(
        reference=one.reference, title=say(SORTS[one.sort].title), since=one.since.isoformat(),
        until="" if one.until == FOREVER else (one.until - ONE_DAY).isoformat(),
        what=say("；").join(_what(record, one.content)), paper=one.paper, reason=one.reason, late=one.late,
        revoked=one.revoked, last=one is last)
        for one in record.moves)


def _what(record: PersonMoves, said: Mapping[str, str]) -> Iterator[str]:
    """What it did to the roster."""
    if "unit" in said:
        yield say("任{unit}{title}", unit=record.units.get(said["unit"], said["unit"]), title=said.get("title", ""))
    for name in said.get("ended", "").splitlines():
        unit, _, title, _ = (*name.split("~"), "", "", "", "")[:4]
        yield say("不再任{unit}{title}", unit=record.units.get(unit, unit), title=title)
    if "name" in said or "number" in said:
        yield say("改为 {name}", name=" ".join(filter(None, (said.get("name"), said.get("number")))))


def _titles() -> dict[tuple[str, str], str]:
    return {(regulation.code, duty.code): duty.title
            for regulation in shell().plugins.regulations for duty in duties_of(regulation)}


def _named(titles: dict[tuple[str, str], str], key: Key) -> str:
    duty = titles.get((key.regulation, key.duty), key.duty)
    people = people_of(key.subject.split(JOIN))
    names = [people[number].name for number in key.subject.split(JOIN) if people[number].name != number]
    return say("{duty}（{name}）", duty=duty, name=say("、").join(names)) if names else duty


def _people(numbers: Sequence[str]) -> str:
    people = people_of(numbers)
    return say("、").join(people[number].name for number in numbers) or say("空缺的职位")


def _part(one: Touched) -> str:
    part = say(_PARTS[one.part])
    if one.closes:
        return say("{part}：约谈撤回结案", part=part)
    return say("{part}：需要另行指定人员", part=part) if one.reassign else say("{part}：继续办理", part=part)


def _some(lines: Sequence[str]) -> Sequence[str]:
    more = len(lines) - MOST
    return [*lines[:MOST], *([say("另有 {count} 项", count=more)] if more > 0 else [])]
