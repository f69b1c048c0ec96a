"""Accounts for a whole office: out of a workbook, looked over, made all at once, and handed over on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, render_template, request, url_for

from yuetan.casework.errors import Unfit
from yuetan.casework.jobs import Outcome, Progress
from yuetan.casework.many_accounts import MOST, NewAccount, UnfitRows
from yuetan.paperwork.new_accounts.slips import slips
from yuetan.paperwork.new_accounts.workbook import ReadAccounts, accounts_workbook, marked, read_accounts
from yuetan.paperwork.papers.pdf import printer
from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.wording import say
from yuetan_web.current import actor, shell
from yuetan_web.jobs import PATIENCE
from yuetan_web.proving import demand_proof
from yuetan_web.sending import attachment
from yuetan_web.signing import SEE_OTHER, UNFIT

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

many_accounts = Blueprint("many_accounts", __name__)
MOST_FAULTS = 100
BETWEEN = "\t"  # the fields of a row that is carried along to be confirmed
PARTS = 4


@many_accounts.get("/accounts/many")
def page() -> str:
    """The form to bring a workbook that lists accounts."""
    return _page()


@many_accounts.get("/accounts/many/template")
def template() -> Response:
    """The workbook to fill in."""
    return attachment(say("账号模板.xlsx"), accounts_workbook())


@many_accounts.post("/accounts/many")
def read() -> str | tuple[str, int]:
    """Look a workbook over: what would be made, to be confirmed; or every fault, and the workbook with them marked."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page({"file": say("请选择要导入的 .xlsx 文件。")}), UNFIT
    content = sent.read()
    try:
        found = _looked_over(content, sent.filename)
    except WorkbookRefused as refused:
        return _page({"file": str(refused)}), UNFIT
    except Unfit as wrong:
        return _page(wrong.errors), UNFIT
    if found.faults:
        return _page(faulty=found, job=_marking(content, found)), UNFIT
    return _page(rows=found.accounts)


@many_accounts.post("/accounts/many/make")
def make() -> str | tuple[str, int] | Answer:
    """Make all of them; the page of that work gives out the one-time passwords, for a day."""
    typed, work, who, address = request.form.to_dict(), shell().many_accounts, actor(), request.host_url
    rows, on, by = _carried(typed.get("rows", "")), shell().today(), printer(shell().fonts)
    try:
        _demand_key()
        demand_proof(typed)
        work.check(who, rows)
    except Unfit as wrong:
        return _page(wrong.errors, rows=() if "file" in wrong.errors else rows), UNFIT
    except UnfitRows:
        return _page({"file": say("看过之后账号或名册有变化，一个也没有建立；请重新读入。")}), UNFIT

    def make_all(progress: Progress) -> Outcome:
        try:
            prepared = work.prepare(who, rows, progress)
            content = slips(prepared, address, on, by)  # before anything is made: what is made can be handed over
            work.make(who, prepared)
        except UnfitRows as unfit:
            raise Unfit({"file": say("看过之后账号或名册有变化，一个也没有建立；请重新读入。")}) from unfit
        return Outcome(said=say("已建立 {count} 个账号。一次性密码在下面的文件里，72 小时内有效：一人一页，"
                                "当面交给本人；第一次登录须改成自己的密码。文件加密保存，只有您能下载。",
                                count=len(rows)),
                       file_name=say("账号通知单.zip"), file_content=content, secret=True)

    try:
        reference = shell().jobs.begin(who, say("建立 {count} 个账号", count=len(rows)), make_all)
    except Unfit as wrong:
        return _page({"password": "".join(wrong.errors.values())}, rows=rows), UNFIT
    shell().jobs.wait(reference, PATIENCE)
    return redirect(url_for("jobs.job", reference=reference), SEE_OTHER)


def _looked_over(content: bytes, name: str) -> ReadAccounts:
    """What the workbook holds, with what is wrong with its accounts."""
    found = read_accounts(content, name)
    if not found.faults:
        try:
            shell().many_accounts.check(actor(), found.accounts)
        except UnfitRows as unfit:
            found.note(unfit)
    return found


def _demand_key() -> None:
    """Refuse where what is handed over could not lie sealed."""
    if shell().keys is None:
        raise Unfit({"file": say("系统没有配置封存密钥，一次性密码没有地方可存；请先配置，或者逐个建立账号。")})


def _marking(content: bytes, found: ReadAccounts) -> str:
    """The work of marking the faults in the workbook: the address of its page; empty where too much of his runs."""
    def mark(_: Progress) -> Outcome:
        return Outcome(said=say("错误已标注在工作簿里，一个账号也没有建立；请改正后重新读入。"),
                       file_name=say("账号（错误标注）.xlsx"), file_content=marked(content, found.faults))

    try:
        return url_for("jobs.job", reference=shell().jobs.begin(actor(), say("标注账号工作簿的错误"), mark))
    except Unfit:
        return ""


def _page(errors: Mapping[str, str] | None = None, *, rows: Sequence[NewAccount] = (),
          faulty: ReadAccounts | None = None, job: str = "") -> str:
    faults = faulty.faults if faulty else ()
    return render_template(
        "many_accounts.html", errors=errors or {}, rows=rows, most=MOST, number=len(faults), job=job,
        faults=[str(one) for one in faults[:MOST_FAULTS]],
        carried="\n".join(BETWEEN.join((one.sign_in, one.name, one.cadre, one.unit)) for one in rows))


def _carried(text: str) -> tuple[NewAccount, ...]:
    """The rows that were looked over, as the form carried them; what is none is left to be refused."""
    lines = [line.split(BETWEEN) for line in text.splitlines() if line.strip()][:MOST + 1]
    return tuple(NewAccount(sign_in=sign_in, name=name, cadre=cadre, unit=unit)
                 for sign_in, name, cadre, unit, *_ in ((*line, *[""] * PARTS) for line in lines))
