"""A form that is sent after the session has ended: what was typed is sealed for who typed it, and given back to him.

Nothing is done with it. It is kept for the account whose session ran out, and for a form that was opened in it; whoever
else signs in at the same place finds nothing.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, redirect, request, url_for
from flask_wtf.csrf import ValidationError, validate_csrf
from werkzeug.exceptions import HTTPException

from yuetan.wording import say
from yuetan_web.current import shell, signed_in
from yuetan_web.filling import filled
from yuetan_web.routes import HALF, OWN, PUBLIC
from yuetan_web.typed import sent

MARK, YES = "returned", "yes"
FOUND, SEE_OTHER = 200, 303
SECRET = frozenset({"password", "old", "new", "again"})
"""What nobody's form is kept with."""


def keep_typed(token: str) -> str:
    """Keep what was sent under a session that has ended: where it is given back; empty where nothing is kept."""
    owner = shell().accounts.ran_out(token)
    if owner is None or request.endpoint is None or request.endpoint in PUBLIC | HALF | OWN or not _opened_here():
        return ""
    typed = tuple((name, text) for name, text in sent() if name not in SECRET)
    kept = shell().drafts.keep_returned(owner, _page(), request.path, typed)
    return url_for("kept.returned") if kept else ""


def give_back(app: Flask) -> None:
    """Have a page that is asked for with what came too late show it filled in; and forget it once it is sent."""
    app.after_request(_given_back)


def _given_back(response: Response) -> Response:
    found = signed_in()
    if request.args.get(MARK) != YES or found is None or found.held_back:
        return response
    mine = shell().drafts.returned(found.actor)
    if mine is None or not _same_path(mine.page if request.method == "GET" else mine.address):
        return response
    if request.method == "POST":
        if response.status_code == SEE_OTHER:
            shell().drafts.drop(found.actor, mine.kept.reference)
        return response
    page = filled(response.get_data(as_text=True), mine.address, mine.kept.typed, f"{MARK}={YES}") if (
        response.status_code == FOUND and response.mimetype == "text/html") else None
    if page is None:
        return current_app.make_response(redirect(url_for("kept.returned", text=YES), SEE_OTHER))
    response.set_data(page)
    return response


def _same_path(address: str) -> bool:
    return urlsplit(address).path == request.path


def _opened_here() -> bool:
    """Whether the form was opened in the session that ended: nobody else's page writes drafts."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def _page() -> str:
    """The page the form stood on; where it was sent to, where that is not told; the desk where that is no page."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc == request.host and _opens(parts.path):
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.path if _opens(request.path) else url_for("desk.desk")


def _opens(path: str) -> bool:
    """Whether there is a page at a path, which is not one to sign in on."""
    try:
        endpoint, _ = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return endpoint not in PUBLIC | HALF


def page_with(address: str) -> str:
    """The address of a page that shows what came too late filled in."""
    parts = urlsplit(address)
    query = "&".join(one for one in (*parts.query.split("&"), f"{MARK}={YES}") if one)
    return f"{parts.path}?{query}"


def said_of(kept: str) -> str:
    """What the page to sign in on says of a form that was sent too late; ``kept`` is what `keep_typed` gave."""
    if kept:
        return say("登录已过期，这份表单没有提交。您填的内容已加密存下，用同一账号重新登录后回到表单接着填。")
    return say("登录已过期，这份表单没有提交，也没能存下。请先按浏览器的“后退”把填的内容抄下来，再重新登录。")
