"""Prices on the command line: asked of a server on this machine, kept, imported from a file."""

from __future__ import annotations

import json
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Home
from tests.cli.test_process import run
from tests.prices.bodies import FINNHUB, FRANKFURTER, TRADEGATE, US_LINE, baba, chart, daily
from tests.prices.loopback import Loopback, answer, page
from thesis_tui.model.feeds import FEED_DEFAULTS

KEY = "sk-c0ffee-5ecret"
EVENING = datetime(2026, 9, 4, 21, 0, tzinfo=UTC)
"""Friday, an hour after the close in New York."""
CHART = "/v8/finance/chart/BABA"
LIMIT = page("Edge: Too Many Requests", 429)
DAYS = "Date,Open,High,Low,Close\n2025-12-18,150,152,149,151\n2025-12-19,151,153,150,152.5\n"


@pytest.fixture
def online(home: Home, server: Loopback) -> Home:
    """A home with one listing, BABA, whose feeds are all at the server. Yahoo goes by another name of this machine:
    requests to one host keep their distance.
    """
    home.now = EVENING
    configure(home, server)
    home.done("new", "BABA", "--venue", "NYSE", "--currency", "USD")
    home.online = True
    toml = home.data / "baba" / "thesis.toml"
    lines = toml.read_text().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("venue"))
    lines[at] = 'venue = "NYSE"\nfeeds = { tencent = "usBABA" }'
    toml.write_text("\n".join(lines))
    return home


def configure(home: Home, server: Loopback, more: str = "") -> None:
    port = server.url.rsplit(":", 1)[1]
    tables = [
        f'[prices.{name}]\nbase_url = "http://{"localhost" if name == "yahoo" else "127.0.0.1"}:{port}"\n'
        for name in FEED_DEFAULTS
    ]
    (home.root / "config.toml").write_text("\n".join(tables) + more)


def test_what_is_fetched_is_printed_and_kept(online: Home, server: Loopback) -> None:
    server.on(CHART, answer(chart(baba(hasPrePostMarketData=False))))
    result = online.run("price")
    assert result.code == 0
    assert result.err == ""
    row, words = result.out.splitlines()
    assert " ".join(row.split()) == "BABA 113.24 USD close of 4 Sep, today +1.28 % from Yahoo"
    assert words.strip() == "Yahoo answered"
    price = json.loads(online.done("show", "--json"))["price"]
    assert (price["value"], price["session"], price["source"], price["stale"]) == ("113.24", "close", "yahoo", False)
    assert price["at"] == "2026-09-04T16:00:02-04:00"
    asked = len(server.log)
    again = online.done("price")
    assert "113.24" in again
    assert "asked a moment ago" in again
    assert len(server.log) == asked


def test_after_hours_stands_beside_the_close(online: Home, server: Loopback) -> None:
    outside = baba()
    outside["meta"]["dataGranularity"] = "1m"
    outside["timestamp"] = [1788552000, 1788555540]
    quote = {name: [113.24, 113.01] for name in ("open", "high", "low", "close")}
    outside["indicators"]["quote"] = [quote]
    server.on(CHART, answer(chart(baba())), answer(chart(outside)), answer(chart(baba())))
    row, extended, _ = online.done("price").splitlines()
    assert "113.24  USD  close of 4 Sep, today" in row
    assert extended.strip().startswith("113.01 USD after hours, ")
    assert "−0.20 %" in extended
    found = json.loads(online.done("show", "--json"))
    assert found["extended"]["BABA"]["value"] == "113.01"
    assert found["extended"]["BABA"]["session"] == "after hours"


def test_the_next_feed_answers_and_what_the_first_said_is_told(online: Home, server: Loopback) -> None:
    server.on(CHART, LIMIT)
    server.on("/utf8/q=usBABA", answer(US_LINE, kind="text/plain"))
    found = json.loads(online.done("price", "--json"))
    (mine,) = found["listings"]
    assert found["not_fetched"] is None
    assert (mine["price"]["value"], mine["answered"]) == ("113.24", "tencent")
    assert [(item["feed"], item["failure"]) for item in mine["failed"]] == [("yahoo", "rate_limited")]
    assert datetime.fromisoformat(mine["failed"][0]["until"]) > EVENING
    assert "too many requests" in mine["words"]


def test_when_no_feed_answers_the_code_is_1_and_stderr_says_so(online: Home, server: Loopback) -> None:
    server.on(CHART, LIMIT)
    result = online.run("price")
    assert result.code == 1
    assert "no new price for BABA: Yahoo refuses for now (too many requests)" in result.err
    assert "no price yet" in result.out
    assert "too many requests" in result.out
    online.done("price", "100.5", "--close", "--at", "2026-09-04")
    result = online.run("price")
    assert result.code == 1
    assert "100.50" in result.out
    assert "from you" in result.out


def test_offline_the_kept_prices_are_printed_and_why(online: Home, server: Loopback) -> None:
    server.on(CHART, answer(chart(baba(hasPrePostMarketData=False))))
    online.done("price")
    asked = len(server.log)
    online.now = datetime(2026, 9, 20, 12, 0, tzinfo=UTC)
    result = online.run("price", "--offline")
    assert result.code == 0
    assert "16 days old, stale" in result.out
    assert "offline" in result.err
    past = online.run("price", "--today", "2026-09-05")
    assert past.code == 0
    assert "yesterday" in past.out
    assert "--today" in past.err
    assert len(server.log) == asked


def test_a_fresh_home_can_fetch_and_only_the_cache_is_written(home: Home, server: Loopback) -> None:
    home.now, home.online = EVENING, True
    configure(home, server, "")
    server.on("/utf8/q=usBABA,hk09988", LIMIT)
    server.on("/refresh.php", answer(TRADEGATE))
    server.on("/api/v1/quote", answer(FINNHUB))
    server.on("/v1/latest", answer(FRANKFURTER))
    for path in (CHART, "/v8/finance/chart/9988.HK", "/v8/finance/chart/AHLA.DE"):
        server.on(path, LIMIT)
    out = home.done("price")
    assert "Tradegate answered\n    Yahoo refuses for now (too many requests); next try at 21:15" in out
    assert {path.name for path in home.root.iterdir()} == {"cache", "config.toml"}


def test_the_users_own_close_is_not_dropped_by_dropping_a_feeds(home: Home) -> None:
    home.done("price", "148.20", "--close", "--at", "2025-12-22", "--sure")
    text = home.refused("price", "drop", "2025-12-22")
    assert "the close of Mon 22 Dec 2025 is your own, 148.20" in text


def test_only_one_listing_when_one_is_named(home: Home) -> None:
    out = home.done("price", "--listing", "baba", "--today", "2025-12-23")
    assert out.startswith("BABA")
    assert len(out.splitlines()) == 1
    assert home.run("price", "--listing", "AHLA.DE", "--today", "2025-01-01").code == 2
    assert "BABA (USD)" in home.refused("price", "--listing", "XYZ")


def test_another_listing_is_converted_beside_and_marked(online: Home, server: Loopback) -> None:
    toml = online.data / "baba" / "thesis.toml"
    listing = '[[listing]]\nsymbol = "89988.XX"\nvenue = "ELSEWHERE"\ncurrency = "EUR"\n\n'
    text = toml.read_text()
    at = text.index("[[listing]]")
    end = text.index("\n\n", at) + 2
    toml.write_text(text[:end] + listing + text[end:])
    configure(online, server, "\n")
    server.on(CHART, answer(chart(baba(hasPrePostMarketData=False))))
    server.on("/v1/latest", answer(FRANKFURTER))
    out = online.done("price")
    assert "≈97.59  EUR" in out
    assert "BABA at 0.8618 on 4 Sep" in out
    beside = json.loads(online.done("show", "--json"))["converted"]["89988.XX"]
    assert (beside["currency"], beside["of"], beside["day"]) == ("EUR", "BABA", "2026-09-04")


def test_the_key_is_never_printed_or_written(online: Home, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINNHUB_KEY", KEY)
    online.environ["FINNHUB_KEY"] = KEY
    server.on(CHART, LIMIT)
    server.on("/api/v1/quote", page("<html>no</html>", 401))
    result = [online.run(*argv) for argv in (("price",), ("price", "--json"), ("doctor",), ("show", "--json"))]
    assert "Finnhub" in result[0].out
    assert "key set in FINNHUB_KEY" in result[2].out
    assert server.asked("/api/v1/quote")[0].headers["x-finnhub-token"] == KEY
    assert not any(KEY in item.target for item in server.log)
    assert not any(KEY in item.out + item.err for item in result)
    assert not any(KEY.encode() in path.read_bytes() for path in online.root.rglob("*") if path.is_file())


def test_the_process_fetches_end_to_end(online: Home, server: Loopback) -> None:
    now = int(time.time())
    days = [(now - 86400 * ago, 110.0 + ago) for ago in (4, 3, 2, 1)]
    server.on(CHART, answer(chart(daily("BABA", "USD", days, regularMarketTime=now - 86400))))
    done = run(online, "price")
    assert done.returncode == 0, done.stderr
    out = done.stdout.decode()
    assert "111.00 USD" in " ".join(out.split())
    assert "Yahoo answered" in out
    assert done.stderr == b""
    assert all(item.headers["user-agent"].endswith("thesis-tui/0.1.0)") for item in server.log)
    assert json.loads(run(online, "show", "--json").stdout)["price"]["source"] in ("yahoo", "file")


# prices of a file


def imported(home: Home, text: str, *options: str) -> str:
    """What an import of a file says that succeeds."""
    path = home.root / "prices.csv"
    path.write_text(text, encoding="utf-8")
    return home.done("price", "import", str(path), *options)


def refused(home: Home, text: str, *options: str) -> str:
    path = home.root / "prices.csv"
    path.write_text(text, encoding="utf-8")
    return home.refused("price", "import", str(path), *options)


def kept_rows(home: Home, symbol: str = "baba") -> list[str]:
    """The rows of the imported file in the thesis folder."""
    path = home.data / "baba" / "prices" / f"{symbol}.csv"
    return path.read_text().splitlines()[3:] if path.exists() else []


def test_a_file_is_imported_onto_what_is_there(online: Home) -> None:
    out = imported(online, DAYS, "--listing", "baba")
    assert "imported 2 days of BABA in USD, 18 Dec 2025 to 19 Dec 2025\n2 days in total in" in out
    out = imported(online, "Datum;Schlusskurs\n19.12.2025;154,50\n22.12.2025;155,25\n")
    assert "19 Dec 2025 to 22 Dec 2025\n3 days in total in" in out
    assert kept_rows(online) == ["2025-12-18,150,152,149,151", "2025-12-19,,,,154.5", "2025-12-22,,,,155.25"]
    assert "imported prices" in online.done("doctor")


def test_imported_rows_follow_a_split_that_comes_after_them(home: Home) -> None:
    imported(home, "Date,Close\n2025-12-18,600\n2025-12-19,604\n", "--sure")
    home.now += timedelta(days=20)
    home.done("price", "split", "4:1", "--on", "2026-01-05", "--sure")
    out = imported(home, "Date,Close\n2025-12-19,151\n2026-01-06,152\n", "--sure")
    assert "3 days in total in" in out
    assert kept_rows(home) == ["2025-12-18,,,,150", "2025-12-19,,,,151", "2026-01-06,,,,152"]


def test_one_day_is_said_as_one(home: Home) -> None:
    out = imported(home, "Date,Close\n2025-12-19,151\n")
    assert out.startswith("imported 1 day of BABA in USD, 19 Dec 2025\n1 day in total in")


def test_rows_that_cannot_be_believed_are_named_and_the_others_imported(home: Home) -> None:
    rows = ["2025-12-18,150,152,149,153", "2025-12-19,151,153,150,152.5", "2026-12-01,151,153,150,152"]
    out = imported(home, "Date,Open,High,Low,Close\n" + "\n".join(rows) + "\nTotal,3 rows\n")
    assert (
        "imported 1 day of BABA in USD, 19 Dec 2025; left out 3 rows: line 2: close 153 is above its high 152; " in out
    )
    assert "line 4: 1 Dec 2026 has no whole session yet" in out
    assert "line 5: 'Total' is no day\n" in out
    assert kept_rows(home) == ["2025-12-19,151,153,150,152.5"]


def test_many_rows_left_out_are_counted(home: Home) -> None:
    rows = "".join(f"2025-12-{day:02},0\n" for day in range(1, 10))
    out = imported(home, f"Date,Close\n{rows}2025-12-19,151\n")
    assert "left out 9 rows" in out
    assert "line 7" not in out
    assert out.splitlines()[0].endswith("; and 4 more")


def test_a_file_without_a_row_that_can_be_believed_imports_nothing(home: Home) -> None:
    text = refused(home, "Date,Close\n2027-11-25,151.20\n2027-11-26,0\n")
    assert "no prices" in text
    assert "25 Nov 2027" in text
    assert not home.data.exists()


def test_days_that_can_be_two_are_asked_about_and_the_option_answers(home: Home) -> None:
    text = "Date,Close\n3/11/2025,150.10\n4/11/2025,151.20\n"
    words = refused(home, text)
    assert "3/11/2025 can be 3 Nov 2025 or 11 Mar 2025; add --dates day-first or --dates month-first" in words
    assert not home.data.exists()
    assert "3 Nov 2025 to 4 Nov 2025" in imported(home, text, "--dates", "day-first")
    assert "11 Mar 2025 to 11 Apr 2025" in imported(home, text, "--dates", "month-first")
    assert "day-first or month-first" in refused(home, text, "--dates", "backwards")


def test_prices_in_hundredths_are_asked_about_and_the_option_answers(home: Home) -> None:
    text = "Date,Close\n2025-12-18,15120\n2025-12-19,15340\n"
    words = refused(home, text)
    assert "--unit" in words
    assert "100 times" in words or "times what is known" in words
    assert not home.data.exists()
    imported(home, text, "--unit", "cents")
    assert kept_rows(home) == ["2025-12-18,,,,151.2", "2025-12-19,,,,153.4"]
    imported(home, text, "--sure")
    assert kept_rows(home) == ["2025-12-18,,,,15120", "2025-12-19,,,,15340"]
    assert "no unit of USD" in refused(home, text, "--unit", "bananas")


def test_a_pound_listing_without_a_price_asks_whether_a_file_is_in_pence(home: Home) -> None:
    home.done("new", "VOD.L", "--venue", "LSE", "--currency", "GBP")
    path = home.root / "vod.csv"
    path.write_text("Date,Close\n2025-12-18,93.1\n2025-12-19,93.4\n")
    text = home.refused("--thesis", "vod-l", "price", "import", str(path))
    assert "no price of VOD.L is known" in text
    assert "--unit pence" in text
    assert "imported 2 days" in home.done("--thesis", "vod-l", "price", "import", str(path), "--unit", "pence")
    words = (home.data / "vod-l" / "prices" / "vod-l.csv").read_text()
    assert "2025-12-19,,,,0.934" in words


def test_prices_of_another_basis_of_splits_are_asked_about(home: Home) -> None:
    days = [f"2025-12-{day:02}" for day in (8, 9, 10, 11, 12, 15, 16, 17, 18, 19)]
    imported(home, "Date,Close\n" + "".join(f"{day},{150 + at}\n" for at, day in enumerate(days)))
    before = kept_rows(home)
    text = refused(home, "Date,Close\n" + "".join(f"{day},{(150 + at) * 4}\n" for at, day in enumerate(days)))
    assert "4 times what is known of BABA" in text
    assert "of before or after a split?" in text
    assert "--unadjusted" in text
    assert kept_rows(home) == before


def test_prices_in_another_currency_are_asked_about(home: Home) -> None:
    text = "Date,Close\n2025-12-18,EUR 151.20\n2025-12-19,EUR 153.40\n"
    assert "in EUR, and BABA is quoted in USD" in refused(home, text)
    assert "imported 2 days" in imported(home, text.replace("EUR", "USD"))


def test_one_row_that_corrects_a_bad_one_is_taken(home: Home) -> None:
    days = (10, 11, 12, 15, 16, 17, 18, 19)
    rows = [f"2025-12-{day},{15200 if day == 15 else 152}" for day in days]
    folder = home.data / "baba" / "prices"
    home.done("note", "a home of its own")
    folder.mkdir()
    (folder / "baba.csv").write_text("# format = 1\ndate,close\n" + "\n".join(rows) + "\n")
    assert "imported 1 day" in imported(home, "Date,Close\n2025-12-15,152.10\n")


def test_importing_on_a_fresh_home_copies_the_bundled_thesis_first(home: Home) -> None:
    (home.root / "a.csv").write_text(DAYS)
    result = home.run("price", "import", str(home.root / "a.csv"), "--listing", "9988.HK")
    assert result.code == 0
    assert "copied the baba thesis" in result.err
    assert (home.data / "baba" / "prices" / "9988-hk.csv").is_file()


@pytest.mark.parametrize("text", ["", "hello\n", "Date,Close\n2026-13-01,1\n", "Date,Close\n2026-09-01,-1\n"])
def test_a_file_at_fault_is_named_and_nothing_is_written(home: Home, text: str) -> None:
    path = home.root / "a.csv"
    path.write_text(text)
    assert str(path) in home.refused("price", "import", str(path))
    assert not home.data.exists()


def test_nothing_is_imported_into_the_past_or_from_nowhere(home: Home) -> None:
    path = home.root / "a.csv"
    assert str(path) in home.refused("price", "import", str(path))
    path.write_text(DAYS)
    assert "--today" in home.refused("price", "import", str(path), "--today", "2025-12-23")
    assert "BABA (USD)" in home.refused("price", "import", str(path), "--listing", "XYZ")


# doctor


def test_doctor_lists_every_host_and_what_is_kept(online: Home, server: Loopback) -> None:
    (online.root / "config.toml").write_text(
        f'[prices.yahoo]\nbase_url = "{server.url}"\n[prices.tradegate]\nenabled = false\n'
        f'[prices.finnhub]\nkey = "{KEY}"\n[prices.ecb]\nbase_url = "https://user:{KEY}@bank.example/x"\n'
    )
    server.on(CHART, answer(chart(baba(hasPrePostMarketData=False))))
    online.done("price")
    (online.data / "baba" / "prices").mkdir()
    (online.data / "baba" / "prices" / "other.csv").write_text(DAYS)
    out = online.done("doctor")
    assert f"Yahoo at {server.url.removeprefix('http://')}" in out
    assert "Finnhub at finnhub.io: key set in [prices.finnhub]" in out
    assert "qt.gtimg.cn and " in out
    assert "www.tradegate.de: switched off" in out
    assert "ECB at bank.example" in out
    assert "BABA 5 days, 31 Aug 2026 to 4 Sep 2026, from Yahoo, a price from Yahoo" in out
    assert "other.csv: belongs to no listing" in out
    assert KEY not in out


def test_doctor_names_faults_of_the_feeds_settings_and_of_imported_files(online: Home) -> None:
    (online.root / "config.toml").write_text("offline = true\n[prices.yaho]\n[prices.ecb]\nbase_url = 3\n")
    (online.data / "baba" / "prices").mkdir()
    (online.data / "baba" / "prices" / "baba.csv").write_text("Date,Close\nnever,1\n")
    shown = online.run("show", "--json")
    assert shown.code == 0
    assert "prices/baba.csv, line 2" in shown.err
    result = online.run("doctor")
    assert result.code == 1
    assert result.out.count("baba.csv, line 2") == 1
    assert "yaho" in result.out
    assert "base_url" in result.out
    assert "baba.csv, line 2" in result.out
    assert "offline: nothing is fetched" in result.out


def test_doctor_says_when_the_kept_prices_were_damaged(online: Home, server: Loopback) -> None:
    server.on(CHART, answer(chart(baba(hasPrePostMarketData=False))))
    online.done("price")
    path: Path = online.root / "cache" / "prices" / "prices.sqlite3"
    with sqlite3.connect(path) as db:
        db.execute("drop table quotes")
    db.close()
    assert "was damaged" in online.done("doctor")


def test_after_a_reset_prices_are_asked_for_at_once(online: Home, server: Loopback) -> None:
    server.on(CHART, answer(chart(baba())))
    online.done("price")
    asked = len(server.log)
    online.done("price", "reset")
    assert "Yahoo answered" in online.done("price")
    assert len(server.log) > asked


def test_a_figure_of_before_a_split_on_todays_basis_is_asked_about(online: Home, server: Loopback) -> None:
    days = [int(datetime(2026, 9, day, 13, 30, tzinfo=UTC).timestamp()) for day in (1, 2, 3, 4)]
    body = daily("BABA", "USD", list(zip(days, (150.0, 151.0, 150.5, 151.5), strict=True)))
    server.on(CHART, answer(chart(body)))
    online.done("price")
    online.done("price", "split", "4:1", "--on", "2026-09-04", "--sure")
    for typed in (
        ("price", "151.2", "--close", "--at", "2026-09-02"),
        ("level", "add", "stop", "145", "--on", "2026-09-02"),
    ):
        result = online.run(*typed)
        assert result.code == 2
        assert "after the split 4:1 on 4 Sep 2026; that day's is given as it was quoted, near 604.00" in result.err
        assert "--sure" in result.err
        online.done(*typed, "--sure")
        online.done("undo")
    online.done("price", "605", "--close", "--at", "2026-09-02")
    online.done("level", "add", "stop", "580", "--on", "2026-09-02")


def test_taking_back_a_confirmed_split_takes_what_rests_on_it_and_asks_again(online: Home, server: Loopback) -> None:
    days = [int(datetime(2026, 9, day, 13, 30, tzinfo=UTC).timestamp()) for day in (1, 2, 3, 4)]
    body = daily("BABA", "USD", list(zip(days, (150.0, 151.0, 150.5, 151.5), strict=True)))
    server.on(CHART, answer(chart(body)))
    online.done("price")
    online.done("price", "split", "4:1", "--on", "2026-09-04", "--sure")
    asked = len(server.log)
    assert "the fetched prices of BABA based on it were dropped" in online.done("undo")
    view = json.loads(online.done("show", "--json"))
    assert view["splits"] == []
    assert view["price"]["value"] == "151.5", "no bar was adjusted for it, and none is lost"
    assert "Yahoo answered" in online.done("price")
    assert len(server.log) > asked


def test_a_longs_stop_above_the_first_price_that_is_known_is_not_safe(home: Home) -> None:
    home.done("new", "ELMS.L", "--name", "Elmstone", "--template", "blank", "--stance", "long")
    home.done("level", "add", "stop", "185", "--thesis", "elms-l")
    home.done("price", "178", "--thesis", "elms-l")
    levels = home.done("level", "list", "--thesis", "elms-l")
    assert "trading below" in next(line for line in levels.splitlines() if "stop" in line)
    assert "price below stop 185" in home.run("check", "--thesis", "elms-l").out


def test_one_row_far_from_what_is_known_is_named_and_left_out_unless_it_is_sure(home: Home) -> None:
    home.done("new", "ELMS", "--venue", "NASDAQ", "--currency", "USD", "--name", "Elmstone", "--template", "blank")
    path = home.root / "prices.csv"
    days = (1, 2, 3, 4)
    path.write_text("date,close\n" + "".join(f"2025-12-0{day},{209 + day}\n" for day in days))
    home.done("price", "import", str(path), "--thesis", "elms")
    path.write_text("date,close\n2025-12-03,210.5\n2025-12-04,1212\n")
    result = home.done("price", "import", str(path), "--thesis", "elms")
    assert "imported 1 day" in result
    assert "4 Dec 2025: 1212.00 is 5.73 times the closes around it (--sure takes it)" in result
    assert "imported 2 days" in home.done("price", "import", str(path), "--thesis", "elms", "--sure")


def test_a_price_typed_for_a_holiday_says_the_session_it_counts_for(home: Home) -> None:
    said = home.done("price", "150", "--at", "2025-11-27")
    assert "150.00 USD, Thu 27 Nov 2025: no session that day, counts for Wed 26 Nov 2025" in said
    assert "has no session; the last one before was Wed 26 Nov 2025" in home.refused(
        "price", "150", "--close", "--at", "2025-11-27"
    )


def test_the_age_of_a_close_is_counted_from_the_day_that_is_printed(home: Home) -> None:
    home.done("new", "9988.HK")
    home.done("price", "120", "--close", "--at", "2025-12-24", "--thesis", "9988-hk", "--sure")
    home.now = datetime(2025, 12, 24, 21, 47, tzinfo=UTC)  # the 25th in Hong Kong
    text = home.done("theses")
    assert "close of 24 Dec, today" in text
