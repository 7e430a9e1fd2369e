"""A year with a thesis: forty milestones, goalposts moved, two machines merged through git, and what it shows."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.end_to_end.terminal import Terminal
from thesis_tui.model import figures
from thesis_tui.model.view import Target
from thesis_tui.services.desk import Desk
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
START = datetime.now(UTC).date() - timedelta(days=365)
PILLARS = ("cloud", "chips")
THESIS = f"""\
format = 1
name = "Acme"
stance = "long"
statement = "Clouds sell"

[[listing]]
symbol = "ACME"
venue = "NYSE"
currency = "USD"

[[pillar]]
id = "cloud"
title = "Cloud"
claim = "The cloud keeps growing"
key = "growth"

[[pillar]]
id = "chips"
title = "Chips"
claim = "The chips arrive"
key = "chips-sold"

[[metric]]
id = "growth"
title = "cloud growth"
unit = "%"
pillar = "cloud"
change = true

[[metric]]
id = "chips-sold"
title = "chips sold"
unit = "chips"
pillar = "chips"
measures = "instant"

[[criterion]]
id = "cloud-kill"
pillar = "cloud"
severity = "kill"
since = {START}
metric = "growth"
operator = ">="
threshold = 15

[[criterion]]
id = "chips-warn"
pillar = "chips"
severity = "warn"
since = {START}
metric = "chips-sold"
operator = ">="
threshold = 400
"""


class Forecast(NamedTuple):
    """A milestone as it went: odds when stated and at the last, its end ("late" is a hit after its window)."""

    number: int
    opening: int
    last: int
    end: str

    @property
    def opens(self) -> date:
        return START + timedelta(days=10 + 8 * self.number)

    @property
    def closes(self) -> date:
        return self.opens + timedelta(days=12)

    @property
    def pillar(self) -> str:
        return PILLARS[self.number % 2]

    @property
    def happened(self) -> int:
        return int(self.end == "hit")


ENDS = ("hit", "hit", "missed", "late", "hit", "missed", "hit", "void")
YEAR = tuple(
    Forecast(
        number,
        (70, 60, 40, 55, 85)[number % 5],
        {"hit": 90, "missed": 10, "late": 65, "void": 50}[ENDS[number % 8]] - number % 3,
        ENDS[number % 8],
    )
    for number in range(40)
)
SCORED = [forecast for forecast in YEAR if forecast.end != "void"]


class Machine:
    """A home of its own with a clone of the thesis, and a clock that the year sets."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "data" / "acme"
        self.now = datetime.combine(START, time(9), UTC)
        self.places = Places(root / "data", root / "config.toml", root / "state", root / "cache")

    def begin(self) -> None:
        self.desk = Desk(places=self.places, settings=Settings(), clock=lambda: self.now, offline=True)
        self.desk.start()

    def on(self, day: date) -> Desk:
        """The desk on a day, later than all that was done before."""
        self.now = max(self.now, datetime.combine(day, time(9), UTC)) + timedelta(minutes=1)
        return self.desk

    def git(self, *argv: str) -> str:
        name = self.root.name
        who = ("-c", f"user.name={name}", "-c", f"user.email={name}@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *who, *argv], cwd=self.folder, capture_output=True, text=True, check=False, timeout=30
        )  # fmt: skip
        assert done.returncode == 0, f"git {' '.join(argv)}: {done.stdout}{done.stderr}"
        return done.stdout

    def sync(self) -> None:
        self.git("add", "-A")
        if self.git("status", "--porcelain"):
            self.git("commit", "-q", "-m", "entries")
        self.git("pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
        self.git("push", "-q", "origin", "main")

    @contextmanager
    def screens(self, size: tuple[int, int]) -> Iterator[Terminal]:
        """The dashboard, drawn; left by `q` at the end."""
        folders = {
            "THESIS_TUI_DATA_DIR": self.places.data, "THESIS_TUI_STATE_DIR": self.places.state,
            "THESIS_TUI_CACHE_DIR": self.places.cache, "THESIS_TUI_CONFIG": self.places.config,
        }  # fmt: skip
        with Terminal(self.root, size=size, more={name: str(path) for name, path in folders.items()}) as terminal:
            terminal.wait_for("q quit")
            terminal.quiet()
            yield terminal
            terminal.press("q")
            assert terminal.end() == 0


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """One of two machines, at the end of the year, with all that the other one did merged in."""
    root = tmp_path_factory.mktemp("year")
    origin = root / "origin.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(origin)], check=True, timeout=30)
    desk, laptop = Machine(root / "desk"), Machine(root / "laptop")
    desk.folder.mkdir(parents=True)
    (desk.folder / "thesis.toml").write_text(THESIS, encoding="utf-8")
    desk.begin()
    desk.git("init", "-q", "-b", "main")
    desk.git("remote", "add", "origin", str(origin))
    desk.git("add", "-A")
    desk.git("commit", "-q", "-m", "the thesis")
    desk.git("push", "-q", "origin", "main")
    laptop.folder.parent.mkdir(parents=True)
    subprocess.run(["git", "clone", "-q", str(origin), str(laptop.folder)], check=True, timeout=30)
    laptop.begin()
    play(desk, laptop)
    return desk


def play(desk: Machine, laptop: Machine) -> None:
    """The year, day by day: every third milestone is the laptop's, and the clones are merged now and then."""
    acts: list[tuple[date, int, str, Forecast | None]] = []
    for forecast in YEAR:
        acts.append((forecast.opens - timedelta(days=4), 0, "state", forecast))
        acts.append((forecast.opens + timedelta(days=6), 1, "restate", forecast))
        acts.append((forecast.closes + timedelta(days=2), 2, "end", forecast))
    acts += [(START + timedelta(days=40 * n), 3, "sync", None) for n in range(1, 9)]
    moves = {
        60: "level",
        65: "close 105",
        95: "close 95",
        300: "close 85",
        100: "figures",
        130: "level moved",
        200: "by hand",
        210: "on the screen",
        250: "notes",
    }
    acts += [(START + timedelta(days=at), 4, act, None) for at, act in moves.items()]
    ids: dict[int, str] = {}
    level = ""
    for day, _, act, about in sorted(acts, key=lambda days: days[:2]):
        if about is not None:
            mine = laptop if about.number % 3 == 2 else desk
            carry_out(mine.on(day), act, about, ids)
        elif act == "sync":
            merge(desk, laptop)
        elif act == "level":
            level = desk.on(day).add_level("support", "100", why="held twice").object_id
        elif act == "level moved":
            desk.on(day).edit_level(level, "support", "90")
        elif act.startswith("close "):
            before = day - timedelta(days=1)  # that day's own session is not over yet
            session = before - timedelta(days=max(0, before.weekday() - 4))
            desk.on(day).add_price(act.removeprefix("close "), at=f"{session}", close=True)
        elif act == "figures":
            ended = f"{day - timedelta(days=100)} to {day - timedelta(days=10)}"
            desk.on(day).observe("growth", "12 %", ended, source="the quarter")
            desk.on(day).observe("chips-sold", "300", f"{day}")
        elif act == "by hand":
            text = (desk.folder / "thesis.toml").read_text(encoding="utf-8")
            (desk.folder / "thesis.toml").write_text(text.replace("threshold = 15", "threshold = 10"), encoding="utf-8")
            desk.on(day).note("lowered the bar in the file")
            assert any("cloud-kill" in words for words in desk.desk.notices())
        elif act == "on the screen":
            desk.on(day).edit_criterion("chips-warn", "chips", "warn", metric="chips-sold", operator=">=",
                                        threshold="250")  # fmt: skip
        else:
            desk.on(day).note("written at the desk", Target("pillar", "cloud"))
            laptop.on(day).note("written on the laptop", Target("pillar", "chips"))
    last = START + timedelta(days=355)
    merge(desk, laptop)
    desk.on(last).mark_seen()
    laptop.on(last).note("heard on the train", Target("pillar", "chips"))
    desk.on(last).note("meanwhile at home")
    merge(laptop, desk)


def merge(*machines: Machine) -> None:
    """Each has what all of them did."""
    for item in (*machines, *machines[:-1]):
        item.sync()


def carry_out(desk: Desk, act: str, first: Forecast, ids: dict[int, str]) -> None:
    if act == "state":
        window = f"{first.opens} to {first.closes}"
        entry = desk.add_milestone(f"promise {first.number:02d}", window, first.pillar, odds=str(first.opening))
        ids[first.number] = entry.object_id
    elif act == "restate":
        desk.state_odds(ids[first.number], str(first.last), "with what is known now")
    else:
        day = first.closes + timedelta(days=1) if first.end == "late" else first.closes - timedelta(days=1)
        desk.end_milestone(ids[first.number], "hit" if first.end == "late" else first.end, f"{day}", note="seen")


def brier(shown: list[tuple[int, int]]) -> str:
    """The mean of (odds − outcome)², odds in percent, as the screen writes it."""
    total = sum((Decimal(odds) / 100 - happened) ** 2 for odds, happened in shown)
    return f"{total / len(shown):.2f}"


def test_the_milestones_screen_says_whether_the_odds_were_any_good(machine: Machine) -> None:
    with machine.screens((200, 60)) as terminal:
        terminal.press("3")
        terminal.wait_for("Were your odds any good?")
        terminal.quiet()
        text = " ".join(terminal.text.split())
        opening = brier([(forecast.opening, forecast.happened) for forecast in SCORED])
        last = brier([(forecast.last, forecast.happened) for forecast in SCORED])
        assert f"{len(SCORED)} scored" in text
        assert len(SCORED) == 35
        assert f"better than a coin toss, {last} against its 0.25" in text
        assert f"0 is perfect {opening} {last} 0.25" in text
        for low, high in ((0, 20), (21, 40), (41, 60), (61, 80), (81, 100)):
            inside = [forecast for forecast in SCORED if low <= forecast.last <= high]
            row = next(line for line in terminal.text.splitlines() if f" {low}–{high} %" in line and "┈" in line)
            came = f"{sum(forecast.happened for forecast in inside)} of {len(inside)}" if inside else figures.UNKNOWN
            assert row.endswith(came), (row, came)
        assert "61–80 %, came true" not in text, "five are too few for a word on them"
        for pillar, title in zip(PILLARS, ("Cloud", "Chips"), strict=True):
            own = [forecast for forecast in SCORED if forecast.pillar == pillar]
            scores = (
                brier([(getattr(forecast, name), forecast.happened) for forecast in own])
                for name in ("opening", "last")
            )
            assert f"{title} {len(own)} {' '.join(scores)}" in text


def test_the_pillar_screens_show_what_was_moved_and_what_was_known_then(machine: Machine) -> None:
    with machine.screens((160, 50)) as terminal:
        terminal.press("\r")
        terminal.wait_for("The cloud keeps growing")
        terminal.quiet()
        text = " ".join(terminal.text.split())
        moved = figures.day(START + timedelta(days=200), datetime.now(UTC).date())
        assert f"moved {moved}, kill threshold 15 % to 10 %; known then: +12 %" in text
        assert "no reason given" in text
        terminal.press("l")
        terminal.wait_for("The chips arrive")
        terminal.quiet()
        text = " ".join(terminal.text.split())
        moved = figures.day(START + timedelta(days=210), datetime.now(UTC).date())
        assert f"moved {moved}, warn threshold 400 to 250; known then: 300" in text
        terminal.press("2")
        terminal.wait_for("support")
        terminal.quiet()
        text = " ".join(terminal.text.split())
        assert "100.00 to 90.00; known then: close of 95.00 on" in text


def test_the_journal_has_both_machines_and_what_came_of_it(machine: Machine) -> None:
    with machine.screens((160, 50)) as terminal:
        terminal.press("5")
        terminal.wait_for("all kinds")
        terminal.press("/written")
        terminal.wait_for("written at the desk")
        terminal.wait_for("written on the laptop")
        terminal.quiet()
        assert " 2 of " in terminal.text
        terminal.press("\r")
        terminal.quiet()
        terminal.press("\x1b")
        terminal.quiet(0.5)  # a key after escape is another key
        assert " 2 of " not in terminal.text
        terminal.press("f")
        terminal.wait_for("note only")
        terminal.quiet()
        assert "outcome " not in terminal.text
        text = _only(terminal, "crossing")
        assert "✗ ACME closed below support 90.00" in text
        text = _only(terminal, "verdict")
        assert "✗ from at risk to broken: cloud growth +12 %" in text
        assert "◐ from broken to at risk: kill: cloud growth below 10 %" in text, "lowering the bar saved it"
        assert "◌ from unproven to stale: promise 02 became overdue" in text
        assert "◐ from stale to at risk: promise 02: missed, seen" in text
        terminal.press("j")
        terminal.wait_for("changed ")
        terminal.quiet()
        terminal.press("\r")
        terminal.wait_for("The cloud keeps growing")


def _only(terminal: Terminal, kind: str) -> str:
    """The journal with one kind of line, chosen by walking the kinds."""
    while f"{kind} only" not in terminal.text:
        terminal.press("f")
        terminal.quiet()
        assert "all kinds" not in terminal.text, f"there is no {kind}"
    return " ".join(terminal.text.split())


def test_the_dashboard_says_what_came_from_the_other_machine(machine: Machine) -> None:
    with machine.screens((160, 50)) as terminal:
        news = terminal.text.partition("Since you looked")[2].partition("cloud growth")[0]
        assert "heard on the train" in news
        assert "meanwhile at home" not in news
        terminal.press("x")
        terminal.wait_for("marked as seen")
        terminal.quiet()
        assert "heard on the train" not in terminal.text.partition("Since you looked")[2].partition("cloud growth")[0]
    journals = sorted({path.name.split(".")[1] for path in (machine.folder / "journal").iterdir()})
    assert len(journals) == 2, "each machine writes files of its own"
    assert machine.git("log", "--merges", "--oneline").count("\n") >= 3
