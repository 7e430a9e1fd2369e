"""The life of a thesis on a made-up company, by commands alone: begun, lived for a year, proved wrong, closed."""

from __future__ import annotations

import json
from datetime import datetime

from tests.cli.conftest import ZONE, Home


def go_to(home: Home, day: str) -> None:
    home.now = datetime.fromisoformat(f"{day}T23:30:00").replace(tzinfo=ZONE)


def begin(home: Home) -> None:
    """A thesis with all that is said while calm."""
    go_to(home, "2026-01-05")
    home.done("new", "QZX", "--name", "Quizax", "--template", "growth", "--venue", "NASDAQ", "--currency", "USD",
              "--statement", "Sales double while nobody looks", "--stance", "long")  # fmt: skip
    home.done("price", "50", "--close", "--at", "2026-01-05")
    home.done("level", "add", "stop", "40", "--why", "the base of last year")
    home.done("intend", "sales-yoy-kill", "sell all")
    home.done("intend", "stop 40", "halve")
    for name, value, odds in (("bear", "25", "20"), ("base", "60", "50"), ("bull", "100", "30")):
        home.done("scenario", "add", name, value, "--by", "2026-12-31", "--odds", odds)
    home.done("decide", "bought", "it is cheap against its growth", "--quantity", "100", "--price", "50", "--fee", "5")
    home.done("milestone", "add", "a large customer signs", "--window", "q2 2026", "--pillar", "sales", "--odds", "70")


def test_a_thesis_is_begun_lived_proved_wrong_and_closed_without_an_editor(home: Home) -> None:
    begin(home)
    go_to(home, "2026-05-05")
    home.done("price", "62", "--close", "--at", "2026-05-05")
    home.done("observe", "sales-yoy", "28 %", "--period", "q1 2026")
    home.done("decide", "trimmed", "it was a third of all I own", "--quantity", "40", "--price", "62", "--fee", "5")
    home.done("milestone", "hit", "large customer", "--on", "2026-05-04")
    home.done("position", "dividend", "12")
    held = json.loads(home.done("position", "--json"))["positions"][0]
    # 5,005 for 100 is 50.05; 40 of them sold for 2,475
    assert (held["quantity"], held["average"], held["realised"], held["dividends"]) == ("60", "50.05", "473", "12")
    assert held["stop"]["distance_r"] == "-2.19"  # 22 below, and one R is 10.05
    home.done("scenario", "odds", "bull", "40")
    home.done("scenario", "odds", "bear", "10")

    go_to(home, "2026-08-10")
    home.done("price", "47", "--close", "--at", "2026-08-10")
    home.done("observe", "sales-yoy", "6 %", "--period", "q2 2026")
    assert "you meant to sell all" not in home.run("check", "--again").out, "one quarter is one quarter"
    go_to(home, "2026-11-09")
    home.done("observe", "sales-yoy", "4 %", "--period", "q3 2026")
    home.done("price", "38", "--close", "--at", "2026-11-09")
    text = home.run("check", "--again").out
    assert "you meant to sell all" in text
    assert "you meant to halve" in text
    assert "✗ you meant to" in home.done("show")
    home.done("decide", "sold", "it failed as written", "--quantity", "all", "--price", "38", "--answers",
              "sales-yoy-kill")  # fmt: skip
    text = home.run("check", "--again").out
    assert "you meant to sell all" not in text
    assert "you meant to halve" in text, "the stop was answered by nobody"

    go_to(home, "2027-01-04")
    home.done("price", "30", "--close", "--at", "2026-12-31")
    listed = home.done("scenario", "list")
    assert "closed at 30.00 USD, nearest to bear" in listed
    # 0.8, 0.5, 0.3 off at first and 0.9, 0.5, 0.4 in the end: half of the sums of their squares
    assert "Brier opening 0.49, last 0.61" in listed
    home.done("close", "wrong", "--surprise", "the customer built its own", "--unheeded", "margins fell in spring",
              "--lesson", "a fad sells, too", "--pillar", "sales=false", "--pillar", "cash=true")  # fmt: skip
    message = home.done("position")
    for words in ("Closed on 4 Jan 2027: wrong", "the customer built its own", "Sales growth: false",
                  "Brier 0.09 over 1 milestone", "Brier 0.61 by 31 Dec 2026"):  # fmt: skip
        assert words in message, words
    whole = json.loads(home.done("show", "--json"))
    assert whole["closed"]["template"] == "growth"
    assert whole["positions"][0]["realised"] == "-250"  # 473 won, 723 lost
    assert whole["positions"][0]["against_holding"] == "1760"  # 40 at 62 and 60 at 38, where 30 is left
    assert home.run("check").code == 0
    assert "QZX" in home.done("export", "md")
    assert "1 decided: too few" in home.done("closed")
    home.done("archive")
    assert "qzx, in the archive" in home.done("restore")
    home.done("restore", "Quizax")
    assert "thesis-tui restore qzx" in home.done("delete", "Quizax", "--thesis", "qzx")
    assert not (home.data / "qzx").exists()
    assert "qzx, deleted on 4 Jan 2027" in home.done("restore")
    home.done("restore", "quizax")
    assert json.loads(home.done("show", "--json", "--thesis", "qzx")) == whole


def test_a_closed_thesis_takes_no_decision_criterion_pillar_or_figure_and_says_how_to_reopen_it(home: Home) -> None:
    begin(home)
    assert "100 QZX are still held" in home.refused("close", "wrong", *ANSWERS)
    assert "left out: outcome, --surprise, --unheeded" in home.refused("close", "--lesson", "x")
    home.done("close", "wrong", *ANSWERS, "--sure")
    for line in (
        ("decide", "sold", "late", "--quantity", "all"), ("pillar", "add", "Foo"), ("criterion", "accept", "--all"),
        ("criterion", "edit", "sales-yoy-kill", "--must", "< 5"), ("listing", "edit", "QZX", "--name", "Q"),
        ("thesis", "edit", "--stance", "short"), ("observe", "sales-yoy", "4 %", "--period", "q3 2025"),
        ("scenario", "odds", "bull", "40"), ("monitor", "add", "sec", "--issuer", "QZX"),
    ):  # fmt: skip
        assert "thesis-tui reopen opens it again" in home.refused(*line), line
    home.done("note", "they were bought by a rival")
    home.done("reopen")
    for text in (home.done("position"), home.done("export", "md"), home.done("export", "html")):
        assert "opened again" in text
        assert all(words in text for words in ANSWERS[1::2])
    home.done("pillar", "add", "Foo")


ANSWERS = ("--surprise", "a price war", "--unheeded", "margins fell", "--lesson", "halve at a warn line")


def test_a_decision_is_held_against_the_benchmark_on_the_page_and_in_the_post_mortem(home: Home) -> None:
    begin(home)
    home.done("benchmark", "add", "KWEB", "--venue", "NYSE", "--currency", "USD")
    go_to(home, "2026-01-09")
    for symbol, closes in (("QZX", (50, 51, 52, 55)), ("KWEB", (100, 101, 99, 98))):
        rows = "".join(f"2026-01-0{day},{close}\n" for day, close in enumerate(closes, start=5))
        (home.root / f"{symbol}.csv").write_text(f"Date,Close\n{rows}")
        home.done("price", "import", str(home.root / f"{symbol}.csv"), "--listing", symbol)
    assert "since then +10.0 %; KWEB −2.0 %, 12.0 points ahead" in home.done("position")
    home.done("close", "right", *ANSWERS, "--sure")
    ended = home.done("position")
    assert "compared" in ended
    assert "KWEB −2.0 %, the price +10.0 %: 12.0 points ahead" in ended


def test_an_action_is_watched_while_what_it_waits_for_is_near_and_not_confirmed(home: Home) -> None:
    begin(home)
    assert "stop 40.00                            not due" in home.done("position")
    assert "twice in a row  not known yet" in home.done("position"), "there is no figure yet"
    go_to(home, "2026-01-06")
    home.done("price", "39")
    text = home.run("check", "--again").out
    assert "price below stop 40.00, not confirmed; you mean to halve" in text
    assert "you meant to" not in text
    assert "◐ you mean to halve: stop 40.00, price below it, not confirmed" in home.done("show")
    assert "watch: price below it, not confirmed" in home.done("position")
    shown = json.loads(home.done("show", "--json"))["intents"][0]
    assert (shown["triggered"], shown["watch"]) == (False, "price below it, not confirmed")
    home.done("decide", "trimmed", "as I meant to", "--quantity", "50", "--price", "39", "--answers", "stop 40")
    assert "you mean to halve" not in home.run("check", "--again").out + home.done("show")
    home.done("price", "39", "--close", "--at", "2026-01-06")
    assert "you meant to halve" not in home.run("check", "--again").out, "it was done that day"

    go_to(home, "2026-05-05")
    home.done("observe", "sales-yoy", "6 %", "--period", "q1 2026")
    text = home.run("check", "--again").out
    assert "Sales YoY below 10 %, twice in a row: 1 of 2 periods fails; you mean to sell all" in text
