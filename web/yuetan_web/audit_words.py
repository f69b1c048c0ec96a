"""What stands in the logs, in words: the codes of acts and the fields of what they say."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.access.actor import Role
from yuetan.casework.auditing import ACTS as SYSTEM_ACTS
from yuetan.wording import later, say

ACTS = {
    "account_made": later("建立账号"), "account_disabled": later("停用账号"), "account_enabled": later("恢复账号"),
    "password_reset": later("重置密码"), "password_changed": later("更改密码"), "sessions_ended": later("退出各处登录"),
    "role_granted": later("授予角色"), "grant_agreed": later("同意授权"), "grant_revoked": later("收回授权"),
    "grant_asked": later("申请授权"), "grant_declined": later("不同意授权申请"),
    "second_factor_set": later("启用验证器"), "second_factor_dropped": later("停用验证器"),
    "second_factor_asked": later("申请重置验证器"), "second_factor_reset": later("重置验证器"),
    "second_factor_declined": later("不同意重置验证器"), "recovery_codes_made": later("换恢复码"),
    "recovery_code_used": later("使用恢复码"), "proxy_appointed": later("决定代理"), "proxy_ended": later("结束代理"),
    "arrangement_asked": later("提出放假安排"), "arrangement_declined": later("不同意放假安排"),
    "arrangement_imported": later("导入放假安排"), "governance_proposed": later("提出适用制度"),
    "governance_approved": later("批准适用制度"), "governance_withdrawn": later("撤回适用制度"),
    "backup_taken": later("备份"), "backup_restored": later("恢复备份"), "sign_in": later("登录"),
    "export.make": later("导出"), "audit.verify": later("核对哈希链"), "seal.agree": later("同意启封"),
    "seal.ask": later("申请启封"), "informant.read": later("查阅反映人"), "material.read": later("查阅反映材料"),
    "file.read": later("查阅廉政档案"), "inspection.make": later("检查导出"), "test.draw": later("抽取测试题"),
    "lead.read": later("查阅线索"), "roster_imported": later("导入花名册"), "api_token_made": later("建立接口令牌"),
    "api_token_revoked": later("作废接口令牌"),
}
FIELDS = {
    "sign_in": later("登录名"), "cadre": later("人员编号"), "role": later("角色"), "unit": later("单位"),
    "since": later("自"), "until": later("至"), "paper": later("依据"), "reason": later("理由"), "year": later("年份"),
    "off": later("休"), "work": later("班"), "regulation": later("制度"), "live_on": later("启用日"),
    "replaces": later("代替上级的"), "from": later("自"), "source": later("来源"), "principal": later("被代理人"),
    "units": later("单位"), "placements": later("单位沿革"), "cadres": later("干部"), "appointments": later("任职"),
    "portfolios": later("分管"), "past_talks": later("既往约谈"), "digest": later("校验码"),
    "title": later("名称"), "scopes": later("范围"),
}
COUNTS = frozenset({"units", "placements", "cadres", "appointments", "portfolios", "past_talks"})
"""Fields that say of a part of a roster how many rows were added, how many changed, and how many left as they were."""
HIDDEN = frozenset({"account", "grant", "governance", "asked", "asked_by", "agreed_by", "proxy", "backup", "upload",
                    "token"})
"""References, which stand in a column of their own or lead nowhere."""
LOGS_OF_THEIR_OWN = frozenset({"sign_in", "export.make"})
LONGEST = 400  # characters


def in_words(code: str) -> str:
    """What was done; its code where there is no word for it."""
    return say(ACTS[code]) if code in ACTS else code


def said_in_words(said: Mapping[str, str]) -> str:
    """What it says, field by field."""
    parts = [say("{name}：{text}", name=say(FIELDS[name]) if name in FIELDS else name, text=_text(name, text))
             for name, text in said.items() if name not in HIDDEN and text]
    return say("；").join(parts)[:LONGEST]


def acts_of(log: str) -> tuple[tuple[str, str], ...]:
    """What a log can be narrowed to: the codes with their words, in the order of the words."""
    found = ((code, say(word)) for code, word in ACTS.items()
             if code not in LOGS_OF_THEIR_OWN and ("." in code) is (log != SYSTEM_ACTS))
    return tuple(sorted(found, key=lambda one: one[1]))


def _text(name: str, text: str) -> str:
    if name == "role":
        return next((say(one.title) for one in Role if one.value == text), text)
    match text.split() if name in COUNTS else ():
        case [added, changed, same]:
            return say("新增 {added}，更新 {changed}，未变 {same}", added=added, changed=changed, same=same)
    return text
