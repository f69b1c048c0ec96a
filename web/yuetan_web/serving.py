"""Serving the page to this machine alone."""

from __future__ import annotations

import errno
import gc
import logging
import os
import signal
import socket
from types import FrameType
from typing import NoReturn

from flask import Flask
from waitress.server import BaseWSGIServer, create_server

from yuetan.cli.errors import Unusable
from yuetan.cli.output import tell
from yuetan.wording import say
from yuetan_web.routes import LARGEST_FILE

LOOPBACK = "127.0.0.1"
TRIED, LAST_PORT = 20, 65_535  # so many ports from the one asked for, before any free one is taken
THREADS = 4
ALLOCATED, SELDOM = 100_000, (20, 100)  # things in memory: a page of a whole city makes and holds some 20,000


def serve(app: Flask, port: int, at_the_end: str = "", *, exactly: bool = False) -> None:
    """Serve until Ctrl-C, on this port of the loopback address or the next free one; says the address.

    With ``exactly`` it is this port or none: `Unusable` where it is taken.
    """
    server = listening(app, port, exactly=exactly)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that a request waits is no news
    for one in (signal.SIGINT, signal.SIGTERM):  # the former is ignored by what was begun in the background
        signal.signal(one, _stop)
    seldom_look_for_rubbish()
    address = f"http://{LOOPBACK}:{server.effective_port}/"
    tell(say("请在本机浏览器打开 {address}（按 Ctrl-C 结束）", address=address))
    try:
        server.run()
    finally:
        server.close()
    tell(say("已结束。") + at_the_end)


def seldom_look_for_rubbish() -> None:
    """Have memory looked through when some pages were made, not beside each; what was loaded by now stays for good."""
    gc.freeze()
    gc.set_threshold(ALLOCATED, *SELDOM)


def listening(app: Flask, port: int, *, exactly: bool = False) -> BaseWSGIServer:
    """A server for the readers of this machine: on this port, else one of the next, else any; 0 asks for any."""
    found = bound(port, exactly=exactly)
    return create_server(app, sockets=[found], ident=None, threads=THREADS, max_request_body_size=LARGEST_FILE)


def bound(port: int, *, exactly: bool = False) -> socket.socket:
    """A socket of the loopback address on this port, else one of the next, else any; `Unusable` where none is free."""
    others = (*range(port + 1, min(port + TRIED, LAST_PORT + 1)), 0) if port and not exactly else ()
    asked = (port, *others)
    for candidate in asked:
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere it would let two programs listen to one port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((LOOPBACK, candidate))
        except OSError as error:
            found.close()
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
        else:
            return found
    if exactly:
        raise Unusable(say("端口 {port} 已被占用；请结束占用它的程序，或用 --port 另选一个。", port=port))
    raise Unusable(say("本机没有空闲的端口可用；请结束一些程序后再试，或用 --no-serve 只看终端。"))


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
