"""Appeals: lodged by who was talked to, heard by the unit above, out of reach of those it is against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from attrs import evolve, field, frozen

from yuetan.access.actor import Actor, Role, Standing
from yuetan.access.policy import Allowed, allowed, lies_of_grants
from yuetan.access.standing import standing_in_appeal
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.interviews.concerned import shut_talk
from yuetan.casework.interviews.opened import Office, Opened, office_on, opened
from yuetan.casework.interviews.rights import may
from yuetan.casework.lead_texts import unfit_text
from yuetan.plugins import Plugins
from yuetan.records import appeals as stored
from yuetan.records.appeals import DISMISSED, LODGED, UPHELD, KeptAppeal
from yuetan.records.cases import cadre_ids
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.journal import Entry, Stale, append, case_file_of, open_case
from yuetan.records.slices import About, load_slice
from yuetan.wording import say

LODGED_EVENT, DECIDED_EVENT = "appeal_lodged", "appeal_decided"
LONGEST = 20_000


@frozen(kw_only=True)
class AppealView:
    """An appeal, for who lodged it and who decides it; others who may know of it see its day and state alone."""

    reference: str
    lodged_on: date
    state: str
    mine: bool
    decides: bool = False  # whether the reader is who decides it
    lodged_by: str = ""  # a name
    interview: str = ""  # the reference of what it is against, for who lodged it
    statement: str = ""
    decision: str = ""  # the reason; empty before it is decided


@frozen(kw_only=True)
class _Rights:
    """What an appeal is to an actor: whether it is his own, what else he may read of it, and whether he decides it."""

    own: bool = False
    given: Allowed = field(factory=Allowed)
    decides: bool = False


@frozen(eq=False)
class Appeals:
    """The acts of an appeal, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def lodge(self, actor: Actor, interview: str, statement: str) -> str:
        """Appeal against an interview to the unit above the acting one: the reference of the appeal.

        Raises `Hidden`, `Unfit`, or `Refused` where one is waiting to be decided or no unit lies above.
        """
        text = _fit(statement)
        with writing(self.records) as connection:
            at = self.now()
            found = self._opened(connection, actor, interview, civil_date(at))
            me = cadre_ids(connection, (actor.cadre,))[actor.cadre]
            if LODGED in stored.appeals_of(connection, found.kept.id, me):
                raise Refused(None, (), say("您对这次约谈的申诉正在处理；处理之后如有新的情况可再提出。"))
            over = stored.unit_over(connection, found.kept.unit_id, civil_date(at))
            if over is None:
                raise Refused(None, (), say("经办单位之上没有登记上级单位；请向上级纪检机关书面提出。"))
            case = open_case(connection, "appeal")
            stored.add_appeal(connection, case, found.kept.id, me, over, civil_date(at))
            append(connection, case, Entry(code=LODGED_EVENT, happened_on=civil_date(at), content={"statement": text}),
                   by=actor.account, at=at)
            return case.reference

    def view(self, actor: Actor, reference: str) -> AppealView | None:
        """An appeal as far as the actor may see it; None for everybody else, the acting unit's people first of all."""
        with reading(self.records) as connection:
            kept = stored.find_appeal(connection, reference)
            return next(iter(self._seen(connection, actor, (kept,))), None) if kept else None

    def lodged(self, actor: Actor, interview: str) -> tuple[AppealView, ...]:
        """What the actor lodged against an interview, the first first; `Hidden` where he could lodge nothing."""
        with reading(self.records) as connection:
            found = opened(connection, self._office(connection, civil_date(self.now())), interview)
            if found is None or not may(found, actor, "appeal.lodge"):
                raise Hidden
            me = cadre_ids(connection, (actor.cadre,))[actor.cadre]
            return self._seen(connection, actor, stored.appeals_by(connection, found.kept.id, me))

    def waiting(self, actor: Actor) -> tuple[AppealView, ...]:
        """What waits for the actor to decide it, the first that was lodged first."""
        codes = {grant.unit for grant in actor.granted if grant.role is Role.SUPERIOR and grant.unit}
        with reading(self.records) as connection:
            those = stored.undecided_at(connection, codes) if codes else ()
            return tuple(one for one in self._seen(connection, actor, those) if one.decides)

    def decide(self, actor: Actor, reference: str, statement: str, *, upheld: bool) -> None:
        """Decide an appeal, with the reason. Raises `Hidden`, `Unfit`, or `Conflict` where it is decided already."""
        text = _fit(statement)
        try:
            with writing(self.records) as connection:
                at, kept = self.now(), stored.find_appeal(connection, reference)
                case = case_file_of(connection, reference)
                if kept is None or case is None or not self._rights(connection, actor, (kept,))[kept.id].decides:
                    raise Hidden
                if kept.state != LODGED:
                    raise Conflict(say("这一申诉已经作出决定；请刷新后再看。"))
                append(connection, case, Entry(code=DECIDED_EVENT, happened_on=civil_date(at), content={
                    "decision": text, "upheld": "yes" if upheld else "no"}), by=actor.account, at=at)
                stored.decided(connection, kept.id, UPHELD if upheld else DISMISSED)
        except Stale as stale:
            raise Conflict(say("有人先办理了这件事；请刷新页面，看过最新情况再决定。")) from stale

    def _opened(self, connection: Connection, actor: Actor, interview: str, today: date) -> Opened:
        found = opened(connection, self._office(connection, today), interview, locking=True)
        if found is None or not may(found, actor, "appeal.lodge"):
            raise Hidden
        return found

    def _office(self, connection: Connection, today: date) -> Office:
        return office_on(connection, self.plugins, today)

    def _seen(self, connection: Connection, actor: Actor, those: Sequence[KeptAppeal]) -> tuple[AppealView, ...]:
        """Appeals as far as the actor may see them; what was written in one is for the two it is between."""
        rights = self._rights(connection, actor, those)
        written = stored.contents(connection, those)
        return tuple(_view(one, mine, written[one.id]) for one in those
                     if (mine := rights[one.id]).own or mine.given)

    def _rights(self, connection: Connection, actor: Actor, those: Sequence[KeptAppeal]) -> Mapping[int, _Rights]:
        """What appeals are to an actor, by their keys."""
        today = civil_date(self.now())
        people = stored.taking_part(connection, those)
        world = load_slice(connection, About(units={one.unit for one in those}, people=(actor.cadre,)), as_of=today,
                           calendar=self._office(connection, today).calendar)
        under = {code: stored.units_under(connection, code, today) for code in {one.acting for one in those}}
        found = dict[int, _Rights]()
        for one in those:
            parts = people.get(one.interview_id, ())
            standing = standing_in_appeal(actor, one.cadre, parts, under[one.acting],
                                          world.units_of((actor.cadre,), today))
            shut = self._shut(connection, actor, one, parts)
            found[one.id] = _Rights() if shut else _rights_of(actor, one, standing, world.lying(one.unit, today))
        return found

    def _shut(self, connection: Connection, actor: Actor, one: KeptAppeal, parts: Iterable[tuple[str, str]]) -> bool:
        """Whether the interview is shut to an actor, see `yuetan.casework.interviews.concerned`."""
        talked_to = {cadre for part, cadre in parts if part == INTERVIEWEE}
        about = talked_to | ({one.about} - {""})
        return bool(actor.granted) and actor.cadre not in talked_to and shut_talk(
            connection, actor, about, one.acting, civil_date(self.now()))


def _rights_of(actor: Actor, one: KeptAppeal, standing: Standing, lying: Sequence[str]) -> _Rights:
    lies = lies_of_grants(actor, lying or (one.unit,), ())
    assigned = any(grant.unit == one.unit and grant.role is Role.SUPERIOR for grant in actor.granted)
    given, decides = (allowed(actor, action, standing=standing, lies=lies, assigned=assigned)
                      for action in ("appeal.read", "appeal.decide"))
    return _Rights(own=standing is Standing.SUBJECT, given=given, decides=bool(decides))


def _view(kept: KeptAppeal, rights: _Rights, written: Mapping[str, Mapping[str, str]]) -> AppealView:
    view = AppealView(reference=kept.reference, lodged_on=kept.lodged_on, state=kept.state, mine=rights.own,
                      decides=rights.decides)
    if not rights.own and "appeal" not in rights.given.fields:
        return view
    return evolve(view, lodged_by=kept.name, interview=kept.interview if rights.own else "",
                  statement=written.get(LODGED_EVENT, {}).get("statement", ""),
                  decision=written.get(DECIDED_EVENT, {}).get("decision", ""))


def _fit(statement: str) -> str:
    text = statement.strip()
    if not text:
        raise Unfit({"statement": say("请写明理由。")})
    if len(text) > LONGEST:
        raise Unfit({"statement": say("最多 {longest} 字；请删减。", longest=LONGEST)})
    if wrong := unfit_text(text, LONGEST):
        raise Unfit({"statement": wrong})
    return text
