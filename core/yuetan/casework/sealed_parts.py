"""What is sealed of a lead: who informed, and what was handed over."""

from __future__ import annotations

import json

from attrs import asdict, field, frozen

from yuetan.casework.leak_check import Secrets
from yuetan.records.database import Connection
from yuetan.records.leads import StoredLead
from yuetan.records.sealing import MATERIAL, SOURCE, Keys, put_sealed, seal, sealed_of, unseal

__all__ = ["Opened", "Source", "open_part", "seal_parts", "secrets_of", "unseal_secrets"]


@frozen(kw_only=True)
class Source:
    """Who informed; all of it empty where nobody gave his name. It never shows where values are printed."""

    name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)  # telephone, address
    other: str = field(default="", repr=False)


@frozen(kw_only=True)
class Opened:
    """One part of a lead, opened: the source, or the text of the material."""

    part: str
    source: Source | None = field(default=None, repr=False)
    material: str = field(default="", repr=False)


def secrets_of(source: Source, material: str) -> Secrets:
    """What the leak check looks for."""
    return Secrets(name=source.name, other=f"{source.contact}\n{source.other}", material=material)


def seal_parts(connection: Connection, keys: Keys, lead: tuple[int, str], source: Source, material: str) -> None:
    """Seal both parts of a lead (its id and reference), also empty ones: that one is empty is nobody's business."""
    number, reference = lead
    written = {SOURCE: json.dumps(asdict(source), ensure_ascii=False), MATERIAL: material}
    for part, text in written.items():
        put_sealed(connection, number, part, seal(keys, reference, part, text))


def open_part(connection: Connection, keys: Keys, lead: StoredLead, part: str) -> Opened:
    """One part of a lead, opened; raises `SealError` where it does not open."""
    text = unseal(keys, lead.reference, part, sealed_of(connection, lead.id, part))
    return Opened(part=part, source=Source(**json.loads(text))) if part == SOURCE else Opened(part=part, material=text)


def unseal_secrets(connection: Connection, keys: Keys, lead: StoredLead) -> Secrets:
    """What the leak check looks for, out of the seal: for the check alone, it leaves the program nowhere."""
    source = open_part(connection, keys, lead, SOURCE).source or Source()
    return secrets_of(source, open_part(connection, keys, lead, MATERIAL).material)
