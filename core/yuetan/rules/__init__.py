"""The words every regulation is written in: frozen values that know no clock, no database and no web."""

from yuetan.rules.conditions import (
    INDIVIDUAL,
    NEVER,
    Case,
    CaseColumns,
    Condition,
    addressed,
    falls_in,
    filled,
    happened,
    led_by,
    selected,
    staffed,
    talked,
)
from yuetan.rules.days import (
    Counted,
    Due,
    Tick,
    between,
    by,
    days_after,
    days_before,
    end_of,
    months_after,
    months_before,
    weeks_after,
    weeks_before,
    workdays_after,
    workdays_before,
    years_after,
)
from yuetan.rules.duties import Credit, Duty, Quota, Tally
from yuetan.rules.errors import RegulationError
from yuetan.rules.events import (
    APPOINTMENT_DECIDED,
    APPROVED,
    CONSULTED,
    FILED,
    FINDING_RECORDED,
    HELD,
    NOTIFIED,
    PERIOD_END,
    PERIOD_START,
    POSTPONED,
    PROPOSED,
    RECORDED,
    RECTIFIED,
    RETURNED,
    SANCTIONED,
    TOOK_OFFICE,
    WITHDRAWN,
    departed,
    overdue,
)
from yuetan.rules.force import (
    INTERVIEWEE,
    INTERVIEWER,
    MAY,
    MUST,
    ORGANISER,
    PAIR,
    RECORDER,
    SHOULD,
    UNIT,
    Force,
    Part,
)
from yuetan.rules.numbering import ARTICLES, SECTIONS, Numbering
from yuetan.rules.papers import Collection, FieldType, FormField, Material
from yuetan.rules.periods import (
    BEFORE_HOLIDAYS,
    HALF_YEAR,
    LAST_CALENDAR_WEEK,
    LAST_SEVEN_DAYS,
    MONTH,
    QUARTER,
    SEMESTER,
    STANDING,
    TWELVE_MONTHS,
    YEAR,
    Period,
    named,
)
from yuetan.rules.procedure import Guard, Kind, Pairing, Step
from yuetan.rules.readings import Choice, Reading, reading
from yuetan.rules.regulation import Regulation
from yuetan.rules.relations import (
    ANY,
    BELOW,
    BELOW_PORTFOLIO,
    NEXT_BELOW,
    OWN_UNIT,
    PORTFOLIO,
    WITHIN,
    WITHIN_PORTFOLIO,
    Relation,
)
from yuetan.rules.rule import Clause, Rule
from yuetan.rules.selectors import (
    EVERYONE,
    Columns,
    Post,
    Selector,
    manner,
    marked,
    nobody,
    party,
    post,
    rank,
    unit,
)
from yuetan.rules.terms import Rank, Term, terms

__all__ = [
    "ANY", "APPOINTMENT_DECIDED", "APPROVED", "ARTICLES", "BEFORE_HOLIDAYS", "BELOW", "BELOW_PORTFOLIO",
    "CONSULTED", "Case", "CaseColumns", "Choice", "Clause", "Collection", "Columns", "Condition", "Counted",
    "Credit", "Due", "Duty", "EVERYONE", "FILED", "FINDING_RECORDED", "FieldType", "Force", "FormField", "Guard",
    "HALF_YEAR", "HELD", "INDIVIDUAL", "INTERVIEWEE", "INTERVIEWER", "Kind", "LAST_CALENDAR_WEEK",
    "LAST_SEVEN_DAYS", "MAY", "MONTH", "MUST", "Material", "NEVER", "NEXT_BELOW", "NOTIFIED", "Numbering",
    "ORGANISER", "OWN_UNIT", "PAIR", "PERIOD_END", "PERIOD_START", "PORTFOLIO", "POSTPONED", "PROPOSED", "Pairing",
    "Part", "Period", "Post", "QUARTER", "Quota", "RECORDED", "RECORDER", "RECTIFIED", "RETURNED", "Rank",
    "Reading", "Regulation", "RegulationError", "Relation", "Rule", "SANCTIONED", "SECTIONS", "SEMESTER", "SHOULD",
    "STANDING", "Selector", "Step", "TOOK_OFFICE", "TWELVE_MONTHS", "Tally", "Term", "Tick", "UNIT", "WITHDRAWN",
    "WITHIN", "WITHIN_PORTFOLIO", "YEAR", "addressed", "between", "by", "days_after", "days_before", "departed",
    "end_of", "falls_in", "filled", "happened", "led_by", "manner", "marked", "months_after", "months_before",
    "named", "nobody", "overdue", "party", "post", "rank", "reading", "selected", "staffed", "talked", "terms",
    "unit", "weeks_after", "weeks_before", "workdays_after", "workdays_before", "years_after",
]
