"""Hugging Face: downloads, likes and numbers of models, by organisation or of one model, without a key.

`downloads` is of 30 days and counts every request of a model's query files, those of automatic tests among them; models
of six billion parameters and more are less tried and more used. The count since creation can fall: a revision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from thesis_tui.errors import InputError
from thesis_tui.model.live import HuggingFaceLive, ReadingKind
from thesis_tui.public_data.source import (
    Answer,
    Ask,
    Host,
    Measured,
    Refusal,
    encoded,
    next_link,
    read_json,
    shown,
    whole,
)

_PAGE = 1000
_MOST_PAGES = 10
_MOST_UNCOUNTED = Decimal("0.02")
"""Part of the models that may come without a count; more is another shape than expected."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}")
_PARAMETERS = re.compile(r"(?:min|max):\d{1,5}(?:\.\d)?[KMBT](?:,max:\d{1,5}(?:\.\d)?[KMBT])?")
_KEYS = {"downloads-30d": "downloads", "downloads": "downloadsAllTime", "likes": "likes", "models": "likes"}


class HuggingFace:
    """Hugging Face's API: downloads of 30 days, or likes, of a model or all of an organisation's."""

    host: Final = Host(
        name="huggingface", title="Hugging Face", base_url="https://huggingface.co", why="downloads and likes of models"
    )
    every: Final = timedelta(hours=24)

    def kind(self, live: HuggingFaceLive) -> ReadingKind:
        return "rolling-30d" if live.figure == "downloads-30d" else "counter"

    def fault(self, live: HuggingFaceLive) -> str:
        if bool(live.org) == bool(live.model):
            return 'say either org = "Qwen" or model = "Qwen/Qwen3-8B"'
        if not all(_NAME.fullmatch(part) for part in (live.model.split("/") if live.model else [live.org])):
            return f'"{shown(live.model or live.org)}" is no name of an organisation or a model'
        if live.parameters and not _PARAMETERS.fullmatch(live.parameters):
            return f'"{shown(live.parameters)}" is not accepted; write it like "min:6B"'
        return ""

    def asks(self, live: HuggingFaceLive, now: datetime) -> Sequence[Ask]:  # noqa: ARG002  (as every source has it)
        wanted = tuple(("expand[]", key) for key in ("downloads", "downloadsAllTime", "likes"))
        if live.model:
            return [Ask(path=f"/api/models/{'/'.join(map(encoded, live.model.split('/')))}", query=wanted)]
        size = (("num_parameters", live.parameters),) if live.parameters else ()
        query = (("author", live.org), ("sort", "downloads"), ("limit", str(_PAGE)), *size, *wanted)
        return [Ask(path="/api/models", query=query)]

    def more(self, live: HuggingFaceLive, answer: Answer, asked: int) -> Ask | None:
        link = urlsplit(next_link(answer))
        if not link.query or live.model or asked >= _MOST_PAGES or not link.path.endswith("/api/models"):
            return None
        # of the link only the query is used, and so no other host is ever asked
        return Ask(path="/api/models", query=tuple(parse_qsl(link.query)))

    def refusal(self, answer: Answer, now: datetime) -> Refusal | None:  # noqa: ARG002
        code = answer.headers.get("x-error-code", "")
        # what does not exist is answered like what is private, with 401
        if answer.status == 404 or (answer.status == 401 and code in ("RepoNotFound", "")):
            return Refusal("not_found", "Hugging Face knows no such model or organisation")
        if answer.status == 429:
            return Refusal("rate_limited", "Hugging Face refuses for now (too many requests)", _reset(answer))
        return None

    def read(self, live: HuggingFaceLive, answers: Sequence[Answer], now: datetime) -> Measured:
        key = _KEYS[live.figure]
        models: list[Any] = []
        for answer in answers:
            found = read_json(answer.body)
            models += found if isinstance(found, list) else [found]
        ids = {item.get("id") for item in models if isinstance(item, dict)}
        if not models:
            raise InputError(f"no model of {live.org or live.model} came; that is no answer, not zero")
        # a model that came twice would be counted twice
        if len(ids) != len(models) or None in ids:
            raise InputError("the list of models has another shape than expected")
        if live.org and not all(str(item).lower().startswith(f"{live.org.lower()}/") for item in ids):
            raise InputError(f"models came that are not {live.org}'s")
        counted = [item[key] for item in models if item.get(key) is not None]
        left_out = len(models) - len(counted)
        # two in a hundred; of ten to fifty models one
        if not counted or Decimal(left_out) / len(models) > max(
            _MOST_UNCOUNTED, Decimal(1) / len(models) if len(models) > 9 else Decimal(0)
        ):
            raise InputError(f"{left_out} of {len(models)} models came without a count")
        value = len(models) if live.figure == "models" else sum(whole(item, key) for item in counted)
        basis = f"{'sum over ' if live.org else ''}{len(models)} model{'s' if len(models) != 1 else ''}"
        if left_out:
            basis += f", {left_out} without a count"
        today = now.date()
        start = today - timedelta(days=30) if live.figure == "downloads-30d" else None
        return Measured(value=Decimal(value), data_day=today, start=start, end=today if start else None, basis=basis)


def _reset(answer: Answer) -> float | None:
    """Seconds until the window of requests begins anew, by the header RateLimit, when none is left."""
    found = re.search(r"r=(\d{1,9})\s*;\s*t=(\d{1,9})", answer.headers.get("ratelimit", ""))
    if found and int(found[1]) == 0:
        return float(found[2]) + 1
    text = answer.headers.get("retry-after", "").strip()
    return float(text[:9]) if text.isascii() and text.isdigit() else 300.0


SOURCE: Final = HuggingFace()
