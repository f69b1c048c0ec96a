"""The acts about leads: entered blind, handled by few, opened by two, and ended without a mark on anybody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from attrs import evolve, field, frozen

from yuetan.access.actor import Actor, Role
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.interviews.concerned import goes_up_to, theirs_among
from yuetan.casework.lead_acts import (
    CLEARED,
    CONFIRMED,
    OPEN,
    UNFOUNDED,
    After,
    Transaction,
    handled,
    handles,
    has_role,
    may,
    note,
    of_unit,
    permitted,
    units_of,
)
from yuetan.casework.lead_links import LeadSummary, Links
from yuetan.casework.lead_readings import Reading, Readings
from yuetan.casework.lead_texts import LONGEST, check_texts, unfit_text
from yuetan.casework.lead_views import LeadView, viewed
from yuetan.casework.openings import OPEN_FOR, Opening, Openings
from yuetan.casework.outcomes import CLEARED_OF_IT, Outcomes
from yuetan.casework.sealed_parts import Opened, Source, seal_parts, secrets_of
from yuetan.records.cases import cadre_ids, unit_ids
from yuetan.records.journal import Entry, append
from yuetan.records.leads import (
    RECUSED,
    StoredLead,
    handlers_of,
    leads_handled_by,
    leads_without_handler,
    put_handlers,
    put_lead,
    recused_from,
    remove_handler,
)
from yuetan.records.values import NAME_LENGTH, WORD_LENGTH
from yuetan.wording import say

__all__ = ["CLEARED", "CLEARED_OF_IT", "CONFIRMED", "OPEN", "OPEN_FOR", "UNFOUNDED", "After", "LeadSummary", "LeadView",
           "Leads", "Opened", "Opening", "Reading", "Received", "Source"]

LONGEST_MATERIAL = 200_000  # characters
_ENTERED, _ASSIGNED = "lead_entered", "lead_assigned"


@frozen(kw_only=True)
class Received:
    """A lead as it came in. People by their staff numbers; ``unit``: the code of the discipline organ that keeps it."""

    about: str
    unit: str
    received_on: date
    channel: str
    summary: str  # the issue in the organ's own words
    handlers: tuple[str, ...]
    source: Source = field(factory=Source, repr=False)
    material: str = field(default="", repr=False)


@frozen
class Leads(Openings, Outcomes, Links, Readings):
    """Every act about leads; each is logged, refusals too.

    `Hidden` is raised for whoever may not know of the lead, as if there were none; `Refused`, with its text, for
    whoever may know and not do this; `Unfit` for what was written; `Conflict` where somebody else was first. The same
    request, by its token, is done once.
    """

    def enter(self, actor: Actor, lead: Received, *, at: datetime, token: str = "") -> str:
        """Enter a lead: its reference. Its source and material are sealed at once; whoever entered them is blind then.

        `Unfit` where the summary or the channel gives away what is sealed.
        """
        with self._act(actor, "lead.enter", "", at, token=token, code=_ENTERED) as act:
            if act.before is not None:
                return act.before["case"]
            if not may(actor, "lead.enter", lead.unit):
                raise Hidden
            if actor.cadre and actor.cadre == lead.about:
                raise Refused(None, (), say("不能登记反映本人的线索，请交由他人登记。"))
            people = cadre_ids(act.connection, (lead.about, *lead.handlers))
            _check_received(lead, people, civil_date(at))
            if above := goes_up_to(act.connection, lead.about, lead.unit, civil_date(at)):
                lead = evolve(lead, unit=above, handlers=())  # whoever handles it is for that organ to say
            row = {"cadre_id": people[lead.about], "unit_id": unit_ids(act.connection, (lead.unit,))[lead.unit],
                   "received_on": lead.received_on, "channel": lead.channel, "summary": lead.summary, "state": OPEN}
            number, case = put_lead(act.connection, row)
            put_handlers(act.connection, number, [people[one] for one in dict.fromkeys(lead.handlers)])
            seal_parts(act.connection, self.keys, (number, case.reference), lead.source, lead.material)
            content = {"handlers": " ".join(lead.handlers)}
            written = append(act.connection, case, Entry(code=_ENTERED, happened_on=civil_date(at), content=content),
                             by=actor.account, at=at)
            act.event_id = written.id
            act.about = case.reference
            return case.reference

    def lead_view(self, actor: Actor, reference: str, *, at: datetime) -> LeadView | None:
        """What a handler sees of a lead; None for everybody else, as for one that does not exist."""
        try:
            with self._act(actor, "lead.read", reference, at) as act:
                return viewed(act, handled(act, reference))
        except Hidden:
            return None

    def leads_of(self, actor: Actor, *, at: datetime) -> tuple[LeadView, ...]:
        """The leads that an actor handles, the latest received first."""
        with self._act(actor, "lead.read", "", at) as act:
            act.beside = leads_handled_by(act.connection, actor.cadre, units_of(actor))
            return tuple(viewed(act, one) for one in act.beside if permitted(act, one))

    def leads_to_assign(self, actor: Actor, *, at: datetime) -> tuple[str, ...]:
        """The references of leads that nobody handles any more, for whoever may assign them."""
        with self._act(actor, "lead.assign", "", at) as act:
            act.beside = leads_without_handler(act.connection, units_of(actor))
            return tuple(one.reference for one in act.beside if permitted(act, one))

    def assign(self, actor: Actor, reference: str, handlers: tuple[str, ...], *, at: datetime,
               token: str = "") -> None:
        """Assign a lead to some more cadres: by the head of the organ, by one who handles it, or where nobody does.

        Nobody assigns it to himself, to whom it is about, or to who is recused.
        """
        with self._act(actor, "lead.assign", reference, at, token=token, code=_ASSIGNED) as act:
            if act.before is not None:
                return
            lead = _to_assign(act, reference)
            people, known = cadre_ids(act.connection, handlers), handlers_of(act.connection, lead.id)
            wrong = _wrong_handlers(handlers, people, {lead.about, actor.cadre, *recused_from(act.connection, lead)})
            if wrong:
                raise Unfit({"handlers": wrong})
            if theirs := theirs_among(act.connection, handlers, lead, civil_date(at)):
                raise Unfit({"handlers": say("“{number}”不能承办此线索，请另行指定。", number=theirs[0])})
            fresh = [one for one in dict.fromkeys(handlers) if one not in known]
            put_handlers(act.connection, lead.id, [people[one] for one in fresh])
            note(act, lead, _ASSIGNED, {"handlers": " ".join(fresh)})

    def recuse(self, actor: Actor, reference: str, cadre: str, *, at: datetime, token: str = "") -> None:
        """Take a lead from a cadre for good, by himself or by whoever may assign it: it is hidden from him then."""
        with self._act(actor, "lead.assign", reference, at, token=token, code=RECUSED) as act:
            if act.before is not None:
                return
            lead = _to_assign(act, reference)
            people = cadre_ids(act.connection, (cadre,))
            if cadre not in people:
                raise Unfit({"cadre": say("花名册中没有人员编号“{number}”。", number=cadre)})
            remove_handler(act.connection, lead.id, people[cadre])
            note(act, lead, RECUSED, {"cadre": cadre})


def _to_assign(act: Transaction, reference: str) -> StoredLead:
    lead = of_unit(act, reference)
    if not (has_role(act.actor, Role.HEAD, lead.unit) or handles(act, lead)) and handlers_of(act.connection, lead.id):
        raise Hidden
    return lead


def _check_received(lead: Received, people: Collection[str], today: date) -> None:
    """`Unfit` for whatever is wrong with a lead as it came in, by field."""
    source = lead.source
    errors = {
        "about": "" if lead.about in people else say("花名册中没有人员编号“{number}”。", number=lead.about),
        "received_on": say("收到日期不能晚于今天。") if lead.received_on > today else "",
        "handlers": _wrong_handlers(lead.handlers, people, {lead.about}),
        "source": next(filter(None, (unfit_text(source.name, NAME_LENGTH, optional=True),
                                     unfit_text(source.contact + source.other, LONGEST, optional=True))), ""),
        "material": unfit_text(lead.material, LONGEST_MATERIAL, optional=True),
        "channel": unfit_text(lead.channel, WORD_LENGTH),
    }
    found = {name: wrong for name, wrong in errors.items() if wrong}
    if found:
        raise Unfit(found)
    check_texts({"summary": lead.summary, "channel": lead.channel}, secrets_of(source, lead.material))


def _wrong_handlers(handlers: Collection[str], people: Collection[str], not_these: Collection[str]) -> str:
    if not handlers:
        return say("请至少指定一名承办人。")
    unknown = [one for one in handlers if one not in people]
    if unknown:
        return say("花名册中没有人员编号“{number}”。", number=unknown[0])
    unfit = [one for one in handlers if one in not_these]
    return say("“{number}”不能承办此线索，请另行指定。", number=unfit[0]) if unfit else ""
