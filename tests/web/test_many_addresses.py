"""Addresses that are routed once for a long list are those that each would be given by itself."""

from __future__ import annotations

import pytest
from flask import Flask, url_for

from yuetan_web.many_addresses import addresses

REFERENCES = ("AAAAAAAAAAAAAAAAAAAAAA", "aZ09-_", "单位", "")


@pytest.fixture
def app() -> Flask:
    made = Flask(__name__)
    made.add_url_rule("/units/<path:reference>/page", "unit", lambda reference: reference)
    made.add_url_rule("/listed", "listed", lambda: "")
    return made


@pytest.mark.parametrize("reference", REFERENCES)
def test_in_a_path_and_in_a_query(app: Flask, reference: str) -> None:
    with app.test_request_context():
        assert addresses("unit", "reference")(reference) == url_for("unit", reference=reference)
        assert addresses("listed", "unit", group="late")(reference) == url_for("listed", unit=reference, group="late")


def test_what_every_address_carries_is_carried(app: Flask) -> None:
    app.url_defaults(lambda _, values: values.setdefault("lang", "en"))
    with app.test_request_context():
        assert url_for("listed", unit="aZ09-_") == "/listed?unit=aZ09-_&lang=en"
        assert addresses("listed", "unit")("aZ09-_") == "/listed?unit=aZ09-_&lang=en"
