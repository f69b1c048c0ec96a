"""Long work: begun by somebody, done beside his pages, with its progress and what came of it seen by him alone."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic

from attrs import evolve, frozen

from yuetan.access.actor import Actor
from yuetan.casework.errors import Hidden, NotDone, Refused, Unfit
from yuetan.records.database import Engine, reading, writing
from yuetan.records.jobs import (
    DONE,
    FAILED,
    RUNNING,
    KeptJob,
    add_job,
    change_job,
    clear_away,
    file_of,
    find_job,
    jobs_of,
    running_since,
)
from yuetan.records.seal_keys import Keys, SealError
from yuetan.records.sealed_files import closed, opened
from yuetan.wording import later, say

__all__ = ["DONE", "FAILED", "RUNNING", "Jobs", "KeptJob", "Outcome", "Progress", "Work"]

AT_ONCE = 2  # jobs of all people that run beside each other; more of them wait
EACH = 3  # jobs of one person that have not ended
OFTEN = 0.5  # seconds between two signs of life
LOST = timedelta(minutes=2)  # without a sign of life, after which a job is taken to have been cut off
KEPT_FILES, KEPT_JOBS = timedelta(days=1), timedelta(days=30)
LARGEST = 256 << 20  # bytes of a file
_CUT_OFF = later("处理中断了：服务器停止过。没有办完的都没有生效，请重新开始。")
_BROKEN = later("程序出错，没有办成，已在日志记下原因；数据没有改动。请告诉系统管理员。")
_TOO_LARGE = later("生成的文件太大，超过 256 MB；请缩小范围，分几次导出。")
_NOT_DONE = later("您打开页面之后情况有变化，没有办成；请打开最新的页面，重新开始。")
_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Told how much is done, and how much there is in all."""


@frozen(kw_only=True)
class Outcome:
    """What came of a job: what is to be said of it, where it leads, and a file, each where there is one."""

    said: str = ""
    leads_to: str = ""
    file_name: str = ""
    file_content: bytes | None = None
    secret: bool = False  # the file is kept sealed, and goes to nobody but whoever began the job


Work = Callable[[Progress], Outcome]
"""Long work. What it raises of `yuetan.casework.errors` is said to whoever began it."""


class Jobs:
    """What runs beside the pages. ``now`` gives an aware moment; ``keys`` of the seal are for files that are secret."""

    def __init__(self, records: Engine, now: Callable[[], datetime], keys: Keys | None = None) -> None:
        self._records, self._now, self._keys = records, now, keys
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="job")
        self._lock = Lock()
        self._far: dict[str, tuple[int, int]] = {}  # of those that run here: readable while their work writes
        self._begun: dict[str, Future[None]] = {}

    def begin(self, actor: Actor, title: str, work: Work) -> str:
        """Begin long work as somebody: what names the job. Its title must tell nothing that he may not read later.

        Raises `Unfit` where too much of his has not ended.
        """
        at = self._now()
        with writing(self._records) as connection:
            clear_away(connection, files_before=at - KEPT_FILES, jobs_before=at - KEPT_JOBS)
            if running_since(connection, actor.account, at - LOST) >= EACH:
                raise Unfit({"": say("您已有 {count} 项处理没有结束，请等其中一项结束后再开始。", count=EACH)})
            reference = add_job(connection, actor.account, title, at)
        context = copy_context()  # the language of whoever began it
        with self._lock:
            self._far[reference] = (0, 0)
            self._begun[reference] = self._pool.submit(context.run, self._run, reference, work)
        return reference

    def wait(self, reference: str, seconds: float) -> bool:
        """Wait a little for a job that was begun here: whether it has ended."""
        with self._lock:
            begun = self._begun.get(reference)
        if begun is None:
            return True
        try:
            begun.result(seconds)
        except TimeoutError:
            return False
        return True

    def find(self, actor: Actor, reference: str) -> KeptJob:
        """A job of his; raises `Hidden` for any other."""
        with reading(self._records) as connection:
            found = find_job(connection, reference, actor.account)
        if found is None:
            raise Hidden
        return self._as_it_is(found)

    def own(self, actor: Actor) -> tuple[KeptJob, ...]:
        """What he began in the last thirty days, the latest first."""
        with reading(self._records) as connection:
            return tuple(map(self._as_it_is, jobs_of(connection, actor.account)))

    def file(self, actor: Actor, reference: str) -> tuple[str, bytes]:
        """The name and the content of the file that came of his job, for a day; raises `Hidden` where there is none."""
        with reading(self._records) as connection:
            found = file_of(connection, reference, actor.account)
        if found is None:
            raise Hidden
        try:
            return found[0], opened(self._keys, reference, found[1])
        except SealError as error:
            raise Hidden from error

    def close(self) -> None:
        """Wait for what runs, and begin nothing more."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _as_it_is(self, kept: KeptJob) -> KeptJob:
        """A job with how far it is at this moment; one that was cut off is said to have failed."""
        if kept.state != RUNNING:
            return kept
        with self._lock:
            far = self._far.get(kept.reference)
        if far is not None:
            return evolve(kept, done=far[0], total=far[1])
        return evolve(kept, state=FAILED, said=say(_CUT_OFF)) if self._now() - kept.seen_at > LOST else kept

    def _run(self, reference: str, work: Work) -> None:
        told = _Telling(self, reference)
        try:
            outcome = work(told)
            if outcome.file_content is not None and len(outcome.file_content) > LARGEST:
                raise Unfit({"": say(_TOO_LARGE)})  # noqa: TRY301 - said like any other fault
            self._end(reference, DONE, outcome)
        except NotDone as fault:
            self._end(reference, FAILED, Outcome(said=_why(fault)))
        except Exception:  # noqa: BLE001 - nobody else would hear of it
            _log.exception("job %s failed", reference)
            self._end(reference, FAILED, Outcome(said=say(_BROKEN)))
        finally:
            with self._lock:
                self._far.pop(reference, None)
                self._begun.pop(reference, None)

    def _end(self, reference: str, state: str, outcome: Outcome) -> None:
        with self._lock:
            done, total = self._far[reference]
        at, content = self._now(), outcome.file_content
        if content is not None and outcome.secret:
            content = closed(self._keys, reference, content)
        with writing(self._records) as connection:
            change_job(connection, reference, {
                "state": state, "done": done, "total": total, "seen_at": at, "ended_at": at, "said": outcome.said,
                "leads_to": outcome.leads_to, "file_name": outcome.file_name, "file_content": content})

    def tell(self, reference: str, done: int, total: int, *, write: bool) -> None:
        """Keep how far a job is; where several processes serve, for the others too."""
        with self._lock:
            self._far[reference] = (done, total)
        if write and self._records.dialect.name == "postgresql":  # SQLite has one writer, which may be the work itself
            with writing(self._records) as connection:
                change_job(connection, reference, {"done": done, "total": total, "seen_at": self._now()})


def _why(fault: NotDone) -> str:
    """Why it was not done, in words."""
    if isinstance(fault, Unfit):
        return "\n".join(fault.errors.values())
    return fault.text if isinstance(fault, Refused) and fault.text else say(_NOT_DONE)


class _Telling:
    """The progress of one job: told as often as it likes, kept now and then."""

    def __init__(self, jobs: Jobs, reference: str) -> None:
        self._jobs, self._reference, self._last = jobs, reference, 0.0

    def __call__(self, done: int, total: int) -> None:
        at = monotonic()
        due = at - self._last >= OFTEN
        if due:
            self._last = at
        self._jobs.tell(self._reference, done, total, write=due)
