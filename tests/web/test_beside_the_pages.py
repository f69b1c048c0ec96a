"""Beside the pages: on a new day the sweep is done, once, and what was written since is put outside."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import sleep

import pytest
import sqlalchemy as sa
from page_office import House, house_in

from yuetan.casework.anchoring import anchor_new
from yuetan.casework.sweeping import sweep_all, sweep_today
from yuetan.records.anchoring import read_anchors
from yuetan.records.database import reading
from yuetan.records.owed.swept import swept_up_to
from yuetan.records.tables import obligation, sweep
from yuetan.records.verifying import verify
from yuetan_web.beside import working_beside


def sweeps(house: House) -> list[date]:
    with reading(house.records) as connection:
        return [row.as_of for row in connection.execute(sa.select(sweep.c.as_of).order_by(sweep.c.id))]


def test_a_day_is_swept_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    with house_in(tmp_path) as house:
        before = sweeps(house)
        house.on("2026-07-01")
        for _ in range(3):
            sweep_today(house.records, house.shell.plugins, at=house.moment)
        assert sweeps(house) == [*before, date(2026, 7, 1)]
        sweep_all(house.records, house.shell.plugins, at=house.moment)
        assert sweeps(house) == [*before, date(2026, 7, 1), date(2026, 7, 1)]


def test_what_was_due_yesterday_is_overdue_on_the_new_day_though_nobody_acted(tmp_path: Path) -> None:
    with house_in(tmp_path) as house:
        house.on("2026-07-01")
        with working_beside(house.shell, pause=0.02):
            for _ in range(500):
                with reading(house.records) as connection:
                    if swept_up_to(connection) == date(2026, 7, 1):
                        break
                sleep(0.02)
        with reading(house.records) as connection:
            found = connection.execute(sa.select(obligation.c.subject, obligation.c.due).where(
                obligation.c.duty == "half_year_summary", obligation.c.status == "OVERDUE")).all()
        assert [tuple(row) for row in found] == [("E", date(2026, 6, 30))]


def test_what_was_written_since_is_put_outside_and_nothing_else(tmp_path: Path) -> None:
    with house_in(tmp_path) as house:
        file = tmp_path / "anchors"
        assert [anchor_new(house.records, file, at=house.moment) for _ in range(2)] == [True, False]
        with reading(house.records) as connection:
            assert verify(connection, read_anchors(file)) == ()


def test_a_file_that_cannot_be_written_stops_no_page_and_is_tried_again(
        tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with house_in(tmp_path) as house:
        folder = tmp_path / "gone"
        with working_beside(house.shell, folder / "anchors", pause=0.02):
            for _ in range(500):
                if caplog.records:
                    break
                sleep(0.02)
            folder.mkdir()
            for _ in range(500):
                if (folder / "anchors").exists():
                    break
                sleep(0.02)
        assert len(read_anchors(folder / "anchors")) == 1
