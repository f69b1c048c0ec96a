"""Answering what another administrator asked for: agreeing, so that it is done, or declining it with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, url_for

from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.joint_acts import AGREED_BY, ARRANGEMENT, GRANT, SECOND_FACTOR
from yuetan.wording import later, say
from yuetan_web.current import actor, may_anywhere, shell
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.jobs import begin_job
from yuetan_web.proving import demand_proof
from yuetan_web.signing import SEE_OTHER
from yuetan_web.sweeping import swept_again
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

joint_acts = Blueprint("joint_acts", __name__)
PAGES = {GRANT: "grants.listing", SECOND_FACTOR: "accounts.listing", ARRANGEMENT: "days_off.year"}
DONE = {GRANT: later("已授予；申请人仍是该单位负责人的，即算两人同意。"),
        SECOND_FACTOR: later("验证器已重置；请让本人登录后重新设置。"), ARRANGEMENT: later("放假安排已导入。")}
ASKED = {GRANT: later("授予角色"), SECOND_FACTOR: later("重置验证器"), ARRANGEMENT: later("放假安排")}
DECLINED = later("已记下不同意，申请人可以看到理由。")


def asked_of_me() -> dict[str, str]:
    """What others asked for and he is to answer: each sort with where he finds it. Nothing is looked up for others."""
    if not any(map(may_anywhere, AGREED_BY.values())):
        return {}
    me, made = actor(), shell().joint_acts
    found = dict.fromkeys(one.sort for one in made.asked(me, *AGREED_BY)
                          if one.decided_at is None and one.asked_by != me.account and made.may_agree(me, one))
    return {say(ASKED[sort]): url_for(PAGES[sort]) for sort in found}


@joint_acts.post("/joint-acts/<reference>")
def answer(reference: str) -> Answer:
    """Agree to it, or decline it; what stands against it is said on the page where it waits."""
    typed, me, made = request.form.to_dict(), actor(), shell().joint_acts
    page = PAGES[made.one(me, reference).sort]
    try:
        demand_proof(typed)
        if typed.get("do") == "agree":
            found = made.agree(me, reference)
            say_next(say(DONE[found.sort]))
            if found.sort == ARRANGEMENT:
                return begin_job(say("放假安排变了，重新推算应办事项"), swept_again(url_for(page)))
        elif typed.get("do") == "decline":
            made.decline(me, reference, typed.get("reason", ""))
            say_next(say(DECLINED))
        else:
            abort(NOT_FOUND)
    except Unfit as wrong:
        say_next(say("没有办成：{why}", why=" ".join(wrong.errors.values())))
    except Refused as refused:
        say_next(say("没有办成：{why}", why=refused.text))
    return redirect(url_for(page), SEE_OTHER)
