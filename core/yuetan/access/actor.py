"""Who acts: an account, the roles it is granted in units, and what somebody is in one case."""

from __future__ import annotations

from enum import Enum

from attrs import evolve, frozen

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
class StandsFor:
    """One whose place somebody takes for some days: by which of his grants he acts for him."""

    granted: Granted
    account: int
    cadre: str
    name: str


@frozen
class Actor:
    """Whoever asks: an account with its grants of the day, and the cadre it belongs to."""

    account: int
    reference: str
    name: str
    cadre: str = ""  # his staff number, empty for an account that is no cadre's
    granted: tuple[Granted, ...] = ()
    stands_for: tuple[StandsFor, ...] = ()  # the grants among them by which he is somebody's proxy
    one_with: frozenset[int] = frozenset()  # accounts that are the same person to whoever asks for a second one

    @property
    def himself(self) -> Actor:
        """The same without what he may do in the place of others."""
        given = {one.granted for one in self.stands_for}
        return evolve(self, granted=tuple(one for one in self.granted if one not in given), stands_for=())

    @property
    def principals(self) -> frozenset[str]:
        """The staff numbers of those in whose place he acts."""
        return frozenset(one.cadre for one in self.stands_for if one.cadre)

    def counts_as(self, account: int | None) -> bool:
        """Whether an account is his own, or that of one for whom he stands or stood, or who did for him."""
        return account is not None and (account == self.account or account in self.one_with)

    def roles(self) -> frozenset[Role]:
        """Every role he is granted anywhere."""
        return frozenset(grant.role for grant in self.granted)


OUTSIDER = Actor(0, "", "")
"""Whoever has not signed in."""
