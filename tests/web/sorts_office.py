"""The planted office with one thing of every sort besides: a plan, a hand-over, a ledger, a roster, a test, a round."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from itertools import count
from pathlib import Path

import pyotp
from attrs import define, field
from openpyxl import load_workbook
from page_office import Visitor
from planted_addresses import references
from planted_cases import built, take
from planted_people import CADRES, CLERK, COUNTY_HEAD, DEPUTY, FILED, OFFICER, OTHER, PLAIN, SYSTEM
from planted_shell import PASSWORD, Planted, sign_in_of
from sorts_outside import scanned_outside

from yuetan.access.actor import Role
from yuetan.casework.acts import Proposal
from yuetan.casework.attachments import Looked, NewScan
from yuetan.casework.collections import Which
from yuetan.casework.governance import Governance
from yuetan.casework.handing_over import NewHandover
from yuetan.casework.jobs import Outcome
from yuetan.casework.paper_templates import NewTemplate
from yuetan.casework.plans import Line, NewPlan
from yuetan.casework.printing import NewPrint
from yuetan.casework.proxies import NewProxy
from yuetan.casework.sweeping import sweep_all
from yuetan.engine.facts import Appointment, Cadre, Placement, Unit
from yuetan.paperwork.old_ledger.template import write_ledger
from yuetan.records.accounts import add_account
from yuetan.records.database import writing
from yuetan.records.roster import store
from yuetan.records.values import Roster
from yuetan.rules.terms import Rank
from yuetan_web.drafts import PROPOSED

SINCE, UNTIL = date(2024, 1, 8), date(2036, 1, 1)
PAPER = "某委〔2026〕7号"
PEOPLE_BESIDE = {
    "S1": ("石书记", "B", "head"), "M1": ("孟副局", "B", "deputy"), "G1": ("贡组长", "G", "head"),
    "K1": ("柯经办", "G", "staff"), "T1": ("唐书记", "T", "head"), "T2": ("陶副书记", "T", "deputy")}
"""People of a bureau under the monthly talks, and of a college; nobody is above either."""
KEEPER, TALKED_TO = "K1", "M1"
GRANTS = {KEEPER: ((Role.DISCIPLINE, "G"), (Role.DISCIPLINE, "B"), (Role.CLERK, "B"), (Role.CLERK, "T")),
          TALKED_TO: ((Role.CLERK, "B"),), "S1": ((Role.HEAD, "B"),)}
BESIDE = Roster(
    units=(Unit(id="B", type="city_department"), Unit(id="G", type="stationed_discipline"),
           Unit(id="T", type="university_committee")),
    placements=(Placement(unit="B", name="市公安局", since=SINCE), Placement(unit="T", name="市立学院", since=SINCE),
                Placement(unit="G", name="驻局纪检监察组", parent="B", since=SINCE)),
    cadres=tuple(Cadre(id=code, name=name) for code, (name, *_) in PEOPLE_BESIDE.items()),
    appointments=tuple(Appointment(cadre=code, unit=unit, post=post, rank=Rank.DIVISION, since=SINCE)
                       for code, (_, unit, post) in PEOPLE_BESIDE.items()))
QUESTION = {"question": "下列哪项正确", "options": "甲\n乙\n丙", "answer": "A", "source": "出处"}
BANK = Which(regulation="monthly_talks", code="questions", unit="B")


@define
class EverySort:
    """The office, and where the things are that were made in it, each by the endpoint of its page."""

    planted: Planted
    at: dict[str, str] = field(factory=dict)
    _tokens: Iterator[int] = field(factory=count)

    def token(self) -> str:
        return f"of every sort {next(self._tokens)}"

    def visitor(self, who: str) -> Visitor:
        return Visitor(self.planted.client(who))

    def led(self, who: str, page: str, **typed: object) -> str:
        """Where a form leads that somebody sends from a page."""
        visitor = self.visitor(who)
        visitor.get(page)
        before = visitor.address
        visitor.send(before, typed | {"csrf_token": visitor.proof, "token": self.token()})
        assert visitor.address != before, visitor.text
        return visitor.address


@contextmanager
def every_sort(folder: Path) -> Iterator[EverySort]:
    """The office in a new database of a folder."""
    with built(folder) as (planted, *_):
        made = EverySort(planted)
        _people(planted)
        for make in (_plan, _handed_over, _work, _brought, _days_off, _units, _knowledge_test, _round, _half_signed_in,
                     _forms_left, _papers):
            make(made)
        scanned_outside(made, KEEPER, "T2", "T")
        sweep_all(planted.records, planted.shell.plugins, at=planted.office.moment)
        yield made


def _people(planted: Planted) -> None:
    """Whoever works beside the office, under regulations of their own."""
    at = planted.office.moment
    with writing(planted.records) as connection:
        store(connection, BESIDE)
        for who, (name, *_) in PEOPLE_BESIDE.items():
            add_account(connection, sign_in=sign_in_of(who), name=name, must_change=False, made_at=at, cadre=who,
                        password="-")  # noqa: S106 - whatever is typed is right
    governance = Governance(planted.records, planted.shell.plugins)
    for unit, regulation in (("B", "monthly_talks"), ("T", "tongren")):
        governance.approve(governance.propose(unit, regulation, since=date(2026, 1, 1), live_on=date(2026, 1, 1),
                                              paper="决定", by=None, at=at), by=None, at=at)
    for who, grants in GRANTS.items():
        view = planted.shell.accounts.named(sign_in_of(who))
        assert view is not None
        for role, unit in grants:
            planted.shell.accounts.grant(view.reference, role, unit, since=at.date(), until=UNTIL, by=None,
                                         paper=PAPER, at=at)
    planted.office.actors |= {who: planted.shell.accounts.sign_in(sign_in_of(who), PASSWORD, at=at).actor
                              for who in PEOPLE_BESIDE}


def _plan(made: EverySort) -> None:
    plans, officer = made.planted.shell.plans, made.planted.actor(CLERK)
    reference = plans.make(officer, NewPlan(regulation="lianyungang", unit="J", title="第二季度约谈计划",
                                            since=date(2026, 4, 1), until=date(2026, 6, 30)), token=made.token())
    for number, (cadre, planned) in enumerate(((OTHER, date(2026, 4, 20)), ("E005", None), ("E006", None)), start=1):
        plans.add(officer, reference, Line(cadre=cadre, kind="routine", talker=DEPUTY, planned=planned),
                  version=number, token=made.token())
    made.at["plans.plan"] = f"/plans/{reference}"


def _handed_over(made: EverySort) -> None:
    shell, head = made.planted.shell, made.planted.actor(DEPUTY)
    reference = shell.handovers.make(head, NewHandover(unit="J", leaver=CLERK, receiver=OFFICER,
                                                       leaves_on=date(2026, 4, 1)), token=made.token())
    made.at |= {"handover.sheet": f"/handovers/{reference}", "handover.paper": f"/handovers/{reference}/paper"}
    shell.proxies.appoint(head, NewProxy(principal=CLERK, proxy=PLAIN, role="discipline", unit="J", paper=PAPER,
                                         since=date(2026, 3, 20), until=date(2026, 3, 27), reason="休假"),
                          token=made.token())


def _work(made: EverySort) -> None:
    jobs = made.planted.shell.jobs
    reference = jobs.begin(made.planted.actor(CLERK), "导出台账", lambda _: Outcome(
        said="共 3 行", file_name="台账.xlsx", file_content=b"123"))
    assert jobs.wait(reference, 60)
    made.at |= {"jobs.job": f"/jobs/{reference}", "jobs.file": f"/jobs/{reference}/file"}


def _brought(made: EverySort) -> None:
    """A ledger of earlier talks, and a roster with a fault in it."""
    rows = ({"cadre": OTHER, "on": date(2025, 6, 10), "kind": "日常约谈", "talkers": CADRES[DEPUTY], "outcome": "整改"},
            {"name": "查无此人", "unit": "市教育局", "on": date(2025, 6, 11)})
    made.at["old_ledgers.ledger"] = made.led(CLERK, "/old-ledgers", unit="J", do="read", file=(
        _saved(lambda file: write_ledger(file, rows)), "旧台账.xlsx"))
    shell, keeper = made.planted.shell, made.planted.actor(PLAIN)
    book = load_workbook(BytesIO(shell.rosters.current(keeper)))
    book["任职"].append(["J099", "J", "干部", "工作人员", "科员及以下", None, None, None, "2026-03-01", None])
    reference = shell.rosters.keep(keeper, _saved(book.save).getvalue(), "花名册.xlsx")
    made.at |= {"rosters.upload": f"/roster/{reference}", "rosters.marked": f"/roster/{reference}/marked"}


def _saved(write: Callable[[BytesIO], object]) -> BytesIO:
    file = BytesIO()
    write(file)
    file.seek(0)
    return file


def _days_off(made: EverySort) -> None:
    """A year of days off that waits for a second person."""
    made.at["days_off.one"] = made.led(SYSTEM, "/days-off?year=2027", year="2027", paper=PAPER, password=PASSWORD,
                                       rows="元旦 2027-01-01 2027-01-03 2027-01-09\n春节 2027-02-05 2027-02-11")


def _units(made: EverySort) -> None:
    page = "/reorganisations/new?sort=rename"
    made.at["units.reorganisation"] = made.led(PLAIN, page, sort="rename", units="J", name="市监督委员会", do="propose",
                                               since="2026-04-01", paper=PAPER)


def _knowledge_test(made: EverySort) -> None:
    """A question in the bank of the bureau, and a talk before which it was asked and answered."""
    planted, keeper = made.planted, made.planted.actor(KEEPER)
    shell = planted.shell
    shell.collections.add(keeper, BANK, QUESTION, token=made.token())
    shell.collections.set_drawn(keeper, BANK, "1", token=made.token())
    done = planted.office.casework.propose(keeper, Proposal(
        regulation="monthly_talks", kind="daily", interviewees=(TALKED_TO,), interviewers=("S1",), recorder=KEEPER,
        topic="廉洁自律", planned=date(2026, 3, 30), planned_time="09:30", place="谈话室"), token=made.token())
    planted.cases["tested"] = done
    take(planted, "tested", KEEPER, "prepared", fields={
        "content": "廉洁自律", "manner": "个别谈话", "date": "2026-03-30", "recorder": KEEPER})
    take(planted, "tested", KEEPER, "notified", addressee="interviewee", fields={
        "person": TALKED_TO, "date": "2026-03-30", "time": "09:30", "place": "谈话室", "talker": "石书记",
        "preparation": "本人履职情况"})
    bank = f"/collections/monthly_talks/questions/{references(planted, 'unit', 'code')['B']}"
    (entry,), *_ = planted.rows("SELECT entry FROM collection_entry")
    shell.tests.begin(planted.actor(TALKED_TO), done.case)
    shell.tests.answer(planted.actor(TALKED_TO), done.case, {str(entry): ("A",)}, token=made.token())
    case = f"/interviews/{done.case}"
    made.at |= {"collections.collection": bank, "collections.template": f"{bank}/template",
                "collections.entry": f"{bank}/entries/{entry}",
                "tests.own": f"{case}/test", "tests.result": f"{case}/test/result",
                "tests.office": f"{case}/tests", "outward.form": f"{case}/outward"}


def _round(made: EverySort) -> None:
    plans, keeper = made.planted.shell.plans, made.planted.actor(KEEPER)
    reference = plans.make(keeper, NewPlan(regulation="tongren", unit="T", title="春季集中约谈", round="round",
                                           since=date(2026, 3, 1), until=date(2026, 4, 30)), token=made.token())
    plans.add(keeper, reference, Line(cadre="T2", kind="prevention", talker="T1", planned=date(2026, 4, 2)), version=1,
              token=made.token())
    made.at["rounds.one_round"] = f"/rounds/{reference}"


def _half_signed_in(made: EverySort) -> None:
    """Somebody whose code is asked for once he has given his password."""
    accounts, at = made.planted.shell.accounts, made.planted.office.moment
    name = sign_in_of(COUNTY_HEAD)
    token = accounts.sign_in(name, PASSWORD, at=at).token
    accounts.begin_factor(token, at=at)
    enrolment = accounts.enrolment(token, at=at)
    assert enrolment is not None
    accounts.confirm_factor(token, pyotp.TOTP(enrolment.secret).at(at), PASSWORD, at=at)
    made.at["signing.code"] = "/sign-in/code"


def _forms_left(made: EverySort) -> None:
    """Forms that were begun: a proposal, and one that came too late for its session; and a calendar to subscribe to."""
    drafts, officer = made.planted.shell.drafts, made.planted.actor(CLERK)
    drafts.keep(officer, "", PROPOSED, (("kind", "lianyungang:routine"), ("cadre", OTHER)))
    drafts.keep_returned(officer, "/leads/new", "/leads/new", (("summary", "反映的问题"),))
    made.at |= {"kept.returned": "/drafts/returned?text=yes",
                "telling.calendar": f"/calendars/{made.planted.shell.feeds.make(officer)}.ics"}


def _papers(made: EverySort) -> None:
    """A notice that was printed and came back signed, and a template of the unit's own for it."""
    planted, officer = made.planted, made.planted.actor(CLERK)
    shell, case = planted.shell, planted.cases[FILED].case
    shell.prints.set_stem(officer, "J", "", "连纪约")
    shell.prints.print_out(officer, NewPrint(
        interview=case, paper="notice", material="lianyungang:notice", title="约谈通知书", sort="docx", copies=2,
        given_to="马文慧", marking="internal", kept_years=1, numbered=True), lambda _: b"printed")
    view = shell.access(officer).interview(case)
    assert view is not None
    sequence = next(one.sequence for one in view.events if one.code == "notified")
    shell.attachments.add(officer, view, NewScan(sequence=sequence, name="通知书.pdf", content=b"%PDF-signed"),
                          lambda _: Looked(sort="pdf", pages=1), token=made.token())
    scan = next(iter(references(planted, "attachment", "id").values()))
    template = shell.paper_templates.send_in(officer, NewTemplate(
        unit="J", regulation="lianyungang", edition="2015-02-04", material="notice", since=date(2026, 4, 1),
        note="加了联系电话", content=b"PK"), lambda _: "")
    made.at |= {"scans.listing": f"/interviews/{case}/scans", "scans.read": f"/interviews/{case}/scans/{scan}",
                "paper_templates.file": f"/templates/{template}/file"}
