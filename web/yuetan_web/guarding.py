"""What holds for every answer: known names and methods, headers, nothing from outside, and plain words for errors."""

from __future__ import annotations

from types import TracebackType

from flask import Flask, Response, abort, g, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from yuetan.casework.errors import Conflict, Hidden
from yuetan.wording import later, say
from yuetan_web.current import routes, shell
from yuetan_web.routes import FILES, LARGEST_FILE

ExceptionInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]

METHODS = ("GET", "HEAD", "POST")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
                               "img-src 'self' data:; form-action 'self'; "
                               "base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
SANDBOX = "; sandbox"
TLS_ONLY = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
NOT_UNDERSTOOD, NOT_FOUND, NOT_ALLOWED, CONFLICT, TOO_LARGE, BROKEN = 400, 404, 405, 409, 413, 500
_ERRORS = {
    NOT_UNDERSTOOD: (later("看不懂这个请求"), later("请从本系统的网址打开，或回到工作台重新选择。")),
    NOT_FOUND: (later("没有这一页"), later("地址可能写错了，所指的事项不存在，或者不在您的查阅范围内。")),
    NOT_ALLOWED: (later("不能这样打开"), later("这个地址不接受这种请求；请回到工作台，从页面上的链接和按钮进入。")),
    CONFLICT: (later("这件事刚刚有变化"),
               later("您打开页面之后，别人先办了一步；您填的内容没有保存。请打开最新的页面，看清变化后再办。")),
    TOO_LARGE: (later("内容太大"), later("一次提交的内容超过了限度；请删减后再提交。")),
    BROKEN: (later("出错了"), later("程序没能做出这一页，已在日志记下原因；数据没有改动。")),
}
_EXPIRED = (later("表单已经失效"),
            later("这份表单不是从本系统刚打开的页面提交的，为防伪造没有受理；请重新打开页面再填。"))


class Discreet(Flask):
    """An app whose log says which page failed and never its address: some addresses are keys."""

    def log_exception(self, exc_info: ExceptionInfo) -> None:
        """Log what went wrong in making a page."""
        rule = request.url_rule.rule if request.url_rule else "?"
        self.logger.error("Exception on %s [%s]", rule, request.method, exc_info=exc_info)


def guard(app: Flask) -> None:
    """Have an app answer known names and methods alone, and every answer, errors too, carry the headers."""
    app.before_request(_only_known)
    app.after_request(_with_headers)
    app.register_error_handler(HTTPException, _in_words)
    app.register_error_handler(Hidden, lambda _: _in_words(HTTPException(), NOT_FOUND))
    app.register_error_handler(Conflict, lambda _: _in_words(HTTPException(), CONFLICT))


def protect(app: Flask) -> CSRFProtect:
    """Have every form carry the proof that it was opened here; asked for after it is known who sends it."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # it lasts as long as the session, which ends by itself
    return CSRFProtect(app)


def _only_known() -> None:
    if request.method not in METHODS:
        raise MethodNotAllowed(METHODS)
    if request.host.partition(":")[0] not in shell().hosts:
        abort(NOT_UNDERSTOOD)
    if request.endpoint is not None and request.endpoint not in routes():
        abort(NOT_FOUND)
    if request.endpoint in FILES:
        request.max_content_length = LARGEST_FILE


def _with_headers(response: Response) -> Response:
    response.headers.update(HEADERS | (TLS_ONLY if shell().secure else {}))
    ours = request.endpoint == "static"
    if "Content-Disposition" in response.headers and not ours:  # whatever is in a file: opened, it does nothing
        response.headers["Content-Security-Policy"] += SANDBOX
    if not ours or response.status_code >= NOT_UNDERSTOOD:
        response.headers["Cache-Control"] = "no-store"
    return response


def _in_words(error: HTTPException, known: int | None = None) -> Response:
    code = known or (error.code if error.code in _ERRORS else
                     BROKEN if (error.code or BROKEN) >= BROKEN else NOT_UNDERSTOOD)
    g.lost = True  # the same for everything that is not there: no link is marked as the one that is open
    title, what_to_do = _EXPIRED if isinstance(error, CSRFError) else _ERRORS[code]
    again = request.path if code == CONFLICT else ""
    page = render_template("error.html", code=code, title=say(title), what_to_do=say(what_to_do), again=again)
    response = Response(page, code, content_type="text/html; charset=utf-8")
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or METHODS))
    return response
