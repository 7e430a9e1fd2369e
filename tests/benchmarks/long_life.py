"""A thesis after twenty years: what it costs beside a new one, in the same run.

.venv/bin/python -m tests.benchmarks.long_life
"""

from __future__ import annotations

import asyncio
import gc
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.__main__ import best, environment, program, show, timed
from tests.benchmarks.market import bars
from tests.benchmarks.terminal import Seen, watch
from tests.prices.keeping import keep_series
from thesis_tui.model.objects import Listing
from thesis_tui.prices.feed import Series
from thesis_tui.prices.history import PriceStore
from thesis_tui.services.desk import Desk
from thesis_tui.services.market import FOLDER
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

PILLARS = ("cloud", "qwen", "chips", "hardware")
LISTINGS = (
    Listing(symbol="BABA", venue="NYSE", currency="USD"),
    Listing(symbol="AHLA.DE", venue="XETRA", currency="EUR"),
    Listing(symbol="9988.HK", venue="HKEX", currency="HKD"),
)


class Size(NamedTuple):
    entries: int = 20_000
    milestones: int = 2_000
    levels: int = 500
    articles: int = 1_000
    bars: int = 5_000


class _Journal:
    """Entries in the program's own format, by month."""

    def __init__(self) -> None:
        self.months: dict[str, list[str]] = {}
        self.count = 0

    def add(self, at: datetime, kind: str, *fields: str) -> str:
        identity = f"{at:%Y%m%dt%H%M%S}{self.count % 1000:03d}-bnch-{self.count:05d}"
        lines = ["[[entry]]", f"at = {at.isoformat(timespec='seconds')}", f'kind = "{kind}"', *fields]
        self.months.setdefault(f"{at:%Y-%m}", []).append("\n".join([*lines, f'id = "{identity}"', ""]))
        self.count += 1
        return identity


def fill(folder: Path, size: Size, today: date) -> None:
    """Twenty years of milestones with their odds and outcomes, levels, notes and articles, up to `today`."""
    journal = _Journal()
    end = datetime(today.year, today.month, today.day, tzinfo=UTC) - timedelta(days=1)
    start = end - timedelta(days=20 * 365)

    def at(number: int, count: int) -> datetime:
        return (start + (end - start) * number / count).replace(microsecond=0)

    entries: list[tuple[datetime, Callable[[], None]]] = []
    for number in range(size.milestones):
        _milestone(journal, number, at(number, size.milestones), today, entries)
    for number in range(size.levels):
        _level(journal, number, at(number, size.levels), retired=number % 5 < 2, entries=entries)
    notes = max(0, size.entries - len(entries))
    entries += [(at(n, notes), partial(_note, journal, n, at(n, notes))) for n in range(notes)]
    for _, write in sorted(entries, key=lambda pair: pair[0]):
        write()
    home = folder / "journal"
    home.mkdir(parents=True, exist_ok=True)
    for month, blocks in journal.months.items():
        (home / f"{month}.bnch.toml").write_text("format = 1\n" + "\n".join(blocks), encoding="utf-8")
    for number in range(size.articles):
        day = at(number, size.articles).date()
        (folder / "sources" / f"{day}-{number:04d}-article.toml").write_text(_article(number, day), encoding="utf-8")


def _milestone(
    journal: _Journal,
    number: int,
    at: datetime,
    today: date,
    entries: list[tuple[datetime, Callable[[], None]]],
) -> None:
    """Stated, its odds stated again, and ended unless its window is still to come."""
    known: list[str] = []
    first, last = at.date() + timedelta(days=30), at.date() + timedelta(days=90)

    def stated() -> None:
        known.append(
            journal.add(
                at, "milestone", f'title = "Milestone {number} of the plan is announced"', f"earliest = {first}",
                f"latest = {last}", f'pillar = "{PILLARS[number % 4]}"',
            )
        )  # fmt: skip

    def odds(days: int, value: int) -> None:
        journal.add(at + timedelta(days=days), "odds", f'milestone = "{known[0]}"', f"odds = {value}")

    def ended() -> None:
        outcome = "hit" if number % 3 else "missed"
        journal.add(at + timedelta(days=80), "outcome", f'milestone = "{known[0]}"', f'outcome = "{outcome}"')

    def settled() -> None:
        journal.add(at + timedelta(days=82), "settle", f'target = "{known[0]}"', 'text = "it came later than said"')

    entries.append((at, stated))
    entries.append((at + timedelta(seconds=1), lambda: odds(0, number % 101)))
    if last < today:
        entries.append((at + timedelta(days=40), lambda: odds(40, (number * 7) % 101)))
        entries.append((at + timedelta(days=80), ended))
        if number % 3 == 0:
            entries.append((at + timedelta(days=82), settled))


def _level(
    journal: _Journal, number: int, at: datetime, *, retired: bool, entries: list[tuple[datetime, Callable[[], None]]]
) -> None:
    known: list[str] = []

    def added() -> None:
        kind = ("support", "resistance", "target", "stop")[number % 4]
        listing = LISTINGS[number % 3]
        known.append(
            journal.add(
                at, "level", f'type = "{kind}"', f'listing = "{listing.symbol}"', f'currency = "{listing.currency}"',
                f"low = {100 + number % 90}.50", f'why = "the low of week {number}"',
            )
        )  # fmt: skip

    def taken() -> None:
        journal.add(at + timedelta(days=1), "retract", f'target = "{known[0]}"', 'note = "retired"')

    entries.append((at, added))
    if retired:
        entries.append((at + timedelta(days=1), taken))


def _note(journal: _Journal, number: int, at: datetime) -> None:
    if number % 11 == 0:
        journal.add(at, "evidence", f'text = "Reseller {number} lists it"', f'pillar = "{PILLARS[number % 4]}"',
                    'stance = "supports"')  # fmt: skip
        return
    text = f"Note {number}: a reseller says the glasses are in stock, two weeks for the larger model"
    journal.add(at, "note", f'text = "{text}"', f'pillar = "{PILLARS[number % 4]}"')


def _article(number: int, day: date) -> str:
    quarter = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    over = quarter - timedelta(days=1)
    begun = date(over.year, over.month - 2, 1)
    return (
        f'format = 1\ntitle = "Article {number} on the cloud and what it costs"\nadded = {day}\n'
        f'published_basis = "printed"\npublished = {day}\n'
        f'\n[[observation]]\nid = "a{number}-cloud"\nmetric = "cloud-revenue-yoy"\nvalue = 34\n'
        f"start = {begun}\nend = {over}\n"
        f'\n[[evidence]]\nid = "a{number}-said"\npillar = "{PILLARS[number % 4]}"\nstance = "supports"\n'
        f'text = "Demand was said to be ahead of what can be built, for the {number}th time"\n'
    )


def fill_prices(cache: Path, count: int, today: date) -> None:
    """`count` daily bars of every listing, up to yesterday."""
    history = tuple(bar for bar in bars(count, today) if bar.day.weekday() < 5)
    store = PriceStore(cache / FOLDER)
    now = datetime.now().astimezone()
    for listing in LISTINGS:
        series = Series(
            listing=listing.symbol, symbol=listing.symbol, feed="yahoo", source="Yahoo", currency=listing.currency,
            bars=history,
        )  # fmt: skip
        keep_series(store, listing, series, now)


def places(home: Path) -> Places:
    return Places(
        home / "data" / "thesis-tui", home / "config" / "config.toml", home / "state" / "thesis-tui",
        home / "cache" / "thesis-tui",
    )  # fmt: skip


def _redraws(home: Path, rounds: int = 5) -> dict[str, float]:
    """The best of some redraws of every screen, in milliseconds."""
    from thesis_tui.tui.app import ThesisApp
    from thesis_tui.tui.page_screen import PageScreen

    desk = Desk(places=places(home), settings=Settings(), clock=lambda: datetime.now().astimezone(), offline=True)
    found: dict[str, float] = {}

    async def sit() -> None:
        app = ThesisApp(desk)
        async with app.run_test(size=(120, 36)) as pilot:
            for key in ("1", "2", "3", "4", "6", "pillar", "5"):  # the journal goes on working beside the screen
                if key == "pillar":
                    app.session.open_screen(1)
                    await pilot.press("enter")
                else:
                    app.session.open_screen(int(key))
                await pilot.pause()
                screen = app.screen
                assert isinstance(screen, PageScreen)
                times = []
                for _ in range(rounds):
                    started = time.perf_counter()
                    screen.redraw()
                    times.append((time.perf_counter() - started) * 1000)
                    await pilot.pause()
                found[type(screen).__name__] = min(times)

    asyncio.run(sit())
    return found


def _day(home: Path, rounds: int) -> tuple[float, float]:
    """Memory in MB after the first quarter of a day's refreshes and after all of it: each judges the thesis anew."""
    moment = datetime.now().astimezone().replace(hour=0, minute=1)
    desk = Desk(places=places(home), settings=Settings(), clock=lambda: moment, offline=True)
    sizes = []
    for number in range(rounds):
        moment = moment.replace(hour=number * 15 // 60 % 24, minute=number * 15 % 60)
        desk.view()
        gc.collect()
        sizes.append(_megabytes())
    return sizes[rounds // 4], sizes[-1]


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    today = datetime.now().astimezone().date()
    with tempfile.TemporaryDirectory() as scratch:
        empty, full = Path(scratch) / "empty", Path(scratch) / "full"
        for home in (empty, full):
            home.mkdir()
            timed(program("note", "first"), environment(home))
        fill(places(full).data / "baba", Size(), today)
        fill_prices(places(full).cache, Size().bars, today)
        time.sleep(2.5)  # a file younger than that is read again
        timed(program("show"), environment(full))
        timed(program("show"), environment(full))
        memory: dict[str, list[float]] = {"empty": [], "full": []}

        def screen(name: str, home: Path) -> Callable[[], float]:
            def run() -> float:
                seen: Seen = watch(program("--offline"), b"Cloud growth", environ=environment(home))
                memory[name].append(seen.megabytes)
                return seen.seconds

            return run

        first, long = best(screen("empty", empty), screen("full", full))
        keys = watch(
            program("--offline"), b"Cloud growth", environ=environment(full),
            keys=[b"j", b"2", b"j", b"3", b"j", b"4", b"j", b"5", b"j", b"6", b"1", b"\r"],
        ).key_seconds  # fmt: skip
        peak = {name: min(values) for name, values in memory.items()}
        show("first text after twenty years, to new", long / first, "<= 1.15", f"{long:.3f} s to {first:.3f} s")
        show("peak memory after twenty years, to new", peak["full"] / peak["empty"], "<= 2",
             f"{peak['full']:.0f} MB to {peak['empty']:.0f} MB")  # fmt: skip
        print(f"key press to screen: {max(keys) * 1000:.0f} ms at most, "
              f"{sorted(keys)[len(keys) // 2] * 1000:.0f} ms in the middle")  # fmt: skip
        for name, spent in _redraws(full).items():
            print(f"redraw of {name:<20} {spent:6.1f} ms   wanted <= 100")
        early, late = _day(full, 96)
        print(f"a day of refreshes: {early:.0f} MB after a quarter of it, {late:.0f} MB at its end")


if __name__ == "__main__":
    main()
