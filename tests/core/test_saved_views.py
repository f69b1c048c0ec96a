"""Saved views: everybody's own alone, by name, some few of each list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from casework_office import CLERK, DEPUTY, Office, office_over

from yuetan.casework import saved_views
from yuetan.casework.errors import Hidden, Unfit
from yuetan.casework.saved_views import SavedViews


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def views(office: Office) -> Iterator[SavedViews]:
    found = SavedViews(office.records, lambda: office.moment)
    yield found
    for who in (CLERK, DEPUTY):
        for one in found.of(office.actors[who], "ledgers"):
            found.drop(office.actors[who], one.reference)


def kept(views: SavedViews, office: Office, who: str = CLERK) -> list[tuple[str, str]]:
    return [(one.title, one.query) for one in views.of(office.actors[who], "ledgers")]


def test_a_view_is_kept_for_whoever_keeps_it_and_for_its_list(views: SavedViews, office: Office) -> None:
    views.save(office.actors[CLERK], "ledgers", " 本年警示 ", "kind=warning")
    assert (kept(views, office), kept(views, office, DEPUTY)) == ([("本年警示", "kind=warning")], [])
    assert views.of(office.actors[CLERK], "interviews") == ()


def test_one_of_the_same_name_takes_its_place(views: SavedViews, office: Office) -> None:
    for query in ("kind=warning", "kind=revisit"):
        views.save(office.actors[CLERK], "ledgers", "常用", query)
    assert kept(views, office) == [("常用", "kind=revisit")]


def test_anothers_is_as_if_it_were_not_there(views: SavedViews, office: Office) -> None:
    views.save(office.actors[CLERK], "ledgers", "常用", "")
    reference = views.of(office.actors[CLERK], "ledgers")[0].reference
    with pytest.raises(Hidden):
        views.drop(office.actors[DEPUTY], reference)
    assert (views.drop(office.actors[CLERK], reference), kept(views, office)) == ("ledgers", [])


@pytest.mark.parametrize(("title", "query", "field"), [
    ("", "", "title"), (" ", "", "title"), ("名" * 31, "", "title"), ("名", "x" * 2001, "query")])
def test_what_does_not_fit_is_refused_by_field(
        views: SavedViews, office: Office, title: str, query: str, field: str) -> None:
    with pytest.raises(Unfit) as wrong:
        views.save(office.actors[CLERK], "ledgers", title, query)
    assert set(wrong.value.errors) == {field}


def test_there_are_so_many_of_a_list_at_most(
        views: SavedViews, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "MOST", 2)
    for title in ("一", "二", "二"):
        views.save(office.actors[CLERK], "ledgers", title, "")
    with pytest.raises(Unfit):
        views.save(office.actors[CLERK], "ledgers", "三", "")
    assert len(kept(views, office)) == 2
