"""One request: limits, pace, and failures in words."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading

import httpx
import pytest
from msgspec.structs import replace

from tests.prices.conftest import AGENT, KEY, access
from tests.prices.loopback import Answer, Clock, Loopback, answer
from thesis_tui.errors import FeedError
from thesis_tui.prices.http import Access, Reply, Web, retry_after


async def test_requests_to_one_host_keep_apart(server: Loopback, web: Web, clock: Clock) -> None:
    server.on("/x", answer("{}"))
    yahoo = access("yahoo", "Yahoo", server)
    await web.get(yahoo, "/x")
    assert clock.slept == []
    clock.pass_by(seconds=1)
    await web.get(yahoo, "/x")
    assert clock.slept == [0.5]
    clock.pass_by(seconds=10)
    await web.get(yahoo, "/x")
    assert clock.slept == [0.5]


async def test_requests_are_serial(server: Loopback, web: Web, clock: Clock) -> None:
    server.on("/x", answer("{}"))
    yahoo = access("yahoo", "Yahoo", server)
    await asyncio.gather(*(web.get(yahoo, "/x") for _ in range(3)))
    assert clock.slept == [1.5, 1.5]


async def test_a_cancelled_request_ends_at_once(server: Loopback, web: Web) -> None:
    waiting = threading.Event()
    server.on("/x", answer("{}", delay=waiting))
    task = asyncio.create_task(web.get(access("yahoo", "Yahoo", server), "/x"))
    while not server.log:
        await asyncio.sleep(0.005)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 1)
    waiting.set()


async def test_a_body_that_grows_when_unpacked(server: Loopback, client: httpx.AsyncClient, clock: Clock) -> None:
    server.on("/x", answer(gzip.compress(b" " * 9_000_000), headers={"Content-Encoding": "gzip"}))
    web = Web(client, clock.now, sleep=clock.sleep, monotonic=clock.monotonic)
    with pytest.raises(FeedError, match="larger than 5 MB"):
        await web.get(access("yahoo", "Yahoo", server), "/x")
    server.on("/x", answer(b"no gzip", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(FeedError, match="cannot be unpacked"):
        await web.get(access("yahoo", "Yahoo", server), "/x")


async def test_nobody_listens(web: Web, server: Loopback) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    here = replace(access("yahoo", "Yahoo", server), base_url=f"http://127.0.0.1:{port}")
    with pytest.raises(FeedError, match=r"Yahoo cannot be reached: 127\.0\.0\.1 refuses") as caught:
        await web.get(here, "/x")
    assert (caught.value.failure, caught.value.offline) == ("unavailable", False)


async def test_no_such_host(web: Web, server: Loopback) -> None:
    nowhere = replace(access("yahoo", "Yahoo", server), base_url="http://nowhere.invalid")
    with pytest.raises(FeedError, match=r"no network: nowhere\.invalid cannot be found") as caught:
        await web.get(nowhere, "/x")
    assert caught.value.offline


@pytest.mark.parametrize("base_url", ["", "ftp://127.0.0.1", "127.0.0.1", "http://", "http://[", "http://a:x"])
async def test_an_address_that_is_none(web: Web, server: Loopback, base_url: str) -> None:
    with pytest.raises(FeedError, match=r"base_url in \[prices\.yahoo\] is no address") as caught:
        await web.get(replace(access("yahoo", "Yahoo", server), base_url=base_url), "/x")
    assert caught.value.failure == "bad_request"


async def test_a_key_is_not_sent_in_the_clear(web: Web, server: Loopback) -> None:
    clear = replace(access("finnhub", "Finnhub", server, KEY), base_url="http://example.org")
    with pytest.raises(FeedError, match="over https only"):
        await web.get(clear, "/x")


@pytest.mark.parametrize("agent", ["two\nlines", "Bücher"])
async def test_a_header_that_cannot_be_sent(web: Web, server: Loopback, agent: str) -> None:
    server.on("/x", answer("{}"))
    odd = Access(name="yahoo", title="Yahoo", base_url=server.url, user_agent=agent)
    try:
        await web.get(odd, "/x")
    except FeedError as error:
        assert error.failure == "bad_request"  # noqa: PT017  (some are sent)
        assert "[prices.yahoo]" in str(error)  # noqa: PT017


async def test_the_agent_is_the_settings_own(web: Web, server: Loopback) -> None:
    server.on("/x", answer("{}"))
    await web.get(access("yahoo", "Yahoo", server), "/x")
    assert server.log[0].headers["user-agent"] == AGENT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Fri, 04 Sep 2026 21:02:00 GMT", 120),
        ("Fri, 04 Sep 2020 21:02:00 GMT", 0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("Fri, 04 Sep 2026 21:02:00", None),
    ],
)
def test_when_to_come_back(clock: Clock, value: str, seconds: float | None) -> None:
    assert retry_after(Reply(429, {"retry-after": value}, b""), clock.now()) == seconds


async def test_a_redirect_is_an_answer(web: Web, server: Loopback) -> None:
    server.on("/x", Answer(302, headers={"Location": f"{server.url}/y"}))
    assert (await web.get(access("yahoo", "Yahoo", server), "/x")).status == 302
    assert len(server.log) == 1
