"""Obligations as a page shows them: in words, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import evolve, frozen
from flask import url_for

from yuetan.access.views import InterviewRow, ObligationView, OwedRow, Person
from yuetan.engine.obligations import Key, Obligation, Status
from yuetan.paperwork.explanation import Line, Wording, account, against_words, status_words
from yuetan.paperwork.papers.delivery import NUMBER
from yuetan.wording import later, say
from yuetan_web.current import shell, wording
from yuetan_web.dates import ONE_DAY, WEEK, Day, bases, counting

_LOOKS = {Status.OVERDUE: "over", Status.WAITING: "waiting", Status.DONE: "done", Status.LATE: "late",
          Status.LAPSED: "lapsed"}
GROUPS = {"over": later("逾期"), "today": later("今日到期"), "soon": later("一周内到期"),
          "open": later("此后到期或未定日期"), "waiting": later("待定"), "done": later("已办"), "late": later("迟办"),
          "lapsed": later("不再要求")}


@frozen
class Shown:
    """One obligation in words. ``look`` is how its status is coloured; the colour never says what the word does not."""

    row: OwedRow
    look: str
    status: str
    due: str
    citation: str
    address: str  # where everything is told that it rests on
    age: int | None = None  # days it has waited, where no day is named for it

    @property
    def title(self) -> str:
        """What is to be done."""
        return self.row.duty.title

    @property
    def settled(self) -> bool:
        """Whether there is nothing left to do about it."""
        return self.row.status in {Status.DONE, Status.LATE, Status.LAPSED}


@frozen
class Explained:
    """One obligation with everything it rests on, in words."""

    shown: Shown
    lines: tuple[Line, ...]
    weeks: Sequence[Sequence[Day]]
    bases: str
    grounds: tuple[tuple[str, str], ...]  # the place of each clause, and how it is cited
    owners: tuple[str, ...]
    span: tuple[date, date] | None


def shown(row: OwedRow) -> Shown:
    """An obligation in words."""
    as_of, regulation = shell().today(), row.regulation
    words = wording(row)
    key = Key(regulation.code, regulation.edition, row.duty.code, row.subject_reference, row.cause)
    one = Obligation(key, row.duty, row.status, due=row.due)
    address = url_for("owed.obligation", subject=row.subject_reference, regulation=key.regulation, edition=key.edition,
                      duty=key.duty, cause=key.cause)
    look = _look(row.status, row.due, as_of)
    status = _left(row.due, as_of) if look == "soon" and row.due else ""
    return Shown(row, look, status or status_words(one, as_of),
                 row.due.isoformat() if row.due else "", words.citation(row.duty.places), address,
                 None if row.waiting_since is None else (as_of - row.waiting_since).days)


def _left(due: date, as_of: date) -> str:
    """How many working days are left up to a day; empty where none is."""
    days = (as_of + number * ONE_DAY for number in range(1, (due - as_of).days + 1))
    left = sum(map(shell().calendar.is_workday, days))
    return say("还有 {days} 个工作日", days=left) if left else ""


def all_shown(rows: Iterable[OwedRow]) -> list[Shown]:
    """Some obligations in words, in their order."""
    return [shown(row) for row in rows]


def grouped(rows: Iterable[Shown]) -> list[tuple[str, list[Shown]]]:
    """The same in the groups they stand in one after another: overdue, today, soon, and the rest."""
    found = list[tuple[str, list[Shown]]]()
    for one in rows:
        title = say(GROUPS[one.look])
        if not found or found[-1][0] != title:
            found.append((title, []))
        found[-1][1].append(one)
    return found


def explained(view: ObligationView) -> Explained:
    """An obligation with everything it rests on, in words."""
    words, explanation = evolve(wording(view.row), world=view.world), view.explanation
    counted = explanation.counted
    owners = (words.person(one.cadre) if one.cadre else view.world.name_of(one.unit, view.world.as_of)
              for one in explanation.owners)
    return Explained(
        shown(view.row), (*account(explanation, words), *_against(view, words)),
        counting(view.world.calendar, counted), bases(counted),
        tuple((clause.at, words.citation((clause.at,))) for clause in explanation.clauses),
        tuple(dict.fromkeys(owners)), (counted.start, counted.on) if counted else None)


def _against(view: ObligationView, words: Wording) -> Iterator[Line]:
    """Against which rules something was done that the obligation speaks of, each with its day."""
    cause = view.explanation.obligation.occasion and view.explanation.obligation.occasion.cause
    for event in dict.fromkeys((*((cause,) if cause else ()), *view.explanation.met_by)):
        for line in against_words(view.against.get(event.id, ()), words):
            yield Line(line.label, say("{day}{event}：{rule}", day=words.day(event.on), event=words.event(event.code),
                                       rule=line.text))


def named(people: Iterable[Person]) -> str:
    """People by name."""
    return say("、").join(person.name for person in people)


def numbered(number: str) -> str:
    """The number of an interview as papers print it: 约谈〔2026〕7号."""
    year, _, rest = number.partition("-")
    return NUMBER.format(year=year, number=int(rest)) if rest.isdigit() else number


def row_status(row: InterviewRow) -> tuple[str, str]:
    """How an interview stands in a list: a colour, and the words of what is most pressing in it, else of its state."""
    if row.ended or row.status is None or row.due is None:
        return ("done", row.state) if row.ended else ("open", say("已办：{step}", step=row.state))
    words = (say("已办：{step} · 逾期，期限 {day}", step=row.state, day=row.due) if row.status is Status.OVERDUE else
             say("已办：{step} · 最近期限 {day}", step=row.state, day=row.due))
    return _look(row.status, row.due, shell().today()), words


def _look(status: Status, due: date | None, as_of: date) -> str:
    if status is Status.OPEN:
        left = None if due is None else due - as_of
        return "open" if left is None else "today" if not left else "soon" if left <= WEEK else "open"
    return _LOOKS[status]
