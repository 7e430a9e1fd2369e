"""Asks for filings, rules, news and downloads, in a process of its own, after prices have been asked for.

`thesis-tui fetch --due` speaks to the sources and leaves what came in the thesis's folder, where the desk finds it.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from textual.app import App

from thesis_tui.errors import ThesisError
from thesis_tui.model.figures import counted
from thesis_tui.services.desk import Desk
from thesis_tui.services.due import evidence_due
from thesis_tui.tui.launcher import Ended, run_command
from thesis_tui.tui.session import Session

AGAIN_SECONDS = 300.0
"""How often it is looked whether anything is due; each source's own pace decides whether it is asked."""
PATIENCE_SECONDS = 900.0
"""A dozen hosts, each of them slow."""


class EvidenceFetched(NamedTuple):
    """The outcome: how many things are new, how many wait in all, and sentences the user should read."""

    new: int
    waiting: int
    news: tuple[str, ...] = ()
    offline: bool = False


class EvidenceFetch:
    """Asks for the open thesis by itself and when the user wants it, and says what came of it."""

    def __init__(self, app: App[int], session: Session) -> None:
        self._app = app
        self._session = session
        self.progress = ""
        """The source asked now, for the footer: "3 of 12, GitHub"; "" where nothing is."""
        self.by_hand = False
        """The user waits for it."""
        self._told_offline = False
        self._running = False

    @property
    def running(self) -> bool:
        """Whether a round is under way, whoever began it."""
        return self._running

    def begin(self) -> None:
        self._app.set_interval(AGAIN_SECONDS, self.ask)

    def ask(self, *, by_hand: bool = False, only: str = "") -> None:
        """Asks in the background; one round at a time. `only` is the id of one monitor or live metric."""
        if self._running and not by_hand:
            return
        self.by_hand = by_hand
        work = self._fetch(self._session.desk, by_hand, only)
        # by hand takes the place of a round that is under way: the user waits for the one
        self._app.run_worker(work, group="evidence", exclusive=True, exit_on_error=False)

    def stop(self) -> None:
        self._app.workers.cancel_group(self._app, "evidence")
        self._ended()

    def _ended(self) -> None:
        self._running = self.by_hand = False
        self.progress = ""

    async def _fetch(self, desk: Desk, by_hand: bool, only: str) -> None:
        try:
            if not by_hand and not evidence_due(desk):
                return
        except ThesisError:
            return
        if only:
            arguments = ["monitor", "ask", only, "--json", "--progress"]
        else:
            arguments = ["fetch", "--json", "--progress", *(() if by_hand else ("--due",))]
        self._running = True
        try:
            ended = await run_command(desk, arguments, patience=PATIENCE_SECONDS, on_line=self._hear)
            came = _answer(ended)
        except TimeoutError:
            came = EvidenceFetched(0, 0, ("some sources have not answered; they are asked again later",))
        except OSError as error:
            came = EvidenceFetched(0, 0, (f"sources cannot be asked: {error.strerror}",))
        self._app.call_later(self._show, desk, came, by_hand)

    def _hear(self, line: str) -> None:
        """A line of progress, "3/12 stars on GitHub", told in the thread that reads it."""
        number, slash, rest = line.partition("/")
        total, _, title = rest.partition(" ")
        if slash and number.isdigit() and total.isdigit():
            self._app.call_from_thread(self._show_progress, f"{number} of {total}, {title}")

    def _show_progress(self, progress: str) -> None:
        if self._running:
            self.progress = progress
            self._session.redraw()

    def _show(self, desk: Desk, came: EvidenceFetched, by_hand: bool) -> None:
        """Says what came, unless another thesis was opened meanwhile. Without a network it is said once."""
        if desk is not self._session.desk:
            return
        self._ended()
        self._session.reload()
        if came.offline:
            if by_hand or not self._told_offline:
                # in the footer: nobody asked, and in the corner it would cover the levels of a small screen
                self._session.say("no network: what is due is asked for later")
            self._told_offline = True
            return
        self._told_offline = False
        if came.new:
            waits = f"; {counted(came.waiting, 'document')} wait: 4" if came.waiting else ""
            self._session.notify(f"{came.new} new{waits}", timeout=10)
        elif by_hand:
            self._session.say("asked; nothing new")
        # what failed by itself is told where each source stands (4), not in a corner each five minutes
        for text in came.news if by_hand else ():
            self._session.notify(text, timeout=15)


def _answer(ended: Ended) -> EvidenceFetched:
    try:
        answer: dict[str, Any] = json.loads(ended.output)
        outcomes = answer["outcomes"]
        news = [str(text) for text in answer.get("news", ())]
        # three at most: sources tend to fail together, and 4 says of each how it stands
        news += [f"{item['title']}: {item['text']}" for item in outcomes if item["state"] in ("failed", "off")][:3]
        new = sum(int(item["new"]) for item in outcomes)
        return EvidenceFetched(new, int(answer["waiting"]), tuple(news), bool(answer.get("offline")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return EvidenceFetched(0, 0, (ended.complaint or "sources cannot be asked",))
