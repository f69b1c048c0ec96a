"""Planted secrets turn up nowhere: not in the database, its log files, the program's logs or its errors."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from attrs import evolve
from lead_office import AT, RECEIVED, Office, office_in
from secrets_planted import NAME, RUN, SECRETS, SOURCE, TELEPHONE, WORDING, spilt, ways_of_writing

from yuetan.casework.errors import NotDone
from yuetan.casework.leads import Opened, Source
from yuetan.records.database import Engine
from yuetan.records.sealing import SealError, seal
from yuetan.records.tables import lead, metadata, sealed


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    made = office_in(shared_database_url)
    yield made
    made.records.dispose()


@pytest.fixture
def spoilt_office(database_url: str) -> Iterator[Office]:
    """An office of one test alone, for secrets that are let out."""
    made = office_in(database_url)
    yield made
    made.records.dispose()


def dump_of(engine: Engine) -> bytes:
    """Every byte of a SQLite database and of the files beside it, or every row of a PostgreSQL database."""
    if engine.dialect.name == "sqlite":
        path = Path(str(engine.url.database))
        return b"\n".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
    with psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
        return b"\n".join(_copied(connection, table) for table in metadata.tables)


def _copied(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT'.encode()) as rows:
        return b"".join(map(bytes, rows))


def whole_life(office: Office) -> None:
    """One lead from its entry to its end, with everything that may be done about it or be refused."""
    leads, handler, second = office.leads, office["handler"], office["second"]
    first, other = office.entered(), office.entered(evolve(RECEIVED, handlers=("handler", "second")))
    for part in ("source", "material"):
        opening = leads.ask_opening(handler, first, part, "核实来信真伪", at=AT)
        attempt(office, opening)
        leads.agree(second, opening, "同意", at=AT)
        leads.read(handler, opening, at=AT)
    leads.confirm(handler, first, {"problem": "收受礼金"}, at=AT)
    leads.propose_closing(handler, other, "查无实据", at=AT)
    leads.close_unfounded(second, other, "同意", at=AT)
    leads.clear(handler, other, "经核实不实", at=AT)


def attempt(office: Office, opening: str) -> list[NotDone]:
    """What is refused, as it is raised: texts that give secrets away, and readings before anybody agreed."""
    leads, handler, refused = office.leads, office["handler"], list[NotDone]()
    reference = office.entered()
    for text in (NAME, TELEPHONE, WORDING, SOURCE["other"] + WORDING):
        for act in (lambda text=text: office.entered(evolve(RECEIVED, summary=text)),
                    lambda text=text: office.entered(evolve(RECEIVED, channel=text)),
                    lambda text=text: leads.confirm(handler, reference, {"problem": text}, at=AT),
                    lambda text=text: leads.ask_opening(handler, reference, "source", text, at=AT),
                    lambda text=text: leads.agree(office["second"], opening, text, at=AT),
                    lambda text=text: leads.propose_closing(handler, reference, text, at=AT),
                    lambda text=text: leads.lead_view(handler, text, at=AT),
                    lambda: leads.read(handler, opening, at=AT)):
            try:
                act()
            except NotDone as error:
                refused.append(error)
    return refused


def test_no_secret_stands_in_the_database_after_a_whole_life(office: Office) -> None:
    whole_life(office)
    assert spilt(dump_of(office.records)) == []


def test_a_secret_that_did_stand_in_the_database_would_be_found(spoilt_office: Office) -> None:
    spoilt_office.entered()
    with spoilt_office.records.begin() as connection:
        connection.execute(sa.update(lead).values(summary="".join(SECRETS.values())))
    assert {f"{secret} as utf-8" for secret in SECRETS} <= set(spilt(dump_of(spoilt_office.records)))


def test_a_secret_that_was_kept_without_its_seal_would_be_found(spoilt_office: Office) -> None:
    spoilt_office.entered()
    with spoilt_office.records.begin() as connection:
        connection.execute(sa.update(sealed).values(ciphertext="".join(SECRETS.values()).encode()))
    how = "utf-8" if spoilt_office.records.dialect.name == "sqlite" else "hex utf-8"
    assert {f"{secret} as {how}" for secret in SECRETS} <= set(spilt(dump_of(spoilt_office.records)))


@pytest.mark.parametrize("secret", SECRETS)
def test_every_way_of_writing_a_secret_is_found(secret: str) -> None:
    for how, written in ways_of_writing(SECRETS[secret]):
        assert f"{secret} as {how}" in spilt(b"some bytes " + written + b" and others")


def test_no_secret_stands_in_what_is_sealed_itself(office: Office) -> None:
    one = seal(office.leads.keys, "x" * 22, "material", WORDING)
    assert spilt(one.nonce + one.ciphertext) == []


def test_no_secret_is_logged_not_even_where_everything_is(
        office: Office, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "sqlalchemy.engine")  # which is as it was when the test ends
    whole_life(office)
    said = capfd.readouterr()
    assert caplog.records
    assert spilt(f"{caplog.text}{said.out}{said.err}".encode()) == []


def test_no_error_repeats_a_secret(office: Office) -> None:
    refused = attempt(office, office.asked(office.entered()))
    assert len(refused) > len(SECRETS)
    for error in refused:
        assert spilt(f"{error}{error!r}{vars(error)}{error.__cause__!r}{error.__context__!r}".encode()) == []


def test_what_holds_a_secret_does_not_print_it(office: Office) -> None:
    opened = (Opened(part="source", source=Source(**SOURCE)), Opened(part="material", material=WORDING))
    assert spilt(f"{RECEIVED}{RECEIVED!r}{opened}{Source(**SOURCE)}{office.leads}".encode()) == []


def test_an_error_of_the_seal_repeats_nothing(spoilt_office: Office) -> None:
    opening = spoilt_office.asked(spoilt_office.entered())
    spoilt_office.leads.agree(spoilt_office["second"], opening, "同意", at=AT)
    with spoilt_office.records.begin() as connection:
        connection.execute(sa.update(sealed).values(key_id="other"))
    with pytest.raises(SealError) as caught:
        spoilt_office.leads.read(spoilt_office["handler"], opening, at=AT)
    assert spilt(f"{caught.value!r}{caught.value.__context__!r}".encode()) == []


def test_every_run_of_the_wording_is_planted() -> None:
    assert all(WORDING[start:start + RUN] in SECRETS.values() for start in range(0, len(WORDING) - RUN + 1, RUN))
