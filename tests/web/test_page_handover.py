"""The pages for handing over, for proxies and for what goes outside, as people use them."""

from __future__ import annotations

import re
from datetime import date

from page_office import CLERK, DEPUTY, NAMES, OTHER, RECORDER, House, Visitor, proposed

from yuetan.access.actor import Role

FOUND, GONE, UNFIT, ELSEWHERE = 200, 404, 422, 303


def grant(house: House, who: str, role: Role, unit: str) -> None:
    view = house.shell.accounts.named(who.lower())
    assert view is not None
    house.shell.accounts.grant(view.reference, role, unit, since=house.moment.date(), until=date(2036, 1, 1), by=None,
                               paper="授权决定", at=house.moment)


def hidden(visitor: Visitor, mark: str) -> dict[str, str]:
    """What the form carries that holds a mark: the value of its button, or the name of a field."""
    form = next(one for one in re.findall(r"<form.*?</form>", visitor.page, re.DOTALL) if f'="{mark}"' in one)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def test_a_list_is_drawn_up_printed_and_signed_by_both(house: House) -> None:
    proposed(house)
    grant(house, RECORDER, Role.DISCIPLINE, "J")
    clerk, receiver = house.visitor(CLERK), house.visitor(RECORDER)
    clerk.get("/handovers")
    assert f'value="{NAMES[CLERK]}"' in clerk.page
    made = {"leaver": CLERK, "receiver": "没有这个人", "unit": "J", "leaves_on": "2026-03-20", "token": "made"}
    assert "没有找到" in clerk.send("/handovers", made | {"csrf_token": clerk.proof})
    clerk.send("/handovers", made | {"receiver": RECORDER, "csrf_token": clerk.proof})
    address = clerk.address
    assert all(one in clerk.text for one in ("在办约谈", "警示约谈", "在办线索", "到期授权", "待双方确认", "确认移交"))
    paper = clerk.client.get(f"{address}/paper")
    assert paper.status_code == FOUND
    assert paper.data[:2] == b"PK"
    receiver.get(address)
    assert "确认接收" in receiver.text
    receiver.send(address, hidden(receiver, "sign"))
    clerk.get(address)
    clerk.send(address, hidden(clerk, "sign"))
    assert "已交接" in clerk.text
    assert clerk.client.post(address, data=hidden_of(clerk)).status_code == GONE
    assert house.visitor(OTHER).client.get(address).status_code == GONE


def hidden_of(visitor: Visitor) -> dict[str, str]:
    return {"csrf_token": visitor.proof, "do": "none", "version": "1"}


def test_a_proxy_is_decided_on_shown_in_his_name_and_ended(house: House) -> None:
    grant(house, RECORDER, Role.DISCIPLINE, "J")
    head = house.visitor(DEPUTY)
    head.get("/proxies")
    sent = {"principal": "J001", "proxy": RECORDER, "role": "discipline", "unit": "J", "since": "2026-03-02",
            "until": "2026-03-01", "paper": "纪办〔2026〕3号", "reason": "病假", "token": "p"}
    assert "结束日应晚于开始日" in head.send("/proxies", sent | {"csrf_token": head.proof})
    head.send("/proxies", sent | {"until": "2026-03-09", "principal": DEPUTY, "csrf_token": head.proof})
    assert "不能决定涉及本人的代理" in head.text
    head.send("/proxies", sent | {"until": "2026-03-09", "role": "clerk", "csrf_token": head.proof})
    assert "代理不能超出他本人的授权" in head.text
    grant(house, "J001", Role.CLERK, "J")
    head.send("/proxies", sent | {"until": "2026-03-09", "role": "clerk", "proxy": CLERK, "csrf_token": head.proof})
    assert "代理中" in head.text
    stands_in = house.visitor(CLERK)
    stands_in.get("/proxies")
    assert "代郑守正" in stands_in.text
    assert "决定代理" not in stands_in.text
    ending = re.search(r'action="(/proxies/[^"]+/end)"', head.page)
    assert ending
    proof = hidden_of(stands_in) | {"token": "end"}
    assert stands_in.client.post(ending[1], data=proof).status_code == GONE
    head.send(ending[1], {"csrf_token": head.proof, "token": "end"})
    assert "已结束" in head.text


def test_what_goes_outside_is_printed_once_and_says_nothing_here_any_more(house: House) -> None:
    proposed(house)
    grant(house, OTHER, Role.CLERK, "C")  # nobody who is above him works here
    clerk = house.visitor(CLERK)
    clerk.get("/interviews")
    address = re.search(r'href="(/interviews/[\w-]{22})"', clerk.page)
    assert address
    clerk.get(address[1])
    assert "密封移交系统外的上级" in clerk.text
    clerk.get(f"{address[1]}/outward")
    form = hidden(clerk, "addressee")
    assert "没有移交" in clerk.send(f"{address[1]}/outward", form)
    answer = clerk.client.post(f"{address[1]}/outward", data=form | {"addressee": "省纪委", "receipt": "机要7号"})
    assert (answer.status_code, answer.data[:2]) == (FOUND, b"PK")
    again = clerk.client.post(f"{address[1]}/outward", data=form | {"addressee": "省纪委", "receipt": "机要7号"})
    assert again.status_code == GONE
    clerk.get(address[1])
    assert "机要7号" in clerk.text
    assert house.visitor(OTHER).client.get(f"{address[1]}/outward").status_code == GONE
