"""Readings from bodies as Hugging Face, GitHub, PyPI, npm and any JSON address give them."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import msgspec
import pytest

from thesis_tui.errors import InputError
from thesis_tui.model.live import (
    GithubLive,
    HuggingFaceLive,
    JsonLive,
    Live,
    NpmLive,
    PypiLive,
    ResultsLive,
    XbrlLive,
)
from thesis_tui.public_data.source import Answer, Measured
from thesis_tui.public_data.sources import all_sources, source_of
from thesis_tui.storage.paths import help_texts

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
QWEN = HuggingFaceLive(org="Qwen")


def answer(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, headers or {}, raw)


def read(live: Live, *bodies: object) -> Measured:
    return source_of(live).read(live, [answer(item) for item in bodies], NOW)


def refused(live: Live, status: int, body: bytes = b"", **headers: str) -> tuple[str, float | None]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    found = source_of(live).refusal(Answer(status, named, body), NOW)
    assert found is not None
    return found.failure, found.retry_after


def models(*rows: tuple[str, int | None]) -> list[dict[str, Any]]:
    return [
        {"_id": "x", "id": name, "downloads": count, "downloadsAllTime": count and count * 3, "likes": 1}
        for name, count in rows
    ]


def test_every_source_says_whom_it_asks_and_why() -> None:
    assert set(all_sources()) == {"huggingface", "github", "pypi", "npm", "json"}
    for source in all_sources().values():
        assert source.host.why
        assert source.every >= timedelta(hours=1)


# Hugging Face


def test_downloads_of_an_organisation_are_one_sum_over_its_pages() -> None:
    found = read(QWEN, models(("Qwen/Qwen3-8B", 700), ("Qwen/Qwen3-0.6B", 90)), models(("Qwen/Qwen3-VL", 10)))
    assert (found.value, found.basis) == (Decimal(800), "sum over 3 models")
    assert (found.start, found.end) == (date(2026, 10, 31), date(2026, 11, 30))


def test_the_next_page_is_the_one_the_link_names_and_never_another_host() -> None:
    source = source_of(QWEN)
    link = '<https://huggingface.co/api/models?author=Qwen&cursor=abc%3D>; rel="next"'
    more = source.more(QWEN, answer([], headers={"link": link}), 1)
    assert more is not None
    assert ("cursor", "abc=") in more.query
    elsewhere = '<https://example.org/secrets?author=Qwen>; rel="next"'
    assert source.more(QWEN, answer([], headers={"link": elsewhere}), 1) is None
    assert source.more(QWEN, answer([], headers={"link": link}), 10) is None


def test_the_size_of_models_narrows_what_is_asked() -> None:
    (ask,) = source_of(QWEN).asks(HuggingFaceLive(org="Qwen", parameters="min:6B"), NOW)
    assert ("num_parameters", "min:6B") in ask.query
    assert "expand%5B%5D=downloads" in ask.target


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ([], "not zero"),
        ({"error": "x"}, "another shape"),
        (models(("Qwen/A", None), ("Qwen/B", 3)), "1 of 2 models"),
        (models(("Other/A", 5)), "are not Qwen's"),
        (models(("Qwen/A", -5)), "whole number"),
        (models(("Qwen/A", 5), ("Qwen/A", 5)), "another shape"),
        (b"<html>", "a page came"),
        (b'[{"id": "Qwen/A", "downloads": 5', "cut off"),
    ],
)
def test_models_that_cannot_be_believed_are_refused(body: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(QWEN, body)


def test_one_model_without_a_count_among_many_is_left_out_and_said() -> None:
    found = read(QWEN, models(*((f"Qwen/M{number}", 10) for number in range(99)), ("Qwen/new", None)))
    assert (found.value, found.basis) == (Decimal(990), "sum over 100 models, 1 without a count")


def test_hugging_face_refusals_are_told_apart() -> None:
    assert refused(QWEN, 401, x_error_code="RepoNotFound") == ("not_found", None)
    assert refused(QWEN, 429, ratelimit='"api";r=0;t=55') == ("rate_limited", 56)
    assert refused(QWEN, 429, ratelimit='"api";r=4;t=55', retry_after="20") == ("rate_limited", 20)


# GitHub

STARS = GithubLive(repo=("QwenLM/Qwen3", "QwenLM/qwen-code"))


def test_stars_of_repositories_are_one_sum() -> None:
    assert read(STARS, {"stargazers_count": 26_000}, {"stargazers_count": 14_500}).value == 40_500


def test_recent_stars_leave_out_today() -> None:
    live = GithubLive(repo=("QwenLM/Qwen3",), figure="stars-28d")
    first = datetime(2026, 11, 29, tzinfo=UTC)
    weeks = [
        {
            "week": int((first - timedelta(weeks=back)).timestamp()),
            "total": 0,
            "days": [2, 99 if not back else 2, 2, 2, 2, 2, 2],
        }
        for back in range(6)
    ]
    found = read(live, weeks)
    assert found.value == 56
    assert found.end == date(2026, 11, 29)


def test_releases_of_four_weeks_leave_out_drafts_and_those_of_each_night() -> None:
    live = GithubLive(repo=("QwenLM/qwen-code",), figure="releases-28d")
    (ask,) = source_of(live).asks(live, NOW)
    assert ask.target == "/repos/QwenLM/qwen-code/releases?per_page=100"

    def released(on: str, *, draft: bool = False, prerelease: bool = False) -> dict[str, Any]:
        return {"tag_name": on, "draft": draft, "prerelease": prerelease, "published_at": f"{on}T08:00:00Z"}

    rows = [
        released("2026-11-30"), released("2026-11-29"), released("2026-11-02"), released("2026-11-01"),
        released("2026-11-20", prerelease=True), released("2026-11-19", draft=True),
        {**released("2026-11-18"), "published_at": None},
    ]  # fmt: skip
    assert (read(live, rows).value, read(live, rows).basis) == (Decimal(2), "releases of QwenLM/qwen-code")
    assert read(live, []).value == 0
    for body in ({"message": "x"}, [{"tag_name": "x"}], [released("2026-11-20")] * 100):
        with pytest.raises(InputError):
            read(live, body)


def test_github_refusals_are_told_apart() -> None:
    limit = b'{"message":"API rate limit exceeded for 203.0.113.7."}'
    assert refused(STARS, 403, limit, x_ratelimit_remaining="0", x_ratelimit_reset=str(int(NOW.timestamp()) + 900)) == (
        "rate_limited",
        900,
    )
    assert refused(STARS, 429, b"", retry_after="30") == ("rate_limited", 30)
    assert refused(STARS, 403, b'{"message":"abuse"}', retry_after="60") == ("rate_limited", 60)
    assert refused(STARS, 403, b'{"message":"Repository access blocked"}')[0] == "blocked"
    assert refused(STARS, 404)[0] == "not_found"


def test_a_repository_without_a_count_is_refused() -> None:
    with pytest.raises(InputError, match="stargazers_count"):
        read(STARS, {"stargazers_count": 1}, {"message": "Moved Permanently"})


# PyPI and npm

DASHSCOPE = PypiLive(package="dashscope")


def overall(counts: Mapping[date, int], package: str = "dashscope") -> dict[str, Any]:
    rows = [{"category": "without_mirrors", "date": on.isoformat(), "downloads": count} for on, count in counts.items()]
    noise = [{"category": "with_mirrors", "date": "2026-11-20", "downloads": 10**9}]
    return {"data": [*rows, *noise], "package": package, "type": "overall_downloads"}


def days(count: int, until: date = date(2026, 11, 29), each: int = 100) -> dict[date, int]:
    return {until - timedelta(days=back): each for back in range(count)}


def test_downloads_of_four_weeks_are_summed_without_mirrors() -> None:
    found = read(DASHSCOPE, overall(days(60)))
    assert (found.value, found.data_day) == (Decimal(2800), date(2026, 11, 29))
    assert (
        read(
            PypiLive(package="dashscope", figure="downloads-day"), overall({**days(60), date(2026, 11, 20): 9_999})
        ).value
        == 100
    )


def test_a_missing_day_is_no_nought_and_many_are_refused() -> None:
    holed = {on: count for on, count in days(60).items() if on.day != 15}
    found = read(DASHSCOPE, overall(holed))
    assert (found.value, found.basis) == (Decimal(2800), "sum of four weeks, 1 missing day taken as the median")
    with pytest.raises(InputError, match="have not been counted"):
        read(DASHSCOPE, overall(days(20)))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"data": [], "package": "dashscope"}, "no day has been counted"),
        (overall(days(60, each=0)), "does not count"),
        (overall(days(60), package="other"), "dashscope was asked for and other came"),
        (overall(days(60, until=date(2026, 11, 1))), "newest day"),
        ({"data": {}}, "another shape"),
    ],
)
def test_downloads_that_cannot_be_believed_are_refused(body: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(DASHSCOPE, body)


def test_a_refusal_of_pypistats_is_no_value() -> None:
    assert refused(DASHSCOPE, 429, b'<a href="/api/#etiquette">429 RATE LIMIT EXCEEDED</a>')[0] == "rate_limited"
    assert refused(DASHSCOPE, 404, b"404")[0] == "not_found"


def test_npm_days_not_yet_counted_are_dropped() -> None:
    live = NpmLive(package="@qwen-code/qwen-code")
    counts = {**days(42), date(2026, 11, 29): 0, date(2026, 11, 28): 0}
    body = {
        "package": live.package,
        "downloads": [{"day": on.isoformat(), "downloads": count} for on, count in sorted(counts.items())],
    }
    found = read(live, body)
    assert (found.value, found.data_day) == (Decimal(2800), date(2026, 11, 27))
    (ask,) = source_of(live).asks(live, NOW)
    assert ask.target == "/downloads/range/2026-10-19:2026-11-29/@qwen-code/qwen-code"


# any JSON


def json_live(**more: Any) -> JsonLive:
    return JsonLive(**{"url": "https://example.org/a.json", "value": "data.last_month", **more})


def test_a_number_is_found_by_its_expression() -> None:
    assert read(json_live(), {"data": {"last_month": 842000}}).value == 842_000
    assert read(json_live(value="sum(data[].n)"), {"data": [{"n": 1}, {"n": 2}]}).value == 3
    assert read(json_live(value="to_number(tokens)"), {"tokens": "55123456789"}).value == 55_123_456_789
    assert read(json_live(value="x"), b'{"x": 123456789012345}').value == 123_456_789_012_345
    assert read(json_live(value="x"), b'{"x": 0.1}').value == Decimal("0.1")


ROUTER = {
    "data": [
        {"date": "2026-09-15", "model_permaslug": "qwen/qwen3.5-397b-a17b-20260216", "total_tokens": "55123456789"},
        {"date": "2026-09-15", "model_permaslug": "qwen/qwen3-8b", "total_tokens": "876543211"},
        {"date": "2026-09-15", "model_permaslug": "other", "total_tokens": "1144000000000"},
    ],
    "meta": {"start_date": "2026-09-15", "end_date": "2026-09-15", "version": "v1"},
}
TOKENS = "sum(data[?starts_with(model_permaslug, 'qwen/')].to_number(total_tokens))"


def test_the_tokens_of_a_maker_on_a_router_are_a_sum_or_a_share_of_all() -> None:
    live = json_live(value=TOKENS, check="length(data) > `0`")
    assert read(live, ROUTER).value == 56_000_000_000
    share = json_live(value=TOKENS, share_of="sum(data[].to_number(total_tokens))")
    assert read(share, ROUTER).value == Decimal("4.6667")
    with pytest.raises(InputError, match="is not true of it"):
        read(live, {**ROUTER, "data": []})
    with pytest.raises(InputError, match="there is no share of it"):
        read(share, {**ROUTER, "data": []})


def test_an_address_may_name_todays_date_and_days_before_it() -> None:
    live = json_live(url="https://router.example/rankings?start_date={date-7}&end_date={date-1}&x={ymd}")
    (ask,) = source_of(live).asks(live, NOW)
    assert ask.url == "https://router.example/rankings?start_date=2026-11-23&end_date=2026-11-29&x=20261130"
    assert source_of(live).fault(live) == ""


def test_ratings_and_the_rank_of_an_app_are_read_as_its_shop_gives_them() -> None:
    app = {"trackId": 6466733523, "trackName": "千问", "userRatingCount": 812345}
    ratings = json_live(value="results[0].userRatingCount", check="resultCount == `1`", kind="counter")
    assert read(ratings, {"resultCount": 1, "results": [app]}).value == 812_345
    average = json_live(value="results[0].averageUserRating")
    long = b'{"results": [{"averageUserRating": 4.7123400000000001456612608104478567838668823242187500}]}'
    assert read(average, long).value == Decimal("4.71234")
    with pytest.raises(InputError, match="is not true of it"):
        read(ratings, {"resultCount": 0, "results": []})
    chart = {"feed": {"results": [{"id": "1", "name": "a"}, {"id": "6466733523", "name": "千问"}]}}
    rank = json_live(value="feed.results[].id", position="6466733523", kind="rank")
    assert read(rank, chart).value == 2
    with pytest.raises(InputError, match="7 is not among the 2 of"):
        read(json_live(value="feed.results[].id", position="7"), chart)


def test_json_that_stands_as_text_in_other_json_is_read() -> None:
    rows = [{"NEWS_ID": "1", "TITLE": "ANNOUNCEMENT OF RESULTS"}, {"NEWS_ID": "2", "TITLE": "NEXT DAY RETURN"}]
    live = json_live(inside="result", value="length([?contains(TITLE, 'RESULTS')])")
    assert read(live, {"result": json.dumps(rows), "recordCnt": 2}).value == 1
    for body in ({"result": "null"}, {"result": rows}, {"result": None}, {"result": "[{"}):
        with pytest.raises(InputError, match=r"does not fit|no text|no JSON"):
            read(live, body)


@pytest.mark.parametrize(
    ("body", "more", "words"),
    [
        (b'{"x": [1]}', {}, "a list and no number"),
        (b'{"x": {"y": 1}}', {}, "an object and no number"),
        (b'{"x": true}', {}, "true and no number"),
        (b'{"x": "7"}', {}, "and no number"),
        (b'{"x": null}', {}, "is not in it"),
        (b"{}", {}, "is not in it"),
        (b'{"x": NaN}', {}, "not a finite number"),
        (b'{"x": 1e999}', {}, "not a finite number"),
        (b'{"x": 1' + b"0" * 40 + b"}", {}, "more than 15 digits"),
        (b'{"x": 1}', {"check": "y == `2`"}, "is not true of it"),
        (b'{"x": 1}', {"min": Decimal(2)}, "below min"),
        (b'{"x": 9}', {"max": Decimal(2)}, "above max"),
        (b"<html>", {}, "no JSON"),
        (b'{"x": "a"}', {"value": "sum(x)"}, "does not fit"),
        (b"[" * 5_000, {}, "no JSON"),
    ],
)
def test_what_is_no_number_is_refused_in_words(body: bytes, more: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(json_live(**{"value": "x", **more}), body)


@pytest.mark.parametrize(
    ("live", "words"),
    [
        (json_live(url="http://example.org/"), "https://"),
        (json_live(url="https://me:secret@example.org/"), "without a name or password"),
        (json_live(url="file:///etc/passwd"), "https://"),
        (json_live(value="data["), "no JMESPath"),
        (json_live(value="a" * 501), "500 characters"),
        (json_live(min=Decimal(5), max=Decimal(1)), "above max"),
        (json_live(hold_if_factor=Decimal(1)), "above 1"),
        (HuggingFaceLive(), "either"),
        (HuggingFaceLive(org="../../etc"), "no name"),
        (HuggingFaceLive(org="Qwen", parameters="6B&x=1"), "min:6B"),
        (GithubLive(repo=("Qwen3",)), "QwenLM/Qwen3"),
        (GithubLive(repo=()), "between one"),
        (PypiLive(package="a/../b"), "no name"),
        (NpmLive(package="@a/b/../c"), "no name"),
    ],
)
def test_a_table_that_cannot_be_asked_says_what_would_be_accepted(live: Live, words: str) -> None:
    assert words in source_of(live).fault(live)


def test_the_examples_of_the_help_are_tables_that_can_be_asked() -> None:
    text = next(text for text in help_texts() if text.startswith("## Live metrics"))
    examples = [tomllib.loads(line)["live"] for line in text.splitlines() if line.startswith("live = ")]
    tables = [msgspec.convert(item, Live) for item in examples]
    assert {type(item) for item in tables} == set(get_args(Live)), "one of each source at least"
    for table in tables:
        if not isinstance(table, XbrlLive | ResultsLive):
            assert source_of(table).fault(table) == ""


def test_nothing_of_it_is_imported_at_start() -> None:
    import subprocess

    code = (
        "import sys; import thesis_tui.services.loaded_thesis; "
        "heavy = ('thesis_tui.public_data', 'feedparser', 'jmespath', 'httpx'); "
        "print([name for name in sys.modules if name.startswith(heavy)])"
    )
    reported = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert reported.stdout.strip() == "[]"
