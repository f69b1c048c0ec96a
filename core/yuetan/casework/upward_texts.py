"""What an upward report says: its fields, held to the form, and its figures, held to the records."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.access.report_counts import PERSONS, counted_for, units_world, values_of
from yuetan.casework.errors import Unfit
from yuetan.casework.interviews.forms import checked
from yuetan.casework.interviews.opened import Office
from yuetan.casework.interviews.roster import Known
from yuetan.casework.lead_texts import unfit_text
from yuetan.casework.upward_opened import Owed
from yuetan.records.database import Connection
from yuetan.rules.known import filled_in
from yuetan.rules.papers import FormField
from yuetan.wording import say

COUNTED, REMARK = "counted.", "remark."
"""Before the code of a field, in what a report keeps: what the records said, and why the report says otherwise."""

LONGEST_REMARK = 500


def first_text(connection: Connection, office: Office, owed: Owed, unit: str) -> dict[str, str]:
    """A draft as the records make it: every figure counted, and what else is known."""
    asked, figures = owed.asked, figures_of(connection, office, owed, unit)
    until = min(asked.until, office.today)
    facts = {"counted_since": asked.since.isoformat(), "counted_until": until.isoformat(), "unit:unit": unit,
             "signed_on": office.today.isoformat()}
    known = filled_in(_fields(owed), facts)
    return known | figures | {name.removeprefix(COUNTED): text for name, text in figures.items()
                              if name.startswith(COUNTED)}


def figures_of(connection: Connection, office: Office, owed: Owed, unit: str) -> dict[str, str]:
    """What the records say today, as a report keeps it: by field, and the people of each kind."""
    asked = owed.asked
    if not asked.fields:
        return {}
    found = counted_for(connection, units_world(connection, office.today), asked, unit)
    kinds = {kind for one in asked.fields for kind in one.counted}
    return {COUNTED + code: text for code, text in values_of(asked, found).items()} | {
        PERSONS + kind: str(number) for kind, number in sorted(found.persons(kinds).items())}


def written_text(connection: Connection, office: Office, owed: Owed, unit: str, *,  # noqa: PLR0913 - what is written, and what about
                 fields: Mapping[str, str], remarks: Mapping[str, str]) -> dict[str, str]:
    """A draft as it was written, its figures counted anew.

    Raises `Unfit` for fields that will not do, and for a figure that says otherwise than the records and not why.
    """
    entered = checked(_fields(owed), fields, known=Known(connection))
    figures = figures_of(connection, office, owed, unit)
    said, errors = dict[str, str](), dict[str, str]()
    for one in owed.asked.fields:
        counted, remark = figures[COUNTED + one.code], remarks.get(one.code, "").strip()
        if entered.get(one.code, "") == counted:
            continue
        if wrong := unfit_text(remark, LONGEST_REMARK, optional=True):
            errors[REMARK + one.code] = wrong
        elif not remark:
            errors[one.code] = say("与档案计数（{counted}）不一致，请写明更正的理由，或者改回。", counted=counted)
        said[REMARK + one.code] = remark
    if errors:
        raise Unfit(errors)
    return entered | figures | said


def demand_whole(owed: Owed, said: Mapping[str, str]) -> None:
    """Raises `Unfit` for every field that is wanting."""
    wanting = {one.code: say("请填写“{field}”。", field=one.title) for one in _fields(owed)
               if one.required and one.code not in said}
    if wanting:
        raise Unfit(wanting)


def _fields(owed: Owed) -> tuple[FormField, ...]:
    material = owed.obligation.duty.material
    return material.fields if material else ()
