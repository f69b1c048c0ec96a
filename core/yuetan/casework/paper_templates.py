"""Templates of papers of a unit's own: sent in by one, agreed to by another, used from a day on, and given up again.

Sending in, agreeing and giving up are events in the case of the unit, with the hash of the file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.permitted_units import codes_below, permitted_units, units_called
from yuetan.plugins import Plugins
from yuetan.records.cases import unit_ids
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_unit
from yuetan.records.paper_templates import (
    KeptTemplate,
    add_template,
    change_template,
    content_of_template,
    find_template,
    template_used,
    templates_in,
)
from yuetan.records.values import TITLE_LENGTH
from yuetan.rules.papers import Material
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

__all__ = ["KeptTemplate", "NewTemplate", "PaperTemplates"]

READ, PROPOSE, AGREE = "template.read", "template.propose", "template.agree"
SENT_IN, AGREED, ENDED = "template_sent_in", "template_agreed", "template_ended"
LARGEST = 2 << 20  # bytes
Check = Callable[[bytes], str]
"""Looks at a file: what is wrong with it, in words; empty where it will do."""


@frozen(kw_only=True)
class NewTemplate:
    """A template that somebody sends in for a material of a regulation."""

    unit: str  # its code
    regulation: str
    edition: str
    material: str
    since: date | None
    note: str
    content: bytes


@frozen(eq=False)
class PaperTemplates:
    """The acts about templates, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def units(self, actor: Actor, action: str = READ) -> tuple[tuple[str, str], ...]:
        """The units whose templates he may read, or do something else with, by code and name."""
        with reading(self.records) as connection:
            units = self._units(connection, actor, action)
            return units_called(connection, units, civil_date(self.now()))

    def listed(self, actor: Actor) -> tuple[KeptTemplate, ...]:
        """Every template of the units whose templates he may read, the latest first."""
        with reading(self.records) as connection:
            return templates_in(connection, self._units(connection, actor, READ))

    def may_agree(self, actor: Actor, one: KeptTemplate) -> bool:
        """Whether he may agree to a template, or refuse it: never to his own."""
        with reading(self.records) as connection:
            return not actor.counts_as(one.uploaded_by) and self._may(connection, actor, one.unit, AGREE)

    def used(self, unit: str, regulation: Regulation, material: str, on: date) -> bytes | None:
        """The template that a unit uses for a material on a day; None where it uses the standard one."""
        with reading(self.records) as connection:
            return template_used(connection, unit, (regulation.code, regulation.edition, material), on)

    def content(self, actor: Actor, reference: str) -> tuple[KeptTemplate, bytes]:
        """A template with its file; `Hidden` where it is not his to read."""
        with reading(self.records) as connection:
            found = self._found(connection, actor, reference, READ)
            return found, content_of_template(connection, found.id)

    def send_in(self, actor: Actor, new: NewTemplate, check: Check) -> str:
        """Send one in: what names it. Raises `Hidden`, and `Unfit` for what is wrong with the file or the day."""
        errors = {"note": unfit_text(new.note, TITLE_LENGTH)}
        if new.since is None or new.since < civil_date(self.now()):
            errors["since"] = say("请填写启用日期，不早于今天。")
        if not new.content:
            errors["file"] = say("请选择改好的 Word 文件（.docx）。")
        elif len(new.content) > LARGEST:
            errors["file"] = say("文件太大，模板最大 2 MB；请压缩其中的图片。")
        else:
            errors["file"] = check(new.content)
        with writing(self.records) as connection:
            unit_id = unit_ids(connection, (new.unit,)).get(new.unit)
            if unit_id is None or not self._may(connection, actor, new.unit, PROPOSE) or not self._known(new):
                raise Hidden
            if wrong := {field: text for field, text in errors.items() if text}:
                raise Unfit(wrong)
            at = self.now()
            of, hashed = (new.regulation, new.edition, new.material), sha256(new.content).hexdigest()
            reference = add_template(connection, unit_id, of, {
                "content": new.content, "hash": hashed, "since": new.since, "note": new.note.strip(),
                "uploaded_by": actor.account, "uploaded_at": at})
            _write(connection, unit_id, SENT_IN, actor, at, {"template": reference, "of": ":".join(of), "hash": hashed})
            return reference

    def agree(self, actor: Actor, reference: str) -> None:
        """Agree, as another person: from its day on it is used. Raises `Hidden`, and `Refused` for one's own."""
        with writing(self.records) as connection:
            found = self._found(connection, actor, reference, AGREE)
            if actor.counts_as(found.uploaded_by):
                raise Refused(None, (), say("不能同意自己上传的模板，须由另一人同意。"))
            self._change(connection, found, actor, AGREED, "agreed")

    def end(self, actor: Actor, reference: str) -> None:
        """Refuse one that waits, or go back from one that is used to what was used before.

        Whoever sent one in that waits may take it back himself.
        """
        with writing(self.records) as connection:
            found = self._found(connection, actor, reference, READ)
            own = found.waiting and actor.counts_as(found.uploaded_by)
            if not own and not self._may(connection, actor, found.unit, AGREE):
                raise Hidden
            self._change(connection, found, actor, ENDED, "ended")

    def _change(self, connection: Connection, found: KeptTemplate, actor: Actor, code: str, word: str) -> None:
        at = self.now()
        if not change_template(connection, found.id, {f"{word}_by": actor.account, f"{word}_at": at}):
            raise Refused(None, (), say("这个模板已经处理过了；请刷新页面再看。"))
        unit_id = unit_ids(connection, (found.unit,))[found.unit]
        _write(connection, unit_id, code, actor, at, {"template": found.reference})

    def _found(self, connection: Connection, actor: Actor, reference: str, action: str) -> KeptTemplate:
        found = find_template(connection, reference)
        if found is None or not self._may(connection, actor, found.unit, action):
            raise Hidden
        return found

    def _known(self, new: NewTemplate) -> bool:
        return any((one.code, one.edition) == (new.regulation, new.edition)
                   and new.material in {paper.code for paper in one.of(Material)} for one in self.plugins.regulations)

    def _units(self, connection: Connection, actor: Actor, action: str) -> frozenset[str]:
        on = civil_date(self.now())
        return permitted_units(connection, actor, codes_below(connection, actor, on), action, on)

    def _may(self, connection: Connection, actor: Actor, unit: str, action: str) -> bool:
        return bool(permitted_units(connection, actor, (unit,), action, civil_date(self.now())))


def _write(connection: Connection, unit_id: int, code: str, actor: Actor, at: datetime,  # noqa: PLR0913, PLR0917 - an event
           content: dict[str, str]) -> None:
    entry = Entry(code=code, happened_on=civil_date(at), unit_id=unit_id, content=content)
    append(connection, case_of_unit(connection, unit_id), entry, by=actor.account, at=at)
