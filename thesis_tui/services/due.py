"""Whether anything but prices may be asked for now, told without loading what asks: the dashboard looks each minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from thesis_tui.model.live import MonitorSource, ResultsLive, XbrlLive
from thesis_tui.rules.live import every_of

if TYPE_CHECKING:
    from thesis_tui.services.loaded_thesis import LoadedThesis

FOLDER = "evidence"
"""In the cache directory."""
SHORTEST = timedelta(hours=1)
"""No thesis can have a source of readings asked more often."""
# Half an hour is soon enough for what is decided by the day, and free services are not polled faster.
MONITOR_SHORTEST = timedelta(minutes=30)
MONITOR_EVERY: dict[MonitorSource, timedelta] = {
    "sec": MONITOR_SHORTEST, "federal-register": timedelta(hours=12), "feed": timedelta(hours=3),
}  # fmt: skip
INSPECTION_EVERY = timedelta(hours=1)
"""On weekdays; what is filed for public inspection is withdrawn within an hour at times."""
FIGURES = "figures"
"""The name by which asking for filings is remembered."""
_SEC = "sec-data"
_REGISTER = "federal-register"


def monitor_every(source: MonitorSource, text: str) -> timedelta:
    """How long a monitor's source is left alone."""
    return max(every_of(text) if text else MONITOR_EVERY[source], MONITOR_SHORTEST)


def inspection_name(monitor: str) -> str:
    """The name by which asking for what is up for public inspection is remembered."""
    return f"inspection {monitor}"


def is_inspected(now: datetime) -> bool:
    """Whether it is a weekday (in UTC): documents are filed for public inspection on working days."""
    return now.astimezone(UTC).weekday() < 5


def may_ask(thesis: LoadedThesis) -> str:
    """Why nothing may be asked for, as a sentence; "" when it may."""
    settings = thesis.settings
    if thesis.offline or settings.offline:
        return "offline: nothing is fetched; leave out --offline, or set offline = false"
    if thesis.as_of is not None:
        return "nothing is fetched with --today: these are the documents known then"
    return "" if settings.ask else "asking is switched off (ask = false in the settings)"


def evidence_due(thesis: LoadedThesis) -> bool:
    """Whether a monitor or a live metric may be asked by its pace, and its source did not refuse a short time ago."""
    if may_ask(thesis):
        return False
    from thesis_tui.prices.memory import Memory

    memory = Memory(thesis.places.cache / FOLDER)
    now = thesis.now()
    return any(
        _is_on(thesis, host) and not memory.rests(host, what, now) and _is_due(memory.since_asked(asked, now), every)
        for what, asked, host, every in _wanted(thesis)
    )


def _is_due(since: timedelta | None, every: timedelta) -> bool:
    # what is asked spreads its turns over a tenth of the pace: a little early is asked of nobody
    return since is None or since >= every * 11 / 10


def _is_on(thesis: LoadedThesis, host: str) -> bool:
    table = thesis.settings.sources.get(host)
    if table is not None and not table.enabled:
        return False
    return host != _SEC or bool(thesis.settings.contact)


def _wanted(thesis: LoadedThesis) -> list[tuple[str, str, str, timedelta]]:
    """Everything asked for: its id, what asking is remembered as, its host's name and its pace."""
    book = thesis.book().thesis
    hosts: dict[MonitorSource, str] = {"sec": _SEC, "federal-register": _REGISTER, "feed": "feed"}
    wanted = [
        (item.id, f"monitor {item.id}", hosts[item.source], monitor_every(item.source, item.every))
        for item in book.monitor
    ]
    if is_inspected(thesis.now()):
        wanted += [
            (item.id, inspection_name(item.id), _REGISTER, INSPECTION_EVERY)
            for item in book.monitor
            if item.source == "federal-register"
        ]
    for metric in book.metric:
        if metric.live is None:
            continue
        if isinstance(metric.live, XbrlLive | ResultsLive):
            if all(what != FIGURES for what, _, _, _ in wanted):
                wanted.append((FIGURES, FIGURES, _SEC, MONITOR_EVERY["sec"]))
        else:
            source = str(metric.live.__struct_config__.tag)
            wanted.append((metric.id, f"live {metric.id}", source, max(every_of(metric.live.every), SHORTEST)))
    return wanted
