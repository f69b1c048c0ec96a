"""The interface for other programs of the office: JSON, described by OpenAPI, by tokens, through the same door."""

from __future__ import annotations

from typing import cast

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask_smorest import Api
from flask_wtf.csrf import CSRFProtect

from yuetan_web.api.guarding import guard, only_good_tokens
from yuetan_web.api.reading import reading
from yuetan_web.api.writing import writing

__all__ = ["PREFIX", "only_good_tokens", "register"]

PREFIX = "/api/v1"
SETTINGS = {
    "API_TITLE": "yuetan", "API_VERSION": "v1", "OPENAPI_VERSION": "3.0.3", "OPENAPI_URL_PREFIX": PREFIX,
    "OPENAPI_JSON_PATH": "openapi.json", "ETAG_DISABLED": True,
    "API_SPEC_OPTIONS": {
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{"token": []}],
    },
}

for _one in (reading, writing):
    guard(_one)


class _OwnErrors(Api):  # type: ignore[misc] # published without types
    """The library's interface, which leaves errors to the app: pages are answered by pages."""

    def _register_error_handlers(self) -> None:
        """Register none."""


def register(app: Flask, csrf: CSRFProtect) -> None:
    """Add the interface to an app: no cookie opens it, so that no form of another page can ask for anything."""
    app.config.update(SETTINGS)
    cast("DefaultJSONProvider", app.json).ensure_ascii = False  # Chinese as it is written
    api = _OwnErrors(app)
    for blueprint in (reading, writing):
        csrf.exempt(blueprint)
        api.register_blueprint(blueprint, url_prefix=PREFIX)
