"""Serving the page to this machine alone."""

from __future__ import annotations

import errno
import signal
from types import FrameType
from typing import NoReturn

from flask import Flask
from waitress import create_server
from waitress.server import BaseWSGIServer, MultiSocketServer

from yuetan.cli.errors import Unusable
from yuetan.cli.output import tell
from yuetan.wording import say

LOOPBACK = "127.0.0.1"
TRIED = 20  # ports, before any free one is taken
THREADS = 4
LARGEST_BODY = 1 << 20  # bytes: read so that whoever sends something is answered that nothing is taken


def serve(app: Flask, port: int) -> None:
    """Serve until Ctrl-C, on this port of the loopback address or the next free one; says the address."""
    server = listening(app, port)
    signal.signal(signal.SIGTERM, _stop)
    tell(say("请在本机浏览器打开 {address}（只读；按 Ctrl-C 结束）", address=f"http://{LOOPBACK}:{server.effective_port}/"))
    try:
        server.run()
    finally:
        server.close()
    tell(say("已结束，演示数据没有留下。"))


def listening(app: Flask, port: int) -> BaseWSGIServer | MultiSocketServer:
    """A server bound to the loopback address: to this port, else one of the next, else any; 0 asks for any."""
    for candidate in (*range(port, min(port + TRIED, 65_536)), 0) if port else (0,):
        try:
            return create_server(app, host=LOOPBACK, port=candidate, ident=None, threads=THREADS,
                                 max_request_body_size=LARGEST_BODY)
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
    raise Unusable(say("本机没有空闲的端口可用；请结束一些程序后再试，或用 --no-serve 只看终端。"))


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
