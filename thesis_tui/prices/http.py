"""One request to a feed: its limits, its pace, and its failures in words.

Asynchronous, because a request must end when it is cancelled: Textual cancels a coroutine worker on quitting,
while a thread that waits for a socket would hold the program open for as long as the slowest feed. It is also
what makes a limit on the whole exchange possible, however slowly the bytes drip. The command line runs the
same coroutine with `asyncio.run`.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from urllib.parse import urlsplit

from msgspec import Struct

from thesis_tui.errors import Failure, FeedError
from thesis_tui.venues.symbols import symbol_at

if TYPE_CHECKING:
    import asyncio
    import ssl

    import httpx

    from thesis_tui.model.objects import Listing

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 15.0
# The longest answer is all of a listing's history: sixty years of daily bars are about 2 MB.
MAX_BODY = 5_000_000
"""Bytes, after decompression."""
APART_SECONDS = 1.5
"""Between two requests to one host."""
_LOCAL = ("localhost", "127.0.0.1", "::1")


class Access(Struct, frozen=True, kw_only=True):
    """How a feed is reached. `key_place` says where the key was found, in words a user can act on."""

    name: str
    title: str
    base_url: str
    user_agent: str
    key: str = ""
    key_place: str = ""
    table: str = "prices"
    """The table of the settings it is in, by which messages name it."""

    @property
    def place(self) -> str:
        """The feed's table in the settings, as a message names it."""
        return f"[{self.table}.{self.name}]"

    def __repr__(self) -> str:
        return f"Access({self.name!r}, {self.base_url!r}, key={'set' if self.key else 'unset'})"

    def error(
        self, message: str, failure: Failure, retry_after: float | None = None, *, offline: bool = False
    ) -> FeedError:
        """A FeedError of this feed; `retry_after` in seconds."""
        return FeedError(message, failure, self.name, retry_after, offline=offline)


class Reply(NamedTuple):
    """`headers` by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def head(self) -> bytes:
        """The first characters that are not space."""
        return self.body[:2048].lstrip()


def open_client(trust: ssl.SSLContext | None = None) -> httpx.AsyncClient:
    """A client; close it (`async with`). Importing httpx and reading the certificates to `trust` take a tenth of
    a second: on a screen, call it on a thread and keep it for the next refresh.
    """
    import httpx

    return httpx.AsyncClient(
        verify=trust or httpx.create_ssl_context(),
        follow_redirects=False,
        timeout=httpx.Timeout(TOTAL_SECONDS, connect=CONNECT_SECONDS),
        limits=httpx.Limits(max_connections=4),
    )


async def _sleep(seconds: float) -> None:
    import asyncio

    await asyncio.sleep(seconds)


class Web:
    """Serial requests through `client`, those to one host at least `apart` seconds from each other.

    `now` gives the time with a zone, `sleep` waits, `monotonic` measures.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        now: Callable[[], datetime],
        *,
        sleep: Callable[[float], Awaitable[None]] = _sleep,
        monotonic: Callable[[], float] = time.monotonic,
        apart: float = APART_SECONDS,
        total: float = TOTAL_SECONDS,
        max_body: int = MAX_BODY,
    ) -> None:
        self.now = now
        self._client = client
        self._sleep = sleep
        self._monotonic = monotonic
        self._apart = apart
        self._total = total
        self._max_body = max_body
        self._last: dict[str, float] = {}
        self._turn: asyncio.Lock | None = None

    async def get(
        self,
        access: Access,
        path: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        base_url: str = "",
        address: str = "",
    ) -> Reply:
        """GET `path` (percent-encoded) at the feed. Any status is a reply; raises FeedError where there is none.

        With an `address` the connection goes there and to no other that the host's name may mean by now.
        """
        import asyncio

        base = (base_url or access.base_url).rstrip("/")
        host = self._host(access, base, secret=bool(access.key))
        # not made before: importing asyncio is left to the first request
        if self._turn is None:
            self._turn = asyncio.Lock()
        async with self._turn:
            await self._wait(host)
            try:
                async with asyncio.timeout(self._total):
                    return await self._exchange(access, base + path, dict(params or {}), dict(headers or {}), address)
            except TimeoutError:
                raise access.error(f"{access.title} did not answer within {self._total:g} s", "unavailable") from None
            finally:
                # after a failure, too: a host that refused is not asked again at once
                self._last[host] = self._monotonic()

    async def _wait(self, host: str) -> None:
        last = self._last.get(host)
        if last is not None:
            left = last + self._apart - self._monotonic()
            if left > 0:
                await self._sleep(left)

    def _host(self, access: Access, base: str, *, secret: bool) -> str:
        try:
            parts = urlsplit(base)
            host, _ = parts.hostname or "", parts.port
        except ValueError:
            host, parts = "", None
        where = f"base_url in {access.place}"
        if parts is None or not host or parts.scheme not in ("http", "https"):
            raise access.error(f"{where} is no address; expected https:// and a host", "bad_request")
        if secret and parts.scheme == "http" and host not in _LOCAL:
            raise access.error(f"{where} is http; the key is sent over https only", "bad_request")
        return host

    async def _exchange(
        self, access: Access, url: str, params: dict[str, str], headers: dict[str, str], address: str = ""
    ) -> Reply:
        import httpx

        headers = {
            # gzip is all that _Body unpacks; httpx 0.28 by itself offers whatever it has a package for
            "User-Agent": access.user_agent, "Accept": "application/json", "Accept-Encoding": "gzip", **headers
        }  # fmt: skip
        try:
            target = httpx.URL(url)
            extensions = {}
            if address:
                headers["Host"] = target.netloc.decode("ascii")
                # the certificate must be of the host, though the connection is to a number
                extensions = {"sni_hostname": target.raw_host.decode("ascii").strip("[]")}
                target = target.copy_with(host=address)
            async with self._client.stream(
                "GET", target, params=params or None, headers=headers, follow_redirects=False, extensions=extensions
            ) as response:
                body = _Body(self._max_body, response.headers.get("content-encoding", ""))
                async for chunk in response.aiter_raw():
                    body.add(chunk)
                return Reply(
                    response.status_code, {name.lower(): value for name, value in response.headers.items()}, body.whole
                )
        except _TooLargeError:
            size = f"{self._max_body / 1_000_000:g} MB"
            raise access.error(f"{access.title}'s answer is larger than {size}", "bad_payload") from None
        except _NotPackedError:
            raise access.error(f"{access.title}'s answer cannot be unpacked", "bad_payload") from None
        except httpx.TimeoutException:
            raise access.error(f"{access.title} did not answer in time", "unavailable") from None
        except (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL, UnicodeError, ValueError):
            # Not chained: what is wrong with a header may quote it, and one header is the key.
            where = access.place
            raise access.error(
                f"{access.title} cannot be asked; check base_url, user_agent and key in {where}", "bad_request"
            ) from None
        except httpx.HTTPError as error:
            message, offline = _broken(error, access)
            raise access.error(message, "unavailable", offline=offline) from None


class _TooLargeError(Exception):
    pass


class _NotPackedError(Exception):
    pass


class _Body:
    """A body unpacked as it comes, never by more than it may have: httpx would unpack each piece whole, and a
    piece packed twice is a million times its size.
    """

    def __init__(self, most: int, encoding: str) -> None:
        import zlib

        encoding = encoding.strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise _NotPackedError
        self._most = most
        # 15 bits of window, and 16 for the header of gzip in place of zlib's
        self._zip = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
        self._got = bytearray()
        self._begun = False

    def add(self, chunk: bytes) -> None:
        import zlib

        room = self._most - len(self._got)
        if self._zip is None:
            self._got += chunk
        elif chunk:
            self._begun = True
            try:
                self._got += self._zip.decompress(chunk, room + 1)
            except zlib.error:
                raise _NotPackedError from None
        if len(self._got) > self._most:
            raise _TooLargeError

    @property
    def whole(self) -> bytes:
        # an empty body may be called gzip, but what has begun must have its end: else it was cut off
        if self._zip is not None and self._begun and not self._zip.eof:
            raise _NotPackedError
        return bytes(self._got)


def _broken(error: BaseException, access: Access) -> tuple[str, bool]:
    """Why there was no exchange, and whether there seems to be no network at all."""
    import errno
    import socket
    import ssl

    host = urlsplit(access.base_url).hostname or access.title
    cause: BaseException | None = error
    # httpx 0.28 wraps httpcore's error, which wraps the system's: only the innermost says why; chains may be circles
    for _ in range(10):
        if cause is None:
            break
        if isinstance(cause, socket.gaierror):
            return f"no network: {host} cannot be found", True
        if isinstance(cause, ssl.SSLError):
            return f"{access.title}'s certificate is not accepted", False
        if isinstance(cause, OSError):
            if cause.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN):
                return f"no network: {host} cannot be reached", True
            if cause.errno == errno.ECONNREFUSED:
                return f"{access.title} cannot be reached: {host} refuses the connection", False
        cause = cause.__cause__ or cause.__context__
    return f"the connection to {access.title} broke off", False


def retry_after(reply: Reply, now: datetime) -> float | None:
    """Seconds the feed asks us to stay away, from Retry-After as a number or a date."""
    from email.utils import parsedate_to_datetime

    text = reply.headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        # nine digits are thirty years; hundreds of them would be infinity
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None


def limited(access: Access, reply: Reply, now: datetime) -> FeedError:
    """The error of a feed that was asked too often, with when it may be asked again."""
    return access.error(f"{access.title} refuses for now (too many requests)", "rate_limited", retry_after(reply, now))


def refuse(access: Access, reply: Reply, now: datetime) -> None:
    """Raise the FeedError of a reply that is no data whatever the feed: by status first, then by its first bytes.

    What a status means to one feed alone (its 404, its 401) is for that feed to look at before.
    """
    title, status = access.title, reply.status
    if status == 429 or reply.head[:200].lower().find(b"too many requests") >= 0:
        raise limited(access, reply, now)
    if 300 <= status < 400:
        raise access.error(f"{title} sends us to another page (consent or a wall); not followed", "blocked")
    if status >= 500:
        raise access.error(f"{title} is out of order ({status})", "unavailable", retry_after(reply, now))
    if status == 401:
        raise access.error(f"{title} wants a login ({status})", "auth")
    if status == 403:
        raise access.error(f"{title} does not let us in ({status})", "blocked")
    if status == 404:
        raise access.error(f"{title} has no such page (404); check base_url in {access.place}", "bad_request")
    if status >= 400:
        raise access.error(f"{title} does not understand the request ({status})", "bad_request")
    if status != 200:  # 206 is a part of an answer, 203 another's version of it
        raise access.error(f"{title}'s answer cannot be believed: status {status} instead of 200", "bad_payload")


def refuse_page(access: Access, reply: Reply) -> None:
    """Raise the FeedError of HTML where data should be."""
    if reply.head[:1] == b"<":
        if b"will be right back" in reply.body[:20_000].lower():
            raise access.error(f"{access.title} is under maintenance", "unavailable")
        raise access.error(f"{access.title} answers with a page instead of data", "blocked")


def unreadable(access: Access, what: str) -> NoReturn:
    """Raises FeedError for an answer that cannot be; `what` names the part."""
    raise access.error(f"{access.title}'s answer cannot be believed: {what}", "bad_payload")


def refuse_currency(access: Access, listing: Listing, quoted: str) -> NoReturn:
    """Raises FeedError for a price in another currency than the listing's, with what to change."""
    there = symbol_at(listing.symbol, listing.venue)
    edit = f"thesis-tui listing edit {listing.symbol}"
    if there != listing.symbol:
        advice = f"on {listing.venue} feeds know it as {there}: {edit} --symbol {there}"
    else:
        advice = f"name its symbol on {listing.venue} ({edit} --symbol) or its currency (--currency)"
    unreadable(access, f"{listing.symbol} is in {listing.currency}, the price in {quoted}; {advice}")
