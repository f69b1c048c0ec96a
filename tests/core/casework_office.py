"""A small city office over real tables: a discipline organ, a bureau, their people, and what governs them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from attrs import define, field
from sqlalchemy import insert, select

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.acts import Done, Late, Proposal, Taken
from yuetan.casework.work import Casework
from yuetan.engine.facts import Appointment, Cadre, Placement, Unit
from yuetan.plugins import Plugins, load
from yuetan.records.database import Engine, open_database, reading, upgrade, writing
from yuetan.records.governing import insert_governance  # type: ignore[attr-defined]
from yuetan.records.roster import store
from yuetan.records.tables import account, obligation, obligation_change
from yuetan.records.values import Roster
from yuetan.rules.terms import Rank
