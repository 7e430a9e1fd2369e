"""One address to the bytes that are there, reached as the user's browser would and never as their network would.

An address may come from anybody: from a newsletter, or from a page that sends us on. What it must not do is
make this machine ask what only this machine can reach: the name is resolved once, every address it has must be
a public one, and the connection goes to the address that was looked at, not to the name (which may mean another
one a second later). Each redirect is looked at as the first address was.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, NamedTuple

from thesis_tui import __version__
from thesis_tui.errors import InputError
from thesis_tui.reader.plain_text import MAX_BYTES

if TYPE_CHECKING:
    import ssl

    import httpx

TOTAL_SECONDS = 20.0
CONNECT_SECONDS = 6.0
MOST_REDIRECTS = 5
MOST_TRIED = 2
"""Of the addresses a name has, in each of IPv4 and IPv6."""
USER_AGENT = f"Mozilla/5.0 (compatible; thesis-tui/{__version__})"
KINDS = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown")
_CHUNK = 65_536
_V4_KEPT = tuple(map(ip_network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/3",
)))  # fmt: skip
_V6_PUBLIC = ip_network("2000::/3")
_V6_KEPT = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""Within the public ones: Teredo and other tunnels, documentation, 6to4."""

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""A name and a port to the addresses it has; may block, and may raise OSError."""


class Fetched(NamedTuple):
    """`kind` is a content type of KINDS, or "" where none was said; `charset` as the server says it, or ""."""

    body: bytes
    url: str
    kind: str
    charset: str


def is_public(address: Address) -> bool:
    """Whether an address is one anybody may reach: no private, local, shared, reserved or group address, and none
    that carries another one in it (IPv4 in IPv6, NAT64, 6to4, Teredo).
    """
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _V4_KEPT)
    return address in _V6_PUBLIC and not any(address in network for network in _V6_KEPT)


def resolve(name: str, port: int) -> Sequence[str]:
    """The addresses the system knows for a name."""
    return list(
        dict.fromkeys(str(families[4][0]) for families in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM))
    )


async def addresses_of(name: str, port: int, resolve: Resolve = resolve) -> list[Address]:
    """The addresses a name has, none where it cannot be found."""
    try:
        return [ip_address(text) for text in await _in_time(resolve, name, port)]
    except (OSError, UnicodeError, ValueError):
        return []


async def fetch(
    url: str,
    *,
    resolve: Resolve = resolve,
    allowed: Callable[[Address], bool] = is_public,
    trust: ssl.SSLContext | None = None,
    total: float = TOTAL_SECONDS,
    most: int = MAX_BYTES,
) -> Fetched:
    """Fetches an http or https address. The whole exchange takes at most `total` seconds, however slowly names
    or bytes come; the body has at most `most` bytes, unpacked. Raises InputError that says why there is nothing.
    """
    import httpx

    first = _parsed(url)
    try:
        async with asyncio.timeout(total):
            async with httpx.AsyncClient(
                verify=trust or httpx.create_ssl_context(),
                trust_env=False,  # no proxy that would look names up by itself, no password out of a file
                timeout=httpx.Timeout(total, connect=CONNECT_SECONDS),
                # one host's connection, and its certificate, must not serve another host at the same address
                limits=httpx.Limits(max_keepalive_connections=0),
            ) as client:
                return await _Exchange(client, resolve, allowed, most).follow(first)
    except TimeoutError:
        raise InputError(f"{_shown(url)} did not answer in full within {total:g} s; {_OR_SAVE}", "file") from None


_OR_SAVE = "try again later, or save the article's text and read that file"


def _shown(url: object) -> str:
    """An address as messages name it, without a password in it."""
    from thesis_tui.reader.plain_text import one_line

    text = re.sub(r"(?<=//)[^/?#]*@", "", one_line(str(url)))
    return text if len(text) <= 100 else f"{text[:99]}…"


def _parsed(url: str, base: httpx.URL | None = None) -> httpx.URL:
    import httpx

    try:
        parsed = base.join(url) if base else httpx.URL(url.strip())
        port = parsed.port or 0
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise InputError(f"{_shown(url)} is no address; expected https:// or http:// and a host", "file") from None
    if parsed.scheme not in ("http", "https") or not parsed.host or not 0 <= port < 65_536:
        raise InputError(
            f"{_shown(url)} is not an address that can be read; expected https:// or http:// and a host", "file"
        )
    if parsed.userinfo:
        raise InputError(f"{_shown(url)} has a user name or password in it; leave that out", "file")
    return parsed.copy_with(fragment=None)


class _Exchange:
    """From the first address to the body, through every redirect."""

    def __init__(
        self, client: httpx.AsyncClient, resolve: Resolve, allowed: Callable[[Address], bool], most: int
    ) -> None:
        self._client, self._resolve, self._allowed, self._most = client, resolve, allowed, most

    async def follow(self, url: httpx.URL) -> Fetched:
        scheme = url.scheme
        for _ in range(MOST_REDIRECTS + 1):
            response = await self._ask(url)
            try:
                if not response.has_redirect_location:
                    return await self._read(response, url)
            finally:
                await response.aclose()
            url = _parsed(response.headers["location"], url)
            # the scheme is for the user to choose: over http a page can be read and changed on its way
            if url.scheme != scheme:
                raise InputError(
                    f"the address sends us on to {_shown(url)}, from {scheme} to {url.scheme}; that is not followed, "
                    "so give that address if you trust it",
                    "file",
                )
        raise InputError(f"the address sends us on more than {MOST_REDIRECTS} times, at last to {_shown(url)}", "file")

    async def _ask(self, url: httpx.URL) -> httpx.Response:
        """The head of an answer, from the first of the host's addresses that takes the connection."""
        import httpx

        addresses = await self._addresses(url)
        self._client.cookies.clear()  # they are kept by address here, and two hosts may share one
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": USER_AGENT,
            "Accept": f"{', '.join(KINDS)}, */*;q=0.1",
            # the one packing that `_body` unpacks piece by piece
            "Accept-Encoding": "gzip",
        }
        for number, address in enumerate(addresses):
            request = self._client.build_request(
                "GET", url.copy_with(host=str(address)), headers=headers,
                extensions={"sni_hostname": url.raw_host.decode("ascii").strip("[]")},
            )  # fmt: skip
            try:
                return await self._client.send(request, stream=True, follow_redirects=False)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if number + 1 == len(addresses):
                    raise InputError(_unreached(error, url), "file") from None
            except httpx.HTTPError:
                raise InputError(f"the connection to {url.host} broke off; {_OR_SAVE}", "file") from None
        raise AssertionError  # _addresses gives at least one

    async def _addresses(self, url: httpx.URL) -> list[Address]:
        name = url.raw_host.decode("ascii").strip("[]")
        port = url.port or (443 if url.scheme == "https" else 80)
        found = await addresses_of(name, port, self._resolve)
        if not found:
            raise InputError(
                f"{_shown(url.host)} cannot be found; check the address, and whether there is a network", "file"
            )
        if not all(map(self._allowed, found)):
            raise InputError(
                f"{_shown(url.host)} is not on the public internet but in a private or local network, and is not "
                "asked; save the page and read that file",
                "file",
            )
        return [
            address
            for at, address in enumerate(found)
            if sum(other.version == address.version for other in found[:at]) < MOST_TRIED
        ]

    async def _read(self, response: httpx.Response, url: httpx.URL) -> Fetched:
        _refuse(response, url)
        kind, charset = _content_type(response.headers.get("content-type", ""))
        if kind and kind not in KINDS:
            what = "a PDF" if kind == "application/pdf" else f"of the kind {_shown(kind)}"
            raise InputError(
                f"{_shown(url)} is {what}; a web page or plain text is read, so save its text and read that file",
                "file",
            )
        return Fetched(await self._body(response, url), str(url), kind, charset)

    async def _body(self, response: httpx.Response, url: httpx.URL) -> bytes:
        """The body, unpacked piece by piece, so that what is small packed never becomes large here."""
        import zlib

        import httpx

        coding = response.headers.get("content-encoding", "").strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip"):
            raise InputError(
                f"{_shown(url)} comes packed as {_shown(coding)}, which was not asked for; {_OR_SAVE}", "file"
            )
        # 31: the largest window with gzip's own header
        unpack = zlib.decompressobj(wbits=31) if "gzip" in coding else None
        body = bytearray()
        packed = 0
        try:
            async for chunk in response.aiter_raw(_CHUNK):
                packed += len(chunk)
                # one byte more than is allowed is enough to know that there is more
                body += chunk if unpack is None else unpack.decompress(chunk, self._most + 1 - len(body))
                if max(len(body), packed) > self._most:
                    raise InputError(
                        f"{_shown(url)} is larger than {self._most / 1_000_000:g} MB; save the article's text and read "
                        "that file",
                        "file",
                    )
        except zlib.error:
            raise InputError(f"what {_shown(url)} answers cannot be unpacked; {_OR_SAVE}", "file") from None
        except httpx.HTTPError:
            raise InputError(f"the connection to {url.host} broke off; {_OR_SAVE}", "file") from None
        if unpack is not None and packed and not unpack.eof:
            raise InputError(f"the connection to {url.host} broke off; {_OR_SAVE}", "file")
        return bytes(body)


async def _in_time(resolve: Resolve, name: str, port: int) -> Sequence[str]:
    """Resolves on a thread that nobody waits for: one in the loop's own pool would hold the program open for as
    long as a name server that never answers.
    """
    from threading import Thread

    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(found: Sequence[str] | None, error: Exception | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found or ())

    def run() -> None:
        found: Sequence[str] | None = None
        failed: Exception | None = None
        try:
            found = resolve(name, port)
        except Exception as error:  # noqa: BLE001  (it is raised again where the answer is waited for)
            failed = error
        if not loop.is_closed():
            try:
                loop.call_soon_threadsafe(settle, found, failed)
            except RuntimeError:
                return  # closed meanwhile: nobody waits any more

    Thread(target=run, name="resolve", daemon=True).start()
    return await answer


def _content_type(header: str) -> tuple[str, str]:
    from email.message import Message

    message = Message()
    message["content-type"] = header
    return (message.get_content_type() if header.strip() else ""), str(message.get_param("charset") or "")


def _refuse(response: httpx.Response, url: httpx.URL) -> None:
    status = response.status_code
    if status == 200:
        return
    shown = _shown(url)
    if status in (401, 402, 403, 407, 451):
        text = f"{shown} does not let us in ({status}); save the article's text from a browser and read that file"
    elif status in (404, 410):
        text = f"{shown} is not there ({status}); check the address"
    elif status == 429:
        text = f"{url.host} refuses for now ({status}); {_OR_SAVE}"
    elif status >= 500:
        text = f"{url.host} is out of order ({status}); {_OR_SAVE}"
    else:
        text = f"{shown} answers without a page ({status}); check the address"
    raise InputError(text, "file")


def _unreached(error: BaseException, url: httpx.URL) -> str:
    import ssl

    cause: BaseException | None = error
    # a chain of causes may be a circle
    for _ in range(10):
        if isinstance(cause, ssl.SSLError):
            return f"the certificate of {url.host} is not accepted, so the page may not be its own; it is not read"
        cause = cause and (cause.__cause__ or cause.__context__)
    return f"{url.host} cannot be reached; check the address, and whether there is a network"
