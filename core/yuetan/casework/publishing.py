"""Publishes statistics once a day: between two days nobody can tell from a number that changed what was just done."""

from __future__ import annotations

from datetime import datetime

from yuetan.access.known_rules import rules_of
from yuetan.access.organisations import organisations_of
from yuetan.access.publication import Organised, last_day, publication, written
from yuetan.access.report_counts import units_world
from yuetan.casework.civil import civil_date
from yuetan.plugins import Plugins
from yuetan.records.database import Engine, reading, writing
from yuetan.records.governing import governances_on
from yuetan.records.publications import KeptPublication, keep_publication, kept_publication


def publish_today(records: Engine, plugins: Plugins, *, at: datetime) -> bool:
    """Work out what is published on the day of a moment, and keep it; False where that was done already.

    Several servers may ask for it, again and again: where two do it at once, what they keep is the same.
    """
    on = civil_date(at)
    with reading(records) as connection:
        kept = kept_publication(connection, last_day(on))
        if kept is not None and civil_date(kept.made_at) >= on:
            return False
        governed = governances_on(connection, on)
        there = Organised(units_world(connection, on), organisations_of(connection, governed, on).general)
        found = publication(connection, rules_of(plugins, governed).regulations, there, on)
    with writing(records) as connection:
        keep_publication(connection, KeptPublication(until=last_day(on), made_at=at, content=written(found)))
    return True
