"""Who asks by a token, for what it is good, and errors as JSON in words."""

from __future__ import annotations

from typing import Any

from flask import Response, g, jsonify, request
from flask_smorest import Blueprint
from werkzeug.exceptions import HTTPException

from yuetan.access.policy import anywhere
from yuetan.casework.accounts import SignedIn
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.wording import later, say
from yuetan_web.current import routes, shell, wording_of
from yuetan_web.objections import objection_words

UNKNOWN, FORBIDDEN, NOT_FOUND, CONFLICT, UNFIT, BROKEN = 401, 403, 404, 409, 422, 500
SCHEME = "Bearer "
LONGEST = 200
_WORDS = {
    400: later("看不懂这个请求；请按接口说明检查。"), UNKNOWN: later("没有令牌，或者令牌无效、已停用、已过期。"),
    FORBIDDEN: later("这个令牌没有这一项的范围；请另建一个令牌。"),
    NOT_FOUND: later("没有这一项，或者不在令牌所属账号的查阅范围内。"),
    405: later("这个地址不接受这种请求。"), CONFLICT: later("别人先办了一步；请重新读取后再办。"),
    413: later("请求太大。"), 415: later("请求的内容须是 JSON。"), UNFIT: later("填写的内容有错误。"),
    BROKEN: later("程序出错，没有办成，已在日志记下原因。"),
}

SCOPES = {
    "api_reading.obligations": "obligations", "api_reading.obligation": "obligations",
    "api_reading.interviews": "interviews", "api_reading.interview": "interviews",
    "api_reading.cadres": "cadres", "api_reading.cadre": "cadres",
    "api_writing.propose": "act", "api_writing.take": "act",
}
"""What a token must be good for to ask for something; what stands here with nothing needs a token alone."""


def guard(blueprint: Blueprint) -> None:
    """Have a blueprint answer errors in JSON, those too that come before it is asked."""
    for sort, answer in ((HTTPException, _in_words), (Hidden, _hidden), (Conflict, _conflict), (Unfit, _unfit),
                         (Refused, _refused)):
        blueprint.register_error_handler(sort, answer)


def only_good_tokens() -> tuple[Response, int] | None:
    """Find out whom a token speaks for; whatever he may not do to anything, is not there."""
    if request.endpoint is None:
        return in_json(NOT_FOUND)
    given = request.headers.get("Authorization", "")
    token = given.removeprefix(SCHEME) if given.startswith(SCHEME) and len(given) <= LONGEST else ""
    bearer = shell().api_tokens.bearer(token) if token else None
    if bearer is None:
        return in_json(UNKNOWN)
    g.signed_in = SignedIn(token, bearer.actor)
    if not anywhere(bearer.actor, routes()[request.endpoint]):
        return in_json(NOT_FOUND)
    scope = SCOPES.get(request.endpoint, "")
    return in_json(FORBIDDEN) if scope and scope not in bearer.scopes else None


def in_json(code: int, **more: Any) -> tuple[Response, int]:  # noqa: ANN401 - what JSON holds
    """An error as JSON: what is wrong, in words, and whatever tells more of it."""
    return jsonify({"code": code, "message": say(_WORDS.get(code, _WORDS[400])), **more}), code


def _in_words(error: HTTPException) -> tuple[Response, int]:
    code = error.code or BROKEN
    told = getattr(error, "data", None) or {}
    return in_json(code if code in _WORDS else BROKEN if code >= BROKEN else 400,
                   **({"errors": told["messages"]} if "messages" in told else {}))


def _hidden(_: Hidden) -> tuple[Response, int]:
    return in_json(NOT_FOUND)


def _conflict(_: Conflict) -> tuple[Response, int]:
    return in_json(CONFLICT)


def _unfit(wrong: Unfit) -> tuple[Response, int]:
    return in_json(UNFIT, errors=wrong.errors)


def _refused(refused: Refused) -> tuple[Response, int]:
    words = wording_of(refused.regulation) if refused.regulation else None
    sentences = [objection_words(one, words) for one in refused.objections] if words else []
    return in_json(UNFIT, objections=sentences or [refused.text], wants_reason=refused.wants_reason)
