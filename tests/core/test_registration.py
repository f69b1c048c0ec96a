"""A registration form and a table of figures open filled in with what the records know and their maker may read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pluggy
import pytest
from attrs import evolve
from casework_office import CLERK, DEPUTY, OTHER, RECORDER, START, Office, office_over
from regulated_office import CODE, NOTICE_SAYS, REGULATION, approved, talked

from yuetan.casework.acts import Done
from yuetan.plugins import Loaded, Plugins
from yuetan.rules import HELD, INTERVIEWEE, NOTIFIED, ORGANISER, RECORDED, Duty, FieldType, FormField, Material, Step
from yuetan.rules import RECORDER as KEEPER

RECORD = Material("talk_record", "谈话记录", clause="2", fields=(
    FormField("content", "谈话内容", FieldType.LONG_TEXT),))
REGISTRATION = Material("registration", "登记表", clause="2", fields=(
    FormField("number", "编号", known="number"), FormField("whom", "对象", known="interviewee"),
    FormField("post", "职务", known="interviewee_post"),
    FormField("office", "单位", FieldType.UNIT, known="interviewee_unit"),
    FormField("talked_by", "谈话人", FieldType.CADRE, known="interviewer"),
    FormField("recorded_by", "记录人", FieldType.CADRE, known="recorder"),
    FormField("on", "谈话日期", FieldType.DATE, known="talk_date"),
    FormField("told", "通知日期", FieldType.DATE, known="notified.on"),
    FormField("kind", "种类", FieldType.CHOICE, choices=("日常谈话", "提醒谈话"), known="kind"),
    FormField("mode", "方式", FieldType.CHOICE, choices=("个别谈话", "集体谈话"), known="mode"),
    FormField("tier", "层级", FieldType.CHOICE, choices=("纪委副书记谈话", "书记谈话"), known="tier"),
    FormField("topics", "主要内容", FieldType.LONG_TEXT, known="topics"),
    FormField("content", "谈话内容", FieldType.LONG_TEXT, required=False, known="recorded.content"),
    FormField("reported", "是否报告", FieldType.YES_NO, required=False, known="report.done"),
    FormField("place", "地点", known="talk_place"), FormField("remarks", "备注", required=False)))
FIGURES = Material("figures", "统计表", clause="2", fields=(
    FormField("office", "单位", FieldType.UNIT, known="unit"),
    FormField("since", "起", FieldType.DATE, known="counted_since"),
    FormField("until", "止", FieldType.DATE, known="counted_until"),
    FormField("talks", "人次", FieldType.NUMBER, counted=("routine",))))
ALL = evolve(REGULATION, rules=(
    *(evolve(one, material=RECORD) if isinstance(one, Duty) and one.code == "record" else one
      for one in REGULATION.rules),
    RECORD, REGISTRATION, FIGURES, Step("registered", "登记", after=(HELD,), optional=True, clause="2"),
    Step("summed", "统计", after=(HELD,), optional=True, clause="2"),
    Duty("registration", "登记", owed_by=ORGANISER, on=HELD, done="registered", material=REGISTRATION, clause="2"),
    Duty("figures", "统计", owed_by=KEEPER, on=HELD, done="summed", material=FIGURES, clause="2")))


@contextmanager
def office_under_all(url: str) -> Iterator[Office]:
    loaded = Plugins(pluggy.PluginManager("yuetan"), (Loaded(CODE, "yuetan-needs", None, (ALL,)),))
    with office_over(url, loaded, CODE) as made:
        yield made


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_under_all(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def known(office: Office, done: Done, code: str = "registered", by: str = CLERK) -> dict[str, str]:
    return dict(office.offers(by, done)[code].values)


def test_a_registration_form_knows_all_that_the_records_do(office: Office) -> None:
    done = talked(office, place="行政中心512室", topics=("3.1", "3.2"))
    values = known(office, done)
    number = values.pop("number")
    assert number.startswith("〔2026〕")
    assert values == {
        "whom": "马文慧", "post": "市教育局副局长", "office": "E", "talked_by": DEPUTY, "recorded_by": RECORDER,
        "on": "2026-03-02", "told": "2026-03-02", "kind": "日常谈话", "mode": "个别谈话", "tier": "纪委副书记谈话",
        "topics": "履职；廉洁", "place": "行政中心512室"}


def test_what_a_record_says_is_known_to_whoever_may_read_it_alone(office: Office) -> None:
    done = office.take(RECORDER, talked(office), RECORDED, fields={"content": "谈了廉洁自律"})
    assert known(office, done)["content"] == "谈了廉洁自律"  # the organiser, who is assigned as the discipline organ
    alone = evolve(office.actors[RECORDER], cadre="", account=office.actors[RECORDER].account)
    office.actors["X"] = alone  # the same clerk's grant, without a part in the case
    assert "content" not in known(office, done, by="X")


def test_what_was_filled_in_is_kept_as_it_was_sent(office: Office) -> None:
    done = talked(office, place="行政中心512室", topics=("3.1",))
    values = known(office, done)
    taken = office.take(CLERK, done, "registered", fields={**values, "remarks": "无"})
    assert taken.version > done.version


def test_of_several_nobody_is_named_alone(office: Office) -> None:
    done = approved(office, interviewees=(OTHER, "E001"), collective=True)
    done = office.take(CLERK, done, NOTIFIED, addressee=INTERVIEWEE.code, fields=NOTICE_SAYS)
    done = office.take(DEPUTY, done, HELD)
    values = known(office, done)
    assert (values["whom"], values["mode"], values["office"]) == ("马文慧、周志强", "集体谈话", "E")


def test_figures_are_counted_for_the_unit_of_the_case_and_the_year(office: Office) -> None:
    before = known(office, talked(office), "summed", CLERK)
    done = talked(office, interviewees=(OTHER, "E001"), collective=True)
    offer = office.offers(CLERK, done)["summed"]
    assert offer.values == {"office": "J", "since": "2026-01-01", "until": "2026-03-02",
                            "talks": str(int(before["talks"]) + 2)}
    assert offer.counted is not None
    assert (offer.counted.since, offer.counted.until, offer.counted.unit, offer.counted.kinds) == (
        date(2026, 1, 1), date(2026, 3, 2), "J", {"talks": ("routine",)})
