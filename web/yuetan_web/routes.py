"""Every page and what it is to the policy: an endpoint that does not stand here is not there for anybody."""

from __future__ import annotations

from collections.abc import Mapping

PUBLIC = frozenset({"signing.sign_in", "static"})
"""What is answered to whoever has not signed in."""

OWN = frozenset({"signing.sign_out", "signing.account", "signing.change_password"})
"""What everybody may do with his own account, also with a password that is good for one time."""

ROUTES: Mapping[str, str] = {
    "static": "sign.in",
    "signing.sign_in": "sign.in",
    "signing.sign_out": "own.account",
    "signing.account": "own.account",
    "signing.change_password": "own.account",
    "desk.desk": "obligation.list",
    "owed.obligation": "obligation.read",
    "owed.report": "report.make",
    "owed.close": "obligation.close",
    "interviews.listing": "interview.list",
    "handling.interview": "interview.read",
    "handling.act": "interview.read",
    "handling.paper": "interview.read",
    "handling.lodge": "appeal.lodge",
    "appeals.listing": "appeal.decide",
    "appeals.appeal": "appeal.own",
    "appeals.decide": "appeal.decide",
    "proposing.choose": "interview.propose",
    "proposing.propose": "interview.propose",
    "cadres.search": "search.use",
    "cadres.cadre": "cadre.read",
    "decisions.record": "decision.record",
    "occurrences.listing": "occurrence.record",
    "occurrences.unit": "occurrence.record",
    "occurrences.about_unit": "occurrence.record",
    "occurrences.report": "report.make",
    "occurrences.about_cadre": "occurrence.record",
    "regulations.listing": "regulation.read",
    "regulations.regulation": "regulation.read",
    "leads.listing": "lead.agree",
    "leads.entering": "lead.enter",
    "leads.enter": "lead.enter",
    "leads_below.listing": "seal.agree",
    "leads_below.act": "seal.agree",
    "leads.lead": "lead.read",
    "leads.act": "lead.agree",
    "plans.listing": "plan.read",
    "plans.make": "plan.edit",
    "plans.plan": "plan.read",
    "plans.act": "plan.read",
    "collections.listing": "collection.read",
    "collections.collection": "collection.read",
    "collections.template": "collection.read",
    "collections.entry": "collection.read",
    "collections.change": "collection.edit",
    "collections.bring": "collection.edit",
    "collections.revise": "collection.edit",
    "tests.own": "test.read",
    "tests.take": "test.take",
    "tests.office": "test.draw",
    "tests.print_out": "test.draw",
    "tests.enter": "test.enter",
}
"""The action of `yuetan.access.policy` that a page is for: where nobody like the reader may do that to anything, there
is no such page; what an answer holds is decided row by row, behind it."""
