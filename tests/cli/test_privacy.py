"""Keys, hosts and permissions: what the program knows of its user stays here."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Home
from tests.end_to_end.terminal import COMMAND, Terminal
from tests.hostile.test_commands import COMMANDS
from tests.prices.bodies import FINNHUB, TRADEGATE
from tests.prices.loopback import Loopback, answer, open_door

KEY = "c4nary-1n-the-env"
OTHER = "c4nary-1n-the-c0nfig"
DIGITS = "40404040404040404"
ARTICLE = "Shares of Alibaba closed at $149.80 on Monday. Support sits at $141.20.\n"


def every_command(home: Home) -> str:
    """What every command prints."""
    article, csv = home.root / "article.txt", home.root / "prices.csv"
    article.write_text(ARTICLE, encoding="utf-8")
    csv.write_text("Date,Close\n2025-12-22,149.80\n", encoding="utf-8")
    filled = {"harm": "x", "article": str(article), "csv": str(csv)}
    result = [home.run(*(part.format(**filled) for part in command.split(" "))) for command in COMMANDS]
    return "".join(item.out + item.err for item in result)


def test_a_key_goes_to_its_feed_and_nowhere_else(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, others = Loopback(), Loopback()
    mine.on("/api/v1/quote", answer(FINNHUB))
    others.on("/refresh.php", answer(TRADEGATE))
    tables = f'[prices.tradegate]\nbase_url = "{others.url}"\n' + "".join(
        f"[prices.{name}]\nenabled = false\n" for name in ("yahoo", "tencent", "frankfurter", "ecb")
    )
    config = home.root / "config.toml"
    for given in (f'key = "{OTHER}"', ""):
        config.write_text(f'{tables}[prices.finnhub]\nbase_url = "{mine.url}"\n{given}\n', encoding="utf-8")
        monkeypatch.setenv("FINNHUB_KEY", KEY)
        home.environ["FINNHUB_KEY"] = KEY
        (home.root / "cache" / "prices" / "feeds.json").unlink(missing_ok=True)
        home.online = False
        printed = every_command(home)
        home.online = True
        printed += home.run("price", "--thesis", "baba").out
        assert KEY not in printed
        assert OTHER not in printed
    sent = [item.headers.get("x-finnhub-token") for item in mine.log]
    assert OTHER in sent
    assert KEY in sent
    for asked in others.log:
        assert KEY not in str(asked)
        assert OTHER not in str(asked)
    assert all(set(asked.query) <= {"symbol"} for asked in mine.log)
    for path in home.root.rglob("*"):
        if path.is_file() and path != config:
            assert KEY.encode() not in path.read_bytes(), path
            assert OTHER.encode() not in path.read_bytes(), path
    mine.close()
    others.close()


@pytest.mark.parametrize(
    "wrong",
    [
        f"[prices.finnhub]\nkey = {DIGITS}", f'[prices.finnhub]\nkey_env = "{OTHER}"',
        f'[prices.finnhub]\nkye = "{OTHER}"',
        f'[prices.finnhub]\nenabled = "{OTHER}"', f'[prices.finnhub]\nbase_url = "{OTHER}"',
        f'[prices.finhub]\nkey = "{OTHER}"',
        f'[prices]\nfinnhub = "{OTHER}"', f'[prices]\nkey = "{OTHER}"', f'key = "{OTHER}"', f'finnhub = "{OTHER}',
        f'[prices.finnhub]\nkey = ["{OTHER}"]', f'[prices.finnhub]\nkey = "{OTHER}',
        f"[prices.finnhub]\nkey = {OTHER}",
        f'[prices.finnhub]\nbase_url = "https://user:{OTHER}@example.org/?token={OTHER}"',
        f"[prices.finnhub]\nkey = '{OTHER}\\n'",
    ],
)  # fmt: skip
def test_a_key_in_the_wrong_place_is_not_repeated(home: Home, wrong: str) -> None:
    (home.root / "config.toml").write_text(f"{wrong}\n", encoding="utf-8")
    for command in (("doctor",), ("price",)):
        result = home.run(*command)
        assert OTHER not in result.out + result.err
        assert DIGITS not in result.out + result.err


@contextmanager
def proxy() -> Iterator[tuple[str, list[str]]]:
    """A proxy that lets nobody through, and whom each wanted to reach."""
    wanted: list[str] = []

    def hear(caller: socket.socket) -> None:
        wanted.append(caller.recv(4096).split(b" ")[1].decode())
        caller.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    with open_door(hear) as host:
        yield host, wanted


def test_doctor_lists_every_host_that_is_asked(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever leaves this machine passes a proxy that writes down where it wanted to go."""
    with proxy() as (address, wanted):
        for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://{address}")
        monkeypatch.setenv("FINNHUB_KEY", KEY)
        home.environ |= {"FINNHUB_KEY": KEY, "HTTPS_PROXY": f"http://me:{OTHER}@{address}"}
        every_command(home)
        assert wanted == []
        home.online = True
        home.run("price")
        listed = home.run("doctor").out
        assert f"through the proxy {address}, which HTTPS_PROXY names" in listed
        assert OTHER not in listed
        hosts = {text.removesuffix(":443") for text in wanted}
        assert len(hosts) > 2
        for host in hosts:
            assert host in listed
        home.run("price", "--offline")
        before = len(wanted)
        home.done("note", "x")
        home.run("read", str(home.root / "article.txt"), "--keep")
        assert len(wanted) == before


def test_what_is_created_is_for_the_user_alone(home: Home, tmp_path: Path) -> None:
    server = Loopback()
    server.on("/api/v1/quote", answer(FINNHUB))
    article, csv = tmp_path / "article.txt", tmp_path / "prices.csv"
    article.write_text(ARTICLE, encoding="utf-8")
    csv.write_text("Date,Close\n2025-12-22,149.80\n", encoding="utf-8")
    config = tmp_path / "config.toml"
    config.write_text(
        f'[prices.finnhub]\nbase_url = "{server.url}"\nkey = "k"\n'
        + "".join(
            f"[prices.{name}]\nenabled = false\n" for name in ("yahoo", "tencent", "tradegate", "frankfurter", "ecb")
        ),
        encoding="utf-8",
    )
    outer = tmp_path / "far" / "away"
    environ = {**os.environ, **home.environ, "HOME": str(tmp_path / "h")} | {
        f"THESIS_TUI_{name}_DIR": str(outer / name.lower()) for name in ("DATA", "STATE", "CACHE")
    }
    for argv in (
        ("note", "x"), ("read", str(article), "--keep"), ("price", "import", str(csv)), ("check",), ("price",),
        ("new", "ACME", "--name", "Acme", "--pillar", "One"),
    ):  # fmt: skip
        subprocess.run(
            [sys.executable, "-m", "thesis_tui", *argv], env=environ, umask=0, check=False, timeout=30,
            stdin=subprocess.DEVNULL, capture_output=True,
        )  # fmt: skip
    server.close()
    open_to_all = ("/bin/sh", "-c", 'umask 0; exec "$@"', "sh", *COMMAND, "--thesis", "baba")
    more = {name: text for name, text in environ.items() if name.startswith("THESIS_TUI")}
    with Terminal(tmp_path / "h", command=open_to_all, more=more) as terminal:
        terminal.wait_for("q quit")
        terminal.press("x")
        terminal.wait_for("marked as seen")
        terminal.press("q")
        assert terminal.end() == 0
    made = list((tmp_path / "far").rglob("*"))
    names = {path.name for path in made}
    assert {"thesis.toml", "prices.sqlite3", "feeds.json", "writer", "look-baba.json", "baba.csv"} <= names
    assert any(path.suffix == ".txt" for path in made)
    assert any(path.name.startswith("check-") for path in made)
    loose = {
        str(path): oct(stat.S_IMODE(path.stat().st_mode))
        for path in [tmp_path / "far", *made]
        if stat.S_IMODE(path.stat().st_mode) != (0o700 if path.is_dir() else 0o600)
    }  # fmt: skip
    assert loose == {}
