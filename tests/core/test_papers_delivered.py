"""The papers of one interview, made of what their reader may see: filled in, to be signed, or to be written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve
from casework_office import CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, START, Office, office_over
from paper_samples import lines, rows
from test_casework_journey import RECORD, held, warned

from yuetan.access.door import Access
from yuetan.access.views import InterviewView
from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden
from yuetan.paperwork.papers.delivery import blank, delivered, to_fill_in
from yuetan.paperwork.papers.known import number_of, said
from yuetan.paperwork.papers.leaks import names_none_of
from yuetan.paperwork.papers.twins import TWINS
from yuetan.rules import FieldType, FormField, Material
from yuetan.rules.workdays import Calendar

HIS_TWINS = ["postponement_asked", "recused", "objected", "correction_asked", "appeal"]
UNTOLD = "反映人说他在项目审批中收受购物卡"


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def seen(office: Office, done: Done, by: str = CLERK) -> InterviewView:
    access = Access(office.records, office.plugins, office.actors[by], on=office.today, calendar=Calendar())
    view = access.interview(done.case)
    assert view is not None
    return view


def printed(office: Office, done: Done, which: str, by: str = CLERK) -> bytes:
    return delivered(seen(office, done, by), which, office.today).content


def test_a_notice_to_be_signed_says_what_is_planned(office: Office) -> None:
    done = office.propose(planned=date(2026, 3, 9), planned_time="09:30", place="行政中心512室")
    assert lines(printed(office, done, "notice")) == [
        "市纪委监委", number_of(seen(office, done)), "约谈通知", "马文慧同志：",
        "根据《市管领导干部廉政约谈暂行办法》第七条（二），现将对你进行日常约谈的有关事项通知如下：",
        "一、主题：履职和廉洁情况", "二、日期：2026年3月9日", "三、时间：9时30分", "四、地点：行政中心512室",
        "请按时参加。", "市纪委监委", "2026年3月2日"]


def test_a_notice_that_was_served_says_whom_it_was_for_to_him_too(office: Office) -> None:
    done = held(office)
    for reader in (CLERK, OTHER):
        content = lines(printed(office, done, "notice", reader))
        assert content[3:6] == ["马文慧同志：", (
            "根据《市管领导干部廉政约谈暂行办法》第七条（二），现将对你进行警示约谈的有关事项通知如下："),
            "一、主题：苗头性问题"]


def test_a_record_says_who_was_there_and_what_was_said(office: Office) -> None:
    done = office.take(RECORDER, held(office), "recorded", fields=RECORD)
    content = rows(printed(office, done, "record"))
    assert [row[0] for row in content] == [
        "约谈种类", "约谈时间", "约谈对象", "约谈人", "参加人", "约谈主题", "约谈原因", "谈话情况", "约谈对象的汇报",
        "对有关问题的解释说明", "整改措施", "核对方式", "更正之处\n（逐处签名）", "本人意见"]
    assert (content[2][:4], content[-4][1]) == (["约谈对象", "马文慧", "单位及职务", "市教育局副局长"], "立即整改")


def test_a_paper_to_be_filled_in_by_hand_knows_the_case_and_leaves_the_rest(office: Office) -> None:
    done = held(office)
    assert lines(printed(office, done, "rectification_report"))[:5] == [
        "整改落实情况报告", "市纪委监委：", "按照警示约谈的要求，现将本人整改落实情况报告如下：", "一、存在的问题",
        "\t"]
    record = {row[0]: row[1] for row in rows(blank(seen(office, done), "record", office.today).content)}
    assert (record["约谈种类"], record["约谈主题"], record["约谈原因"]) == ("警示约谈", "苗头性问题", "")


def test_what_can_be_printed_are_the_papers_of_this_kind_and_those_of_every_interview(office: Office) -> None:
    routine = [code for code, _ in to_fill_in(seen(office, office.propose()))]
    assert routine == ["notice", "record", *TWINS]
    assert "rectification_report" in dict(to_fill_in(seen(office, warned(office))))


def test_whoever_is_talked_to_is_offered_what_he_writes_himself(office: Office) -> None:
    done = held(office)
    assert [code for code, _ in to_fill_in(seen(office, done, OTHER))] == ["rectification_report", *HIS_TWINS]
    for code in ("receipt", "record_of_nothing", "record"):
        with pytest.raises(Hidden):
            printed(office, done, code, OTHER)


@pytest.mark.parametrize("code", [*TWINS, "notice", "record", "rectification_report"])
def test_every_paper_comes_out_and_says_what_it_is(office: Office, code: str) -> None:
    view = seen(office, held(office))
    content = blank(view, code, office.today)
    title = dict(to_fill_in(view))[code]
    assert (content.name, title in lines(content.content)) == (f"{title}{view.number}.docx", True)


def test_what_he_writes_has_his_name_and_post_in_it(office: Office) -> None:
    done = held(office)
    for code in HIS_TWINS:
        assert "本人马文慧，现任市教育局副局长。" in lines(blank(seen(office, done), code, office.today).content)


def test_of_several_the_paper_of_one_is_left_without_a_name(office: Office) -> None:
    done = office.propose(interviewees=(OTHER, DIRECTOR), collective=True, reason="同一事项")
    assert "本人＿＿＿＿＿＿，现任＿＿＿＿＿＿。" in lines(blank(seen(office, done), "objected", office.today).content)
    receipt = rows(blank(seen(office, done), "receipt", office.today).content)
    assert receipt[1][:2] == ["受送达人", "马文慧、周志强"]


def test_nothing_that_the_office_keeps_to_itself_is_in_a_paper_for_him(office: Office) -> None:
    done = office.take(CLERK, warned(office), "consulted")
    done = office.take(CLERK, done, "recused", fields={"cadre": DEPUTY, "reason": UNTOLD})
    view = seen(office, done)
    papers = [blank(view, code, office.today).content for code, _ in to_fill_in(view)]
    assert [names_none_of(content, (UNTOLD,)) for content in papers] == [()] * len(papers)


def test_a_signed_notice_fills_the_papers_that_follow_and_no_other_paper_does(office: Office) -> None:
    record = {row[0]: row[1] for row in rows(blank(seen(office, held(office)), "record", office.today).content)}
    assert {one for one in ("苗头", "分管部门出现倾向性问题") if one in record.values()} == set()


def test_people_and_units_that_a_paper_names_are_printed_by_name_and_nothing_else_is(office: Office) -> None:
    view = seen(office, held(office))
    assert view.named == {OTHER: "马文慧"}
    sorts = {"who": FieldType.CADRE, "where": FieldType.UNIT, "what": FieldType.TEXT}
    fields = tuple(FormField(code, code, sort) for code, sort in sorts.items())
    event = evolve(view.events[-1], material=Material("m", "材料", clause="1", fields=fields), content={
        "who": CLERK, "where": "J", "what": "J"})
    known = evolve(view, named={CLERK: "白雪", "J": "市纪委监委"})
    assert said(known, event) == {"who": "白雪", "where": "市纪委监委", "what": "J"}


def test_a_refusal_to_sign_is_registered_with_its_witness_and_printed(office: Office) -> None:
    said = {"what": "签收通知", "account": "当面送达，本人不签。", "witness": "田小雨（市教育局办公室）"}
    done = office.take(RECORDER, held(office), "refused_to_sign", fields=said)
    view = seen(office, done)
    event = view.events[-1]
    assert (event.title, event.of) == ("登记拒绝签字", OTHER)
    filled = {row[0]: row[1] for row in rows(delivered(view, str(event.sequence), office.today).content)}
    assert (filled["经过"], filled["见证人"]) == (said["account"], said["witness"])
    assert filled["拒绝事项"].startswith("■签收通知　□核对、签署记录")


def test_what_an_interviewee_wrote_is_printed_as_he_would_have_written_it(office: Office) -> None:
    done = office.take(OTHER, held(office), "objected", fields={"statement": "记录中的时间不准确。"})
    view = seen(office, done, OTHER)
    assert "记录中的时间不准确。" in lines(delivered(view, str(view.events[-1].sequence), office.today).content)
