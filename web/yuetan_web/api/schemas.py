"""What is sent and answered, as OpenAPI describes it. A field that the bearer may not see is empty or missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate
from marshmallow.fields import Date as AnyDate

from yuetan.wording import say
from yuetan_web.listing import LONGEST, LONGEST_NAME, PER_PAGE, STATUSES

MOST = 100
LONGEST_TEXT = 20_000
REFERENCE = validate.Length(max=LONGEST)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Strict(Schema):
    """Whatever is not named is refused."""

    class Meta:
        """As the library wants it said."""

        unknown = RAISE


class Day(AnyDate):
    """A day as 2026-03-09, and nothing else that could be taken for one."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: object) -> date:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValidationError(say("请写成 2026-03-09 这样的日期。"))
        return super()._deserialize(value, attr, data, **kwargs)


class Person(Strict):
    """A cadre."""

    name = fields.String()
    staff_number = fields.String(attribute="cadre")
    reference = fields.String(metadata={"description": "empty where his record may not be read"})
    post = fields.String()
    part = fields.String(metadata={"description": "in an interview"})


class Who(Strict):
    """Whom a token speaks for."""

    name = fields.String()
    staff_number = fields.String()
    scopes = fields.List(fields.String())
    roles = fields.List(fields.String())
    today = fields.Date()


class ClauseOut(Strict):
    """A printed place of a regulation, with its gist."""

    at = fields.String()
    gist = fields.String()
    aside = fields.String(metadata={"description": "why no rule keeps it; empty where one does"})


class RegulationOut(Strict):
    """A regulation in one edition."""

    code = fields.String()
    edition = fields.String()
    title = fields.String()
    number = fields.String()
    since = fields.Date()
    until = fields.Date(allow_none=True)


class RegulationWhole(RegulationOut):
    """The same with its clauses."""

    clauses = fields.List(fields.Nested(ClauseOut))


class ObligationsAsked(Strict):
    """What a list of obligations is narrowed to."""

    status = fields.String(validate=validate.OneOf(list(STATUSES)))
    duty = fields.String(validate=REFERENCE)
    unit = fields.String(validate=REFERENCE, metadata={"description": "the reference of a unit, with all below it"})
    name = fields.String(validate=validate.Length(max=LONGEST_NAME))
    due = Day()
    after = fields.String(validate=REFERENCE, metadata={"description": "`more` of the page before"})
    limit = fields.Integer(strict=False, load_default=PER_PAGE, validate=validate.Range(1, MOST))


class ObligationOut(Strict):
    """Something that is owed. The five fields of ``key`` name it."""

    subject = fields.String()
    regulation = fields.String()
    edition = fields.String()
    duty = fields.String()
    cause = fields.String()
    title = fields.String()
    status = fields.String()
    due = fields.Date(allow_none=True)
    provisional = fields.Boolean(metadata={"description": "counted before the year's days off were published"})
    done_on = fields.Date(allow_none=True)
    about = fields.Nested(Person)
    clauses = fields.List(fields.String())
    interview = fields.String(metadata={"description": "the reference of its interview; empty outside one"})
    address = fields.String(metadata={"description": "of its page"})


class ObligationsPage(Strict):
    """Part of a list."""

    rows = fields.List(fields.Nested(ObligationOut))
    more = fields.String(metadata={"description": "where the next part begins; empty at the end"})
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())


class ObligationAsked(Strict):
    """What names an obligation."""

    subject = fields.String(required=True, validate=REFERENCE)
    regulation = fields.String(required=True, validate=REFERENCE)
    edition = fields.String(required=True, validate=REFERENCE)
    duty = fields.String(required=True, validate=REFERENCE)
    cause = fields.String(required=True, validate=REFERENCE)


class LineOut(Strict):
    """A line of an explanation."""

    label = fields.String()
    text = fields.String()


class ObligationWhole(ObligationOut):
    """The same with why it is owed and how its day was counted."""

    explanation = fields.List(fields.Nested(LineOut))
    owners = fields.List(fields.String())


class InterviewsAsked(Strict):
    """What a list of interviews is narrowed to."""

    state = fields.String(validate=validate.OneOf(["running", "ended"]))
    unit = fields.String(validate=REFERENCE)
    name = fields.String(validate=validate.Length(max=LONGEST_NAME))
    after = fields.String(validate=REFERENCE)
    limit = fields.Integer(load_default=PER_PAGE, validate=validate.Range(1, MOST))


class InterviewOut(Strict):
    """An interview in a list."""

    reference = fields.String()
    number = fields.String()
    regulation = fields.String()
    kind = fields.String()
    kind_title = fields.String()
    unit = fields.String()
    state = fields.String()
    planned = fields.Date(allow_none=True)
    opened_on = fields.Date()
    ended = fields.Boolean()
    interviewees = fields.List(fields.Nested(Person))


class InterviewsPage(Strict):
    """Part of a list."""

    rows = fields.List(fields.Nested(InterviewOut))
    more = fields.String()


class EventOut(Strict):
    """Something that happened in an interview."""

    sequence = fields.Integer()
    code = fields.String()
    title = fields.String()
    on = fields.Date()
    clauses = fields.List(fields.String(), attribute="places")


class OfferOut(Strict):
    """An act that can be asked for now."""

    code = fields.String()
    title = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="asks")
    objections = fields.List(fields.String())


class InterviewWhole(InterviewOut):
    """One interview, with what happened in it and what can be done next."""

    version = fields.Integer(metadata={"description": "to be sent along with an act"})
    place = fields.String()
    topic = fields.String()
    people = fields.List(fields.Nested(Person))
    events = fields.List(fields.Nested(EventOut))
    offers = fields.List(fields.Nested(OfferOut))
    owed = fields.List(fields.Nested(ObligationOut))


class CadresAsked(Strict):
    """Who is looked for."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_NAME))


class PostOut(Strict):
    """A post held from a day to a day, both included."""

    unit = fields.String()
    title = fields.String()
    details = fields.String()
    since = fields.Date(allow_none=True)
    until = fields.Date(allow_none=True)
    held = fields.Boolean()


class CadreOut(Strict):
    """A cadre with his posts and what concerns him."""

    reference = fields.String()
    staff_number = fields.String(attribute="cadre")
    name = fields.String()
    posts = fields.List(fields.Nested(PostOut))
    owed = fields.List(fields.Nested(ObligationOut))


class DaysAsked(Strict):
    """A stretch of days, both included."""

    since = Day(required=True)
    until = Day(required=True)


class DayOut(Strict):
    """A day: whether it is a working day, and what says so."""

    day = fields.Date()
    working = fields.Boolean()
    basis = fields.String()
