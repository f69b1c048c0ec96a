"""The logs, for whoever keeps watch: acts on the system, readings, files taken away, and who signed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as Answer

from yuetan.casework.auditing import ACTS, EXPORTS, READINGS, SIGN_INS, LogAsked, LogLine, Verified
from yuetan.casework.civil import LOCAL, civil_time
from yuetan.paperwork.ledgers.columns import Shown
from yuetan.paperwork.ledgers.workbook import Sheet, workbook
from yuetan.wording import later, say
from yuetan_web.audit_words import acts_of, in_words, said_in_words
from yuetan_web.current import actor, shell
from yuetan_web.jobs import Outcome, Progress, begin_job
from yuetan_web.listing import LONGEST_NAME, day_in

audit = Blueprint("audit", __name__)
LOGS = {ACTS: later("管理操作"), READINGS: later("查阅"), EXPORTS: later("导出"), SIGN_INS: later("登录")}
OUTCOMES = {"done": later("成功"), "given": later("准许"), "refused": later("拒绝")}
MOST_DIGITS, MOST_FAULTS = 12, 200
ONE_DAY = timedelta(days=1)
HEADS = ((later("时间"), 4), (later("谁"), 4), (later("做了什么"), 5), (later("涉及"), 5), (later("结果"), 2),
         (later("内容"), 10))
"""The columns, each with its share of the width."""


@audit.get("/audit")
def listing() -> str:
    """A page of a log, narrowed."""
    asked = _asked()
    lines, more = shell().audits.lines(actor(), asked)
    return render_template(
        "audit.html", lines=[(one, _cells(one)) for one in lines], more=more, asked=asked, logs=LOGS,
        typed=_typed(), choices=acts_of(asked.log), heads=[say(one) for one, _ in HEADS],
        anchored=shell().anchor is not None, address={**_typed(), "log": asked.log})


@audit.post("/audit/file")
def file() -> Answer:
    """All lines that were asked for, as a workbook; that it was taken is logged."""
    asked, me, audits, today = _asked(), actor(), shell().audits, shell().today()
    title, taken = say("审计日志：{log}", log=say(LOGS[asked.log])), say("{name}导出，{day}", name=me.name, day=today)
    heads = tuple(Shown(say(one), width, short=False) for one, width in HEADS)

    def work(progress: Progress) -> Outcome:
        def rows() -> Iterator[tuple[str, ...]]:
            for number, one in enumerate(audits.every_line(me, asked), 1):
                progress(number, 0)
                yield _cells(one)
        content = workbook(Sheet(title=title, columns=heads, notes=(taken,)), rows())
        return Outcome(file_name=f"{title}.xlsx".replace("：", "-"), file_content=content)
    return begin_job(title, work)


@audit.post("/audit/verify")
def verify() -> Answer:
    """Verify every chain, and the anchors outside where they can be read."""
    me, audits, anchor = actor(), shell().audits, shell().anchor
    return begin_job(say("核对案卷的哈希链"), lambda progress: Outcome(
        said="\n".join(_verified(audits.verify(me, anchor, progress)))))


def _verified(found: Verified) -> Iterator[str]:
    if found.faults:
        yield say("共 {count} 处不符；请原样保留数据库和存证文件，再与备份核对。", count=len(found.faults))
        yield from (one.message for one in found.faults[:MOST_FAULTS])
    else:
        yield say("{cases} 个案卷，{events} 项事件：前后相连，没有改动。", cases=found.extent.cases,
                  events=found.extent.events)
    yield (say("没有库外的存证可对照：末尾被删、整卷重写一类的改动查不出来。") if found.anchors is None else
           say("与库外的 {count} 条存证对照过。", count=found.anchors))


def _asked() -> LogAsked:
    typed, given = _typed(), request.values.get("after", "")
    since, until = day_in(typed["since"]), day_in(typed["until"])
    log = request.values.get("log", ACTS)
    return LogAsked(
        log=log if log in LOGS else ACTS, who=typed["who"], what=typed["what"], about=typed["about"],
        since=_midnight(since) if since else None, until=_midnight(until + ONE_DAY) if until and until != date.max else
        None, after=int(given) if given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS else 0)


def _typed() -> Mapping[str, str]:
    return {name: request.values.get(name, "").strip()[:LONGEST_NAME]
            for name in ("who", "what", "about", "since", "until")}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)


def _cells(one: LogLine) -> tuple[str, ...]:
    nobody = say("在服务器上") if one.outcome == "done" and one.said else say("（未登录）")
    who = f"{one.who}（{one.sign_in}）" if one.who else nobody
    return (f"{civil_time(one.at):%Y-%m-%d %H:%M:%S}", who, in_words(one.what), one.about,
            say(OUTCOMES.get(one.outcome, one.outcome)), said_in_words(one.said))
