"""The floor of a sweep: what somebody would write by hand in SQL for this one regulation, for SQLite alone.

It knows what the project may not take for granted: that every interview was proposed, notified and held once at most,
that none was withdrawn and no duty departed from, that nothing is counted for another period, and who is whose.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from yuetan.rules.workdays import Calendar

COLUMNS = ("regulation, edition, duty, subject, cause, status, due, opens, provisional, done_on, newcomer, cadre_id,"
           " unit_id, interview_id")
INTO = f"INSERT INTO floor ({COLUMNS}) "
EDITION = "'lianyungang', '2015-02-04'"
STATUS = ("CASE WHEN done > due THEN 'LATE' WHEN done IS NOT NULL THEN 'DONE' WHEN :as_of > due THEN 'OVERDUE'"
          " WHEN due IS NULL THEN 'WAITING' ELSE 'OPEN' END")
CHARGE = "(a.post = 'head' OR a.post = 'deputy' AND a.manner IN ('presiding', 'acting'))"
DEPARTMENTS = ("'city_party_office', 'city_organisation', 'city_party_organ', 'city_government_office',"
               " 'city_department', 'city_direct'")
ASSEMBLIES, COURTS = "'city_npc', 'city_cppcc'", "'city_court', 'city_procuratorate'"
ORGANS = "'county_npc', 'county_cppcc', 'county_court', 'county_procuratorate'"
GOVERNING = "'city_party', 'city_government', 'county_party', 'county_government'"
COVERED = f"""(m.mark IS NOT NULL
    OR u.type IN ({GOVERNING}) AND (a.post = 'member' OR a.post = 'deputy' AND NOT {CHARGE})
    OR u.type IN ({ASSEMBLIES}) AND a.post IN ('head', 'deputy', 'member', 'middle')
    OR u.type IN ({COURTS}, {DEPARTMENTS}, 'county_party', 'county_government', {ORGANS}) AND {CHARGE})"""

YEARS = """WITH year(cause, first, last, looked_at) AS (
    VALUES ('2024', '2024-01-01', '2024-12-31', '2024-12-31'), ('2025', '2025-01-01', '2025-12-31', '2025-12-31'),
           ('2026', '2026-01-01', '2026-12-31', :as_of)),
"""
COVERED_ON = f"""SELECT a.cadre_id, y.cause, min(a.id) AS post, max{COVERED} AS covered,
        max(u.type = 'city_party' AND {CHARGE}) AS secretary
    FROM year AS y JOIN appointment AS a ON a.since <= y.{{day}} AND a.until > y.{{day}}
    JOIN unit AS u ON u.id = a.unit_id LEFT JOIN appointment_mark AS m ON m.appointment_id = a.id AND m.mark = '市管'
    GROUP BY a.cadre_id, y.cause HAVING covered AND NOT secretary"""  # noqa: S608 - our own words, as below
ANNUAL = f"""{YEARS} looked AS MATERIALIZED ({COVERED_ON.format(day="looked_at")}),
    began AS MATERIALIZED ({COVERED_ON.format(day="first")}),
    talked(cadre_id, cause, done) AS MATERIALIZED (
        SELECT cadre_id, substr(held, 1, 4), min(held) FROM (
            SELECT p.cadre_id, e.happened_on AS held FROM event AS e
            JOIN interview AS i ON i.id = e.interview_id AND i.regulation = 'lianyungang' AND i.kind = 'routine'
            JOIN participant AS p ON p.interview_id = i.id AND p.part = 'interviewee'
            WHERE e.code = 'held' AND e.happened_on <= :as_of
            UNION ALL SELECT cadre_id, held_on FROM past_talk
            WHERE regulation = 'lianyungang' AND kind = 'routine' AND held_on <= :as_of) GROUP BY 1, 2)
{INTO} SELECT {EDITION}, 'annual_talk', c.staff_number, y.cause, CASE WHEN t.done IS NOT NULL THEN 'DONE'
        WHEN :as_of <= y.last THEN 'OPEN' WHEN b.cadre_id IS NULL THEN 'LAPSED' ELSE 'OVERDUE' END,
    y.last, NULL, 0, t.done, b.cadre_id IS NULL, c.id, a.unit_id, NULL
FROM looked AS l JOIN year AS y ON y.cause = l.cause JOIN cadre AS c ON c.id = l.cadre_id
JOIN appointment AS a ON a.id = l.post LEFT JOIN began AS b ON b.cadre_id = l.cadre_id AND b.cause = l.cause
LEFT JOIN talked AS t ON t.cadre_id = l.cadre_id AND t.cause = l.cause"""  # noqa: S608

OF_TALKS = """FROM (SELECT i.id, i.reference, i.unit_id, p.cadre_id, c.staff_number, {due} AS due, d.happened_on AS done
    FROM interview AS i
    JOIN event AS b ON b.interview_id = i.id AND b.code = 'proposed' AND +b.happened_on BETWEEN :judged_from AND :as_of
    JOIN participant AS p ON p.interview_id = i.id AND p.part = 'interviewee' JOIN cadre AS c ON c.id = p.cadre_id
    LEFT JOIN event AS h ON h.interview_id = i.id AND h.code = 'held' AND +h.happened_on <= :as_of
    LEFT JOIN event AS d ON d.interview_id = i.id AND d.code = '{done}' AND +d.happened_on <= :as_of
    {joined} WHERE i.regulation = 'lianyungang' {where})"""
TALK = (f"{INTO} SELECT {EDITION}, '{{duty}}', staff_number, 'interview:' || reference, {STATUS}, due, NULL, 0, done,"
        " 0, cadre_id, unit_id, id ")
NOTICE = TALK.format(duty="notice") + OF_TALKS.format(
    due="date(coalesce(h.happened_on, i.planned), '-3 days')", done="notified", joined="", where="")
REPORT = TALK.format(duty="rectification_report") + OF_TALKS.format(
    due="w.next", done="rectification_report", where="AND i.kind = 'warning'",
    joined="LEFT JOIN next_workday AS w ON w.day = date(coalesce(h.happened_on, i.planned), '+15 days')")
JUDGED = " WHERE due IS NULL OR due >= :judged_from"

RECORD = f"""{INTO} SELECT {EDITION}, 'record', i.reference, 'held:' || i.reference || '.' || h.sequence,
    CASE WHEN r.id IS NOT NULL THEN 'DONE' ELSE 'OPEN' END, NULL, NULL, 0, r.happened_on, 0, p.cadre_id, i.unit_id, i.id
FROM event AS h JOIN interview AS i ON i.id = h.interview_id AND i.regulation = 'lianyungang'
JOIN participant AS p ON p.interview_id = i.id AND p.part = 'interviewee'
LEFT JOIN event AS r ON r.interview_id = i.id AND r.code = 'recorded' AND +r.happened_on <= :as_of
WHERE h.code = 'held' AND h.happened_on BETWEEN :judged_from AND :as_of"""  # noqa: S608

SUMMARY = f"""WITH half(cause, first, last, looked_at) AS (VALUES
    ('2024H1', '2024-01-01', '2024-06-30', '2024-06-30'), ('2024H2', '2024-07-01', '2024-12-31', '2024-12-31'),
    ('2025H1', '2025-01-01', '2025-06-30', '2025-06-30'), ('2025H2', '2025-07-01', '2025-12-31', '2025-12-31'),
    ('2026H1', '2026-01-01', '2026-06-30', '2026-06-30'), ('2026H2', '2026-07-01', '2026-12-31', :as_of))
{INTO} SELECT {EDITION}, 'half_year_summary', code, cause, {STATUS}, due, NULL, 0, done, 0, NULL, id, NULL
FROM (SELECT u.id, u.code, h.cause, h.last AS due, min(e.happened_on) AS done FROM half AS h JOIN unit AS u
    ON u.type IN ({GOVERNING.replace("'city_party', 'city_government', ", "")}, {ASSEMBLIES}, {COURTS}, {DEPARTMENTS},
                  {ORGANS})
    JOIN placement AS q ON q.unit_id = u.id AND q.since <= h.looked_at AND q.until > h.looked_at
    LEFT JOIN event AS e ON e.unit_id = u.id AND e.code = 'summary' AND +e.happened_on BETWEEN h.first AND h.last
        AND +e.happened_on <= :as_of GROUP BY u.id, h.cause)"""  # noqa: S608

SCHEME = f"""{INTO} SELECT {EDITION}, 'own_scheme', u.code, 'standing',
    CASE WHEN e.id IS NULL THEN 'OPEN' ELSE 'DONE' END, NULL, NULL, 0, e.happened_on, 0, NULL, u.id, NULL
FROM unit AS u JOIN placement AS q ON q.unit_id = u.id AND q.since <= :as_of AND q.until > :as_of
LEFT JOIN event AS e ON e.unit_id = u.id AND e.code = 'scheme_adopted' AND +e.happened_on <= :as_of
WHERE u.type IN ({DEPARTMENTS}, {ASSEMBLIES}, {COURTS}, 'county_party')"""  # noqa: S608

STATEMENTS = (ANNUAL, NOTICE + JUDGED, RECORD, SUMMARY, REPORT + JUDGED, SCHEME)


def make_floor(database: sqlite3.Connection, calendar: Calendar, days: Iterable[date]) -> None:
    """Make the table of the floor, with the columns, the primary key and the indexes of the real one."""
    for name, sql in database.execute(
            "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'obligation' AND sql IS NOT NULL ORDER BY type DESC"
            ).fetchall():
        made = re.sub(r"\bobligation\b", "floor", sql)
        database.execute(made.replace(name, f"floor_{name}") if name != "obligation" else made)
    database.execute("CREATE TEMPORARY TABLE next_workday (day DATE PRIMARY KEY, next DATE)")
    database.executemany("INSERT INTO next_workday VALUES (?, ?)", [
        (str(day), str(calendar.next_workday(day))) for day in days])


def fill_floor(database: sqlite3.Connection, when: Mapping[str, date]) -> None:
    """Fill it, as of a day."""
    for statement in STATEMENTS:
        database.execute(statement, {name: str(day) for name, day in when.items()})


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first to the last."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
