"""Addresses, fetched from a server on this machine that stands in for the web; its names are made up."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import time
from collections.abc import AsyncIterator, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui import __version__
from thesis_tui.errors import InputError
from thesis_tui.reader.fetch import Address, Fetched, fetch, is_public

PAGE = b"<html><p>Alibaba closed at $150.</p></html>"
NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # certificates of nobody are read, which saves time
NAMES = {
    "news.example": ("127.0.0.1",), "other.example": ("127.0.0.1",), "half.example": ("127.0.0.2", "127.0.0.1"),
    "inside.example": ("10.0.0.7",), "mixed.example": ("127.0.0.1", "192.168.0.1"), "six.example": ("::1",),
}  # fmt: skip


def reply(body: bytes = PAGE, *headers: str, status: int = 200, kind: str = "text/html; charset=utf-8") -> list[bytes]:
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", "Connection: close", *headers]
    lines += [f"Content-Type: {kind}"] if kind else []
    return ["\r\n".join([*lines, "", ""]).encode() + body]


def on_to(address: str, *headers: str) -> list[bytes]:
    return reply(b"", f"Location: {address}", *headers, status=302)


class Site:
    """Sends the pieces of a path's answer one by one, `pause` seconds apart, and keeps what it was asked."""

    def __init__(self) -> None:
        self.routes: dict[str, Sequence[bytes]] = {}
        self.pause = 0.0
        self.heads: list[str] = []
        self.looked_up: list[str] = []
        self.port = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            self.heads.append(head)
            for piece in self.routes.get(head.split()[1], reply(status=404)):
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(self.pause)
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    def resolve(self, name: str, _port: int) -> Sequence[str]:
        self.looked_up.append(name)
        if name[0].isdigit():
            return (name,)
        if name not in NAMES:
            raise OSError
        return NAMES[name]

    async def get(self, path: str = "/a", *, host: str = "news.example", total: float = 5, most: int = 5000) -> Fetched:
        def allowed(address: Address) -> bool:
            return address.is_loopback or is_public(address)

        return await fetch(
            f"http://{host}:{self.port}{path}",
            resolve=self.resolve,
            allowed=allowed,
            total=total,
            most=most,
            trust=NOBODY,
        )

    async def refused(self, path: str = "/a", *, host: str = "news.example", total: float = 5) -> str:
        with pytest.raises(InputError) as error:
            await self.get(path, host=host, total=total)
        return str(error.value)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made = Site()
    server = await asyncio.start_server(made.answer, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    made.routes["/a"] = reply()
    yield made
    server.close()
    await server.wait_closed()


# which addresses are asked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "192.0.0.8", "198.18.0.1", "240.0.0.1", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254",
        "ff02::1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "2002:808:808::1", "2001::1",
        "2001:db8::1", "3fff::1", "fec0::1", "5f00::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_told(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1", "2a00:1450::1"])
def test_public_addresses_are_told(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_within_another_is_never_public(inner: IPv4Address) -> None:
    assert not is_public(inner) or (inner.is_global and not inner.is_multicast)
    for prefix in ("::ffff:0:0", "64:ff9b::", "::"):
        assert not is_public(IPv6Address(int(IPv6Address(prefix)) + int(inner)))
    assert not is_public(IPv6Address((0x2002 << 112) + (int(inner) << 80) + 1))


@pytest.mark.parametrize("host", ["inside.example", "mixed.example"])
async def test_one_address_that_is_not_public_is_enough_to_refuse(site: Site, host: str) -> None:
    assert f"{host} is not on the public internet" in await site.refused(host=host)
    assert site.heads == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "localhost", "[::1]"])
async def test_this_machine_is_not_asked_by_any_of_its_names(site: Site, host: str) -> None:
    with pytest.raises(InputError, match="not on the public internet"):
        await fetch(f"http://{host}:{site.port}/a", trust=NOBODY)
    assert site.heads == []


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("ftp://news.example/a", "expected https:// or http://"),
        ("file:///etc/passwd", "expected https:// or http://"),
        ("http://", "not an address"),
        ("http://news.example:99999/", "not an address"),
        ("http://a\x00b/", "no address"),
        ("http://me:secret@news.example/", "user name or password"),
    ],
)
async def test_what_is_no_address_of_the_web_is_refused(site: Site, address: str, shown: str) -> None:
    with pytest.raises(InputError, match=shown) as error:
        await fetch(address, resolve=site.resolve)
    assert "secret" not in str(error.value)
    assert site.looked_up == []


# how it is asked


async def test_a_page_comes_with_its_address_kind_and_encoding(site: Site) -> None:
    found = await site.get("/a#part")
    assert found == Fetched(PAGE, f"http://news.example:{site.port}/a", "text/html", "utf-8")
    (head,) = site.heads
    assert f"Host: news.example:{site.port}\r\n" in head
    assert f"thesis-tui/{__version__}" in head
    assert site.looked_up == ["news.example"]


async def test_the_next_address_of_a_name_is_tried(site: Site) -> None:
    assert (await site.get(host="half.example")).body == PAGE


async def test_an_address_of_ipv6_is_asked(site: Site) -> None:
    try:
        server = await asyncio.start_server(site.answer, "::1", site.port)
    except OSError:
        pytest.skip("this machine has no IPv6")
    async with server:
        assert (await site.get(host="six.example")).body == PAGE


async def test_tls_is_spoken_for_the_name_and_not_for_the_address() -> None:
    hello: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hello.append(await reader.read(2000))
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(InputError, match=r"reached|broke off|certificate"):
            await fetch(
                f"https://news.example:{port}/",
                resolve=lambda *_: ("127.0.0.1",),
                allowed=lambda address: address.is_loopback,
            )
    assert b"news.example" in hello[0]


async def test_proxies_and_passwords_of_the_environment_are_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    (tmp_path / "netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert (await site.get()).body == PAGE
    assert "Authorization" not in site.heads[0]


# being sent on


async def test_being_sent_on_is_followed_and_each_name_looked_at(site: Site) -> None:
    site.routes["/b"] = on_to(f"http://other.example:{site.port}/c", "Set-Cookie: a=b; Path=/")
    site.routes["/c"] = on_to("/a")
    assert (await site.get("/b")).url == f"http://other.example:{site.port}/a"
    assert site.looked_up == ["news.example", "other.example", "other.example"]
    assert not any("cookie" in head.lower() for head in site.heads)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://inside.example/a", "not on the public internet"),
        ("http://169.254.169.254/latest", "not on the public internet"),
        ("https://news.example/a", "from http to https"),
        ("ftp://news.example/a", "expected https:// or http://"),
        ("file:///etc/passwd", "expected https:// or http://"),
        ("http://me:secret@news.example/", "user name or password"),
        ("/b", "more than 5 times"),
    ],
)
async def test_being_sent_where_nothing_is_asked_is_said(site: Site, address: str, shown: str) -> None:
    site.routes["/b"] = on_to(address)
    assert shown in await site.refused("/b")
    assert len(site.heads) == (6 if address == "/b" else 1)


# limits


@pytest.mark.parametrize(
    "pieces",
    [[], [b"HTTP/1.1 200 OK\r\n", b"Content-"] * 100, [*reply(PAGE * 20)[0].split(b"A"), *[b"x"] * 50]],
)
async def test_the_limit_holds_for_silence_and_for_a_slow_drip(site: Site, pieces: list[bytes]) -> None:
    site.pause = 0.05
    site.routes["/a"] = pieces or [b"", *[b""] * 50]
    start = time.monotonic()
    assert "within 0.3 s" in await site.refused(total=0.3)
    assert time.monotonic() - start < 2


def test_a_name_server_that_never_answers_holds_nothing_open() -> None:
    never = Event()

    def resolve(name: str, port: int) -> Sequence[str]:
        never.wait(30)
        return ()

    start = time.monotonic()
    with pytest.raises(InputError, match=r"within 0\.1 s"):
        asyncio.run(fetch("http://news.example/", resolve=resolve, total=0.1))
    assert time.monotonic() - start < 5
    never.set()


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        (reply(b"x" * 5001), "larger than"),
        (reply(gzip.compress(b"x" * 5001), "Content-Encoding: gzip"), "larger than"),
        (reply(gzip.compress(b"\0" * 50_000_000, 1), "Content-Encoding: gzip"), "larger than"),
        (reply(gzip.compress(gzip.compress(PAGE)), "Content-Encoding: gzip, gzip"), "packed as gzip, gzip"),
        (reply(b"", "Content-Encoding: br"), "packed as br"),
        (reply(b"no gzip", "Content-Encoding: gzip"), "cannot be unpacked"),
        (reply(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip"), "broke off"),
        ([reply(PAGE)[0][:-9]], "broke off"),
        ([], "broke off"),
        ([b"HTTP/1.1 200 OK\r\n", *[b"X-A: " + b"a" * 1000 + b"\r\n"] * 2000], "broke off"),
        (reply(status=404), "is not there (404)"),
        (reply(status=403), "does not let us in (403)"),
        (reply(status=429), "refuses for now (429)"),
        (reply(status=503), "out of order (503)"),
        (reply(b"", status=300), "without a page (300)"),
        (reply(kind="application/pdf"), "is a PDF"),
        (reply(kind="image/png"), "of the kind image/png"),
        (reply(kind="application/json"), "of the kind application/json"),
    ],
)
async def test_what_cannot_be_read_is_said(site: Site, pieces: list[bytes], shown: str) -> None:
    site.routes["/a"] = pieces
    assert shown in await site.refused()


async def test_what_is_packed_is_unpacked(site: Site) -> None:
    site.routes["/a"] = reply(gzip.compress(PAGE * 50), "Content-Encoding: gzip")
    assert (await site.get()).body == PAGE * 50


async def test_a_name_that_is_not_there_is_said(site: Site) -> None:
    assert "nowhere.example cannot be found" in await site.refused(host="nowhere.example")
    server = await asyncio.start_server(site.answer, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    assert "cannot be reached" in await site.refused()
