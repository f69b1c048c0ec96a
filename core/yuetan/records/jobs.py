"""Jobs in their table: begun, alive, ended, and cleared away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Select, delete, func, insert, select, update

from yuetan.records.references import is_kept
from yuetan.records.tables import job

RUNNING, DONE, FAILED = "running", "done", "failed"
MOST = 50  # of a list


@frozen(kw_only=True)
class KeptJob:
    """A job as the table keeps it, without the file that came of it."""

    reference: str
    title: str
    state: str
    done: int
    total: int
    begun_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    said: str
    leads_to: str
    file_name: str
    has_file: bool


def add_job(connection: Connection, account: int, title: str, at: datetime) -> str:
    """Keep that an account began a job: what names it."""
    values = {"account_id": account, "title": title, "state": RUNNING, "done": 0, "total": 0, "begun_at": at,
              "seen_at": at, "said": "", "leads_to": "", "file_name": ""}
    return str(connection.execute(insert(job).values(values).returning(job.c.reference)).scalar_one())


def find_job(connection: Connection, reference: str, account: int) -> KeptJob | None:
    """The job of this reference that the account began; None where there is none."""
    if not is_kept(reference):
        return None
    row = connection.execute(_jobs(account).where(job.c.reference == reference)).mappings().first()
    return KeptJob(**row) if row else None


def jobs_of(connection: Connection, account: int) -> tuple[KeptJob, ...]:
    """What an account began, the latest first."""
    query = _jobs(account).order_by(job.c.begun_at.desc(), job.c.id.desc()).limit(MOST)
    return tuple(KeptJob(**row) for row in connection.execute(query).mappings())


def running_since(connection: Connection, account: int, since: datetime) -> int:
    """How many jobs of an account run and gave a sign of life at this moment or later."""
    found = select(func.count()).select_from(job).where(
        job.c.account_id == account, job.c.state == RUNNING, job.c.seen_at >= since)
    return int(connection.execute(found).scalar_one())


def file_of(connection: Connection, reference: str, account: int) -> tuple[str, bytes] | None:
    """The name and the content of the file that came of a job; None where there is none, or none any more."""
    if not is_kept(reference):
        return None
    row = connection.execute(select(job.c.file_name, job.c.file_content).where(
        job.c.reference == reference, job.c.account_id == account, job.c.file_content.is_not(None))).first()
    return (row.file_name, bytes(row.file_content)) if row else None


def change_job(connection: Connection, reference: str, values: Mapping[str, Any]) -> None:
    """Keep how far a job is, or what came of it; one that has ended stays as it is."""
    connection.execute(update(job).where(job.c.reference == reference, job.c.state == RUNNING).values(**values))


def clear_away(connection: Connection, *, files_before: datetime, jobs_before: datetime) -> None:
    """Forget the files of jobs that ended before one moment, and jobs that began before another."""
    connection.execute(update(job).where(job.c.ended_at < files_before, job.c.file_content.is_not(None))
                       .values(file_content=None))
    connection.execute(delete(job).where(job.c.begun_at < jobs_before))


def _jobs(account: int) -> Select[Any]:
    columns = [column for column in job.c if column.name not in {"id", "account_id", "file_content"}]
    return select(*columns, job.c.file_content.is_not(None).label("has_file")).where(job.c.account_id == account)
