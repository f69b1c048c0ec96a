"""Many at once at one step: one of them does it, the others are told so, and nothing is done twice or by halves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from casework_office import CLERK, Office, office_over
from sqlalchemy import func, select

from yuetan.casework.acts import Done, Taken
from yuetan.casework.errors import Conflict
from yuetan.records.database import reading
from yuetan.records.tables import done_act, event, outbox
from yuetan.records.verifying import verify

CLIENTS = 50


def racing(office: Office, done: Done, tokens: list[str]) -> list[Done | Conflict]:
    """What each of many clients is answered who all take one step at the same moment."""
    casework, gate = office.casework, Barrier(len(tokens))

    def one(token: str) -> Done | Conflict:
        gate.wait()
        try:
            taken = Taken(code="consulted", version=done.version)
            return casework.take(office.actors[CLERK], done.case, taken, token=token)
        except Conflict as conflict:
            return conflict

    with ThreadPoolExecutor(len(tokens)) as clients:
        return list(clients.map(one, tokens))


def counted(office: Office) -> tuple[int, ...]:
    """How many events, things to be sent and acts done there are that came of the step."""
    with reading(office.records) as connection:
        mine = select(event.c.id).where(event.c.code == "consulted").scalar_subquery()
        return tuple(connection.execute(select(func.count()).select_from(table).where(column == mine)).scalar_one()
                     for table, column in ((event, event.c.id), (outbox, outbox.c.event_id),
                                           (done_act, done_act.c.event_id)))


def test_of_fifty_clients_at_one_step_exactly_one_wins(database_url: str) -> None:
    with office_over(database_url) as office:
        done = office.propose()
        answers = racing(office, done, [f"race-{number}" for number in range(CLIENTS)])
        assert [one.version for one in answers if isinstance(one, Done)] == [2]
        assert sum(isinstance(one, Conflict) for one in answers) == CLIENTS - 1
        assert counted(office) == (1, 1, 1)
        with reading(office.records) as connection:
            assert verify(connection) == ()


def test_of_fifty_copies_of_one_request_all_are_told_of_the_one_act_that_was_done(database_url: str) -> None:
    with office_over(database_url) as office:
        done = office.propose()
        answers = racing(office, done, ["the same"] * CLIENTS)
        assert [(one.version, one.case) for one in answers if isinstance(one, Done)] == [(2, done.case)] * CLIENTS
        assert sum(one.repeated for one in answers if isinstance(one, Done)) == CLIENTS - 1
        assert counted(office) == (1, 1, 1)
