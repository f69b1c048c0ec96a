"""The tables of cases: what was done, in one chain of events each, and what stands because of it.

A case is an interview, what is on record about a cadre or a unit outside any, a lead, or the running of the system
itself. Its ``version`` is the sequence of its last event and its ``head`` the hash of that event; both change together
with whatever else an act changes, by compare-and-set.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine.default import DefaultExecutionContext

from yuetan.records.tables.base import Moment, code, digest, key, metadata, name, reference, title, where_filled, word


def _named(context: DefaultExecutionContext) -> int | None:
    """Whoever an event is about when it is written down."""
    found: int | None = context.get_current_parameters().get("cadre_id")  # type: ignore[no-untyped-call]
    return found


case_file = Table(
    "case_file", metadata, key(),
    reference(),
    Column("sort", word, nullable=False),  # interview, cadre, unit, lead, governance, system
    Column("version", Integer, nullable=False),  # 0 before the first event
    Column("head", digest, nullable=False),  # of the last event; empty before the first
    CheckConstraint("version >= 0", name="version"),
    Index("ix_case_file_sort", "sort"),
)

interview = Table(
    "interview", metadata, key(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False, unique=True),
    reference(),  # that of its case
    Column("number", code, nullable=False),  # as printed on papers, given out in order within a unit and year
    Column("regulation", word, nullable=False),
    Column("edition", word, nullable=False),  # pinned with the proposal
    Column("kind", word, nullable=False),
    Column("family", word, nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),  # whose case it is: the office that arranges it
    Column("collective", Boolean, nullable=False),
    Column("entrusted", Boolean, nullable=False),
    Column("planned", Date),
    Column("planned_time", word, nullable=False),
    Column("place", title, nullable=False),
    Column("topic", title, nullable=False),
    Column("grounds", Text, nullable=False),  # places of clauses, with blanks between
    Column("topics", Text, nullable=False),
    Column("lead_id", ForeignKey("lead.id")),  # what it rests on, seen by the discipline organ alone
    Column("state", word, nullable=False),  # the code of its last step
    Column("ended", Boolean, nullable=False),  # withdrawn or filed; an outcome alone does not close it
    Column("opened_on", Date, nullable=False),  # the day of its proposal
    Column("proposed_by", ForeignKey("account.id", name="fk_interview_proposed_by")),
    Column("planned_minutes", Integer, nullable=False, server_default="0"),  # how long it will take; 0: nobody said
    UniqueConstraint("unit_id", "number"),
    Index("ix_interview_unit", "unit_id", "ended"),
    Index("ix_interview_state", "state", "ended"),
    Index("ix_interview_opened", "ended", "opened_on"),
    Index("ix_interview_lead", "lead_id", **where_filled("lead_id")),
    Index("ix_interview_planned", "planned", "unit_id", "state", "regulation", "edition"),  # how many, on a calendar
    Index("ix_interview_number", "number", "id"),
    Index("ix_interview_kind", "kind", "id"),
    Index("ix_interview_of_unit", "unit_id", "id"),
    Index("ix_interview_entrusted", "id", sqlite_where=text("entrusted"), postgresql_where=text("entrusted")),
)

participant = Table(
    "participant", metadata, key(),
    Column("interview_id", ForeignKey("interview.id"), nullable=False),
    Column("cadre_id", ForeignKey("cadre.id"), nullable=False),
    Column("part", word, nullable=False),  # interviewee, interviewer, company, organiser, recorder, recused
    Column("place", Integer, nullable=False),  # in the order they were named
    Column("unit_id", ForeignKey("unit.id")),  # of the post he was chosen in, where he talks and holds several
    Column("post", word),
    Column("title", title),
    UniqueConstraint("interview_id", "part", "cadre_id"),
    Index("ix_participant_cadre", "cadre_id", "part"),
)

event = Table(
    "event", metadata, key(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False),
    Column("sequence", Integer, nullable=False),  # from 1 on, without a gap
    Column("code", word, nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("until", Date),  # the last day of what lasts
    Column("entered_at", Moment, nullable=False),
    Column("entered_by", ForeignKey("account.id", name="fk_event_entered_by")),  # NULL: the system itself
    Column("interview_id", ForeignKey("interview.id")),
    Column("cadre_id", ForeignKey("cadre.id")),  # whose it is: himself, or the record his was merged into
    Column("unit_id", ForeignKey("unit.id")),
    Column("addressee", word, nullable=False),  # the part that was served
    Column("value", Float),
    Column("counts_for", title, nullable=False),  # the key of the period a late report is for
    Column("filled", Text, nullable=False),  # the fields of its paper that hold something, with blanks between
    Column("reason", Text, nullable=False),  # why it departs from what the text generally asks for
    Column("provenance", word, nullable=False),  # entered, late, imported
    Column("paper", title, nullable=False),  # the signed paper that a late entry rests on
    Column("late_reason", Text, nullable=False),
    Column("corrects", Integer),  # the sequence of the event of this case that it puts right
    Column("content", Text),  # the paper itself, JSON; NULL once retention has destroyed it
    Column("salt", digest, nullable=False),  # destroyed together with the content
    Column("content_hash", digest, nullable=False),
    Column("hash", digest, nullable=False),
    Column("named_id", Integer, default=_named),  # the record it was written down about, which its hash is over
    UniqueConstraint("case_id", "sequence"),
    CheckConstraint("sequence > 0", name="sequence"),
    Index("ix_event_interview", "interview_id", "code", "happened_on", "cadre_id"),  # a talk: when, with whom
    Index("ix_event_cadre", "cadre_id", "code", **where_filled("cadre_id")),
    Index("ix_event_unit", "unit_id", "code", **where_filled("unit_id")),
    Index("ix_event_code", "code", "happened_on", "interview_id"),  # in which talks something happened lately
    Index("ix_event_case_alone", "case_id", "id", sqlite_where=text("interview_id IS NULL"),
          postgresql_where=text("interview_id IS NULL")),  # what was done to the system, the latest first
    Index("ix_event_against", "happened_on", sqlite_where=text("instr(filled, 'rules.') > 0"),
          postgresql_where=text("strpos(filled, 'rules.') > 0")),  # what was done against a rule: see `broken_rules`
)

submission = Table(
    "submission", metadata, key(),
    reference(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False),
    Column("interview_id", ForeignKey("interview.id")),
    Column("cadre_id", ForeignKey("cadre.id")),  # who handed it in, where a cadre did
    Column("unit_id", ForeignKey("unit.id")),  # or the unit whose report it is
    Column("material", word, nullable=False),
    Column("edition", Integer, nullable=False),  # 1 for the first paper of its kind in the case, then 2, 3 ...
    Column("event_id", ForeignKey("event.id"), nullable=False),  # which holds what was handed in
    Column("state", word, nullable=False),  # asked, submitted, accepted, returned
    Column("review_id", ForeignKey("event.id", name="fk_submission_review_id")),
    UniqueConstraint("case_id", "material", "cadre_id", "edition"),
    Index("ix_submission_interview", "interview_id"),
    Index("ix_submission_state", "state"),
)

appeal = Table(
    "appeal", metadata, key(),
    reference(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False),  # a case of its own: the acting unit never reads it
    Column("interview_id", ForeignKey("interview.id"), nullable=False),
    Column("cadre_id", ForeignKey("cadre.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),  # the unit above the acting one, which decides
    Column("lodged_on", Date, nullable=False),
    Column("state", word, nullable=False),  # lodged, upheld, dismissed
    Index("ix_appeal_unit", "unit_id"),
    Index("ix_appeal_cadre", "cadre_id"),
)

outbox = Table(
    "outbox", metadata, key(),
    Column("event_id", ForeignKey("event.id"), nullable=False),
    Column("sort", word, nullable=False),
    Column("content", Text, nullable=False),  # JSON: references alone, no secret
    Column("sent_at", Moment),
    Index("ix_outbox_waiting", "sent_at", "id"),
)

done_act = Table(  # so that an act sent twice is done once
    "done_act", metadata, key(),
    Column("token", code, nullable=False, unique=True),
    Column("account_id", ForeignKey("account.id")),
    Column("event_id", ForeignKey("event.id"), nullable=False),
    Column("done_at", Moment, nullable=False),
)

read_log = Table(
    "read_log", metadata, key(),
    Column("at", Moment, nullable=False),
    Column("account_id", ForeignKey("account.id")),
    Column("action", word, nullable=False),
    Column("object", word, nullable=False),  # its reference; never its content
    Column("outcome", word, nullable=False),
    Column("reason", name, nullable=False),
    Index("ix_read_log_object", "object"),
    Index("ix_read_log_account", "account_id", "id"),
)

anchor = Table(  # what was put outside, so that it can be compared with what stands there
    "anchor", metadata, key(),
    Column("at", Moment, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("root", digest, nullable=False),
)
