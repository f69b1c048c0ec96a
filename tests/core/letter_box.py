"""A mail server and a listener for calls on the loopback address, that keep what they are sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from attrs import define, field


@define
class LetterBox:
    """What was received, and how the next is answered."""

    port: int = 0
    letters: list[str] = field(factory=list)
    answers: list[bytes] = field(factory=list)  # to the next recipients, in place of a yes
    calls: list[tuple[dict[str, str], bytes]] = field(factory=list)
    status: int = 204


class _Mail(StreamRequestHandler):
    """Speaks as much SMTP (RFC 5321) as `smtplib` asks for."""

    box: LetterBox

    def handle(self) -> None:
        self.wfile.write(b"220 box\r\n")
        while line := self.rfile.readline():
            word = line.strip().split(b" ")[0].upper()
            if word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            if word == b"RCPT" and self.box.answers:
                self.wfile.write(self.box.answers.pop(0) + b"\r\n")
            elif word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.box.letters.append(self._letter())
                self.wfile.write(b"250 taken\r\n")
            else:
                self.wfile.write(b"250 well\r\n")

    def _letter(self) -> str:
        lines = list[bytes]()
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines).decode()


class _Call(BaseHTTPRequestHandler):
    box: LetterBox

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.box.calls.append((dict(self.headers), body))
        self.send_response(self.box.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def mail_server() -> Iterator[LetterBox]:
    """A mail server that takes what it is sent, unless it has other answers ready."""
    with _serving(ThreadingTCPServer, _Mail) as box:
        yield box


@contextmanager
def listener() -> Iterator[LetterBox]:
    """What another system of the office listens with."""
    with _serving(HTTPServer, _Call) as box:
        yield box


@contextmanager
def _serving(kind: type[ThreadingTCPServer | HTTPServer], handler: type[_Mail | _Call]) -> Iterator[LetterBox]:
    box = LetterBox()
    with kind(("127.0.0.1", 0), type("Handler", (handler,), {"box": box})) as server:
        box.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
