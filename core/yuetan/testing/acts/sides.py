"""The acts by which clerks change: hand-overs, and proxies for some days."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.casework.handing_over import Handovers, NewHandover
from yuetan.casework.proxies import NewProxy, Proxies
from yuetan.testing.acts.playing import Doing
from yuetan.testing.acts.way import Nothing, Reason, Way


def _handovers(doing: Doing) -> Handovers:
    playing = doing.playing
    return Handovers(playing.records, playing.plugins, playing.now)


def _make(doing: Doing, asked: NewHandover) -> str:
    return _handovers(doing).make(doing.actor, asked, token=doing.token)


def _sign(doing: Doing, asked: Reason) -> str:
    _handovers(doing).sign(doing.actor, doing.reference, version=doing.version, reason=asked.reason,
                           token=doing.token)
    return doing.reference


def _renew(doing: Doing, _: Nothing) -> str:
    _handovers(doing).renew(doing.actor, doing.reference, version=doing.version, token=doing.token)
    return doing.reference


def _appoint(doing: Doing, asked: NewProxy) -> str:
    proxies = Proxies(doing.playing.records, doing.playing.now)
    proxies.appoint(doing.actor, asked, token=doing.token)
    return proxies.listed(doing.actor)[0].reference


def _end(doing: Doing, _: Nothing) -> str:
    Proxies(doing.playing.records, doing.playing.now).end(doing.actor, doing.reference, token=doing.token)
    return doing.reference


WAYS: Mapping[str, Way] = {
    "handover.make": Way(NewHandover, _make, owed=True), "handover.sign": Way(Reason, _sign, owed=True),
    "handover.renew": Way(Nothing, _renew, owed=True),
    "proxy.appoint": Way(NewProxy, _appoint), "proxy.end": Way(Nothing, _end),
}
