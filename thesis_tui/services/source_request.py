"""One request to a source: to the right host with the right things said, conditional, within bounds, and nowhere else.

The contact address goes to the SEC's host alone, a key to the host it is for. An address a thesis names may be
anybody's: it is asked over https only, where its name means a public address, and the connection goes to the address
that was looked at. What came is kept with its ETag in the cache, so that the same answer is not sent twice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import msgspec
from msgspec import Struct

from thesis_tui import __version__
from thesis_tui.errors import FeedError, InputError, StorageError
from thesis_tui.model.feeds import FeedSettings
from thesis_tui.model.file_format import FORMAT, newer_json
from thesis_tui.prices.http import Access, Reply, Web, refuse, retry_after
from thesis_tui.public_data.source import Answer, Ask, Host, Refusal
from thesis_tui.services.due import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.reader.fetch import Address, Resolve
    from thesis_tui.storage.settings import SecretSettings

MOST_REDIRECTS = 3
MAX_BODY = 20_000_000
TOTAL_SECONDS = 60.0
"""For a body of 4 MB over a slow line."""
# Larger answers are asked for whole again: an ETag saves a transfer, and the cache is no archive.
_KEPT_BODY = 5_000_000
_MOST_KEPT = 400
_FILE = "answers.json"
Refuse = Callable[[Answer, datetime], Refusal | None]


class _Known(Struct, omit_defaults=True):
    etag: str = ""
    modified: str = ""
    body: str = ""
    at: float = 0.0


class _KnownFile(Struct):
    format: int = FORMAT
    answers: dict[str, _Known] = {}


class Asker:
    """Asks through `web`. `sources` are the tables of the settings, `environ` where their keys may be.

    `resolve` and `allowed` decide which addresses of the user's own may be asked (reading.fetch has the defaults).
    """

    def __init__(
        self,
        web: Web,
        cache: Path,
        *,
        sources: Mapping[str, FeedSettings],
        secrets: Mapping[str, SecretSettings],
        contact: str,
        environ: Mapping[str, str],
        resolve: Resolve | None = None,
        allowed: Callable[[Address], bool] | None = None,
    ) -> None:
        from thesis_tui.reader import fetch

        self.web = web
        self._home = cache / FOLDER
        self._sources = sources
        self._secrets = secrets
        self._contact = contact
        self._environ = environ
        self._resolve = resolve or fetch.resolve
        self._allowed = allowed or fetch.is_public
        self._known: dict[str, _Known] | None = None

    def is_on(self, host: Host) -> bool:
        """Whether the settings let a source be asked."""
        return self._table(host).enabled

    def why_not(self, host: Host) -> str:
        """Why a source is not asked, in words the user can act on, or ""."""
        if not self.is_on(host):
            return f"{host.title} is switched off in [sources.{host.name}]"
        if host.contact and not self._contact:
            return f"{host.title} wants a contact address; set contact in the settings, it is sent to sec.gov only"
        return ""

    def mark(self, host: Host) -> str:
        """A digest of what decides how a source answers; nothing can be read back from it."""
        access = self._access(host)
        parts = "\0".join((access.base_url, access.user_agent, access.key))
        return blake2b(parts.encode(errors="replace"), digest_size=8).hexdigest()

    async def ask(self, host: Host, ask: Ask, refusal: Refuse, *, secret: str = "") -> Answer:
        """An answer that holds data. Raises FeedError with exactly one failure."""
        access = self._access(host)
        why = self.why_not(host)
        if why:
            raise access.error(why, "auth")
        if ask.url:
            # an address from a thesis, which may have come from anybody
            access, target = self._own(access, ask.url, secret)
        else:
            target = ask.target
        url = access.base_url.rstrip("/") + target
        first = url
        for number in range(MOST_REDIRECTS + 1):
            reply = await self._get(access, url, ask, own=bool(ask.url), secret=secret if ask.url else "", first=first)
            if not 300 <= reply.status < 400 or reply.status == 304:
                return self._answer(access, first, url, reply, refusal, keep=not secret)
            # a request with a secret follows no redirect: the secret is for one host
            url = self._next(
                access, url, reply, follows=number < MOST_REDIRECTS and not secret, anywhere=host.name == "feed"
            )
        raise access.error(f"{access.title} redirects too often", "blocked")

    async def _get(self, access: Access, url: str, ask: Ask, *, own: bool, secret: str, first: str) -> Reply:
        parts = urlsplit(url)
        base = f"{parts.scheme}://{parts.netloc}"
        # looked up anew for every redirect: the next host may be a private one
        address = await self._public(access, url) if own else ""
        headers = {"Accept": ask.accept, **dict(ask.headers)}
        known = self._answers().get(_key(first)) if not secret else None
        if known is not None:
            if known.etag:
                headers["If-None-Match"] = known.etag
            if known.modified:
                headers["If-Modified-Since"] = known.modified
        if secret:
            table = self._secrets[secret]
            headers[table.header] = f"{table.prefix}{self._key_of(table)}"
        # a redirect may have led elsewhere: the key stays with the host it is for
        elif access.key and base == _origin(access.base_url):
            headers["Authorization"] = f"Bearer {access.key}"
        path = url[len(base) :] or "/"
        return await self.web.get(access, path, None, headers, base_url=base, address=address)

    def _answer(self, access: Access, first: str, url: str, reply: Reply, refusal: Refuse, *, keep: bool) -> Answer:
        now = self.web.now()
        if reply.status == 304:
            body = self._kept_body(first)
            if body is None:
                # so that the next request is not conditional, and brings the body
                self._answers().pop(_key(first), None)
                raise access.error(
                    f"{access.title} says that nothing changed, but what came before is gone", "unavailable"
                )
            return Answer(200, reply.headers, body, url)
        answer = Answer(reply.status, reply.headers, reply.body, url)
        # the source's own words first: what a status means to it alone
        found = refusal(answer, now)
        if found is not None:
            # the longer of what is known of the source and what it asks for now
            waits = [item for item in (found.retry_after, retry_after(reply, now)) if item is not None]
            wait = max(waits, default=None)
            raise access.error(found.text, found.failure, wait)
        refuse(access, reply, now)
        if reply.status != 200:
            raise access.error(f"{access.title} answers without data ({reply.status})", "bad_payload")
        if keep:  # what a secret opens is not left in the cache
            self._keep(first, reply)
        return answer

    def _next(self, access: Access, url: str, reply: Reply, *, follows: bool, anywhere: bool) -> str:
        """Where a redirect leads: on the same host, or for a feed to any over https."""
        onward = urljoin(url, reply.headers.get("location", ""))
        try:
            before, after = urlsplit(url), urlsplit(onward)
            # with and without www. is one site
            same = (before.hostname or "").removeprefix("www.") == (after.hostname or "").removeprefix("www.")
            fine = follows and after.hostname and "@" not in after.netloc
            fine = fine and (same or anywhere) and after.scheme in (before.scheme, "https")
        except ValueError:
            fine = False
        if not fine or onward == url:
            raise access.error(f"{access.title} redirects elsewhere; not followed", "blocked")
        return onward

    # who is asked, and as whom

    def _table(self, host: Host) -> FeedSettings:
        return self._sources.get(host.name, FeedSettings())

    def _access(self, host: Host) -> Access:
        table = self._table(host)
        base = table.base_url or host.base_url
        agent = table.user_agent or f"thesis-tui/{__version__}"
        # told to the SEC's own host, or to the one the user put in its place
        if host.contact and self._contact and (_is_sec(base) or table.base_url):
            agent = f"{agent} {self._contact}"
        return Access(
            name=host.name, title=host.title, base_url=base, user_agent=agent, key=self._key_of(table), table="sources"
        )

    def _key_of(self, table: FeedSettings | SecretSettings) -> str:
        return table.key.strip() or (self._environ.get(table.key_env, "").strip() if table.key_env else "")

    def _own(self, access: Access, url: str, secret: str) -> tuple[Access, str]:
        """The access to an address of the user's own, and its path. Raises FeedError for one that is never asked."""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname or "", parts.port
        except ValueError:
            host, parts = "", urlsplit("")
        if parts.scheme != "https" and not (parts.scheme == "http" and access.name == "feed"):
            raise access.error(
                f"{url[:100]} is not asked; expected an address that begins with https://", "bad_request"
            )
        if not host or "@" in parts.netloc:
            raise access.error(f"{url[:100]} is not asked; expected a host without a name or password", "bad_request")
        if secret:
            table = self._secrets.get(secret)
            if table is None or not self._key_of(table):
                raise access.error(f"the settings have no key [secrets.{secret}]", "bad_request")
            if host.lower() != table.host.lower() or parts.scheme != "https":
                raise access.error(
                    f"[secrets.{secret}] is for {table.host} over https, and is not sent to {host}", "bad_request"
                )
        path = parts.path or "/"
        base = f"{parts.scheme}://{parts.netloc}"
        return msgspec.structs.replace(
            access, base_url=base, title=host, key=""
        ), f"{path}?{parts.query}" if parts.query else path

    async def _public(self, access: Access, url: str) -> str:
        """The address to connect to, where all a name has are public ones."""
        from thesis_tui.reader.fetch import addresses_of

        parts = urlsplit(url)
        host = parts.hostname or ""
        found = await addresses_of(host, parts.port or (443 if parts.scheme == "https" else 80), self._resolve)
        if not found:
            raise access.error(f"no network: {host} cannot be found", "unavailable", offline=True)
        # all of them: one private address among public ones is how a name is made to lead inside
        if not all(map(self._allowed, found)):
            raise access.error(f"{host} is in a private or local network and is not asked", "bad_request")
        # the very address that was looked at: looked up again, the name could mean another by then
        return str(found[0])

    # what came before

    def _answers(self) -> dict[str, _Known]:
        if self._known is None:
            try:
                raw = (self._home / _FILE).read_bytes()
                self._known = {} if newer_json(raw) else msgspec.json.decode(raw, type=_KnownFile).answers
            except (OSError, ValueError, RecursionError):
                self._known = {}
        return self._known

    def _body_path(self, url: str) -> Path:
        return self._home / f"{_key(url)}.body"

    def _kept_body(self, url: str) -> bytes | None:
        known = self._answers().get(_key(url))
        if known is None or not known.body:
            return None
        try:
            body = self._body_path(url).read_bytes()
        except OSError:
            return None
        return body if blake2b(body, digest_size=12).hexdigest() == known.body else None

    def _keep(self, url: str, reply: Reply) -> None:
        """Remembers an answer by its ETag or its date; one without either, or too large, is not kept."""
        from thesis_tui.storage.disk import write_atomically

        etag, modified = (_header(reply, name) for name in ("etag", "last-modified"))
        if not (etag or modified) or len(reply.body) > _KEPT_BODY:
            self._answers().pop(_key(url), None)
            return
        digest = blake2b(reply.body, digest_size=12).hexdigest()
        try:
            write_atomically(os.fspath(self._body_path(url)), reply.body, durable=False)
        except StorageError:
            return  # asked again in full the next time
        self._answers()[_key(url)] = _Known(etag, modified, digest, self.web.now().timestamp())

    def save(self) -> str:
        """Writes what was remembered; gives why it could not be, or ""."""
        from thesis_tui.storage.disk import remove, write_atomically

        if self._known is None:
            return ""
        newest = sorted(self._known.items(), key=lambda item: item[1].at, reverse=True)
        for key, _ in newest[_MOST_KEPT:]:
            remove(os.fspath(self._home / f"{key}.body"))
        try:
            retained = _KnownFile(answers=dict(newest[:_MOST_KEPT]))
            write_atomically(os.fspath(self._home / _FILE), msgspec.json.encode(retained), durable=False)
        except StorageError as error:
            return str(error)
        return ""


def failure(host: Host, error: InputError) -> FeedError:
    """An answer a source could not read, as a failure of that source."""
    return FeedError(f"{host.title}'s answer cannot be believed: {error}", "bad_payload", host.name)


def _header(reply: Reply, name: str) -> str:
    value = reply.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) < 200 else ""


def _key(url: str) -> str:
    return blake2b(url.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _is_sec(url: str) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    return host == "sec.gov" or host.endswith(".sec.gov")
