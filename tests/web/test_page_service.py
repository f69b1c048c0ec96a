"""The pages of one office, from its own files: the deployment decides, and what is wrong with it is said in words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from page_office import plugins

from yuetan.casework.deployment import make_deployment, read_deployment
from yuetan.casework.desk import records_at
from yuetan_web.app import create_app
from yuetan_web.commands import serve
from yuetan_web.service import shell_of


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return make_deployment(tmp_path, database=f"sqlite:///{tmp_path / 'yuetan.db'}")


@pytest.mark.parametrize(("names", "host", "code"), [
    ((), "http://127.0.0.1:8000", 303), ((), "https://example.org", 400),
    (("example.org",), "https://example.org", 303),
    (("example.org",), "http://127.0.0.1:8000", 400),
])
def test_pages_are_served_under_the_names_they_were_given(config: Path, names: tuple[str, ...], host: str,
                                                          code: int) -> None:
    deployment = read_deployment(config)
    with records_at(deployment.database) as records:
        shell = shell_of(deployment, records, names)
        answer = create_app(shell).test_client().get("/", base_url=host)
        assert (answer.status_code, shell.secure, shell.idle, shell.demo) == (
            code, bool(names), timedelta(minutes=30), False)
        assert shell.plugins.regulations == plugins().regulations


def test_an_office_that_is_no_demonstration_does_not_say_it_is_one(config: Path) -> None:
    deployment = read_deployment(config)
    with records_at(deployment.database) as records:
        page = create_app(shell_of(deployment, records)).test_client().get("/sign-in").get_data(as_text=True)
    assert ("登录名" in page, "演示" in page) == (True, False)


def test_a_deployment_that_cannot_be_used_is_refused_in_words(config: Path) -> None:
    (config.parent / "secret.key").chmod(0o644)
    result = CliRunner().invoke(serve, ["--config", str(config)])
    assert (result.exit_code, "别人也能读" in result.output) == (2, True)
