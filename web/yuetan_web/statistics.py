"""Statistics of the talks that were held: no number in them is small, and none that is can be worked out."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from yuetan.access.statistics_views import BREAKDOWNS, Narrowed
from yuetan.wording import later, say
from yuetan_web.current import access

statistics = Blueprint("statistics", __name__)
LONGEST, TODAY = 200, "today"
TITLES = {"year": later("按年度"), "kind": later("按种类"), "month": later("按月份"), "unit": later("按单位"),
          "punctuality": later("按办理是否及时"), "outcome": later("按办理结果")}
HEADS = {"year": later("年度"), "kind": later("种类"), "month": later("月份"), "unit": later("单位"),
         "punctuality": later("是否及时"), "outcome": later("结果")}


@statistics.get("/statistics")
def page() -> str:
    """What was asked for, in tables."""
    asked = {name: request.args.get(name, "")[:LONGEST] for name in ("organisation", "year", "kind", *BREAKDOWNS)}
    by = next((name for name in BREAKDOWNS if asked[name]), "")
    view = access().statistics(Narrowed(organisation=asked["organisation"], year=asked["year"], kind=asked["kind"],
                                        by=by, part=asked[by] if by else "", today=request.args.get("tree") == TODAY))
    return render_template("statistics.html", view=view, asked=asked, by=by,
                           several=sum(bool(asked[name]) for name in BREAKDOWNS) > 1,
                           titles={code: say(title) for code, title in TITLES.items()},
                           heads={code: say(title) for code, title in HEADS.items()})
