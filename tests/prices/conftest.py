"""A loopback server, a clock, and a way to the one by the other."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.prices.loopback import Clock, Loopback, utc
from thesis_tui.prices.http import Access, Web, open_client

KEY = "sk-c0ffee-5ecret"
AGENT = "Mozilla/5.0 (compatible; thesis-tui/0)"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def clock() -> Clock:
    """Friday evening in New York, an hour after the close."""
    return Clock(utc("2026-09-04T21:00"))


@pytest.fixture(scope="session")
def trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()


@pytest.fixture
async def client(no_proxy: None, trust: ssl.SSLContext) -> AsyncIterator[httpx.AsyncClient]:
    async with open_client(trust) as client:
        yield client


@pytest.fixture
def web(client: httpx.AsyncClient, clock: Clock) -> Web:
    return Web(client, clock.now, sleep=clock.sleep, monotonic=clock.monotonic)


def access(name: str, title: str, server: Loopback, key: str = "") -> Access:
    place = f"{name.upper()}_KEY" if key else ""
    return Access(name=name, title=title, base_url=server.url, user_agent=AGENT, key=key, key_place=place)
