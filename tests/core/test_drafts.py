"""Forms that were begun are kept for who writes them alone, sealed, until they are sent or grow old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from casework_office import CLERK, DEPUTY, SECRETARY, START, Office, office_over

from yuetan.casework.drafts import KEPT, LONGEST, MOST, Drafts
from yuetan.casework.seal_keys import Keys
from yuetan.records.database import reading, writing
from yuetan.records.tables import draft

KEYS = Keys("one", {"one": bytes(range(32))})
TYPED = (("field.account", "汇报如下"), ("stays", "J003"), ("stays", "J004"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_over(f"sqlite:///{tmp_path_factory.mktemp('made') / 'yuetan.db'}") as found:
        yield found


@pytest.fixture
def office(made: Office) -> Office:
    """The office on its first morning, with no draft."""
    with writing(made.records) as connection:
        connection.execute(sa.delete(draft))
    made.moment = START
    return made


def drafts(office: Office, keys: Keys | None = KEYS) -> Drafts:
    return Drafts(office.records, keys, lambda: office.moment)


def test_what_was_typed_comes_back_to_who_typed_it_and_to_nobody_else(database_url: str) -> None:
    with office_over(database_url) as office:
        case, found = office.propose().case, drafts(office)
        found.keep(office.actors[CLERK], case, "recorded", TYPED)
        assert [(one.case, one.act, one.typed) for one in found.of(office.actors[CLERK])] == [(case, "recorded", TYPED)]
        assert [found.of(office.actors[who], case) for who in (SECRETARY, DEPUTY)] == [(), ()]


def test_nothing_of_it_can_be_read_in_the_database(office: Office) -> None:
    drafts(office).keep(office.actors[CLERK], "", "proposed", (("topic", "工程招标"),))
    with reading(office.records) as connection:
        row = connection.execute(sa.select(draft)).one()
    assert "工程招标".encode() not in b"".join(bytes(one) for one in row if isinstance(one, bytes | memoryview))


def test_a_form_takes_the_place_of_the_one_before_and_a_proposal_of_the_one_it_goes_on_with(office: Office) -> None:
    case, found, clerk = office.propose().case, drafts(office), office.actors[CLERK]
    for text in ("一", "二"):
        found.keep(clerk, case, "recorded", (("field.account", text),))
    first = found.keep(clerk, "", "proposed", (("topic", "甲"),))
    found.keep(clerk, "", "proposed", (("topic", "乙"),))
    assert first is not None
    found.keep(clerk, "", "proposed", (("topic", "丙"),), instead=first.reference)
    assert [dict(one.typed) for one in found.of(clerk)] == [{"topic": "丙"}, {"topic": "乙"}, {"field.account": "二"}]


def test_nobody_throws_away_the_draft_of_another(office: Office) -> None:
    found = drafts(office)
    kept = found.keep(office.actors[CLERK], "", "proposed", TYPED)
    assert kept is not None
    found.drop(office.actors[DEPUTY], kept.reference)
    found.keep(office.actors[DEPUTY], "", "proposed", TYPED, instead=kept.reference)
    assert len(found.of(office.actors[CLERK])) == 1
    found.drop(office.actors[CLERK], kept.reference)
    assert found.of(office.actors[CLERK]) == ()


def test_what_is_sent_is_forgotten(office: Office) -> None:
    case, found, clerk = office.propose().case, drafts(office), office.actors[CLERK]
    for act in ("recorded", "notified"):
        found.keep(clerk, case, act, TYPED)
    found.sent(clerk, case, "recorded")
    assert [one.act for one in found.of(clerk, case)] == ["notified"]


def test_a_draft_grows_old_and_is_forgotten(office: Office) -> None:
    found, clerk = drafts(office), office.actors[CLERK]
    found.keep(clerk, "", "proposed", TYPED)
    office.moment += KEPT
    assert (len(found.of(clerk)), found.forget_old()) == (1, 0)
    office.moment += timedelta(seconds=1)
    assert (found.of(clerk), found.forget_old(), found.forget_old()) == ((), 1, 0)


@pytest.mark.parametrize("text", ["\ud800", "字" * LONGEST])
def test_what_cannot_be_kept_is_not_and_the_one_before_stays(office: Office, text: str) -> None:
    found, clerk, case = drafts(office), office.actors[CLERK], office.propose().case
    found.keep(clerk, case, "recorded", TYPED)
    assert found.keep(clerk, case, "recorded", (("field.account", text),)) is None
    assert [one.typed for one in found.of(clerk)] == [TYPED]


def test_without_a_key_nothing_is_kept(office: Office) -> None:
    found = drafts(office, keys=None)
    assert (found.keep(office.actors[CLERK], "", "proposed", TYPED), found.of(office.actors[CLERK])) == (None, ())


def test_one_that_no_key_opens_is_as_if_it_were_none(office: Office) -> None:
    drafts(office).keep(office.actors[CLERK], "", "proposed", TYPED)
    other = Keys("two", {"two": bytes(32)})
    assert drafts(office, other).of(office.actors[CLERK]) == ()


def test_so_many_are_kept_and_no_more(office: Office) -> None:
    found, clerk = drafts(office), office.actors[CLERK]
    for number in range(MOST + 2):
        office.moment += timedelta(seconds=1)
        found.keep(clerk, "", "proposed", (("topic", str(number)),))
    assert [dict(one.typed)["topic"] for one in found.of(clerk)] == [str(number) for number in range(MOST + 1, 1, -1)]
