"""A clerk leads a warning talk from a lead to the file in a real browser, without a script; the cadre does his part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from page_served import CLERK, DEPUTY, OTHER, RECORDER, Served, let_in, served_in
from playwright.sync_api import Browser, Page, expect
from pressing import confirmed, pressed

TEXTS = {"主题": "工程招标", "原因": "苗头性问题", "约谈对象的汇报": "汇报如下", "约谈对象的解释和说明": "说明如下",
         "整改措施": "立即整改"}


@pytest.fixture
def served(prepared: Path, tmp_path: Path) -> Iterator[Served]:
    with served_in(tmp_path, prepared) as found:
        yield found


@pytest.fixture
def people(browser: Browser, served: Served) -> Iterator[People]:
    with served_to(browser, served) as found:
        yield found


class People:
    """Those who take part, one after another before a browser that runs no script."""

    def __init__(self, browser: Browser, served: Served) -> None:
        self.page, self.served = browser.new_context(locale="zh-CN", java_script_enabled=False).new_page(), served
        self.page.set_default_timeout(20_000)
        self.address = ""  # of the interview

    def __call__(self, cadre: str) -> Page:
        """Somebody, newly signed in, on the page of the interview, or on the desk."""
        let_in(self.page, self.served.address, cadre.lower())
        self.page.goto(self.address or self.served.address)
        return self.page


@contextmanager
def served_to(browser: Browser, served: Served) -> Iterator[People]:
    people = People(browser, served)
    yield people
    people.page.context.close()


def told(page: Page, *changes: str) -> None:
    """The page tells what was done, and exactly these changes in what is owed."""
    expect(page.locator(".flash")).to_be_visible()
    expect(page.locator(".flash li")).to_have_text(list(changes))


def do(page: Page, title: str, **fields: str) -> None:
    """Fill in the form of an act by the titles of its fields, and send it."""
    form = page.get_by_role("form", name=title, exact=True)
    if not form.is_visible():
        page.locator("summary", has_text=title).first.click() if page.locator("summary", has_text=title).count() else (
            page.locator("li.step-next", has_text=title).locator("summary").first.click())
    for name, text in fields.items():
        form.get_by_label(name).first.fill(text)
    confirmed(pressed(form.get_by_role("button", name=title, exact=True)))


def owed(page: Page, title: str) -> str:
    """How something stands in what is owed in the interview."""
    return page.locator(".entry-short", has_text=title).locator(".sev").inner_text()


def judge(page: Page, title: str, **fields: str) -> None:
    """Judge the one paper that is there."""
    form = page.get_by_role("form", name=title, exact=True)
    if not form.is_visible():
        page.locator("li.step-next", has_text=title).locator("summary").first.click()
    form.get_by_label("材料").first.select_option(index=1)
    do(page, title, **fields)


def lead_entered(clerk: Page) -> None:
    """Enter a lead, and record what was found."""
    pressed(clerk.get_by_role("link", name="问题线索"))
    pressed(clerk.get_by_role("link", name="登记线索"))
    clerk.get_by_label("反映的是谁").fill("马文慧")
    clerk.get_by_label("其他来源").fill("来信")
    clerk.get_by_label("由哪个单位保管").select_option("市纪委监委")
    clerk.get_by_label("问题摘要").fill("反映其在招标中打招呼")
    clerk.get_by_label("反映人", exact=False).first.fill("赵告密")
    pressed(clerk.get_by_role("button", name="登记并封存"))
    expect(clerk.locator(".flash")).to_contain_text("已经加密封存")
    assert "赵告密" not in clerk.content()

    finding = clerk.get_by_role("form", name="记录问题认定")
    finding.get_by_label("问题属于").select_option("本人")
    finding.get_by_label("发现途径").select_option("信访举报")
    finding.get_by_label("苗头性、倾向性问题").fill("在招标中打招呼")
    pressed(finding.get_by_role("button", name="记录问题认定"))


def proposed(clerk: Page) -> None:
    """Propose the talk that the finding leads to."""
    pressed(clerk.get_by_role("link", name="据此提出约谈"))

    clerk.get_by_label("陈国栋").check()
    clerk.get_by_label("记录人").fill("丁小龙")
    clerk.get_by_label("计划日期").fill("2026-03-09")
    pressed(clerk.get_by_role("button", name="推算时限").last)
    expect(clerk.locator(".term").first).to_contain_text("“通知约谈对象”最迟 2026-03-06（周五）")
    clerk.get_by_label("地点").fill("行政中心512室")
    clerk.get_by_label("主题").fill("工程招标")
    pressed(clerk.get_by_role("button", name="核对"))
    expect(clerk.locator(".card-check")).to_contain_text("没有不准许的地方")
    expect(clerk.locator("[aria-labelledby=follows]")).to_contain_text("新增应办：通知约谈对象（期限 2026-03-06）")
    pressed(clerk.get_by_role("button", name="提出约谈"))
    told(clerk, "新增应办：通知约谈对象（期限 2026-03-06）", "新增应办：报送整改落实情况报告（期限 2026-03-24）")


def notified(clerk: Page) -> None:
    """Consult, and give notice: two days ahead it is refused with its clause."""
    do(clerk, "与组织（人事）部门会商")
    do(clerk, "通知约谈对象", 日期="2026-03-04", 时间="09:30")
    problem = clerk.get_by_role("alert")
    expect(problem).to_contain_text("“通知约谈对象”最迟应在 2026-03-01（周日）")
    expect(problem).to_contain_text("今天办理的，最早可在 2026-03-05（周四） 组织实施约谈")
    expect(problem).to_contain_text("《市管领导干部廉政约谈暂行办法》第七条（二）")
    do(clerk, "通知约谈对象", 日期="2026-03-09")
    told(clerk, "已办结：通知约谈对象")
    assert owed(clerk, "通知约谈对象") == "已办"
    with clerk.expect_download() as download:
        clerk.locator(".head-go").get_by_role("link", name="约谈通知").click()
    assert download.value.suggested_filename.startswith("约谈通知")


def test_a_warning_talk_goes_from_the_lead_to_the_file(served: Served, people: People) -> None:
    clerk = people(CLERK)
    lead_entered(clerk)
    proposed(clerk)
    people.address = clerk.url.partition("#")[0]
    assert owed(clerk, "通知约谈对象") == "还有 4 个工作日"
    notified(clerk)

    served.house.on("2026-03-09")
    clerk = people(CLERK)
    do(clerk, "组织实施约谈")
    told(clerk, "新增应办：做好约谈记录")
    recorder = people(RECORDER)
    do(recorder, "完成约谈记录", **TEXTS)
    told(recorder, "已办结：做好约谈记录")

    served.house.on("2026-03-16")
    cadre = people(OTHER)
    assert "线索" not in cadre.content()
    do(cadre, "整改落实情况报告", 问题="打招呼", 整改措施="健全制度", 落实情况="已落实")
    told(cadre, "已办结：报送整改落实情况报告")
    head = people(DEPUTY)
    judge(head, "退回材料", 理由="措施不具体")
    cadre = people(OTHER)
    expect(cadre.locator("body")).to_contain_text("审核意见：措施不具体")
    do(cadre, "整改落实情况报告", 问题="打招呼", 整改措施="逐项列出", 落实情况="已落实")
    head = people(DEPUTY)
    judge(head, "审核通过", 意见="同意")

    clerk = people(CLERK)
    do(clerk, "归档", 存放位置="档案室")
    expect(clerk.locator(".flash")).to_contain_text("已办理：归档")
    expect(clerk.locator(".step-next, .step-ahead")).to_have_count(0)
    expect(clerk.locator(".journal")).to_contain_text("记录已链式校验")
    pressed(clerk.get_by_role("link", name="约谈办理").first)
    expect(clerk.locator(".listing")).to_contain_text("归档")
