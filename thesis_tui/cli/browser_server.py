"""The server behind `serve`: Textual's own, behind a token.

Who may look is settled by a token in the address that works once: the browser that brings it gets a cookie, and the
next address is printed. Requests without that cookie, for another host, or from another site's page get nothing.
"""

from __future__ import annotations

import contextlib
import hmac
import logging
import secrets

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from textual_serve.server import Server

from thesis_tui.cli.output import say

COOKIE = "thesis_tui"
_REFUSED = "This browser is not let in. Open the address that thesis-tui serve printed last; each one works once.\n"

_FOCUS = """<script>
const looking = setInterval(() => {
  const keyboard = document.querySelector(".xterm-helper-textarea");
  if (keyboard) { keyboard.focus(); clearInterval(looking); }
}, 100);
</script>"""
"""Gives the terminal the keyboard once it is there: Textual's page waits for a click."""


class ThesisServer(Server):
    """Textual's server behind a token."""

    def __init__(self, command_line: str, host: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        super().__init__(command_line, host=host, port=port, title="thesis-tui", public_url=f"http://{shown}:{port}")
        self._token = secrets.token_urlsafe(24)
        self._session = secrets.token_urlsafe(24)

    @property
    def address(self) -> str:
        """The address that works now, once."""
        return f"{self.public_url}/?token={self._token}"

    def initialize_logging(self) -> None:
        """Only faults are told: requests have the token in them."""
        logging.basicConfig(level="ERROR", format="%(message)s")

    async def on_startup(self, _: web.Application) -> None:
        """Prints nothing: nobody is answered yet."""

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.middlewares.append(self._guard())
        return app

    def _guard(self) -> Middleware:
        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            # another name for this address may be a page's trick to be of the same site
            # and browsers leave out the port that http has unsaid
            own = self.public_url.removeprefix("http://")
            hosts = {own, own.removesuffix(":80")}
            origins = {f"http://{host}" for host in hosts}
            if (
                request.headers.get("Host", "") not in hosts
                or request.headers.get("Origin", self.public_url) not in origins
            ):
                raise web.HTTPForbidden(text=_REFUSED)
            if request.path == "/" and self._spend(request.query.get("token", "")):
                # to the address without the token, so that it stays in no history
                answer = web.HTTPSeeOther("/")
                answer.set_cookie(COOKIE, self._session, httponly=True, samesite="Strict", path="/")
                answer.headers["Referrer-Policy"] = "no-referrer"
                return answer
            if not hmac.compare_digest(
                request.cookies.get(COOKIE, "").encode(errors="replace"), self._session.encode()
            ):
                raise web.HTTPForbidden(text=_REFUSED)
            page = await handler(request)
            if request.path == "/" and isinstance(page, web.Response) and page.text is not None:
                page.text = page.text.replace("</body>", f"{_FOCUS}</body>", 1)
            return page

        return guard

    def _spend(self, token: str) -> bool:
        """Takes the token when it is the one that works; another one is made and printed."""
        # in a time that does not tell how much of it was right; of bytes, since it takes no text beyond ASCII
        if not hmac.compare_digest(token.encode(errors="replace"), self._token.encode()):
            return False
        self._token = secrets.token_urlsafe(24)
        with contextlib.suppress(OSError):
            say(f"opened; for another browser {self.address}")
        return True

    def serve(self, debug: bool = False) -> None:
        """Serves until ctrl+c or a request to end. Raises OSError."""
        self.debug = debug
        self.initialize_logging()
        # aiohttp (3.14) prints once the port answers, and not before
        web.run_app(self._make_app(), host=self.host, port=self.port, print=self._tell)

    def _tell(self, *_: object) -> None:
        say(f"open {self.address}\nctrl+c to stop")
