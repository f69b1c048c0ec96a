"""Every page and what it is to the policy: an endpoint that does not stand here is not there for anybody."""

from __future__ import annotations

from collections.abc import Mapping

PUBLIC = frozenset({"signing.sign_in", "static"})
"""What is answered to whoever has not signed in."""

OWN = frozenset({"signing.sign_out", "signing.account", "signing.change_password"})
"""What everybody may do with his own account, also with a password that is good for one time."""

ROUTES: Mapping[str, str] = {
    "signing.sign_in": "", "static": "", "signing.sign_out": "", "signing.account": "", "signing.change_password": "",
    "desk.desk": "obligation.read",
    "owed.obligation": "obligation.read",
    "interviews.listing": "interview.read",
    "handling.interview": "interview.read",
    "handling.act": "interview.act",
    "handling.paper": "paper.read",
    "proposing.choose": "interview.propose",
    "proposing.propose": "interview.propose",
    "cadres.search": "cadre.read",
    "cadres.cadre": "cadre.read",
    "regulations.listing": "regulation.read",
    "regulations.regulation": "regulation.read",
    "leads.listing": "lead.read",
    "leads.entering": "lead.enter",
    "leads.enter": "lead.enter",
    "leads.lead": "lead.read",
    "leads.act": "lead.handle",
}
"""The action of `yuetan.access.policy` that each page asks for; what an answer holds is decided there, row by row."""
