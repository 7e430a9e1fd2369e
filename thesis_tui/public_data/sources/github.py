"""GitHub: stars and forks of repositories together, and stars and releases of the last four weeks, without a key.

Stars are attention and can be bought. A repository that is renamed answers with another address, followed once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from thesis_tui.errors import InputError
from thesis_tui.model.live import GithubLive, ReadingKind
from thesis_tui.public_data.source import Answer, Ask, Host, Measured, Refusal, day, read_json, shown, whole

_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}")
_MOST = 20
_DAYS = 28
"""Whole weeks, for the days of a week differ."""
_PAGE = 100
"""Releases in one answer, the most there may be."""
_HEADERS = (("X-GitHub-Api-Version", "2026-03-10"),)
_ACCEPT = "application/vnd.github+json"


class Github:
    """GitHub's REST API: stars and forks of one or several repositories, or stars or releases of the last 28 days."""

    host: Final = Host(
        name="github",
        title="GitHub",
        base_url="https://api.github.com",
        why="stars, forks and releases of repositories",
    )
    every: Final = timedelta(hours=24)

    def kind(self, live: GithubLive) -> ReadingKind:
        return "level" if live.figure.endswith("-28d") else "counter"

    def fault(self, live: GithubLive) -> str:
        if not 1 <= len(live.repo) <= _MOST:
            return f"name between one and {_MOST} repositories"
        wrong = next((item for item in live.repo if not _REPOSITORY.fullmatch(item)), "")
        return f'"{shown(wrong)}" is no repository; write it like "QwenLM/Qwen3"' if wrong else ""

    def asks(self, live: GithubLive, now: datetime) -> Sequence[Ask]:  # noqa: ARG002  (as every source has it)
        end, size = {"stars-28d": ("/stargazers/history", "30"), "releases-28d": ("/releases", str(_PAGE))}.get(
            live.figure, ("", "")
        )
        query = (("per_page", size),) if size else ()
        return [Ask(path=f"/repos/{item}{end}", query=query, accept=_ACCEPT, headers=_HEADERS) for item in live.repo]

    def more(self, live: GithubLive, answer: Answer, asked: int) -> Ask | None:  # noqa: ARG002
        return None

    def refusal(self, answer: Answer, now: datetime) -> Refusal | None:
        if answer.status == 404:
            return Refusal("not_found", "GitHub knows no such repository")
        if answer.status in (403, 429):
            message = answer.body[:2000].lower()
            limited = (
                answer.status == 429
                or answer.headers.get("x-ratelimit-remaining") == "0"
                or "retry-after" in answer.headers
                or b"rate limit" in message
            )
            if limited:
                return Refusal("rate_limited", "GitHub refuses for now (too many requests)", _wait(answer, now))
            return Refusal("blocked", "GitHub does not let us in (403)")
        return None

    def read(self, live: GithubLive, answers: Sequence[Answer], now: datetime) -> Measured:
        if len(answers) != len(live.repo):
            raise InputError("not every repository was answered for")
        if live.figure in ("stars-28d", "releases-28d"):
            today = now.astimezone(UTC).date()
            count, what = (_recent, "stars added") if live.figure == "stars-28d" else (_released, "releases")
            total = sum(count(read_json(item.body), today) for item in answers)
            start, end = today - timedelta(days=_DAYS), today - timedelta(days=1)
            return Measured(value=Decimal(total), data_day=end, start=start, end=end, basis=_over(live, what))
        key = "stargazers_count" if live.figure == "stars" else "forks_count"
        total = 0
        for answer in answers:
            found = read_json(answer.body)
            if not isinstance(found, dict) or key not in found:
                raise InputError(f"a repository came without {key}")
            total += whole(found[key], key)
        return Measured(value=Decimal(total), data_day=now.date(), basis=_over(live, live.figure))


def _recent(found: object, today: date) -> int:
    """Stars added in the 28 days before today, whose own count is not whole. Raises InputError."""
    if not isinstance(found, list) or not found:
        raise InputError("the history of stars has another shape than expected")
    total, seen = 0, set()
    for week in found:
        if not isinstance(week, dict) or not isinstance(week.get("days"), list) or len(week["days"]) != 7:
            raise InputError("a week of stars has another shape than expected")
        begun = datetime.fromtimestamp(whole(week.get("week"), "the start of a week"), UTC).date()
        for place, added in enumerate(week["days"]):
            on = begun + timedelta(days=place)
            if today - timedelta(days=_DAYS) <= on < today and on not in seen:
                seen.add(on)
                total += whole(added, "stars of a day")
    return total


def _released(found: object, today: date) -> int:
    """Releases of the 28 days before today; a project may make one before a release each night. Raises InputError."""
    if not isinstance(found, list) or not all(isinstance(item, dict) and "prerelease" in item for item in found):
        raise InputError("the releases have another shape than expected")
    days = [(day(item.get("published_at")), item) for item in found]
    recent = [(on, item) for on, item in days if on is not None and today - timedelta(days=_DAYS) <= on < today]
    if len(found) == _PAGE and len(recent) == _PAGE:
        raise InputError(f"there are more than {_PAGE} releases in {_DAYS} days")
    return sum(not item.get("draft") and item.get("prerelease") is False for _, item in recent)


def _over(live: GithubLive, what: str) -> str:
    return f"{what} of {live.repo[0]}" if len(live.repo) == 1 else f"{what} of {len(live.repo)} repositories"


def _wait(answer: Answer, now: datetime) -> float:
    """Seconds to stay away: Retry-After, else the end of the window, else a minute."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    reset = answer.headers.get("x-ratelimit-reset", "").strip()
    if answer.headers.get("x-ratelimit-remaining") == "0" and reset.isascii() and reset.isdigit():
        return max(60.0, float(reset[:12]) - now.timestamp())
    return 60.0


SOURCE: Final = Github()
