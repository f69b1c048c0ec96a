"""May somebody do something to something: one pure function, which gives what he may see and denies by default."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum

from attrs import frozen

from yuetan.access.actor import ADMINISTRATORS, Actor, Granted, Role, Standing
from yuetan.access.matrix import COLUMNS, DENIED, FLAGS, RELATIONS, SECOND, Matrix, matrix

NOTHING: frozenset[str] = frozenset()
COUNTS = frozenset({"counts"})
_PARTS = {Standing.TALKER: "interviewer", Standing.RECORDER: "recorder"}


class Lies(Enum):
    """How the unit of an object lies to the unit of a grant."""

    NOWHERE = "none"  # the object belongs to no unit: an account, the regulation
    OWN = "own"  # in the grant's unit or below it, in the same organisation
    BELOW = "below"  # below it, in another organisation that has a scheme of its own
    OTHER = "other"


@frozen
class Allowed:
    """What may be seen of an object, or that an act may be done (the field ``act``); false where it is nothing.

    ``alone`` are those of the fields that need no second person.
    """

    fields: frozenset[str] = NOTHING
    alone: frozenset[str] = NOTHING

    def __bool__(self) -> bool:
        return bool(self.fields)

    @property
    def second(self) -> bool:
        """Whether some of the fields are given only together with a second person."""
        return self.fields != self.alone

    @property
    def counts_only(self) -> bool:
        """Whether nothing but counts may be seen, and of those none below five."""
        return self.fields == COUNTS


DENY = Allowed()


def allowed(actor: Actor, action: str, *, standing: Standing,  # noqa: PLR0913 - facts of the object, each named
            lies: Lies | Mapping[Granted, Lies] = Lies.NOWHERE, assigned: bool = False, state: str = "",
            flags: Collection[str] = (), by: Matrix | None = None) -> Allowed:
    """What an actor may see of an object, or whether he may do something to it; nothing for an action that is unknown.

    ``standing`` is what he is in the case: a subject has a subject's rights and one who is recused none, whatever they
    are granted. ``lies`` says for each of his grants how the object's unit lies to it (see `lies_of_grants`); one word
    says it for all of them, and a grant that is left out lies elsewhere. ``assigned`` is whether the object was given
    to him: he organises the interview, handles the lead, keeps the file, decides the appeal. ``state`` is the code of
    the object's last step. ``flags`` hold what else is so of it: ``served``, he was given notice, or it tells of no
    talk to come; ``unsigned``, the record may still change; ``released``, his file was released to him. ``by`` is
    another matrix than the one that is shipped.
    """
    table = by or matrix()
    fields, alone = NOTHING, NOTHING
    for relation, column in _places(actor, standing, lies, assigned=assigned):
        row = table.rows.get((action, relation))
        if row is None or not _holds(row.states, state, flags):
            continue
        cell = row.cells[column]
        if cell != DENIED:
            given = table.fields[action, cell.removesuffix(SECOND)]
            fields |= given
            alone |= NOTHING if cell.endswith(SECOND) else given
    return Allowed(fields, alone)


def anywhere(actor: Actor, action: str) -> bool:
    """Whether there may be anything at all that he may do this to: for what a menu offers, never for an answer."""
    columns = {"outsider"}
    if actor.account:
        columns = {role.value for role in actor.roles()} | set(COLUMNS[:3])
    table = matrix().rows
    rows = (table[action, relation] for relation in RELATIONS if (action, relation) in table)
    return any(row.cells[column] != DENIED for row in rows for column in columns)


def lies_of(granted: str, above: Sequence[str], beginning: Collection[str]) -> Lies:
    """How an object's unit lies to the unit of a grant.

    ``above`` is the object's unit and every unit above it, from the lowest; ``beginning`` are the units with which an
    organisation begins that has a scheme of its own.
    """
    if not above:
        return Lies.NOWHERE
    if not granted or granted not in above:
        return Lies.OTHER
    between = above[:above.index(granted)]
    return Lies.BELOW if set(between) & set(beginning) else Lies.OWN


def lies_of_grants(actor: Actor, above: Sequence[str], beginning: Collection[str]) -> Mapping[Granted, Lies]:
    """How an object's unit lies to each of an actor's grants; see `lies_of`."""
    return {grant: lies_of(grant.unit, above, beginning) for grant in actor.granted}


def shut_by_clearing(standing: Standing, lies: Mapping[Granted, Lies]) -> bool:
    """Whether an interview that cleared somebody is kept from an actor, whatever else he is in it.

    It stays the record of the discipline organ it lies with, and stays open to whoever was cleared.
    """
    of_organ = any(grant.role is Role.DISCIPLINE and lie is Lies.OWN for grant, lie in lies.items())
    return standing is not Standing.SUBJECT and not of_organ


def separated(actor: Actor) -> bool:
    """Whether he holds at most one of the three administrator roles, as the start-up check asks of everybody."""
    return len(actor.roles() & ADMINISTRATORS) <= 1


def unseparated(actors: Collection[Actor]) -> tuple[tuple[Actor, frozenset[Role]], ...]:
    """Whoever holds two or more of the three administrator roles, and which."""
    return tuple((one, one.roles() & ADMINISTRATORS) for one in actors if not separated(one))


def _places(actor: Actor, standing: Standing, lies: Lies | Mapping[Granted, Lies], *,
            assigned: bool) -> Iterator[tuple[str, str]]:
    """The rows and columns of the matrix that speak of him."""
    if not actor.account:
        yield "none", "outsider"
        return
    if standing is Standing.RECUSED:
        return
    if standing is Standing.SUBJECT:
        yield "subject", "interviewee"
        return
    yield "none", "interviewee"  # what everybody may who has signed in
    if standing in _PARTS:
        yield "assigned", _PARTS[standing]
    for grant in actor.granted:
        lie = lies if isinstance(lies, Lies) else lies.get(grant, Lies.OTHER)
        yield lie.value, grant.role.value
        if assigned:
            yield "assigned", grant.role.value


def _holds(states: frozenset[str], state: str, flags: Collection[str]) -> bool:
    """Whether an object has every flag a row asks for, and is in one of its states where it names any."""
    asked = states.intersection(FLAGS)
    steps = states - asked
    return asked <= frozenset(flags) and (not steps or state in steps)
