"""The office that pages are tried on: new for a test that changes it, else one for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_office import NAME, House, house_in, prepare, proposed


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the office, closed: to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    prepare(folder)
    return folder / NAME


@pytest.fixture(scope="session")
def proposal(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same in which a warning talk was proposed after a lead and its finding; and its reference."""
    folder = tmp_path_factory.mktemp("proposal")
    with house_in(folder, prepared) as house:
        reference = proposed(house)
    return folder / NAME, reference


@pytest.fixture
def house(prepared: Path, tmp_path: Path) -> Iterator[House]:
    with house_in(tmp_path, prepared) as found:
        yield found


@pytest.fixture(scope="module")
def shared_house(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_in(tmp_path_factory.mktemp("house"), prepared) as found:
        yield found


@pytest.fixture
def case(proposal: tuple[Path, str], tmp_path: Path) -> Iterator[tuple[House, str]]:
    """The office with a warning talk that was proposed, and its reference."""
    path, reference = proposal
    with house_in(tmp_path, path) as found:
        yield found, reference
