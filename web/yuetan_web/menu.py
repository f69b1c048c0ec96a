"""The menu: every page that one begins from, in groups, each shown to whoever may find anything on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import evolve, frozen

from yuetan.paperwork.procedure import collections_of
from yuetan.wording import later
from yuetan_web.current import access, actor, may_anywhere, shell
from yuetan_web.own_pages import OwnPage


@frozen
class Entry:
    """A page in the menu: its endpoint, its icon, its title, and the blueprints whose pages belong to it."""

    endpoint: str
    icon: str
    title: str
    sections: tuple[str, ...]
    shown: Callable[[], bool] = lambda: True


@frozen
class Group:
    """Entries that belong together, under a heading; the first group has none."""

    title: str
    entries: tuple[Entry, ...]


def _may(*actions: str) -> Callable[[], bool]:
    """Whether any of these may be done to anything."""
    return lambda: any(map(may_anywhere, actions))


def _may_there(page: OwnPage) -> Callable[[], bool]:
    """Whether a page of a regulation is for whoever asks: that governs where he works, and he may see such a page."""
    return lambda: may_anywhere(page.action) and page.section in access().governing_codes()


def _of_an_office() -> bool:
    """Whether he is somebody of an office: an administrator who is nobody else has no talk and no roster to look at."""
    return bool(actor().cadre) or any(one.unit for one in actor().granted)


def _sees_leads_below() -> bool:
    return may_anywhere("seal.agree") and not may_anywhere("lead.agree")


def _enters_leads_alone() -> bool:
    return may_anywhere("lead.enter") and not may_anywhere("lead.agree")


def _reads_collections() -> bool:
    return may_anywhere("collection.read") and any(map(collections_of, shell().plugins.regulations))


GROUPS = (
    Group("", (
        Entry("desk.desk", "house", later("工作台"), ("desk", "owed")),
        Entry("interviews.listing", "talk", later("约谈办理"), ("interviews", "handling", "proposing"),
              _of_an_office),
        Entry("mine.page", "talk", later("我的约谈"), ("mine",), lambda: bool(actor().cadre)),
        Entry("kept.listing", "paper", later("我的草稿"), ("kept",), _of_an_office),
        Entry("plans.listing", "calendar", later("约谈计划"), ("plans", "rounds"), _may("plan.read")),
        Entry("leads.listing", "folder", later("问题线索"), ("leads",), _may("lead.agree")),
        Entry("leads_below.listing", "folder", later("下级机关的线索"), ("leads_below",), _sees_leads_below),
        Entry("leads.entering", "folder", later("登记线索"), ("leads",), _enters_leads_alone),
        Entry("appeals.listing", "paper", later("申诉"), ("appeals",), _may("appeal.decide")),
    )),
    Group(later("台账和报告"), (
        Entry("ledgers.listing", "shelf", later("台账和统计表"), ("ledgers",), _may("plan.read")),
        Entry("reports.listing", "paper", later("报告"), ("reports",), _may("report.read")),
        Entry("papers.register", "paper", later("文书登记"), ("papers", "paper_templates"), _may("print.read")),
        Entry("statistics.page", "chart", later("统计"), ("statistics",), _may("statistics.read")),
        Entry("supervision.overview", "lens", later("监督检查"), ("supervision",), _may("supervision.read")),
        Entry("inspections.listing", "lens", later("检查导出"), ("inspections",), _may("inspection.agree")),
        Entry("old_ledgers.listing", "shelf", later("旧台账"), ("old_ledgers",), _may("old_ledger.read")),
    )),
    Group(later("人员和单位"), (
        Entry("cadres.search", "people", later("干部名册"), ("cadres", "rosters", "moves", "mergers", "dossiers"),
              _of_an_office),
        Entry("units.organisation", "tree", later("组织机构"), ("units",), _may("organisation.read")),
        Entry("occurrences.listing", "house", later("单位"), ("occurrences",), _may("occurrence.record")),
        Entry("handover.listing", "paper", later("工作交接"), ("handover",), _may("handover.read")),
        Entry("proxies.listing", "people", later("代理"), ("proxies",), _may("proxy.read")),
    )),
    Group(later("管理和设置"), (
        Entry("collections.listing", "shelf", later("资料库"), ("collections",), _reads_collections),
        Entry("regulations.listing", "book", later("制度与规则"), ("regulations",)),
        Entry("units.left", "tree", later("撤销单位的授权和适用"), (), _may("grant.agree")),
        Entry("accounts.listing", "people", later("账号"), ("accounts", "many_accounts"), _may("account.read")),
        Entry("grants.listing", "key", later("授权"), ("grants",), _may("grant.agree")),
        Entry("governing.listing", "gear", later("适用的制度"), ("governing",)),
        Entry("days_off.year", "calendar", later("放假安排"), ("days_off",)),
        Entry("backups.listing", "folder", later("备份"), ("backups",), _may("backup.read")),
        Entry("audit.listing", "lens", later("审计日志"), ("audit",), _may("audit.read")),
        Entry("jobs.listing", "clock", later("处理进度"), ("jobs",)),
        Entry("signing.account", "key", later("我的账号"), ("signing", "own_account")),
    )),
)

REPORTING = 1  # the group that pages of regulations stand in


def menu(own_pages: Iterable[OwnPage]) -> list[Group]:
    """What whoever asks is offered, with the pages of regulations; a group in which he may see nothing is left out."""
    brought = tuple(Entry(one.endpoint, "paper", one.title, (one.section,), _may_there(one)) for one in own_pages)
    groups = (*GROUPS[:REPORTING], evolve(GROUPS[REPORTING], entries=GROUPS[REPORTING].entries + brought),
              *GROUPS[REPORTING + 1:])
    offered = (evolve(group, entries=tuple(one for one in group.entries if one.shown())) for group in groups)
    return [group for group in offered if group.entries]
