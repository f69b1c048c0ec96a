"""What must follow from a story: one value for each thing expected. ``place`` says where it stands in the file."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from yuetan.engine.attempts import Attempt, Ruling
from yuetan.engine.obligations import Status
from yuetan.engine.permitted import Occurrence, Permission
from yuetan.rules.force import Force
from yuetan.rules.papers import FieldType
from yuetan.testing.told import Look, Value


@frozen(kw_only=True)
class Expectation:
    """Something that must follow."""

    place: str

    @property
    def names(self) -> frozenset[str]:
        """The rules it names, such as ``duty:notice``, or the sort of them it is about."""
        return frozenset()


@frozen(kw_only=True)
class ExpectedObligation(Expectation):
    """An obligation, or an offer. ``due``, ``opens`` and ``done`` are None where there is no such day."""

    offer: bool = False
    as_of: date
    duty: str
    subject: str
    cause: str = ""  # needed only where the duty arises several times for the subject
    interview: str = ""
    status: Status
    force: Force
    clauses: frozenset[str]
    due: date | None = None
    opens: date | None = None
    done: date | None = None
    newcomer: bool = False
    provisional: bool = False
    owners: frozenset[str] | None = None  # None: not looked at
    to: frozenset[str] | None = None  # to whom it is owed: units, cadres, or a part; None: not looked at
    material: frozenset[str] | None = None  # the paper that is handed in, if any; None: not looked at

    @property
    def names(self) -> frozenset[str]:
        return frozenset({f"duty:{self.duty}"})


@frozen(kw_only=True)
class ExpectedAbsence(Expectation):
    """No such obligation, or no such offer. An empty subject or cause stands for any."""

    offer: bool = False
    as_of: date
    duty: str
    subject: str = ""
    cause: str = ""
    interview: str = ""

    @property
    def names(self) -> frozenset[str]:
        return frozenset({f"duty:{self.duty}"})


@frozen(kw_only=True)
class Because:
    """One thing that stands against a step. What is None or empty is not looked at, but for the two days."""

    rule: str
    clauses: frozenset[str]
    ruling: Ruling
    obstacle: str = ""
    needed: str = ""
    cadre: str = ""
    latest: date | None = None
    earliest: date | None = None


@frozen(kw_only=True)
class ExpectedStep(Expectation):
    """An attempt and what it meets: all of it, each with its rule. ``filled`` is None where the paper is complete."""

    act: Attempt
    filled: frozenset[str] | None = None
    result: Permission
    because: tuple[Because, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset({"guard", f"step:{self.act.step}", *(one.rule for one in self.because)})


@frozen(kw_only=True)
class ExpectedInterviewer(Expectation):
    """Whether somebody may do a step to a cadre, and by which clauses: those that admit him, else those that do not."""

    what: Occurrence
    by: str
    result: Permission
    clauses: frozenset[str]
    rules: frozenset[str] | None = None  # None: not looked at
    force: Force | None = None  # the strongest by which he may; None where he may not
    deputy: bool = False  # only because he is entrusted
    topics: frozenset[str] = frozenset()  # the places whose items these rules list as topics

    @property
    def names(self) -> frozenset[str]:
        return self.rules or frozenset()


@frozen(kw_only=True)
class ExpectedCandidates(Expectation):
    """Everybody who may do a step to a cadre, and those of them whose task it is."""

    what: Occurrence
    who: frozenset[str]
    owners: frozenset[str] | None = None  # None: not looked at

    @property
    def names(self) -> frozenset[str]:
        return frozenset({"pairing"})


@frozen
class ExpectedField:
    """One field of a paper, but for its title."""

    code: str
    type: FieldType
    required: bool
    choices: tuple[str, ...]
    filled_by: str
    seen_by: tuple[str, ...]

    def __str__(self) -> str:
        said = {"required = false": not self.required, "|".join(self.choices): self.choices,
                f"filled_by = {self.filled_by}": self.filled_by, f"seen_by = {'|'.join(self.seen_by)}": self.seen_by}
        return f"{self.code}({', '.join((self.type.name.lower(), *(one for one, apt in said.items() if apt)))})"


@frozen(kw_only=True)
class ExpectedMaterial(Expectation):
    """What a paper consists of: its fields, all of them and in order."""

    material: str
    clauses: frozenset[str]
    fields: tuple[ExpectedField, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset({f"material:{self.material}"})


@frozen(kw_only=True)
class ExpectedKind(Expectation):
    """A kind of interview."""

    kind: str
    clauses: frozenset[str]
    family: str
    medium: str
    grounds: str = ""
    topics: str = ""

    @property
    def names(self) -> frozenset[str]:
        return frozenset({f"kind:{self.kind}"})


@frozen(kw_only=True)
class ExpectedRefusal(Expectation):
    """An act that is not done. ``text`` is a part of the answer; ``clauses`` and ``fields`` are all that it names."""

    act: str  # the place of it in the file
    sort: str  # hidden, unfit, refused, conflict
    text: str = ""
    clauses: frozenset[str] | None = None  # None, as below: not looked at
    fields: frozenset[str] | None = None


@frozen(kw_only=True)
class ExpectedSight(Expectation):
    """That a line which says all this is seen, or is not. ``times``: in how many lines; None where one will do."""

    look: Look
    seen: bool
    said: tuple[tuple[str, Value], ...]
    times: int | None = None
