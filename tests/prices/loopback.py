"""A server on this machine that answers as it is told, route by route, and remembers what it was asked."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

JSON = "application/json"


class Answer(NamedTuple):
    """`cut` sends that many bytes of a body announced in full; `reset` sends nothing and breaks off."""

    status: int = 200
    body: bytes = b""
    kind: str = JSON
    headers: dict[str, str] = {}  # noqa: RUF012  (never changed)
    delay: threading.Event | None = None
    cut: int | None = None
    reset: bool = False


class Asked(NamedTuple):
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    target: str
    """As it stood on the request line."""


def answer(body: object, status: int = 200, **more: Any) -> Answer:
    """JSON, or text as it is."""
    raw = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return Answer(status, raw, **more)


def page(text: str, status: int = 200, **more: Any) -> Answer:
    return Answer(status, text.encode(), "text/html", **more)


class Loopback:
    def __init__(self) -> None:
        self.log: list[Asked] = []
        self._routes: dict[str, list[Answer]] = {}
        self._made: dict[str, Callable[[dict[str, str]], Answer]] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else every answer waits 40 ms for its second half
            wbufsize = -1

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
                headers = {name.lower(): value for name, value in self.headers.items()}
                path = unquote(parts.path)
                outer.log.append(Asked(path, query, headers, self.path))
                made = outer._made.get(path)
                outer.speak(self, outer.next(path) if made is None else made(query))

            def log_message(self, *_: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def on(self, path: str, *answers: Answer) -> None:
        """What a path answers, one after the other; the last one from then on."""
        self._routes[path] = list(answers)
        self._made.pop(path, None)

    def on_query(self, path: str, make: Callable[[dict[str, str]], Answer]) -> None:
        """What a path answers to each query, in place of a fixed answer."""
        self._made[path] = make

    def next(self, path: str) -> Answer:
        answers = self._routes.get(path)
        if not answers:
            return page("<html>no such route</html>", 404)
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def speak(self, handler: BaseHTTPRequestHandler, told: Answer) -> None:
        if told.delay is not None:
            told.delay.wait(5)
        if told.reset:
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
            handler.close_connection = True
            return
        try:
            handler.send_response(told.status)
            if told.body or told.status != 304:
                handler.send_header("Content-Type", told.kind)
                handler.send_header("Content-Length", str(len(told.body)))
            for name, value in told.headers.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(told.body if told.cut is None else told.body[: told.cut])
            handler.wfile.flush()
        except OSError:
            return
        if told.cut is not None:
            handler.close_connection = True

    def asked(self, path: str) -> list[Asked]:
        return [item for item in self.log if item.path == path]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Clock:
    """Time that passes only where somebody sleeps or says so."""

    def __init__(self, now: datetime) -> None:
        self.at = now
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@contextmanager
def open_door(hear: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server without manners: `hear` has each who comes, one after the other. Its host and port."""
    door = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                caller, _ = door.accept()
            except OSError:
                return
            with suppress(OSError), caller:
                caller.settimeout(5)
                hear(caller)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{door.getsockname()[1]}"
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join(6)
