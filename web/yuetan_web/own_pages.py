"""The pages that regulations bring of their own: each under the code of its regulation, each with its action."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import frozen
from flask import Blueprint, Flask

from yuetan.access.matrix import matrix
from yuetan.plugins import Plugins, refused
from yuetan.wording import say
from yuetan_web.current import ROUTES_OF_APP
from yuetan_web.public import Pages
from yuetan_web.routes import ROUTES

LONGEST_SHOWN = 200  # characters of what a plugin returned
_PATH = re.compile(r"[a-z][a-z_]*(/[a-z][a-z_]*)*")


@frozen
class OwnPage:
    """A page as menus lead to it."""

    endpoint: str
    section: str  # the code of its regulation
    action: str
    title: str


def register(app: Flask, plugins: Plugins) -> tuple[OwnPage, ...]:
    """Add the pages of every regulation to an app that has all others, and their actions to its table of routes.

    Raises `PluginError`, which names the plugin, for what is no page, has an action that the policy does not know, or
    stands where another page does.
    """
    taken = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    found = list[OwnPage]()
    for code, pages in _brought(plugins, taken):
        own = Blueprint(code, __name__, url_prefix=f"/{code}")
        for one in pages.pages:
            name = one.path.replace("/", "_")
            own.add_url_rule(f"/{one.path}", name, one.make, methods=["GET"])
            found.append(OwnPage(f"{code}.{name}", code, one.action, one.title))
        app.register_blueprint(own)
    app.extensions[ROUTES_OF_APP] = {**ROUTES, **{one.endpoint: one.action for one in found}}
    return tuple(found)


def routes_of(app: Flask) -> Mapping[str, str]:
    """Every endpoint of an app with the action of the policy that it is for."""
    found: Mapping[str, str] = app.extensions[ROUTES_OF_APP]
    return found


def _brought(plugins: Plugins, taken: set[str]) -> Iterator[tuple[str, Pages]]:
    latest = {one.code: one for one in plugins.regulations}  # they stand in the order in which they came into force
    for code, edition in latest.items():
        pages = plugins.blueprint(edition)
        if pages is None:
            continue
        owner = plugins.owner(edition)
        if not isinstance(pages, Pages):
            raise refused(owner, say("blueprint() 应返回 yuetan_web.public.Pages，现返回 {found}。",
                                     found=repr(pages)[:LONGEST_SHOWN]))
        if code in taken:
            raise refused(owner, say("制度代码“{code}”是系统自己的网址，它的页面没有地方放；请改用别的代码。",
                                     code=code))
        for wrong in _faults(pages):
            raise refused(owner, wrong)
        yield code, pages


def _faults(pages: Pages) -> Iterator[str]:
    """What is wrong with some pages: with an action that the policy does not know there would be a page for nobody."""
    paths = set[str]()
    for one in pages.pages:
        if not _PATH.fullmatch(one.path) or one.path in paths:
            yield say("页面地址“{path}”写错了或写了两次；只能用小写字母、下划线和斜线。", path=one.path)
        elif one.action not in matrix().actions:
            yield say("页面“{path}”要的权限“{action}”不在权限表里；请从 docs/policy.md 的表中选。", path=one.path,
                      action=one.action)
        else:
            paths.add(one.path)

