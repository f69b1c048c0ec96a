"""Who may sign in to the demonstration: some cadres with the roles of their offices, and three administrators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from attrs import frozen

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.civil import civil_date
from yuetan.engine.world import World
from yuetan.testing.city import POLICE_BUREAU, Branch
from yuetan.wording import later, say
from yuetan_web.shell import Shell

ROOT, DISCIPLINE = "S001", "S005"
"""The codes that a generated city gives to its committee, and to its discipline organ."""

SIGN_INS = {"litong": "district", "tongren": "university", "aba_housing": "housing", "monthly_talks": "police"}
"""What the sign-in names of a body begin with."""

TEN_YEARS = timedelta(days=3652)
PAPER = "演示用的授权决定"


@frozen
class Wanted:
    """An account to be made."""

    sign_in: str
    name: str
    cadre: str
    what: str
    grants: tuple[tuple[Role, str], ...]

    @property
    def reader(self) -> Actor:
        """The same as somebody who reads, and does nothing, before there is an account."""
        return Actor(1, "", self.name, self.cadre, tuple(Granted(*grant) for grant in self.grants))


@frozen
class Member:
    """Somebody who may sign in, with his one-time password, and what he is here."""

    sign_in: str
    password: str
    name: str
    what: str
    cadre: str


def wanted(world: World, on: date, branches: Iterable[Branch] = ()) -> tuple[Wanted, ...]:
    """The accounts that a city is to have, the discipline officer's first; then those of bodies of its own."""
    some = tuple(branches)
    others = (*(one for branch in some for one in _of_branch(world, on, branch)),
              *(one for branch in some if branch.root == POLICE_BUREAU for one in _under_two(world, on)))
    above = tuple(_superior(world, on)) if some else ()
    return (*_wanted(world, on, [one.cadre for one in others]), *above, *others)


def _superior(world: World, on: date) -> Iterator[Wanted]:
    """Who supervises the bodies that go by regulations of their own: how they proceed, and not what is said there."""
    for cadre in _staff(world, on)[3:4]:
        what = later("市纪委监委监督各单位的干部")
        yield Wanted("superior", _name(world, cadre), cadre, what, ((Role.SUPERIOR, ROOT),))


def _staff(world: World, on: date) -> list[str]:
    """The people of the discipline organ, those of the lowest rank first."""
    staff = sorted((post for cadre in world.members(DISCIPLINE) for post in world.posts_of(cadre, on)
                    if post.unit == DISCIPLINE), key=lambda post: post.rank)
    return list(dict.fromkeys(post.cadre for post in staff))


def _under_two(world: World, on: date) -> Iterator[Wanted]:
    """The secretary of the police, who is talked to under one regulation and has to talk under another."""
    posts = [post for cadre in world.members(POLICE_BUREAU) for post in world.posts_of(cadre, on)
             if post.unit == POLICE_BUREAU and "书记" in post.marks]
    for post in posts[:1]:
        yield Wanted("both", _name(world, post.cadre), post.cadre, later("同受两部制度约束的一名干部"), ())


def _of_branch(world: World, on: date, branch: Branch) -> Iterator[Wanted]:
    """A discipline officer, and the head and a clerk of the office that arranges the talks."""
    staff = sorted((post for cadre in world.members(branch.office) for post in world.posts_of(cadre, on)
                    if post.unit == branch.office), key=lambda post: post.rank)
    prefix, where = SIGN_INS[branch.regulation], world.name_of(branch.root, on)
    both = tuple((Role.DISCIPLINE, unit) for unit in (branch.office, branch.root))
    arranging = tuple((Role.CLERK, unit) for unit in (branch.office, branch.root))  # whoever is talked to sits anywhere
    heading = tuple((Role.HEAD, unit) for unit in (branch.office, branch.root))  # as do those who report
    for sign_in, post, what, grants in (
            ("officer", staff[0], say("{where}纪检干部", where=where), both),
            ("clerk", staff[1], say("{where}经办人", where=where), arranging),
            ("head", staff[-1], say("{where}负责人", where=where), heading)):
        yield Wanted(f"{prefix}-{sign_in}", _name(world, post.cadre), post.cadre, what, grants)


def make_people(shell: Shell, people: Iterable[Wanted], at: datetime) -> tuple[Member, ...]:
    """Make accounts; each has a password that is good for one time."""
    return tuple(_made(shell, one, at) for one in people)


def _wanted(world: World, on: date, others: list[str]) -> Iterator[Wanted]:
    people = _staff(world, on)
    officer, second, clerk, head = people[0], people[1], people[2], people[-1]
    both = tuple((Role.DISCIPLINE, unit) for unit in (DISCIPLINE, ROOT))
    arranging = tuple((Role.CLERK, unit) for unit in (DISCIPLINE, ROOT))
    heading = tuple((Role.HEAD, unit) for unit in (DISCIPLINE, ROOT))
    for sign_in, cadre, what, grants in (
            ("officer", officer, later("市纪委监委纪检干部"), both),
            ("second", second, later("市纪委监委另一名纪检干部"), both),
            ("clerk", clerk, later("市纪委监委经办人"), arranging),
            ("head", head, later("市纪委监委负责人"), heading),
            ("cadre", _interviewee(world, [*people, *others]), later("一名约谈对象"), ())):
        yield Wanted(sign_in, _name(world, cadre), cadre, what, grants)
    for sign_in, role in (("system", Role.SYSTEM), ("security", Role.SECURITY), ("audit", Role.AUDIT)):
        yield Wanted(sign_in, say(role.title), "", role.title, ((role, ""),))


def _interviewee(world: World, others: list[str]) -> str:
    """Somebody who was given notice of an interview that is not long over; else any cadre."""
    served = {event.interview for event in world.events_with("notified")}
    found = [cadre for talk in world.interviews if talk.id in served for cadre in talk.to if cadre not in others]
    return found[-1] if found else next(one.id for one in world.cadres if one.id not in others)


def _name(world: World, number: str) -> str:
    cadre = world.cadre(number)
    return cadre.name if cadre else number


def _made(shell: Shell, one: Wanted, at: datetime) -> Member:
    accounts, on = shell.accounts, civil_date(at)
    password = accounts.make(one.sign_in, one.name, cadre=one.cadre, by=None, at=at)
    view = accounts.named(one.sign_in)
    if view is None:
        message = "an account that was made is there"
        raise LookupError(message)
    for role, unit in one.grants:
        accounts.grant(view.reference, role, unit, since=on, until=on + TEN_YEARS, by=None, paper=PAPER, at=at)
    return Member(one.sign_in, password, one.name, one.what, one.cadre)
