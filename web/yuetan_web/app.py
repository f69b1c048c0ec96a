"""The app: a shell in, pages out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Flask, g, request
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined
from werkzeug.wrappers import Request

from yuetan.casework.civil import civil_time
from yuetan.engine.posts import post_in_words
from yuetan.wording import language, say, speaking
from yuetan_web import (
    accounts,
    api,
    api_tokens,
    appeals,
    audit,
    backups,
    cadres,
    collections,
    days_off,
    decisions,
    desk,
    dossiers,
    governing,
    grants,
    guide,
    handling,
    handover,
    inspections,
    interviews,
    jobs,
    joint_acts,
    kept,
    leads,
    leads_below,
    ledgers,
    many_accounts,
    mergers,
    mine,
    moves,
    occurrences,
    old_ledgers,
    outside_scans,
    outward,
    owed,
    own_account,
    own_pages,
    paper_templates,
    papers,
    plans,
    proposing,
    proxies,
    regulations,
    reports,
    rosters,
    rounds,
    saved_views,
    scans,
    search,
    signing,
    statistics,
    supervision,
    telling,
    tests_taken,
    units,
)
from yuetan_web.current import SHELL, may_anywhere, signed_in
from yuetan_web.current import shell as current_shell
from yuetan_web.guarding import Discreet, guard, protect
from yuetan_web.menu import menu
from yuetan_web.returning import give_back
from yuetan_web.shell import Shell
from yuetan_web.shown import numbered
from yuetan_web.starting import address_for, handles, may_propose, pick_for
from yuetan_web.told import read_again

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LANGUAGES = ("zh", "en")
ONE_HOUR = 3600  # seconds
LARGEST_BODY = 1 << 20  # bytes
PAGES = (
    signing.signing,
    own_account.own_account,
    accounts.accounts,
    many_accounts.many_accounts,
    joint_acts.joint_acts,
    grants.grants,
    days_off.days_off,
    governing.governing,
    audit.audit,
    backups.backups,
    jobs.jobs,
    guide.guide,
    api_tokens.api_tokens,
    desk.desk_pages,
    owed.owed,
    interviews.interviews,
    proposing.proposing,
    handling.handling,
    papers.papers,
    paper_templates.paper_templates,
    scans.scans,
    kept.kept,
    mine.mine,
    search.search,
    telling.telling,
    cadres.cadres,
    rosters.rosters,
    decisions.decisions,
    moves.moves,
    mergers.mergers,
    dossiers.dossiers,
    occurrences.occurrences,
    outside_scans.outside_scans,
    regulations.regulations,
    leads.leads,
    handover.handover,
    proxies.proxies,
    outward.outward,
    leads_below.leads_below,
    appeals.appeals,
    collections.collections,
    tests_taken.tests,
    plans.plans,
    rounds.rounds,
    saved_views.saved_views,
    ledgers.ledgers,
    old_ledgers.old_ledgers,
    inspections.inspections,
    supervision.supervision,
    reports.reports,
    statistics.statistics,
    units.units,
)


def create_app(shell: Shell) -> Flask:
    """The pages people work in, over one deployment. Nothing is answered to whoever has not signed in."""
    app = Discreet(__name__)
    app.extensions[SHELL] = shell
    app.config.update(
        SECRET_KEY=shell.secret, SEND_FILE_MAX_AGE_DEFAULT=ONE_HOUR, MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,  # of what is typed, also beside a file
        PROVIDE_AUTOMATIC_OPTIONS=False, SESSION_COOKIE_NAME="__Host-s" if shell.secure else "s",
        SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SECURE=shell.secure, SESSION_COOKIE_SAMESITE="Strict")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {"_": say, "language": language, "demo": shell.demo, "civil": _civil,
                               "numbered": numbered, "read_again": read_again, "post_in_words": post_in_words,
                               "may_hand_outside": outward.may_hand_outside,
                               "menu": menu, "help_address": guide.help_address, "unread": telling.unread,
                               "told_by": telling.told_by,
                               "address_for": address_for, "may_propose_with": may_propose, "pick_for": pick_for,
                               "handles": handles,
                               "drafts_left": kept.drafts_left}
    app.context_processor(_of_every_page)
    guard(app)
    app.before_request(_only_known)
    give_back(app)
    csrf = protect(app)
    for pages in PAGES:
        app.register_blueprint(pages)
    api.register(app, csrf)
    app.jinja_env.globals["own_pages"] = own_pages.register(app, shell.plugins)
    app.url_defaults(_keep_language)
    app.wsgi_app = _Speaking(_Together(app.wsgi_app, shell))  # type: ignore[method-assign]
    return app


def _only_known() -> ResponseReturnValue | None:
    """Find out who asks: a person by his session, another program by its token."""
    if request.path.startswith(api.PREFIX):
        return api.only_good_tokens()
    return signing.only_known_people()


class _Together:
    """Has a page say what the records said at one moment, whatever others change while it is made."""

    def __init__(self, app: WSGIApplication, shell: Shell) -> None:
        self.app, self.shell = app, shell

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with self.shell.one_state():
            return self.app(environ, start_response)


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
    """What every page shows: the day, who is signed in, and how to stay in a language or change it."""
    deployment = current_shell()
    today = deployment.today()
    worked = say("工作日") if deployment.calendar.is_workday(today) else say("休息日")
    weekday = (say("星期一"), say("星期二"), say("星期三"), say("星期四"), say("星期五"), say("星期六"), say("星期日"))
    asked = f"?lang={language()}" if request.args.get("lang") in LANGUAGES else ""
    found = signed_in()
    lost = g.get("lost", False)
    return {
        "today": today, "today_words": f"{today} {weekday[today.weekday()]} · {worked}", "home": f"/{asked}",
        "who": found.actor if found else None, "must_change": bool(found and found.must_change),
        "held_back": bool(found and found.held_back), "must_enrol": bool(found and found.must_enrol),
        "proved": bool(found and found.proved),
        "may_anywhere": may_anywhere, "section": "" if lost or request.blueprint is None else request.blueprint,
        "language_asked": asked,
        "in_language": lambda code: "?" + urlencode(({} if lost else request.args.to_dict()) | {"lang": code}),
    }


def _civil(at: datetime) -> str:
    """A moment by the clock of the offices, to the minute."""
    return civil_time(at).strftime("%Y-%m-%d %H:%M")


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Links lead on in the language an address asked for."""
    asked = request.args  # to ask it for what is not there costs as much as to put a link together
    if endpoint != "static" and "lang" in asked and asked["lang"] in LANGUAGES:
        values.setdefault("lang", asked["lang"])
