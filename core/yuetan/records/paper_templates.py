"""Templates of papers that a unit has changed, version by version: in use from a day on, once somebody else agreed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Select, func, insert, select, update

from yuetan.records.references import is_kept
from yuetan.records.tables import account, paper_template, unit


@frozen(kw_only=True)
class KeptTemplate:
    """A template as the table keeps it, without its content."""

    id: int
    reference: str
    unit: str  # its code
    regulation: str
    edition: str
    material: str
    version: int
    since: date
    note: str
    uploaded_by: int
    uploaded_by_name: str
    uploaded_at: datetime
    agreed_by_name: str | None
    agreed_at: datetime | None
    ended_by_name: str | None
    ended_at: datetime | None

    @property
    def waiting(self) -> bool:
        """Whether nobody has agreed yet, nor refused."""
        return self.agreed_at is None and self.ended_at is None

    def used(self, on: date) -> bool:
        """Whether it may be used on a day; of several the last one is."""
        return self.agreed_at is not None and self.ended_at is None and self.since <= on


def add_template(connection: Connection, unit_id: int, of: tuple[str, str, str], values: Mapping[str, Any]) -> str:
    """Keep a template of a unit for a material (regulation, edition, code) as its next version: what names it."""
    connection.execute(select(unit.c.id).where(unit.c.id == unit_id).with_for_update())
    regulation, edition, material = of
    kept = paper_template.c
    last = connection.execute(select(func.max(kept.version)).where(
        kept.unit_id == unit_id, kept.regulation == regulation, kept.edition == edition,
        kept.material == material)).scalar_one()
    row = {"unit_id": unit_id, "regulation": regulation, "edition": edition, "material": material,
           "version": (last or 0) + 1, **values}
    return str(connection.execute(insert(paper_template).values(row).returning(kept.reference)).scalar_one())


def find_template(connection: Connection, reference: str) -> KeptTemplate | None:
    """The template of this reference; None where there is none."""
    if not is_kept(reference):
        return None
    row = connection.execute(_templates().where(paper_template.c.reference == reference)).mappings().first()
    return KeptTemplate(**row) if row else None


def templates_in(connection: Connection, units: Collection[str]) -> tuple[KeptTemplate, ...]:
    """All templates of some units, by their codes, the latest first."""
    query = _templates().where(unit.c.code.in_(sorted(units))).order_by(paper_template.c.id.desc())
    return tuple(KeptTemplate(**row) for row in connection.execute(query).mappings())


def template_used(connection: Connection, unit_code: str, of: tuple[str, str, str], on: date) -> bytes | None:
    """The content of the template that a unit uses for a material on a day; None where it uses the standard one."""
    regulation, edition, material = of
    kept = paper_template.c
    query = (select(kept.content).join(unit, kept.unit_id == unit.c.id)
             .where(unit.c.code == unit_code, kept.regulation == regulation, kept.edition == edition,
                    kept.material == material, kept.agreed_at.is_not(None), kept.ended_at.is_(None), kept.since <= on)
             .order_by(kept.since.desc(), kept.version.desc()))
    found = connection.execute(query).scalars().first()
    return None if found is None else bytes(found)


def content_of_template(connection: Connection, template_id: int) -> bytes:
    """The file itself."""
    return bytes(connection.execute(select(paper_template.c.content).where(
        paper_template.c.id == template_id)).scalar_one())


def change_template(connection: Connection, template_id: int, values: Mapping[str, Any]) -> bool:
    """Keep who agreed to one, or ended it, and when: whether it had not ended, nor been agreed to twice."""
    kept = paper_template.c
    open_ = kept.agreed_at.is_(None) if "agreed_at" in values else kept.ended_at.is_(None)
    where = (kept.id == template_id) & open_ & kept.ended_at.is_(None)
    return bool(connection.execute(update(paper_template).where(where).values(**values)).rowcount)


def _templates() -> Select[Any]:
    uploaded, agreed, ended = account.alias("uploaded"), account.alias("agreed"), account.alias("ended")
    of = paper_template.c
    return (select(of.id, of.reference, unit.c.code.label("unit"), of.regulation, of.edition, of.material, of.version,
                   of.since, of.note, of.uploaded_by, uploaded.c.name.label("uploaded_by_name"), of.uploaded_at,
                   agreed.c.name.label("agreed_by_name"), of.agreed_at, ended.c.name.label("ended_by_name"),
                   of.ended_at)
            .join(unit, of.unit_id == unit.c.id).join(uploaded, of.uploaded_by == uploaded.c.id)
            .outerjoin(agreed, of.agreed_by == agreed.c.id).outerjoin(ended, of.ended_by == ended.c.id))
