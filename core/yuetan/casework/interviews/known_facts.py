"""What is known of a talk, by the words with which papers ask for it: see `yuetan.rules.known`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.reading_fields import NEEDS, PAPER, groups_of
from yuetan.casework.interviews.notices import TALKER
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.papers_owed import his_papers
from yuetan.casework.interviews.rights import given
from yuetan.engine.facts import Event
from yuetan.engine.permitted import Occurrence, verdict
from yuetan.engine.posts import Holding, post_in_words
from yuetan.records.accounts import account_by_id
from yuetan.records.broken_rules import SIGNER, without
from yuetan.records.cases import EntryKept, cadre_name, entries
from yuetan.records.database import Connection
from yuetan.records.interviews import RECORDER
from yuetan.rules.events import APPROVED, HELD
from yuetan.rules.known import DONE, NAMING, ON, UNTIL, event_of, number_in_words, words_of
from yuetan.rules.papers import FieldType, FormField
from yuetan.wording import say

APPROVER = "approver"
COLLECTIVE, INDIVIDUAL = "集体", "个别"
CADRE, UNIT = (NAMING[one] for one in (FieldType.CADRE, FieldType.UNIT))

Facts = Mapping[str, str]


@frozen(eq=False)
class Telling:
    """One interview, telling an actor what is known of it: of papers in it what he may read alone."""

    connection: Connection
    opened: Opened
    actor: Actor
    kept: tuple[EntryKept, ...]

    def facts(self, fields: Iterable[FormField]) -> dict[str, str]:
        """What these fields ask for, by word; a person's staff number stands under ``WORD:cadre``."""
        asked = {word for one in fields for word in words_of(one)}
        found = dict[str, str]()
        if any(not event_of(word)[0] for word in asked):
            found |= self._of_talk()
        if "tier" in asked:
            found["tier"] = self._tier()
        if APPROVER in asked and (who := self._approver()):
            found |= {APPROVER: cadre_name(self.connection, who) or who, f"{APPROVER}:{CADRE}": who}
        found |= {word: value for word in asked if event_of(word)[0] for value in (self._of_event(word),) if value}
        return {word: value for word, value in found.items() if value}

    def _of_talk(self) -> dict[str, str]:
        opened, kept = self.opened, self.opened.kept
        on = self.day
        parts = {
            "interviewee": opened.interviewees, "interviewer": opened.interview.by,
            "company": opened.interview.company,
            "recorder": tuple(cadre for part, cadre in opened.people if part == RECORDER)}
        kind = opened.regulation.kind(kept.kind)
        found = {
            "kind": kind.title if kind else "", "mode": COLLECTIVE if kept.collective else INDIVIDUAL,
            "number": number_in_words(kept.number), "regulation": f"《{opened.regulation.title}》",
            "unit": opened.world.name_of(opened.unit, on), f"unit:{UNIT}": opened.unit,
            "talk_date": on.isoformat() if HELD in opened.happened or kept.planned else "",
            "talk_time": kept.planned_time, "talk_place": kept.place, "talk_topic": kept.topic,
            "grounds": self._gists(kept.grounds), "topics": self._gists(kept.topics),
            "outcome": opened.outcome.title if opened.outcome else "", "papers": self._papers(),
            "state": next((one.title for one in opened.steps if one.code == kept.state), ""),
            "signed_on": opened.office.today.isoformat(),
        }
        for part, cadres in parts.items():
            found |= self._people(part, cadres)
            found[f"{part}_post"] = say("；").join(filter(None, (self._post(one, on) for one in cadres)))
        units = tuple(dict.fromkeys(one.unit for cadre in opened.interviewees for one in self._held(cadre, on)[:1]))
        found["interviewee_unit"] = say("、").join(opened.world.name_of(one, on) for one in units)
        return found | ({f"interviewee_unit:{UNIT}": units[0]} if len(units) == 1 else {})

    @property
    def day(self) -> date:
        """The day the talk was held, else planned, else today."""
        held = [event.on for event in self.opened.events if event.code == HELD]
        return max(held, default=self.opened.kept.planned or self.opened.office.today)

    def _people(self, word: str, cadres: Iterable[str]) -> dict[str, str]:
        """People by name, and by staff number where it is one of them."""
        some = [one for one in cadres if one]
        names = [found.name if (found := self.opened.world.cadre(one)) else one for one in some]
        single = {f"{word}:{CADRE}": some[0]} if len(some) == 1 or (some and word == TALKER) else {}
        return {word: say("、").join(names), **single}

    def _held(self, cadre: str, on: date) -> tuple[Holding, ...]:
        return self.opened.world.posts_of(cadre, on)

    def _post(self, cadre: str, on: date) -> str:
        world = self.opened.world
        vocabulary = self.opened.office.plugins.vocabulary
        return next((post_in_words(world.name_of(one.unit, on), one.appointment.title or vocabulary.title(
            "post", one.post)) for one in self._held(cadre, on)), "")

    def _gists(self, places: str) -> str:
        clauses = (self.opened.regulation.clause(at) for at in places.split())
        return say("；").join(one.gist for one in clauses if one)

    def _papers(self) -> str:
        own = {one.code: one.title for one in his_papers(self.opened.regulation)}
        handed_in = (one.material for one in self.opened.papers if one.state != "asked")
        return say("、").join(dict.fromkeys(own[code] for code in handed_in if code in own))

    def _tier(self) -> str:
        """The pairing by which the first talker talks to the first of those talked to."""
        interview, opened = self.opened.interview, self.opened
        if not (interview.by and opened.interviewees):
            return ""
        occurrence = Occurrence(kind=opened.kept.kind, cadre=opened.interviewees[0], on=self.day,
                                grounds=tuple(opened.kept.grounds.split()), entrusted=opened.kept.entrusted)
        found = verdict(opened.world, opened.regulation, occurrence, interview.by[0])
        return found.admissions[0].pairing.title if found.admissions else ""

    def _approver(self) -> str:
        """Who agreed to the talk: as the paper of that step names him, else who signed it, else who entered it."""
        last = next((one for one in reversed(self.kept) if one.code == APPROVED), None)
        if last is None:
            return ""
        account = account_by_id(self.connection, last.entered_by) if last.entered_by is not None else None
        return last.content.get(APPROVER) or last.content.get(SIGNER) or (account.cadre if account else "")

    def _of_event(self, word: str) -> str:
        """What a word asks of an event: of the last one that concerns everybody who is talked to."""
        code, asked = event_of(word)
        event = next(self._last(code), None)
        if event is None:
            return ""
        if asked in {ON, DONE}:
            return event.on.isoformat() if asked == ON else "yes"
        if asked == UNTIL:
            return event.until.isoformat() if event.until else ""
        kept = next((one for one in self.kept if one.sequence == _sequence(event)), None)
        return without(kept.content).get(asked, "") if kept and self._may_read(code) else ""

    def _last(self, code: str) -> Iterator[Event]:
        alone = len(self.opened.interviewees) == 1
        return (one for one in reversed(self.opened.entered) if one.code == code and (alone or not one.cadre))

    def _may_read(self, code: str) -> bool:
        action, fields = NEEDS[groups_of(self.opened.regulation).get(code, PAPER)]
        return bool(given(self.opened, self.actor, action).alone & fields)


def _sequence(event: Event) -> int:
    return int(event.id.rpartition(".")[2])


def telling(connection: Connection, opened: Opened, actor: Actor) -> Telling:
    """An interview as it tells an actor what is known."""
    return Telling(connection, opened, actor, entries(connection, opened.case.id))
