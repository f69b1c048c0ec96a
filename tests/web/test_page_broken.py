"""What was done against a rule shows where it was done, in the record of it, and where the obligation is explained."""

from __future__ import annotations

import re

from page_office import CLERK, NOTICE, OTHER, House

LATE = {"late_paper": "通知签收单", "late_reason": "经办人出差"}


def test_a_notice_that_was_served_too_late_says_so_with_its_clause(case: tuple[House, str]) -> None:
    house, reference = case
    house.visitor().act(reference, "consulted")
    house.on("2026-03-12")
    clerk = house.visitor(CLERK)
    clerk.act(reference, "notified", **NOTICE | LATE | {"date": "2026-03-10", "on": "2026-03-08"})
    clerk.get(f"/interviews/{reference}")
    said = "违反 通知约谈对象（第七条（二））"
    assert clerk.text.count(said) == 1
    assert ("违反和变通的记录" in clerk.text, "补录原因：经办人出差" in clerk.text) == (True, True)
    assert "共 1 处" in clerk.text
    address = re.search(r'href="(/owed/[^"]+/notice/[^"]+)"', clerk.page)
    assert address is not None
    assert "违反 2026-03-08（周日）通知约谈对象：通知约谈对象（第七条（二））" in " ".join(
        re.sub("<[^>]+>", " ", clerk.get(address[1])).split())
    assert "违反" not in house.visitor(OTHER).get(f"/interviews/{reference}")
