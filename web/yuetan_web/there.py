"""Which pages there are, for whoever holds a clause to the page that keeps it."""

from __future__ import annotations

from datetime import UTC, datetime

from yuetan.plugins import Plugins
from yuetan_web.app import create_app
from yuetan_web.own_pages import routes_of
from yuetan_web.shell import Shell


def pages(plugins: Plugins) -> frozenset[str]:
    """The endpoints of all pages under some plugins, those that the plugins bring too."""
    shell = Shell(records=None, plugins=plugins, now=lambda: datetime.now(tz=UTC), secret=b"-")
    return frozenset(routes_of(create_app(shell)))
