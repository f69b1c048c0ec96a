"""What holds for every answer: read-only, from this machine, nothing from outside, and plain words for errors."""

from __future__ import annotations

from flask import Flask, Response, abort, render_template, request
from werkzeug.exceptions import HTTPException

from yuetan.wording import later, say

READING = ("GET", "HEAD")
HOSTS = ("127.0.0.1", "localhost")  # another name that leads here is somebody else's page asking
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
                               "base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
NOT_UNDERSTOOD, NOT_FOUND, NOT_ALLOWED, BROKEN = 400, 404, 405, 500
_ERRORS = {
    NOT_UNDERSTOOD: (later("看不懂这个请求"), later("请从本机以 127.0.0.1 打开，或回到工作台重新选择。")),
    NOT_FOUND: (later("没有这一页"), later("地址可能写错了，或所指的事项在这一天并不存在。")),
    NOT_ALLOWED: (later("这里只能看"), later("本页面只供查阅，不接受填报或修改。")),
    BROKEN: (later("出错了"), later("程序没能做出这一页，已在终端记下原因；数据没有改动。")),
}


def guard(app: Flask) -> None:
    """Have an app answer readers of this machine alone, and every answer, errors too, carry the headers."""
    app.before_request(_only_readers)
    app.after_request(_with_headers)
    app.register_error_handler(HTTPException, _in_words)


def _only_readers() -> None:
    if request.method not in READING:
        abort(NOT_ALLOWED)
    if request.host.partition(":")[0] not in HOSTS:
        abort(NOT_UNDERSTOOD)


def _with_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def _in_words(error: HTTPException) -> Response:
    code = error.code if error.code in _ERRORS else BROKEN if (error.code or BROKEN) >= BROKEN else NOT_UNDERSTOOD
    title, what_to_do = _ERRORS[code]
    page = render_template("error.html", code=code, title=say(title), what_to_do=say(what_to_do))
    response = Response(page, code, content_type="text/html; charset=utf-8")
    if code == NOT_ALLOWED:
        response.headers["Allow"] = ", ".join(READING)
    return response
