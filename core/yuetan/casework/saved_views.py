"""Saved views: everybody keeps his own, of each list some few."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.errors import Hidden, Unfit
from yuetan.casework.lead_texts import unfit_text
from yuetan.records import saved_views as kept_views
from yuetan.records.database import Engine, reading, writing
from yuetan.records.saved_views import KeptView
from yuetan.wording import say

LONGEST_TITLE, LONGEST_QUERY, MOST = 30, 2000, 30
"""Characters of a name and of what it stands for, and views of one list."""


@frozen(eq=False)
class SavedViews:
    """The views that accounts keep, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    now: Callable[[], datetime]

    def of(self, actor: Actor, page: str) -> tuple[KeptView, ...]:
        """An actor's own views of a list, by name."""
        with reading(self.records) as connection:
            return kept_views.views_of(connection, actor.account, page)

    def save(self, actor: Actor, page: str, title: str, query: str) -> None:
        """Keep a view under a name; one of the same name is replaced. Raises `Unfit`."""
        if wrong := unfit_text(title, LONGEST_TITLE):
            raise Unfit({"title": wrong})
        if len(query) > LONGEST_QUERY:
            raise Unfit({"query": say("条件太多，不能保存；请减少条件。")})
        with writing(self.records) as connection:
            others = [one for one in kept_views.views_of(connection, actor.account, page) if one.title != title.strip()]
            if len(others) >= MOST:
                raise Unfit({"title": say("最多保存 {most} 个视图；请先删除不用的。", most=MOST)})
            kept_views.put_view(connection, actor.account, page, title.strip(), query, self.now())

    def drop(self, actor: Actor, reference: str) -> str:
        """Forget one of his own: the list it was of. Raises `Hidden` for any other."""
        with writing(self.records) as connection:
            page = kept_views.drop_view(connection, actor.account, reference)
        if page is None:
            raise Hidden
        return page
