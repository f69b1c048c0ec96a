"""A case about the acting side where nobody above works in this system: handed, printed and sealed, to who is above.

What it says is printed once, and destroyed in the same act: on record stay its number, to whom it went, by which
receipt, how many sheets it had, and the hash that holds the sheets to the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.concerned import sides_on
from yuetan.access.titles import title_of
from yuetan.casework.acts import Done
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.interviews.concerned import shut_case
from yuetan.casework.interviews.opened import Office, Opened, office_on, opened
from yuetan.casework.interviews.other_acts import OTHER_ACTS
from yuetan.casework.interviews.rights import may, may_know
from yuetan.casework.lead_texts import unfit_text
from yuetan.plugins import Plugins
from yuetan.records.attachments import destroy_scans
from yuetan.records.broken_rules import without
from yuetan.records.cases import cadre_name, change_interview, done_before, entries, event_ids, remember_done
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.drafts import destroy_drafts
from yuetan.records.journal import DESTROYED, HANDED_OUTSIDE, Entry, Stale, append, case_file_of, destroy_content
from yuetan.records.values import TITLE_LENGTH
from yuetan.rules.papers import Material
from yuetan.wording import say

__all__ = ["HANDED_OUTSIDE", "HandingOutside", "Sheets", "Whole"]


@frozen(kw_only=True)
class Said:
    """One entry of a case with all it says: each field by its title."""

    number: int
    title: str
    on: date
    fields: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class Whole:
    """A case with everything in it, for the one time it is printed."""

    number: str
    unit: str  # its code
    kind: str
    addressee: str
    receipt: str
    people: tuple[str, ...]  # names of those talked to
    topic: str
    place: str
    said: tuple[Said, ...]
    on: date


@frozen
class Sheets:
    """What was printed: the file, and how many sheets it has behind the cover."""

    content: bytes
    pages: int
    hash: str  # of what the sheets say, as the cover has it


SHOWN = 32
"""Characters of the hash, on the cover and on record."""

Print = Callable[[Whole], Sheets]


@frozen(eq=False)
class HandingOutside:
    """The act, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def may_hand_out(self, actor: Actor, reference: str) -> bool:
        """Whether an actor may hand an interview to who is above and outside."""
        with reading(self.records) as connection:
            found = opened(connection, self._office(connection), reference, people=_people(actor))
            return found is not None and not _against(connection, found, actor) and bool(_acting(connection, found))

    def hand_out(self, actor: Actor, reference: str, *, addressee: str, receipt: str, version: int,  # noqa: PLR0913 - one request
                 printed: Print, token: str) -> Sheets:
        """Print what a case says and destroy it: the sheets, which nobody is given a second time.

        Raises `Hidden`, `Unfit`, `Refused` where somebody above works in this system or nobody of the acting side is
        talked to, and `Conflict` where the case has gone on or the request was done before.
        """
        try:
            with writing(self.records) as connection:
                at = self.now()
                found = opened(connection, self._office(connection), reference, people=_people(actor), locking=True)
                if found is None or _against(connection, found, actor):
                    raise Hidden
                _demand(connection, found, addressee, receipt, token)
                if found.case.version != version or done_before(connection, token, actor.account) is not None:
                    raise Conflict(say("这件约谈刚刚有变化，或者已经移交；请刷新页面再看。"))
                whole = _whole(connection, found, addressee.strip(), receipt.strip(), civil_date(at))
                sheets = printed(whole)
                done = _destroyed(connection, found, actor, whole, sheets, at)
                remember_done(connection, token, actor.account, done[1], at)
                return sheets
        except Stale as stale:
            raise Conflict(say("这件约谈刚刚有变化，或者已经移交；请刷新页面再看。")) from stale

    def _office(self, connection: Connection) -> Office:
        return office_on(connection, self.plugins, civil_date(self.now()))


def _people(actor: Actor) -> tuple[str, ...]:
    return (actor.cadre,) if actor.cadre else ()


def _against(connection: Connection, found: Opened, actor: Actor) -> bool:
    """Whether it is not there for an actor, or not his to hand out."""
    known = may_know(found, actor) and not shut_case(connection, actor, found)
    return not known or found.closed or not may(found, actor, "interview.withdraw")


def _acting(connection: Connection, found: Opened) -> frozenset[str]:
    """Those talked to who act for the unit of the case and whom nobody above in this system is kept from."""
    mine = {*found.world.lying(found.unit, found.office.today), found.unit}
    sides = sides_on(connection, found.office.today, near=mine)  # whoever acts elsewhere does not act for it
    return frozenset(one for one in found.interviewees if one not in sides.kept
                     and not mine.isdisjoint(sides.acting.get(one, ())))


def _demand(connection: Connection, found: Opened, addressee: str, receipt: str, token: str) -> None:
    if not _acting(connection, found):
        raise Refused(None, (), say("只有涉及本单位办理人员、上级又不在本系统办理的，才能密封移交系统外的上级。"))
    errors = {"addressee": unfit_text(addressee, TITLE_LENGTH), "receipt": unfit_text(receipt, TITLE_LENGTH)}
    if not token:
        errors["token"] = say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")
    if wrong := {field: text for field, text in errors.items() if text}:
        raise Unfit(wrong)


def _whole(connection: Connection, found: Opened, addressee: str, receipt: str, on: date) -> Whole:
    kind = found.regulation.kind(found.kept.kind)
    return Whole(number=found.kept.number, unit=found.unit, kind=kind.title if kind else found.kept.kind,
                 addressee=addressee, receipt=receipt, topic=found.kept.topic, place=found.kept.place, on=on,
                 people=tuple(cadre_name(connection, one) for one in found.interviewees),
                 said=tuple(_said(connection, found)))


def _said(connection: Connection, found: Opened) -> Iterator[Said]:
    days = {int(one.id.rpartition(".")[2]): (one.on, one.reason) for one in found.events}
    for one in entries(connection, found.case.id):
        on, reason = days.get(one.sequence, (found.kept.opened_on, ""))
        titles = _titles(found, one.code)
        fields = [(titles.get(code, code), text) for code, text in without(one.content).items() if text]
        yield Said(number=one.sequence, title=title_of(found.regulation, one.code), on=on,
                   fields=tuple(fields + ([(say("理由"), reason)] if reason else [])))


def _titles(found: Opened, code: str) -> Mapping[str, str]:
    materials: Iterable[Material] = found.regulation.of(Material)
    named = {field.code: field.title for one in materials for field in one.fields}
    own = OTHER_ACTS[code].fields if code in OTHER_ACTS else ()
    return named | {field.code: say(field.title) for field in own}


def _destroyed(connection: Connection, found: Opened, actor: Actor, whole: Whole, sheets: Sheets, at: datetime,  # noqa: PLR0913, PLR0917 - one act
               ) -> tuple[Done, int]:
    """Nothing it says is left: every paper gone, with the event that says so; then where the sheets went."""
    for event_id in event_ids(connection, found.case.id, but=DESTROYED):
        destroy_content(connection, event_id, reason=whole.receipt, on=whole.on, by=actor.account, at=at)
    destroy_scans(connection, found.kept.id)
    destroy_drafts(connection, found.kept.id)
    change_interview(connection, found.kept, {
        "topic": "", "place": "", "topics": "", "grounds": "", "ended": True, "state": HANDED_OUTSIDE})
    case = case_file_of(connection, found.kept.reference)
    assert case is not None  # noqa: S101 - it was opened above
    written = append(connection, case, Entry(
        code=HANDED_OUTSIDE, happened_on=whole.on, interview_id=found.kept.id, paper=whole.receipt,
        reason=say("移交{addressee}，凭据：{receipt}，正文 {pages} 页，校验码 {hash}", addressee=whole.addressee,
                   receipt=whole.receipt, pages=sheets.pages, hash=sheets.hash[:SHOWN]), content={
            "addressee": whole.addressee, "receipt": whole.receipt, "pages": str(sheets.pages),
            "hash": sheets.hash}), by=actor.account, at=at)
    return Done(case=found.kept.reference, version=written.sequence), written.id
