"""Who is on the talking side after it was changed: of those who attend, all stay but those who are left out."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.casework.acts import Taken
from yuetan.casework.errors import Unfit
from yuetan.casework.interviews.concerned import demand_from_elsewhere
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.roster import Known
from yuetan.casework.interviews.sides import demand_two
from yuetan.records.interviews import RECUSED
from yuetan.rules.papers import FieldType
from yuetan.wording import say

TALKERS = ("interviewer", "second")
COMPANY = "company"
"""The field that names one who is to attend as well; in what is kept, all who attend, with blanks between."""


def assigned(opened: Opened, known: Known, values: Mapping[str, str], taken: Taken) -> dict[str, str]:
    """What is kept of a change of the talking side. `Unfit` for whoever may not attend; see also `demand_two`.

    Those who attend stay, or of them and others those whom ``taken`` lists; who talks from now on attends no longer.
    """
    talking = [values[one] for one in TALKERS if one in values]
    stay = opened.interview.company if taken.company is None else taken.company
    company = tuple(dict.fromkeys(one for one in (*stay, values.get(COMPANY, "")) if one and one not in talking))
    for one in company:
        if why := _against(opened, known, one):
            raise Unfit({COMPANY: why})
    demand_two(talking, company, values.get("recorder", opened.interview.recorder), taken.reason)
    for code in (*TALKERS, "recorder"):
        demand_from_elsewhere(known.connection, opened, filter(None, (values.get(code),)), code)
    demand_from_elsewhere(known.connection, opened, company, COMPANY)
    changed = company != opened.interview.company
    return {code: text for code, text in values.items() if code != COMPANY} | (
        {COMPANY: " ".join(company)} if changed else {})


def _against(opened: Opened, known: Known, one: str) -> str:
    """Why somebody may not attend; empty where he may."""
    if not known(FieldType.CADRE, one):
        return say("“{people}”不在名册里；请核对工号。", people=one)
    if one in opened.interviewees:
        return say("约谈对象不能同时是谈话一方的人员。")
    return say("他已回避，不能参加这次约谈。") if (RECUSED, one) in opened.people else ""
