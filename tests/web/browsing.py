"""The browser of somebody who has signed in already: what it is to do that, tests of that page know."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from yuetan_web.signing import TOKEN


def client_of(app: Flask, token: str) -> FlaskClient:
    """Whoever has this token of a session, in front of the pages."""
    client = app.test_client()
    with client.session_transaction() as session:
        session[TOKEN] = token
    return client
