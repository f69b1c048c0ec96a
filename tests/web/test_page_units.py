"""Pages of units that change: the tree on any day, a proposal looked at before it is made, and its confirmation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from page_office import CLERK, DEPUTY, DIRECTOR, RECORDER, SECRETARY, House, Visitor, house_in

from yuetan.access.actor import Role
from yuetan.engine.facts import Appointment, Cadre, Placement, Unit
from yuetan.records.database import writing
from yuetan.records.roster import store
from yuetan.records.values import Roster

SINCE = date(2024, 1, 8)
ROOMS = {"J1": "第一监督室", "J2": "第二监督室", "J3": "案管室"}
MERGE = {"sort": "merge", "units": "第一监督室、J2", "new1.code": "J9", "new1.name": "监督检查室",
         "new1.type": "city_department", "new1.parent": "市纪委监委", "since": "2026-03-02", "paper": "编办8号"}


def add_rooms(house: House) -> None:
    """Rooms of the discipline organ, each with a head."""
    with writing(house.records) as connection:
        store(connection, Roster(
            units=tuple(Unit(id=one, type="city_department") for one in ROOMS),
            placements=tuple(Placement(unit=one, name=name, parent="J", since=SINCE) for one, name in ROOMS.items()),
            cadres=tuple(Cadre(id=f"{one}01", name=f"{name[:2]}主任") for one, name in ROOMS.items()),
            appointments=tuple(Appointment(cadre=f"{one}01", unit=one, post="head", title="主任", rank=3, since=SINCE)
                               for one in ROOMS)))
    house.sweep()


@pytest.fixture
def rooms(house: House) -> House:
    add_rooms(house)
    return house


@pytest.fixture(scope="module")
def shared(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_in(tmp_path_factory.mktemp("rooms"), prepared) as found:
        add_rooms(found)
        yield found


def hidden(visitor: Visitor, do: str = "") -> dict[str, str]:
    """The hidden fields of the form whose button does so; of the first form with a token, without."""
    forms = re.findall(r"<form.*?</form>", visitor.page, re.DOTALL)
    form = next(one for one in forms if (f'name="do" value="{do}"' if do else 'name="token"') in one)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def asked(visitor: Visitor, fields: dict[str, str], do: str = "look") -> Visitor:
    visitor.get(f"/reorganisations/new?sort={fields['sort']}")
    visitor.send("/reorganisations/new", hidden(visitor) | fields | {"do": do})
    return visitor


def test_it_is_looked_at_proposed_and_confirmed_and_the_tree_shows_it(rooms: House) -> None:
    someone = rooms.shell.accounts.named(SECRETARY.lower())
    assert someone is not None
    rooms.shell.accounts.grant(someone.reference, Role.CLERK, "J1", since=SINCE, until=date(2036, 1, 1), by=None,
                               paper="授权", at=rooms.moment)
    clerk = asked(rooms.visitor(RECORDER), MERGE)
    assert clerk.answer.status_code == 200
    for said in ("第一主任", "第二主任", "承接报告和约谈 监督检查室", "监督检查室（上级：市纪委监委）"):
        assert said in clerk.text
    clerk.send("/reorganisations/new", hidden(clerk) | MERGE | {"do": "propose"})
    assert "已提出，等待上级负责人或者纪检机关确认。" in clerk.text
    head = rooms.visitor(CLERK)
    head.get(clerk.address)
    head.send(head.address, hidden(head, "confirm"))
    assert "已确认，机构按生效日调整。" in head.text
    left = rooms.visitor(DEPUTY)
    left.get("/reorganisations/left")
    shown = ("第一监督室", "由监督检查室承接", "郑守正", "尚未重新办理", 'href="/grants"')
    assert [one for one in shown if one not in left.text + left.page] == []
    head.get("/organisation?on=2026-03-02&then=2026-03-01")
    assert "监督检查室 第一主任 、 第二主任 2" in head.text
    assert "机构撤销 第一监督室，由 监督检查室 承接" in head.text
    head.get("/organisation?on=2026-03-01")
    assert "第一监督室 第一主任 1" in head.text
    assert "监督检查室" not in head.text.replace("自 2025-03-01 以来的变化", "")


def test_what_will_not_do_comes_back_with_what_was_typed(shared: House) -> None:
    clerk = asked(shared.visitor(RECORDER), MERGE | {"paper": "", "new1.code": "J3"}, do="propose")
    assert clerk.answer.status_code == 422
    assert "请写明依据的决定，如文号。" in clerk.text
    assert "单位编码“J3”已经用过" in clerk.text
    assert 'value="监督检查室"' in clerk.page
    asked(clerk, MERGE | {"units": "没有这个室"})
    assert "没有找到单位“没有这个室”；请填全称或者单位编码。" in clerk.text
    asked(clerk, MERGE | {"since": "昨天"})
    assert "请写成 2026-03-09 这样的日期。" in clerk.text


def test_a_unit_is_abolished_with_each_post_chosen(rooms: House) -> None:
    fields = {"sort": "abolish", "units": "案管室", "since": "2026-03-02", "paper": "8号"}
    clerk = asked(rooms.visitor(RECORDER), fields)
    assert "还有 1 项任职、0 个下级单位" in clerk.text
    name = re.findall(r'name="(post\.[^"]+)"', clerk.page)[0]
    fields[name] = ""
    asked(clerk, fields)
    assert "承接报告和约谈 市纪委监委" in clerk.text
    clerk.send("/reorganisations/new", hidden(clerk) | fields | {"do": "propose"})
    clerk.send(clerk.address, hidden(clerk, "withdraw") | {"note": ""})
    assert clerk.answer.status_code == 422
    clerk.send(clerk.address, hidden(clerk, "withdraw") | {"note": "改期"})
    assert "已撤回" in clerk.text


@pytest.mark.parametrize("who", [DIRECTOR, CLERK, DEPUTY, SECRETARY])
def test_nobody_but_the_clerk_over_it_proposes(shared: House, who: str) -> None:
    visitor = shared.visitor(who)
    visitor.get("/reorganisations/new?sort=merge")
    assert visitor.answer.status_code == 404
    visitor.get("/account")
    visitor.send("/reorganisations/new", {"csrf_token": visitor.proof, "token": "t", "do": "propose", **MERGE})
    assert visitor.answer.status_code == 404


@pytest.mark.parametrize("address", [
    "/organisation?under=AAAAAAAAAAAAAAAAAAAAAA", "/reorganisations/AAAAAAAAAAAAAAAAAAAAAA"])
def test_what_is_not_there_is_not_found(shared: House, address: str) -> None:
    visitor = shared.visitor(RECORDER)
    visitor.get(address)
    assert visitor.answer.status_code == 404


@pytest.mark.parametrize("address", ["/organisation", "/reorganisations", "/reorganisations/new"])
def test_whoever_works_for_no_unit_finds_no_tree(shared: House, address: str) -> None:
    visitor = shared.visitor(DIRECTOR)
    visitor.get(address)
    assert visitor.answer.status_code == 404


def test_a_reader_sees_the_units_he_works_for_and_no_other(shared: House) -> None:
    visitor = shared.visitor(RECORDER)
    visitor.get("/organisation?on=2026-03-02")
    assert "市纪委监委" in visitor.text
    assert "市教育局" not in visitor.text
    visitor.get("/organisation?on=nonsense&then=0001-01-01")
    assert visitor.answer.status_code == 200
