"""Those on the talking side: who records is not who is talked to, and one who talks alone should not record as well."""

from __future__ import annotations

from collections.abc import Collection

from yuetan.casework.errors import Refused
from yuetan.wording import say


def demand_two(interviewers: Collection[str], company: Collection[str], recorder: str, reason: str) -> None:
    """`Refused`, for want of a reason, where the only one on the talking side is to keep the record himself.

    No text that is known forbids it in so many words, and small units have nobody else; but a record that nobody else
    heard proves little, so it goes ahead with the reason on record alone.
    """
    if recorder and {*interviewers, *company} == {recorder} and not reason.strip():
        raise Refused(None, (), say("记录人就是唯一的约谈人，谈话一方只有一人；请另定记录人，确有需要的写明理由。"),
                      asks=True)
