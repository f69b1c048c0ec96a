"""Papers are printed: each with its number, its copies counted, and marked for whom it is; all of it in a register.

The system is not for state secrets: what may be marked is internal, or a work secret.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.exporting import log_taken
from yuetan.casework.interviews.concerned import shut_case
from yuetan.casework.interviews.opened import Opened, office_on, opened
from yuetan.casework.interviews.rights import may, may_know
from yuetan.casework.lead_texts import LONGEST, unfit_text
from yuetan.casework.permitted_units import codes_below, permitted_units, units_called
from yuetan.plugins import Plugins
from yuetan.records.cases import cadre_ids, find_interview, unit_ids
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.document_numbers import (
    KeptNumber,
    KeptStem,
    add_number,
    find_number,
    next_number,
    number_of_paper,
    set_stem,
    stems_of,
    void_number,
)
from yuetan.records.paper_prints import KeptPrint, add_print, next_copy
from yuetan.records.values import NAME_LENGTH, TITLE_LENGTH
from yuetan.rules.papers import Material
from yuetan.wording import later, say

__all__ = ["MARKINGS", "KeptNumber", "KeptPrint", "KeptStem", "NewPrint", "Prints", "Stamp"]

PRINT, NUMBER = "paper.print", "number.give"
MOST_COPIES = 20
MARKINGS: Mapping[str, str] = {"internal": later("内部"), "work_secret": later("工作秘密")}
"""What a paper may be marked as."""

STATE_SECRETS = ("秘密", "机密", "绝密")
YEARS = range(1, 31)
DIGITS = 6  # of the number of a copy, as it is printed
_PAPER_WORDS = {"internal": "内部", "work_secret": "工作秘密"}  # a paper is Chinese, whatever its maker reads
_KEPT = "{marking}　保密期限{years}年"


@frozen(kw_only=True)
class NewPrint:
    """A paper that somebody wants to print: which, how often, for whom, and how it is marked."""

    interview: str  # its reference
    paper: str  # which, as its address says it
    material: str  # REGULATION:CODE
    title: str
    cadre: str = ""  # whose copy, where each of several has his own
    sort: str  # docx, pdf
    copies: int = 1
    given_to: str = ""
    marking: str = ""
    kept_years: int | None = None
    numbered: bool = False  # whether it is given a number, where it has none yet


@frozen(kw_only=True)
class Stamp:
    """What one copy has above what it says: the number of the document, and the lines it is marked with."""

    number: str
    marks: tuple[str, ...]


Make = Callable[[Sequence[Stamp]], bytes]
"""Makes the file of all copies."""


@frozen(eq=False)
class Prints:
    """The acts of printing, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def may_print(self, actor: Actor, reference: str) -> bool:
        """Whether an actor may print papers of an interview for others."""
        with reading(self.records) as connection:
            return self._opened(connection, actor, reference) is not None

    def number(self, reference: str, paper: str, cadre: str = "") -> str:
        """The number that a paper of an interview has, as it is printed: for whoever may see the paper itself."""
        with reading(self.records) as connection:
            kept = find_interview(connection, reference)
            cadre_id = cadre_ids(connection, (cadre,)).get(cadre) if cadre else None
            found = number_of_paper(connection, kept.id, paper, cadre_id) if kept else None
            return found.printed if found else ""

    def print_out(self, actor: Actor, new: NewPrint, make: Make) -> bytes:
        """The file of a paper, each copy with its number; that it was printed stands in the register.

        Raises `Hidden`, `Unfit`, and `Refused` for a number where the unit has set no stem.
        """
        _check(new)
        with writing(self.records) as connection:
            at = self.now()
            found = self._opened(connection, actor, new.interview)
            if found is None:
                raise Hidden
            cadre_id = _whose(connection, found, new.cadre)
            number = _number(connection, found, new, cadre_id, actor, at)
            first = next_copy(connection, found.kept.id, new.paper, cadre_id)
            last = first + new.copies - 1
            content = make([_stamp(new, number, copy) for copy in range(first, last + 1)])
            add_print(connection, {
                "unit_id": found.kept.unit_id, "interview_id": found.kept.id, "paper": new.paper,
                "title": new.title[:TITLE_LENGTH], "cadre_id": cadre_id, "number_id": number.id if number else None,
                "sort": new.sort, "marking": new.marking, "kept_years": new.kept_years, "first": first, "last": last,
                "given_to": new.given_to.strip(), "hash": sha256(content).hexdigest(), "printed_by": actor.account,
                "printed_at": at})
            log_taken(connection, actor, new.interview, new.title, at)
            return content

    def void(self, actor: Actor, reference: str, reason: str) -> None:
        """Say that a number does not hold, and why: it is given to nothing else.

        Raises `Hidden`, `Unfit` without a reason, and `Refused` for one that does not hold any more.
        """
        with writing(self.records) as connection:
            found = find_number(connection, reference)
            if found is None or not self._numbers(connection, actor, found.unit) or self._opened(
                    connection, actor, found.interview) is None:
                raise Hidden
            if wrong := unfit_text(reason, LONGEST):
                raise Unfit({"reason": wrong})
            if not void_number(connection, found.id, reason=reason.strip(), by=actor.account, at=self.now()):
                raise Refused(None, (), say("这个文号已经作废。"))

    def stems(self, actor: Actor) -> tuple[tuple[tuple[str, str], ...], tuple[KeptStem, ...]]:
        """The units whose stems an actor may set, by code and name, and the stems they have."""
        with reading(self.records) as connection:
            on = civil_date(self.now())
            units = permitted_units(connection, actor, codes_below(connection, actor, on), NUMBER, on)
            return units_called(connection, units, on), stems_of(connection, units)

    def set_stem(self, actor: Actor, unit: str, material: str, stem: str) -> None:
        """Set what the numbers of a unit's papers begin with from now on; an empty stem ends it.

        Raises `Hidden`, and `Unfit` for a stem that will not do.
        """
        if not unit:
            raise Unfit({"unit": say("请选择单位。")})
        with writing(self.records) as connection:
            unit_id = unit_ids(connection, (unit,)).get(unit)
            if unit_id is None or not self._numbers(connection, actor, unit):
                raise Hidden
            wrong = unfit_text(stem, NAME_LENGTH, optional=True)
            if not wrong and any(one in stem for one in "〔〕[]（）()0123456789"):
                wrong = say("只写机关代字，如“某纪约”；年份和序号由系统编排。")
            if material and material not in self._materials():
                raise Unfit({"material": say("没有这种文书；请重新选择。")})
            if wrong:
                raise Unfit({"stem": wrong})
            set_stem(connection, {"unit_id": unit_id, "material": material, "stem": stem.strip(),
                                  "set_by": actor.account, "set_at": self.now()})

    def _materials(self) -> frozenset[str]:
        return frozenset(f"{regulation.code}:{one.code}" for regulation in self.plugins.regulations
                         for one in regulation.of(Material))

    def _numbers(self, connection: Connection, actor: Actor, unit: str) -> bool:
        return bool(permitted_units(connection, actor, (unit,), NUMBER, civil_date(self.now())))

    def _opened(self, connection: Connection, actor: Actor, reference: str) -> Opened | None:
        people = (actor.cadre,) if actor.cadre else ()
        found = opened(connection, office_on(connection, self.plugins, civil_date(self.now())), reference,
                       people=people)
        if found is None or shut_case(connection, actor, found) or not may_know(found, actor):
            return None
        return found if may(found, actor, PRINT) else None


def _check(new: NewPrint) -> None:
    errors = dict[str, str]()
    if new.marking in STATE_SECRETS:
        errors["marking"] = say("本系统不处理国家秘密。定为秘密、机密、绝密的事项，请用涉密信息系统或专用设备制作，"
                                "不得录入、打印或留存于本系统。")
    elif new.marking and new.marking not in MARKINGS:
        errors["marking"] = say("请选择内部或工作秘密，或者不标。")
    if new.kept_years is not None and (not new.marking or new.kept_years not in YEARS):
        errors["kept_years"] = say("标了密级的才写期限，1 至 30 年。")
    if not 1 <= new.copies <= MOST_COPIES:
        errors["copies"] = say("一次打印 1 至 {most} 份。", most=MOST_COPIES)
    if wrong := unfit_text(new.given_to, TITLE_LENGTH):
        errors["given_to"] = wrong
    if new.sort not in {"docx", "pdf"}:
        errors["sort"] = say("请选择 PDF 或 Word。")
    if errors:
        raise Unfit(errors)


def _whose(connection: Connection, found: Opened, cadre: str) -> int | None:
    if not cadre:
        return None
    if cadre not in found.interviewees:
        raise Hidden
    return cadre_ids(connection, (cadre,))[cadre]


def _number(connection: Connection, found: Opened, new: NewPrint, cadre_id: int | None, actor: Actor,  # noqa: PLR0913, PLR0917 - all that a number is kept with
            at: datetime) -> KeptNumber | None:
    """The number that the paper has, or is given now; None where it has none."""
    known = number_of_paper(connection, found.kept.id, new.paper, cadre_id)
    if known is not None or not new.numbered:
        return known
    stems = {one.material: one.stem for one in stems_of(connection, (found.unit,))}
    stem = stems.get(new.material) or stems.get("", "")
    if not stem:
        raise Refused(None, (), say("本单位还没有设定发文字号的机关代字；请先在“文书登记”里设定，或者不编文号。"))
    year = civil_date(at).year
    add_number(connection, {
        "unit_id": found.kept.unit_id, "stem": stem, "year": year,
        "number": next_number(connection, found.kept.unit_id, stem, year), "interview_id": found.kept.id,
        "paper": new.paper, "material": new.material, "cadre_id": cadre_id, "given_by": actor.account, "given_at": at})
    return number_of_paper(connection, found.kept.id, new.paper, cadre_id)


def _stamp(new: NewPrint, number: KeptNumber | None, copy: int) -> Stamp:
    marks = [f"{copy:0{DIGITS}d}"]
    if new.marking:
        word = _PAPER_WORDS[new.marking]
        marks.append(_KEPT.format(marking=word, years=new.kept_years) if new.kept_years else word)
    return Stamp(number=number.printed if number else "", marks=tuple(marks))
