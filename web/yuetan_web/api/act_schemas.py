"""What is sent to have an act done, and what is answered, as OpenAPI describes it."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from yuetan_web.api.schemas import LONGEST_TEXT, MOST, REFERENCE, Day, Strict
from yuetan_web.listing import LONGEST


class LateIn(Strict):
    """Why something is entered only now: by which signed paper, and for what reason."""

    paper = fields.String(required=True, validate=validate.Length(min=1, max=MOST))
    reason = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST))


class ProposalIn(Strict):
    """An interview to be proposed; people by their staff numbers."""

    regulation = fields.String(required=True, validate=REFERENCE)
    kind = fields.String(required=True, validate=REFERENCE)
    interviewees = fields.List(fields.String(validate=REFERENCE), required=True, validate=validate.Length(1, MOST))
    interviewers = fields.List(fields.String(validate=REFERENCE), load_default=(), validate=validate.Length(max=MOST))
    recorder = fields.String(load_default="", validate=REFERENCE)
    planned = Day(load_default=None)
    planned_time = fields.String(load_default="", validate=validate.Regexp(r"\A(([01][0-9]|2[0-3]):[0-5][0-9])?\Z"))
    place = fields.String(load_default="", validate=validate.Length(max=MOST))
    topic = fields.String(load_default="", validate=validate.Length(max=MOST))
    collective = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    reason = fields.String(load_default="", validate=validate.Length(max=LONGEST))
    late = fields.Nested(LateIn, load_default=None)
    on = Day(load_default=None)


class TakenIn(Strict):
    """A step or another act in an interview, as one of its offers has it."""

    code = fields.String(required=True, validate=REFERENCE)
    version = fields.Integer(required=True, strict=True, validate=validate.Range(0, 1 << 31))
    fields_ = fields.Dict(keys=fields.String(validate=REFERENCE), data_key="fields", load_default=dict,
                          values=fields.String(validate=validate.Length(max=LONGEST_TEXT)))
    addressee = fields.String(load_default="", validate=REFERENCE)
    cadre = fields.String(load_default="", validate=REFERENCE)
    reason = fields.String(load_default="", validate=validate.Length(max=LONGEST))
    on = Day(load_default=None)
    late = fields.Nested(LateIn, load_default=None)


class RequestHeaders(Schema):
    """What makes a request that was sent twice one act."""

    key = fields.String(required=True, data_key="Idempotency-Key", validate=validate.Length(8, 64))


class DoneOut(Strict):
    """What was done."""

    interview = fields.String()
    version = fields.Integer()
    repeated = fields.Boolean(metadata={"description": "it had been done already, by the same request"})
    changes = fields.List(fields.String())
