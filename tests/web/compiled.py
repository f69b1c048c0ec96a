"""Templates compiled once for all the apps of a run: each app would compile them anew, and there are hundreds."""

from __future__ import annotations

from types import CodeType

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps compiled templates in memory, each by its name and what its source says."""

    def __init__(self) -> None:
        self.known = dict[tuple[str, str], CodeType]()

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self.known[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


def with_compiled(app: Flask) -> Flask:
    """The app, which takes what others compiled before."""
    app.jinja_env.bytecode_cache = COMPILED
    return app
