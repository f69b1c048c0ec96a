"""The app: a desk in, a page that only shows it out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from flask import Flask, current_app, request
from jinja2 import StrictUndefined
from werkzeug.wrappers import Request

from yuetan.wording import language, say, speaking
from yuetan_web.guarding import guard
from yuetan_web.index import Index
from yuetan_web.views import INDEX, pages

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LANGUAGES = ("zh", "en")
ONE_HOUR = 3600  # seconds


def create_app(index: Index, *, demo: bool = False) -> Flask:
    """A read-only page over a desk made ready; with ``demo`` it says that nothing on it is real."""
    app = Flask(__name__)
    app.extensions[INDEX] = index
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = ONE_HOUR
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {"_": say, "language": language, "demo": demo, "desk": index.desk}
    app.context_processor(_of_every_page)
    app.register_blueprint(pages)
    app.url_defaults(_keep_language)
    guard(app)
    app.wsgi_app = _Speaking(app.wsgi_app)  # type: ignore[method-assign]
    return app


class _Speaking:
    """Answers in the language an address asks for, else the reader's browser, else Chinese."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = Request(environ)
        chosen = asked.args.get("lang", "")
        if chosen not in LANGUAGES:
            chosen = asked.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
        with speaking(chosen):
            return self.app(environ, start_response)


def _of_every_page() -> dict[str, object]:
    """What every page shows: the day, and how to stay in a language or change it."""
    world = cast("Index", current_app.extensions[INDEX]).desk.world
    worked = say("工作日") if world.calendar.is_workday(world.as_of) else say("休息日")
    weekday = (say("星期一"), say("星期二"), say("星期三"), say("星期四"), say("星期五"), say("星期六"), say("星期日"))
    asked = f"?lang={language()}" if request.args.get("lang") in LANGUAGES else ""
    return {
        "today": f"{world.as_of} {weekday[world.as_of.weekday()]} · {worked}", "home": f"/{asked}",
        "language_asked": asked,
        "in_language": lambda code: "?" + urlencode(request.args.to_dict() | {"lang": code}),
    }


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Links lead on in the language an address asked for."""
    if endpoint != "static" and request.args.get("lang") in LANGUAGES:
        values.setdefault("lang", request.args["lang"])
