"""serve: a browser is let in once by the address, its tab records what is typed, and nobody else gets anything."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.cli.conftest import Home
from tests.cli.test_process import run, surroundings

DEADLINE = 30


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, capsys)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def log(home: Home) -> str:
    return run(home, "log").stdout.decode()


class Served:
    def __init__(self, home: Home, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.program = subprocess.Popen(
            [sys.executable, "-m", "thesis_tui", "serve", "--port", str(port), "--offline"],
            env=surroundings(home), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def next_address(self) -> str:
        assert self.program.stdout is not None
        for line in self.program.stdout:
            if found := re.search(r"http://\S+\?token=\S+", line):
                return found[0]
        pytest.fail(f"no address: ended with {self.program.wait()}")

    def stop(self) -> None:
        self.program.send_signal(signal.SIGINT)
        self.program.wait(DEADLINE)
        assert self.program.stdout is not None
        self.program.stdout.close()


@pytest.fixture
def served(home: Home) -> Iterator[Served]:
    server = Served(home, free_port())
    yield server
    server.stop()


async def _typed(address: str, base: str, keys: str, shown: str) -> None:
    """Opens the address, types the keys, and waits until the tab shows a text."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(address) as page:
            assert page.status == 200
            assert "token" not in str(page.url)
            assert "keyboard.focus()" in await page.text(), "keys are for the terminal without a click"
        async with browser.ws_connect(f"{base}/ws?width=100&height=30", origin=base) as tab:
            seen = ""
            typed = False
            async with asyncio.timeout(DEADLINE):
                async for message in tab:
                    if isinstance(message.data, bytes):
                        seen += message.data.decode("utf-8", "replace")
                    if not typed and "quit" in seen:
                        typed = True
                        for key in keys:
                            await tab.send_json(["stdin", key])
                            await asyncio.sleep(0.02)
                    if typed and shown in seen:
                        return


async def test_what_is_typed_in_a_browser_is_read_in_the_terminal(home: Home, served: Served) -> None:
    address = served.next_address()
    await _typed(address, served.base, "nfrom the browser\r", "noted")
    assert log(home).count("from the browser") == 1
    other = served.next_address()
    assert other != address
    await _typed(other, served.base, "nfrom a second one\r", "noted")
    assert log(home).count("from a second one") == 1


async def test_nobody_else_gets_anything(served: Served) -> None:
    address = served.next_address()
    async with aiohttp.ClientSession() as stranger:
        for path in ("/", "/?token=guessed", "/ws", "/static/js/textual.js", "/download/x"):
            async with stranger.get(served.base + path) as page:
                assert page.status == 403, path
        async with stranger.get(address, headers={"Host": "evil.example"}) as page:
            assert page.status == 403, "another name for this machine"
        async with stranger.get(address, headers={"Origin": "https://evil.example"}) as page:
            assert page.status == 403, "a page of another site"
        async with stranger.get(address, allow_redirects=False) as page:
            assert page.status == 303
            assert "HttpOnly" in page.headers["Set-Cookie"]
            assert "SameSite=Strict" in page.headers["Set-Cookie"]
        stranger.cookie_jar.clear()
        async with stranger.get(address) as page:
            assert page.status == 403, "the address works once"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are looked up in /proc")
async def test_the_tabs_end_with_the_server(home: Home) -> None:
    server = Served(home, free_port())
    task = asyncio.create_task(_typed(server.next_address(), server.base, "", "never shown"))
    mine = str(home.root).encode()

    def running() -> list[Path]:
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and mine in (entry / "environ").read_bytes():
                    found.append(entry)
            except OSError:
                continue
        return [entry for entry in found if int(entry.name) not in (os.getpid(), server.program.pid)]

    async with asyncio.timeout(DEADLINE):
        while not running():
            await asyncio.sleep(0.2)
        server.program.kill()
        server.program.wait()
        while running():
            await asyncio.sleep(0.2)
    task.cancel()
    assert server.program.stdout is not None
    server.program.stdout.close()
