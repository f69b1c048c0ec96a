"""Who acts: an account, the roles it is granted in units, and what somebody is in one case."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from yuetan.wording import later


class Role(Enum):
    """What an account may be granted: the first four in a unit, the last three for the whole system."""

    CLERK = "clerk"
    DISCIPLINE = "discipline"
    HEAD = "head"
    SUPERIOR = "superior"
    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"

    @property
    def title(self) -> str:
        """What people call it, to be said."""
        return _TITLES[self]


ADMINISTRATORS = frozenset({Role.SYSTEM, Role.SECURITY, Role.AUDIT})
"""The three that are kept apart, and see no content."""

_TITLES = {
    Role.CLERK: later("经办"), Role.DISCIPLINE: later("纪检"), Role.HEAD: later("负责人"),
    Role.SUPERIOR: later("上级纪检"), Role.SYSTEM: later("系统管理员"), Role.SECURITY: later("安全管理员"),
    Role.AUDIT: later("审计管理员"),
}


class Standing(Enum):
    """What somebody is in one case; it comes before every grant."""

    NONE = "none"
    SUBJECT = "subject"  # it is about him
    TALKER = "talker"
    RECORDER = "recorder"
    RECUSED = "recused"


@frozen
class Granted:
    """A role in a unit and the units below it; ``unit`` is its code, empty for a role of the whole system."""

    role: Role
    unit: str = ""


@frozen
class Actor:
    """Whoever asks: an account with its grants of the day, and the cadre it belongs to."""

    account: int
    reference: str
    name: str
    cadre: str = ""  # his staff number, empty for an account that is no cadre's
    granted: tuple[Granted, ...] = ()

    def roles(self) -> frozenset[Role]:
        """Every role he is granted anywhere."""
        return frozenset(grant.role for grant in self.granted)


OUTSIDER = Actor(0, "", "")
"""Whoever has not signed in."""
