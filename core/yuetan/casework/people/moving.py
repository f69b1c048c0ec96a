"""An act about somebody who moves, from what was entered to what is kept: the roster, his case, and what is owed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from attrs import field, frozen

from yuetan.access.actor import Actor
from yuetan.access.reading_moves import OpenOne, open_about, scope_today, seen_keys, taking_part
from yuetan.access.scope import Scope
from yuetan.casework.acts import Done, Late
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.interviews.consequences import follow
from yuetan.casework.interviews.opened import Office, world_about
from yuetan.casework.interviews.taking import LONGEST_REASON, Moment, moment_of
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.people.acts import Consequences, Handed, Move, Moved, Touched, name_of_post
from yuetan.casework.people.deciding import keep_decision
from yuetan.casework.people.fitting import Fit, fit
from yuetan.casework.people.gone import let_go, reopen, withdraw
from yuetan.casework.people.handing import at_stake, chairs_of, handed_between, keep_handed, owners_on
from yuetan.casework.people.rights import MOVE, demand_managed
from yuetan.casework.people.sorts import DEATH, RENAMING, REVOKED, Ends, away_in_words
from yuetan.engine.facts import FOREVER, Appointment
from yuetan.engine.obligations import Key
from yuetan.engine.world import Holding, World
from yuetan.records.cases import cadre_ids, cadre_name, put_out
from yuetan.records.database import Connection, alone
from yuetan.records.done_beside import written_beside
from yuetan.records.dossiers import keep_where_it_lies
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.journal import Entry, Stale, append
from yuetan.records.moves import (
    ABSENCE,
    PORTFOLIO,
    POST,
    HeldPost,
    KeptMove,
    add_move,
    begin_post,
    end_stretch,
    moves_of,
    portfolios_of,
    posts_of,
    rename,
    revoke,
    unit_codes,
)
from yuetan.records.owed.changes import APPEARED, LAPSED, WITHDRAWN, Change
from yuetan.records.own_cases import case_of_cadre
from yuetan.records.people import AWAY, GONE, standing_numbers
from yuetan.wording import say

WHY = "move"
"""Why something changed in what is owed: somebody moved."""


@frozen(kw_only=True, eq=False)
class _Person:
    """Somebody an act is about, as it finds him; nobody else acts about him meanwhile."""

    connection: Connection
    office: Office
    actor: Actor
    id: int
    number: str
    world: World
    scope: Scope
    moves: tuple[KeptMove, ...] = field(repr=False)

    @property
    def open(self) -> tuple[OpenOne, ...]:
        """What is open about him."""
        return open_about(self.connection, self.scope, self.id, self.number)


def move_person(connection: Connection, office: Office, actor: Actor, entered: Move, at: datetime) -> tuple[Moved, int]:
    """Do it: what was done, what followed as far as the actor may see it, and the key of the event.

    Raises `Hidden` for somebody the actor's unit does not manage, `Stale` where somebody acted about him since he was
    looked at, and `Unfit` for what will not do.
    """
    person = _found(connection, office, actor, entered.cadre, entered.version, entered.unit)
    units = unit_codes(connection, {post.unit_id for post in posts_of(connection, person.id)})
    found = fit(connection, office.plugins.vocabulary, person.id, entered, office.today, units)
    moment = _moment(found, entered, office.today, at)
    entry = Entry(code=found.sort.event, happened_on=moment.on, cadre_id=person.id, reason=entered.reason.strip(),
                  provenance=moment.provenance, paper=entered.paper.strip(),
                  late_reason=moment.late.reason.strip() if moment.late else "",
                  content=_content(found, entered, units))
    day = max(found.since, office.today)
    chairs = chairs_of(person.world, person.number, (found.since, day), _coming(person, found, entered))
    stakes = at_stake(connection, office, person.scope, chairs) if found.sort.begins or found.ends else ()
    before, open_before = owners_on(connection, office, stakes, (person.number,), day), person.open
    case = case_of_cadre(connection, person.id)
    written = append(connection, case, entry, by=actor.account, at=at)
    keep_decision(connection, office, actor, person.id, found, entered, moment, at)
    _apply(connection, person, found, entered, written.id)
    touched = _touched(person, found)
    if found.sort.code == DEATH:
        for one in taking_part(connection, person.scope, person.id):
            if one.part == INTERVIEWEE:
                withdraw(connection, office, one.reference, person.number, on=min(found.since, office.today), at=at)
    changes = _follow(person, found, entered, written.id, at)
    after = owners_on(connection, office, stakes, (person.number,), day)
    handed = handed_between(before, after)
    keep_handed(connection, handed, at=at, as_of=day, why=WHY, event_id=written.id)
    put_out(connection, written.id, found.sort.event, "{}")
    return _moved(person, (*open_before, *stakes), handed, changes, touched, case.reference), written.id


def revoke_move(connection: Connection, office: Office, actor: Actor, cadre: str, reference: str,  # noqa: PLR0913, PLR0917 - what, as it was seen
                version: int, reason: str, at: datetime) -> tuple[Moved, int]:
    """Put an act right as a whole, with a reason: the roster stands as before, and it is entered anew by another act.

    Only the last that stands can be: those after it rest on it. Raises as `move_person` does, and `Refused`.
    """
    person = _found(connection, office, actor, cadre, version, "")
    if wrong := unfit_text(reason, LONGEST_REASON):
        raise Unfit({"reason": wrong})
    last = next((one for one in person.moves if not one.revoked), None)
    if last is None or last.reference != reference:
        raise Refused(None, (), say("只能更正最近一次变动；此前的变动，请先更正它之后办理的各项。"))
    open_before, case = person.open, case_of_cadre(connection, person.id)
    written = append(connection, case, Entry(
        code=REVOKED, happened_on=office.today, cadre_id=person.id, reason=reason.strip(), corrects=last.sequence,
        content={"sort": last.sort}), by=actor.account, at=at)
    if not revoke(connection, last, written.id):
        raise Refused(None, (), say("这项变动之后，名册又另行改过，不能整体更正；请改用新的变动登记。"))
    number = _number_now(connection, person)
    talks = reopen(connection, office, number, person.id, written_beside(
        connection, case.id, last.sequence, person.id), at=at)
    changes = follow(connection, office, cadres=tuple({person.number, number}), talkers=(number,), interviews=talks,
                     at=at, event_id=written.id, why=WHY)
    put_out(connection, written.id, REVOKED, "{}")
    return _moved(person, open_before, (), changes, (), case.reference), written.id


def _found(connection: Connection, office: Office, actor: Actor, cadre: str, version: int, unit: str) -> _Person:  # noqa: PLR0913, PLR0917 - whom, as he was seen
    if (number := standing_numbers(connection, (cadre,)).get(cadre)) is None:
        raise Hidden
    world = demand_managed(connection, office, actor, MOVE, number, unit)
    alone(connection)
    key = cadre_ids(connection, (number,))[number]
    case_of = case_of_cadre(connection, key)  # nobody else acts about him from here on
    moves = moves_of(connection, key)
    if version != version_of(moves):
        raise Stale(case_of.reference)
    return _Person(connection=connection, office=office, actor=actor, id=key, number=number, world=world,
                   scope=scope_today(connection, office.plugins, actor, office.today), moves=moves)


def version_of(moves: Iterable[KeptMove]) -> int:
    """How many acts there were about somebody, those counted twice that were put right."""
    return sum(2 if one.revoked else 1 for one in moves)


def _moment(found: Fit, entered: Move, today: date, at: datetime) -> Moment:
    """When it is held to have happened: a day to come is decided on today; an earlier one is entered late."""
    late = entered.late
    if found.since < today:
        late = Late(paper=entered.paper, reason=late.reason if late else "")
    return moment_of(min(found.since, today), late if found.since < today else None, today, at)


def _content(found: Fit, entered: Move, units: Mapping[int, str]) -> dict[str, str]:
    """What its event says: the codes and days that the roster was changed by."""
    content = {"sort": found.sort.code, "since": found.since.isoformat(),
               "until": "" if found.until == FOREVER else found.until.isoformat(),
               "ended": "\n".join(name_of_post(units[one.unit_id], one.post, one.title, one.since)
                                  for one in found.ends)}
    if found.begins is not None:
        content |= {"unit": entered.unit, "post": entered.post, "title": entered.title.strip(),
                    "rank": str(entered.rank), "manner": entered.manner, "marks": " ".join(entered.marks)}
    if found.sort.code == RENAMING:
        content |= {"name": entered.name.strip(), "number": entered.number.strip()}
    return {code: text for code, text in content.items() if text}


def _apply(connection: Connection, person: _Person, found: Fit, entered: Move, event_id: int) -> None:
    lasting = found.sort.code in AWAY and found.sort.code not in GONE
    move_id = add_move(connection, person.id, event_id, found.sort.code, found.since,
                       found.until if lasting else FOREVER)
    if found.ends:
        keep_where_it_lies(connection, person.id, unit_of_first(found.ends))
    for post in found.ends:
        end_stretch(connection, move_id, POST, post.id, found.since)
    if found.sort.ends is Ends.ALL:
        for number, _, until in portfolios_of(connection, person.id):
            if until > found.since:
                end_stretch(connection, move_id, PORTFOLIO, number, found.since)
    if found.begins is not None:
        begin_post(connection, move_id, person.id, found.begins)
    if found.back_from is not None:
        end_stretch(connection, move_id, ABSENCE, found.back_from.id, found.since)
    if found.sort.code == RENAMING:
        name = entered.name.strip() or cadre_name(connection, person.number)
        rename(connection, move_id, person.id, name, entered.number.strip() or person.number, found.since)


def _coming(person: _Person, found: Fit, entered: Move) -> Holding | None:
    """The post that begins, as selectors read it."""
    if found.begins is None:
        return None
    types = {one.id: one.type for one in person.world.units}
    himself = person.world.cadre(person.number)
    new = Appointment(cadre=person.number, unit=entered.unit, post=entered.post, title=entered.title, rank=entered.rank,
                      manner=entered.manner, marks=entered.marks, since=found.since, until=found.until)
    return Holding(new.cadre, new.unit, new.post, new.rank, new.manner, new.marks, types.get(new.unit, ""),
                   himself.party if himself else "", new)


def unit_of_first(posts: Sequence[HeldPost]) -> int:
    """The unit of the post that was held the longest: where a file lies until it is handed over."""
    return min(posts, key=lambda post: (post.since, post.id)).unit_id


def _follow(person: _Person, found: Fit, entered: Move, event_id: int, at: datetime) -> tuple[Change, ...]:
    """What is owed by and about him, worked out anew; of one who is gone what still waits is let go."""
    connection, office = person.connection, person.office
    number = _number_now(connection, person)
    people = tuple(dict.fromkeys((number, person.number)))
    changes = follow(connection, office, cadres=people, talkers=people, at=at, event_id=event_id, why=WHY)
    if found.sort.code not in GONE or found.since > office.today:
        return changes
    reason = say("{state}（{paper}）。", state=away_in_words(found.sort.code), paper=entered.paper.strip())
    if let_go(connection, person.id, person.open, reason, on=office.today, by=person.actor.account, at=at):
        changes += follow(connection, office, cadres=people, talkers=people, at=at, event_id=event_id, why=WHY)
    return changes


def _number_now(connection: Connection, person: _Person) -> str:
    return next((number for number, key in cadre_ids(connection, standing_numbers(
        connection, (person.number,)).values()).items() if key == person.id), person.number)


def _touched(person: _Person, found: Fit) -> tuple[Touched, ...]:
    """The interviews that go on in which he plays a part, as far as the actor may know of them."""
    leaves = found.sort.ends is not Ends.NONE or found.sort.code in AWAY
    closes = found.sort.code == DEATH
    return tuple(Touched(
        reference=one.reference, number=one.number, part=one.part, closes=closes and one.part == INTERVIEWEE,
        reassign=leaves and one.part != INTERVIEWEE)
        for one in taking_part(person.connection, person.scope, person.id) if one.seen)


def _moved(person: _Person, known: Iterable[OpenOne], handed: tuple[Handed, ...], changes: Sequence[Change],  # noqa: PLR0913, PLR0917 - all that followed
           touched: tuple[Touched, ...], case: str) -> Moved:
    """What followed, without whatever the actor may not see: neither before, nor as it stands now."""
    seen: set[Key] = {one.key for one in known if one.seen}
    fresh = [one.key for one in changes if one.key not in seen]
    seen |= seen_keys(person.connection, person.scope, fresh)
    shown = tuple(one for one in changes if one.key in seen)
    gone = {one.key for one in shown if one.change in {WITHDRAWN, LAPSED}}
    carried = tuple(one.key for one in person.open if one.seen and one.key not in gone)
    return Moved(done=Done(case=case, version=version_of(moves_of(person.connection, person.id)), changes=shown),
                 consequences=Consequences(
        carried=carried, handed=tuple(one for one in handed if one.key in seen and one.key not in gone),
        withdrawn=tuple(one for one in shown if one.change in {WITHDRAWN, LAPSED}),
        appeared=tuple(one for one in shown if one.change == APPEARED), touched=touched))


def world_of(connection: Connection, office: Office, cadre: str) -> World:
    """The world about somebody, as his page asks for it."""
    return world_about(connection, office, people=(cadre,))
