"""Findings on files, permissions, settings and the terminal, and how to mend each."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from thesis_tui.errors import ThesisError
from thesis_tui.model import figures
from thesis_tui.rules.wording.doubts import doubt_text, revision_text

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from thesis_tui.model.bars import Bar
    from thesis_tui.model.view import View
    from thesis_tui.services.loaded_thesis import LoadedThesis
    from thesis_tui.storage.paths import Places
    from thesis_tui.storage.settings import Settings

# The newest: the rest are in `show --json`.
_MOST_REVISIONS = 5


SOON = 60
"""Days before the end of a venue's calendar from which on it is told."""


class Finding(Struct, frozen=True):
    """One thing looked at. `mend` says how to put right what is wrong, or to answer what is asked; "" when nothing
    is.
    """

    state: Literal["fine", "note", "asked", "wrong"]
    text: str
    mend: str = ""


def examine(
    places: Places,
    thesis: LoadedThesis | ThesisError,
    faults: Sequence[str],
    environ: Mapping[str, str],
    *,
    encoding: str,
    columns: int,
    rows: int,
    settings: Settings,
    offline: bool = False,
) -> list[Finding]:
    """Everything that was looked at, in the order of settings, directories, feeds, thesis, files, prices, terminal.

    `thesis` is the error when it could not be opened; `faults` are the settings'. Writes nothing. No finding has
    a key in it.
    """
    findings = [Finding("wrong", fault, "fix that line; the default is used meanwhile") for fault in faults]
    if not faults:
        state = "read" if places.config.is_file() else "not there, so every setting has its default"
        findings.append(Finding("fine", f"settings: {places.config}: {state}"))
    findings += [_directory("data", places.data), _directory("state", places.state), _directory("cache", places.cache)]
    findings += [*_feeds(settings, environ, offline=offline), _articles(offline=offline), *_sources(settings)]
    if isinstance(thesis, ThesisError):
        findings.append(Finding("wrong", str(thesis)))
    else:
        stored = _stored_prices(places, thesis)  # first, because reading the thesis sets a damaged file aside
        findings += [*_thesis(places, thesis), *_venues(thesis), *stored]
    findings += _terminal(environ, encoding, columns, rows)
    return findings


def _venues(thesis: LoadedThesis) -> list[Finding]:
    """Listings whose sessions are weekdays for want of a calendar, or will soon be."""
    from datetime import timedelta

    from thesis_tui.venues import find_venue, known_until, known_venues

    try:
        listings = thesis.book().thesis.listing
    except ThesisError:  # said of the thesis already
        return []
    findings = []
    for listing in listings:
        venue, label = find_venue(listing.venue), f"{listing.symbol}: {listing.venue}"
        until = known_until(venue)
        if listing.assumed:
            says = f"thesis-tui listing edit {listing.symbol} --venue {listing.venue}"
            findings.append(
                Finding("wrong", f"{label} is assumed, so no price of it is judged", f"{says}, or where it is")
            )
        if venue.kind == "unknown":
            names = ", ".join(known_venues()[:6])
            text = f"{label} is not in the table of venues: every weekday is a session that ends with its day"
            findings.append(
                Finding("note", text, f"if it is another name of one, write that in thesis.toml: {names}, …")
            )
        elif until is None:
            findings.append(Finding("note", f"{label}: its holidays are not known, so every weekday is a session"))
        elif until < thesis.today + timedelta(days=SOON):
            day = figures.long_day(until)
            text = f"{label}: its holidays are known to {day}, after that only those that follow a rule"
            findings.append(Finding("note", text, "a newer version of thesis-tui knows more"))
    return findings


def _directory(name: str, path: Path) -> Finding:
    label = f"{name}: {path}"
    if path.is_dir():
        if os.access(path, os.R_OK | os.W_OK | os.X_OK):
            return Finding("fine", label)
        return Finding("wrong", f"{label}: cannot be read and written", f"chmod u+rwx '{path}'")
    if os.path.lexists(path):
        return Finding("wrong", f"{label}: is not a directory", "move it away, or choose another --data-dir")
    above = next((parent for parent in path.parents if parent.exists()), None)
    if above is None or not above.is_dir() or not os.access(above, os.W_OK):
        return Finding("wrong", f"{label}: cannot be made in {above}", "make it by hand, or choose another place")
    return Finding("fine", f"{label}: not there yet; made when something is first recorded")


def _feeds(settings: Settings, environ: Mapping[str, str], *, offline: bool) -> list[Finding]:
    """Every host the program may ask for prices, and whether there is a key where one is wanted."""
    from thesis_tui.model.feeds import FEED_DEFAULTS, FEED_TITLES

    findings = []
    if offline:
        findings.append(Finding("note", "offline: nothing is fetched over the network"))
    # httpx 0.28 takes these from the environment by itself, the lower case first
    for variable in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        proxy = environ.get(variable.lower()) or environ.get(variable)
        if proxy:
            host = _host(proxy if "://" in proxy else f"http://{proxy}")
            findings.append(Finding("note", f"prices: asked through the proxy {host}, which {variable} names"))
    for name, default in FEED_DEFAULTS.items():
        table = settings.prices.get(name, default)
        # the host alone: an address may hold a key
        hosts = " and ".join(dict.fromkeys(_host(url) for url in _addresses(name, table.base_url, default.base_url)))
        text = f"prices: {FEED_TITLES[name]} at {hosts}"
        variable = table.key_env or default.key_env
        place = f"[prices.{name}]" if table.key.strip() else variable if environ.get(variable, "").strip() else ""
        if not table.enabled:
            findings.append(Finding("note", f"{text}: switched off in [prices.{name}]"))
        elif variable and not place:
            findings.append(
                Finding("note", f"{text}: no key, so it is not asked", f"set {variable}, or key in [prices.{name}]")
            )
        else:
            findings.append(Finding("fine", f"{text}: key set in {place}" if place else text))
    return findings


def _sources(settings: Settings) -> list[Finding]:
    """Every host that may be asked for filings, rules, downloads and news: why, how often, and what it is told."""
    from thesis_tui.model.feeds import FeedSettings
    from thesis_tui.public_data.documents import federal_register, feed, sec
    from thesis_tui.public_data.sources import all_sources
    from thesis_tui.services.due import INSPECTION_EVERY, MONITOR_EVERY

    if not settings.ask:
        return [Finding("note", "filings, rules, downloads and news: switched off (ask = false)")]
    rows = [
        (sec.DATA, MONITOR_EVERY["sec"]),
        (sec.PAGES, MONITOR_EVERY["sec"]),
        (federal_register.HOST, MONITOR_EVERY["federal-register"]),
        (feed.HOST, MONITOR_EVERY["feed"]),
        *((source.host, source.every) for source in all_sources().values()),
    ]
    found = []
    for host, every in rows:
        table = settings.sources.get(host.name, FeedSettings())
        base = table.base_url or host.base_url
        where = f" at {_host(base)}" if base else ""
        hours = every.total_seconds() / 3600
        often = f"every {hours:g} h" if hours >= 1 else f"every {hours * 60:g} min"
        if host is federal_register.HOST:
            often += (
                f", and for what is up for inspection every {INSPECTION_EVERY.total_seconds() / 3600:g} h of weekdays"
            )
        text = f"{host.title}{where}: {host.why}; at most {often}, where your thesis asks for it"
        if not table.enabled:
            found.append(Finding("note", f"{text}: switched off in [sources.{host.name}]"))
        elif host.contact and not settings.contact:
            mend = "set contact in the settings to your mail address; it is sent to sec.gov only"
            found.append(Finding("note", f"{text}: no contact address, so it is not asked", mend))
        elif host.contact:
            found.append(Finding("fine", f"{text}; sent with {settings.contact}"))
        else:
            found.append(Finding("fine", text))
    return found


def _articles(*, offline: bool) -> Finding:
    """Whether web pages can be read; the host is whatever address is given."""
    from thesis_tui import extras

    text = "articles: read URL: the address you give"
    if not extras.has("web"):
        return Finding(
            "note",
            f"{text}: needs the extra “web”, which is not installed, as do HTML files",
            extras.install_command("web"),
        )
    if offline:
        return Finding("note", f"{text}: not asked, offline; HTML files are read")
    return Finding("fine", f"{text}, and HTML files: the extra “web” is installed")


def _addresses(name: str, set_: str, own: str) -> tuple[str, ...]:
    if name == "tencent" and set_ in ("", own):
        from thesis_tui.prices.tencent import HISTORY_URL

        return own, HISTORY_URL
    return (set_ or own,)


def _host(url: str) -> str:
    """The host of an address, with its port where it names one; never what else may stand in it."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "no address"
    return f"{parts.hostname}{port}" if parts.hostname else "no address"


def _stored_prices(places: Places, thesis: LoadedThesis) -> list[Finding]:
    """Findings on prices stored from feeds and imported, listing by listing."""
    from thesis_tui.prices.history import FILE, PriceStore
    from thesis_tui.services.market import FOLDER, imported_path

    try:
        book = thesis.book()
    except ThesisError:
        return []
    listings, renamed = book.thesis.listing, book.retired.renamed
    findings = []
    path = places.cache / FOLDER / FILE
    store = PriceStore(places.cache / FOLDER)
    lines = []
    for listing in listings:
        quotes, history = store.quotes(listing), store.stored(listing)
        last = ", ".join(f"a price from {quote.source} of {_moment(quote.known_at)}" for quote in quotes)
        if history is not None and history.bars:
            lines.append(f"{listing.symbol} {_span(history.bars)}, from {history.source}{f', {last}' if last else ''}")
        elif last:
            lines.append(f"{listing.symbol} {last}")
    findings += [Finding("note", text) for text in store.messages()]
    if not path.exists():
        findings.append(Finding("fine", f"kept prices: {path}: not there yet; made when prices are fetched"))
    elif not findings:
        findings.append(Finding("fine", f"kept prices: {path}: {'; '.join(lines) or 'none of these listings yet'}"))
    expected = {imported_path(thesis.folder, listing, renamed).name: listing for listing in listings}
    for file in sorted((thesis.folder / FOLDER).glob("*.csv")):
        of = expected.get(file.name)
        findings += _imported(file, of.symbol) if of else [Finding("note", f"{file}: belongs to no listing; not read")]
    return findings


def _imported(path: Path, symbol: str) -> list[Finding]:
    """Finding on an imported file; its faults are among the thesis's problems."""
    from thesis_tui.prices.csv_file import read_prices_csv

    try:
        return [Finding("fine", f"imported prices: {path}: {symbol}, {_span(read_prices_csv(path))}")]
    except ThesisError:
        return []


def _span(bars: Sequence[Bar]) -> str:
    return f"{figures.days(len(bars))}, {figures.long_day(bars[0].day)} to {figures.long_day(bars[-1].day)}"


def _moment(at: datetime) -> str:
    return f"{figures.long_day(at.date())}, {at:%H:%M}"


def _thesis(places: Places, thesis: LoadedThesis) -> list[Finding]:
    from thesis_tui.storage.drafts import all_drafts

    others = [other for other in thesis.others if other != thesis.id]
    more = f"; others: {', '.join(others)} (--thesis ID, or thesis in the settings)" if others else ""
    where = f"{thesis.folder} (the bundled one; the first entry copies it)" if thesis.bundled else str(thesis.folder)
    findings = [Finding("fine", f"thesis: {thesis.id} in {where}{more}")]
    try:
        view = thesis.view()
    except ThesisError as error:
        return [*findings, Finding("wrong", str(error), "fix that file; E in the dashboard to open it at that line")]
    count = len(view.journal)
    findings.append(
        Finding(
            "fine",
            f"read: {figures.counted(len(view.pillars), 'pillar')}, {figures.counted(len(view.sources), 'source')}, "
            f"{figures.counted(count, 'journal entry', 'journal entries')}",
        )
    )
    findings += [Finding("wrong", problem.text, f"edit {thesis.folder / problem.path}") for problem in view.problems]
    findings += _doubted(view)
    if thesis.read_only_reason:
        findings.append(Finding("note", f"read-only: {thesis.read_only_reason}"))
    elif not thesis.bundled:
        fault = thesis.write_fault()
        if fault:
            findings.append(
                Finding("wrong", f"nothing can be saved now: {fault}", "make room, or give yourself the permission")
            )
        findings += [
            Finding("wrong", f"{path}: cannot be written", f"chmod u+w '{path}'")
            for path in (thesis.folder / "journal", thesis.folder / "sources")
            if path.exists() and not os.access(path, os.W_OK)
        ]
    findings += [
        Finding("note", f"an unsaved draft: {path}", "open that form again, or delete the file")
        for path in all_drafts(places, thesis.id)
    ]
    for path in sorted(thesis.folder.glob("*/*")) if not thesis.bundled else ():
        if path.is_file() and not os.access(path, os.R_OK):
            findings.append(Finding("wrong", f"{path}: cannot be read", f"chmod u+r '{path}'"))
    return findings


def _doubted(view: View) -> list[Finding]:
    """Prices that are doubted, with what to do, and what feeds corrected of past sessions."""
    accept = "thesis-tui price accept, or refuse; another day or source decides as well"
    findings = [Finding("asked", doubt_text(doubt), f"{accept} ({doubt.id})") for doubt in view.doubts]
    return findings + [Finding("fine", revision_text(revision)) for revision in view.revisions[:_MOST_REVISIONS]]


def _terminal(environ: Mapping[str, str], encoding: str, columns: int, rows: int) -> list[Finding]:
    findings = []
    if encoding.casefold().replace("-", "") != "utf8":
        findings.append(
            Finding("note", f"the locale is {encoding}, not UTF-8: plain signs are used", "export LC_ALL=C.UTF-8")
        )
    term = environ.get("TERM", "")
    if term in ("", "dumb"):
        findings.append(
            Finding("note", f'TERM is "{term}": the dashboard is printed, not run', "export TERM=xterm-256color")
        )
    if environ.get("NO_COLOR"):
        findings.append(Finding("note", "NO_COLOR is set: no colour is used"))
    if columns and rows and (columns < 80 or rows < 24):
        findings.append(Finding("note", f"the terminal is {columns}×{rows}", "make it 80×24 or larger"))
    return findings
