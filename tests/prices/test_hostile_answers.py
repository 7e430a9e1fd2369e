"""Servers that do harm: each ends in a sentence, soon, and in little memory."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.prices.bodies import BABA, baba, chart
from tests.prices.conftest import AGENT, KEY, access
from tests.prices.loopback import Answer, Clock, Loopback, answer, open_door
from thesis_tui.errors import FeedError
from thesis_tui.prices.http import Access, Web
from thesis_tui.prices.yahoo import Yahoo

TOTAL = 0.6
SLOW = "did not answer within"
OK = b"HTTP/1.1 200 OK\r\n"
CERTIFICATE = Path(__file__).with_name("nobodys_certificate.pem")
Speak = Callable[[socket.socket], None]


@contextmanager
def listening(speak: Speak, trust: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server that says to each who asks what `speak` says; its address."""

    def hear(caller: socket.socket) -> None:
        with trust.wrap_socket(caller, server_side=True) if trust else caller as line:
            line.recv(65536)
            speak(line)

    with open_door(hear) as host:
        yield f"{'https' if trust else 'http'}://{host}"


def again_and_again(head: bytes, piece: bytes, pause: float = 0) -> Speak:
    def speak(line: socket.socket) -> None:
        line.sendall(head)
        while True:
            line.sendall(piece)
            time.sleep(pause)

    return speak


def once(raw: bytes) -> Speak:
    return lambda line: line.sendall(raw)


def packed(body: bytes, encoding: bytes) -> Speak:
    return once(OK + b"Content-Encoding: " + encoding + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def bombs(layers: int, encoding: bytes) -> Speak:
    def speak(line: socket.socket) -> None:
        packed(bomb(layers), encoding)(line)

    return speak


def bomb(layers: int) -> bytes:
    packer = zlib.compressobj(1, wbits=31)
    body = b"".join(packer.compress(bytes(1_000_000)) for _ in range(60)) + packer.flush()
    for _ in range(layers - 1):
        body = gzip.compress(body)
    return body


CASES: dict[str, tuple[Speak, str]] = {
    "endless body": (again_and_again(OK + b"\r\n", bytes(65536)), "is larger than 5 MB"),
    "endless chunks": (
        again_and_again(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + bytes(65536) + b"\r\n"),
        "is larger than 5 MB",
    ),
    "slow drip": (again_and_again(OK + b"\r\n", b" ", 0.02), SLOW),
    "slow headers": (again_and_again(OK, b"X: y\r\n", 0.02), SLOW),
    "silence": (lambda _: time.sleep(TOTAL + 0.2), SLOW),
    "header flood": (again_and_again(OK, b"X-Flood: " + b"y" * 5000 + b"\r\n"), "broke off"),
    "one endless header": (again_and_again(OK + b"X: ", b"y" * 65536), "broke off"),
    "endless status line": (again_and_again(b"HTTP/1.1 200 ", b"K" * 65536), "broke off"),
    "endless preliminaries": (again_and_again(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.001), SLOW),
    "gzip bomb": (bombs(1, b"gzip"), "is larger than 5 MB"),
    "gzip in gzip": (bombs(2, b"gzip, gzip"), "cannot be unpacked"),
    "deflate": (packed(zlib.compress(b"{}"), b"deflate"), "cannot be unpacked"),
    "brotli": (packed(b"x", b"br"), "cannot be unpacked"),
    "half a gzip": (packed(gzip.compress(bytes(5000))[:20], b"gzip"), "cannot be unpacked"),
    "no http": (once(b"220 mail.example.org ESMTP\r\n"), "broke off"),
    "cut in its headers": (once(OK + b"Content-Ty"), "broke off"),
    "two lengths": (once(OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), "broke off"),
    "a length below zero": (once(OK + b"Content-Length: -1\r\n\r\nab"), "broke off"),
    "broken chunks": (once(OK + b"Transfer-Encoding: chunked\r\n\r\nZZZ\r\nab"), "broke off"),
}


@pytest.mark.parametrize("name", CASES)
async def test_a_server_that_does_harm(client: httpx.AsyncClient, clock: Clock, name: str) -> None:
    speak, words = CASES[name]
    total = TOTAL if words == SLOW else TOTAL + 2  # what ends by its size need not be read in haste
    web = Web(client, clock.now, sleep=clock.sleep, monotonic=clock.monotonic, total=total)
    with listening(speak) as url:
        tracemalloc.start()
        begun = time.monotonic()
        try:
            with pytest.raises(FeedError, match=words):
                await web.get(Access(name="yahoo", title="Yahoo", base_url=url, user_agent=AGENT), "/x")
            took = time.monotonic() - begun
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert took < TOTAL + 2
    assert most < 20_000_000


async def test_gzip_as_it_should_be(client: httpx.AsyncClient, server: Loopback, web: Web) -> None:
    body = gzip.compress(b'{"a":1}' * 1000)
    server.on("/x", Answer(body=body, headers={"Content-Encoding": "gzip"}))
    assert (await web.get(access("yahoo", "Yahoo", server), "/x")).body == b'{"a":1}' * 1000
    assert server.log[0].headers["accept-encoding"] == "gzip"


async def test_a_certificate_of_its_own_making(web: Web) -> None:
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(CERTIFICATE)
    heard: list[bytes] = []
    with listening(lambda line: heard.append(line.recv(1)), trust) as url:
        for base, words in (
            (url, "Finnhub's certificate is not accepted"),
            (url.replace("https", "http"), "broke off"),
        ):
            with pytest.raises(FeedError, match=words):
                await web.get(
                    Access(name="finnhub", title="Finnhub", base_url=base, user_agent=AGENT, key=KEY), "/x",
                    headers={"X-Finnhub-Token": KEY} if base == url else {},
                )  # fmt: skip
    assert heard == []
    with (
        listening(once(OK + b"\r\n")) as url,
        pytest.raises(FeedError, match="certificate"),
    ):
        await web.get(
            Access(name="yahoo", title="Yahoo", base_url=url.replace("http", "https"), user_agent=AGENT), "/x"
        )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_never_followed(server: Loopback, web: Web, status: int) -> None:
    """Not to a file, to this machine, to the network it is in, or anywhere."""
    feed = Yahoo(access("yahoo", "Yahoo", server))
    path = "/v8/finance/chart/BABA"
    for to in ("file:///etc/passwd", f"{server.url}/inside", "http://192.168.0.1/", "http://169.254.169.254/latest",
               "//10.0.0.1/", "https://guce.yahoo.com/consent"):  # fmt: skip
        server.log.clear()
        server.on(path, Answer(status, headers={"Location": to}))
        with pytest.raises(FeedError, match="not followed") as caught:
            await feed.quote(BABA, web)
        assert caught.value.failure == "blocked"
        assert [item.path for item in server.log] == [path]


async def test_a_content_type_proves_nothing(server: Loopback, web: Web) -> None:
    feed = Yahoo(access("yahoo", "Yahoo", server))
    path = "/v8/finance/chart/BABA"
    server.on(path, answer(chart(baba()), kind="text/html"))
    assert (await feed.quote(BABA, web)).value > 0
    for body in (b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"", b"\xff\xfe", b"[" * 100_000, b"PK\x03\x04"):
        server.on(path, answer(body, kind="application/json"))
        with pytest.raises(FeedError) as caught:
            await feed.quote(BABA, web)
        assert caught.value.failure == "bad_payload"
