"""Sources asked on schedule, and how each stands, in words the user can act on. Nothing is asked here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from thesis_tui.model.live import (
    READINGS,
    JsonLive,
    Monitor,
    MonitorSource,
    ResultsLive,
    XbrlLive,
    host_of,
)
from thesis_tui.prices.memory import Memory
from thesis_tui.rules.live import every_of
from thesis_tui.services.auto_accept import held
from thesis_tui.services.due import FIGURES, FOLDER, MONITOR_EVERY, SHORTEST, may_ask, monitor_every
from thesis_tui.services.known_filings import FILE, Known, read_known

if TYPE_CHECKING:
    from thesis_tui.model.objects import Thesis
    from thesis_tui.services.loaded_thesis import LoadedThesis

Kind = Literal["monitor", "live", "figures"]
HOSTS: dict[str, tuple[str, str]] = {
    "sec": ("sec-data", "SEC"), "federal-register": ("federal-register", "Federal Register"), "feed": ("feed", "feed"),
    **{tag: (tag, kind.host_title) for tag, kind in READINGS.items()},
}  # fmt: skip
"""By source: the name its host has in the settings, and its title."""


class Watched(NamedTuple):
    """One thing that is asked for. `what` says of whom and what; `state` how it stands where that needs words, `ok`
    whether it does well; `came` is when something last came of it, `due` when it is asked next, None for now.
    """

    id: str
    kind: Kind
    title: str
    what: str
    source: str
    asked: datetime | None
    came: datetime | None
    due: datetime | None
    state: str
    ok: bool
    waits: bool = False
    """A reading of it waits for the user."""
    wants_contact: bool = False
    address: str = ""


class _Asked(NamedTuple):
    """A source to ask: `key` is what asking it is remembered as, `every` how long it is left alone."""

    id: str
    kind: Kind
    title: str
    what: str
    source: str
    key: str
    every: timedelta
    address: str = ""


def watched(thesis: LoadedThesis) -> tuple[Watched, ...]:
    """Figures of filings, then monitors, then live metrics, each as it stands."""
    memory = Memory(thesis.places.cache / FOLDER)
    off = may_ask(thesis)
    known = read_known(thesis.places.cache / FOLDER / FILE)
    return tuple(_stands(thesis, memory, item, off) for item in _all(thesis.book().thesis, known))


def _all(thesis: Thesis, known: Known) -> list[_Asked]:
    primary = thesis.listing[0].symbol
    rows = []
    filed = [item.live for item in thesis.metric if isinstance(item.live, XbrlLive | ResultsLive)]
    if filed:
        what = f"{', '.join(dict.fromkeys(live.issuer or primary for live in filed))}: {len(filed)} metrics"
        titles = [title for company in known.without.values() for title in company]
        if titles:
            what += f"; none filed for {', '.join(titles)}"
        rows.append(_Asked(FIGURES, "figures", "figures of filings", what, "sec", FIGURES, MONITOR_EVERY["sec"]))
    for item in thesis.monitor:
        every = monitor_every(item.source, item.every)
        title, what = item.title or item.id, monitor_what(item, primary)
        rows.append(_Asked(item.id, "monitor", title, what, item.source, f"monitor {item.id}", every, item.url))
    for metric in thesis.metric:
        live = metric.live
        if live is not None and not isinstance(live, XbrlLive | ResultsLive):
            every = max(every_of(live.every), SHORTEST)
            address = live.url if isinstance(live, JsonLive) else ""
            source, what = str(live.__struct_config__.tag), live.about
            rows.append(_Asked(metric.id, "live", metric.title, what, source, f"live {metric.id}", every, address))
    return rows


def _stands(thesis: LoadedThesis, memory: Memory, item: _Asked, off: str) -> Watched:
    now = thesis.now()
    name, shown = HOSTS[item.source]
    since = memory.since_asked(item.key, now)
    asked = None if since is None else now - since
    wants = item.source == "sec" and not thesis.settings.contact
    waits = item.kind == "live" and held(thesis, item.id) is not None
    # what the user can change first; a failure of the source is behind it
    trouble = off or _off(thesis, name, shown, wants=wants) or memory.trouble_of(name, item.id)
    state = trouble or ("a reading waits: it is far from what it was" if waits else "")
    return Watched(
        id=item.id, kind=item.kind, title=item.title, what=item.what, source=shown, asked=asked,
        came=_came(thesis, item.kind, item.id), due=None if asked is None else asked + item.every,
        state=state or ("" if asked else "not asked yet"), ok=not state, waits=waits, wants_contact=wants,
        address=item.address,
    )  # fmt: skip


def _off(thesis: LoadedThesis, name: str, shown: str, *, wants: bool) -> str:
    table = thesis.settings.sources.get(name)
    if table is not None and not table.enabled:
        return f"switched off in [sources.{name}]"
    return f"the {shown} wants a contact address; enter gives one" if wants else ""


def _came(thesis: LoadedThesis, kind: str, identity: str) -> datetime | None:
    """When a document of a monitor, or another reading of a metric, came last."""
    arrivals = thesis.book().arrivals
    if kind == "live":
        readings = arrivals.readings.get(identity, ())
        return readings[-1].at if readings else None
    monitor = "" if kind == "figures" else identity
    return max((item.came for item in arrivals.documents if item.monitor == monitor), default=None)


def monitor_what(monitor: Monitor, primary: str) -> str:
    """The subject of a monitor, in a few words."""
    match monitor.source:
        case "sec":
            forms = ", ".join(monitor.forms) or "all forms"
            return f"filings of {monitor.issuer or primary}: {forms}"
        case "federal-register":
            kinds = ", ".join(monitor.types) or "all kinds"
            return f"{(monitor.agency or 'all agencies').replace('-', ' ')}: {kinds}"
        case _:
            return host_of(monitor.url)


SOURCES: tuple[tuple[MonitorSource, str], ...] = (
    ("sec", "SEC: filings of a company"), ("federal-register", "Federal Register: rules"),
    ("feed", "feed: RSS, Atom or JSON Feed"),
)  # fmt: skip
"""Sources a monitor can ask, with words for each."""
