"""A warning talk through the pages, from the lead to the file; what is owed appears and settles on the way."""

from __future__ import annotations

import re

import pytest
from page_office import CLERK, DEPUTY, NOTICE, OTHER, RECORD, RECORDER, REPORT, House, Visitor, proposed


def choice_in(visitor: Visitor, code: str) -> str:
    """The only paper there is to choose in the form of an act."""
    form = re.search(rf'id="act-{code}-paper".*?</select>', visitor.page, re.DOTALL)
    found = re.search(r'<option value="([^"]+)"', form[0]) if form else None
    assert found is not None
    return found[1]


def told(visitor: Visitor) -> list[str]:
    """What the page says was changed in what is owed."""
    found = re.search(r'<div class="flash".*?</div>', visitor.page, re.DOTALL)
    return re.findall(r"<li>([^<]+)</li>", found[0]) if found else []


def test_a_warning_talk_goes_from_the_lead_to_the_file(house: House) -> None:
    reference, clerk = proposed(house), house.visitor()
    assert told(clerk) == ["新增应办：通知约谈对象（期限 2026-03-06）",
                           "新增应办：报送整改落实情况报告（期限 2026-03-24）"]
    clerk.act(reference, "consulted")
    clerk.act(reference, "notified", **NOTICE | {"date": "2026-03-04"})
    assert "“通知约谈对象”最迟应在 2026-03-01（周日）；今天办理的，最早可在 2026-03-05（周四）" in clerk.text
    assert "《市管领导干部廉政约谈暂行办法》第七条（二）" in clerk.text
    clerk.act(reference, "notified", **NOTICE)
    assert told(clerk) == ["已办结：通知约谈对象"]
    house.on("2026-03-09")
    clerk = house.visitor()
    clerk.act(reference, "held")
    assert told(clerk) == ["新增应办：做好约谈记录"]
    recorder = house.visitor(RECORDER)
    recorder.act(reference, "recorded", **RECORD)
    assert told(recorder) == ["已办结：做好约谈记录"]
    house.on("2026-03-16")
    cadre, head = house.visitor(OTHER), house.visitor(DEPUTY)
    cadre.act(reference, "rectification_report", **REPORT)
    assert told(cadre) == ["已办结：报送整改落实情况报告"]
    head.get(f"/interviews/{reference}")
    head.act(reference, "returned", paper=choice_in(head, "returned"), reason="措施不具体")
    cadre.get(f"/interviews/{reference}")
    assert "审核意见：措施不具体" in cadre.text
    cadre.act(reference, "rectification_report", **REPORT | {"measures": "逐项列出"})
    head.get(f"/interviews/{reference}")
    head.act(reference, "accepted", paper=choice_in(head, "accepted"), opinion="同意")
    clerk = house.visitor(CLERK)
    clerk.act(reference, "filed", volume="档案室")
    assert ("归档" in clerk.text, "办理进度 已办 10 步，还有 0 步" in clerk.text) == (True, True)


@pytest.mark.parametrize("which", ["notice", "3"])
def test_the_notice_is_a_file_of_its_own(case: tuple[House, str], which: str) -> None:
    house, reference = case
    clerk = house.visitor()
    clerk.act(reference, "consulted")
    if which == "3":
        clerk.act(reference, "notified", **NOTICE)
    answer = clerk.client.get(f"/interviews/{reference}/papers/{which}")
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    assert re.fullmatch(r"attachment; filename=\"[\w.-]+\"; filename\*=UTF-8''%E7%BA%A6[\w%.-]+\.docx",
                        answer.headers["Content-Disposition"])
    assert answer.data[:2] == b"PK"
