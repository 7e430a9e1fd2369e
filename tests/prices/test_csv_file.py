"""Files of prices as exchanges, brokers and data sites give them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thesis_tui.errors import FileError
from thesis_tui.model.bars import Bar
from thesis_tui.prices.csv_file import read_prices_csv

THIRD, FOURTH = date(2026, 9, 3), date(2026, 9, 4)


def read(folder: Path, text: str | bytes) -> tuple[Bar, ...]:
    path = folder / "prices.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_prices_csv(path)


@pytest.mark.parametrize(
    "text",
    [
        "Date,Open,High,Low,Close,Adj Close,Volume\n2026-09-03,1,2,1,111.81,90,5\n2026-09-04,1,2,1,113.24,91,5\n",
        "Date,Close/Last,Volume\n09/04/2026,$113.24,7182522\n09/03/2026,$111.81,8120400\n09/13/2025,$9.99,1\n",
        "Datum;Schlusskurs\n03.09.2026;111,81\n04.09.2026;113,24\n",
        'Date\tPrice\n"Sep 4, 2026"\t113.24\nSep 3, 2026\t111.81\n',
        "\ufeffTime,Last\n2026-09-03T16:00:00-04:00,111.81\n2026-09-04 16:00,113.24\n",
        "BABA prices\nfrom somewhere\n\nDate;Kurs\n2026/09/03;111,81 €\n20260904;113,24 €\n",
        "date,close\r\n3/9/2026,111.81\r\n4/9/2026,113.24\r\n25/8/2025,10.5\r\n",
        "Date,Close\n2026-09-02,null\n2026-09-03,111.81\n\n2026-09-04,113.24\n2026-09-04,113.24\n",
        'Date,Close\n2026-09-03,"111.81"\n04 Sep 2026,113.2400\n',
        "Datum;Erster;Hoch;Tief;Schlusskurs;Volumen\n2026-09-03;0;0;0;111,81;1\n2026-09-04;;;;113,24;2\n",
    ],
)
def test_common_files(tmp_path: Path, text: str) -> None:
    text = text.replace(",1,2,1,", ",112,115,111,")
    bars = [bar for bar in read(tmp_path, text) if bar.day >= THIRD]
    assert [(bar.day, bar.close, bar.whole) for bar in bars] == [
        (THIRD, Decimal("111.81"), True),
        (FOURTH, Decimal("113.24"), True),
    ]


def test_ranges_are_read(tmp_path: Path) -> None:
    (bar,) = read(tmp_path, "Datum;Eröffnung;Hoch;Tief;Schluss\n04.09.2026;1.112,37;1 113,41;1'111,97;1.113,24 €\n")
    assert (bar.open, bar.high, bar.low, bar.close) == tuple(
        Decimal(it) for it in ("1112.37", "1113.41", "1111.97", "1113.24")
    )


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (bar,) = read(tmp_path, "Datum;Höchst;Schlusskurs\n04.09.2026;113,41;113,24\n".encode(encoding))
    assert bar.high == Decimal("113.41")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Date,Adj Close\n2026-09-04,1.5\n", 0, "adjusted for dividends only"),
        ("Datum,Preisangabe\n2026-09-04,1.5\n", 0, "no header with a column of days"),
        ("", 0, "no header"),
        ("Date,Close\n", 0, "no prices"),
        ("Date,Close\n3/4/2026,1.5\n", 2, "3/4/2026 can be two days"),
        ("Date,Close\n13/4/2026,1.5\n4/13/2026,1.5\n", 3, "one way on line 2"),
        ("Date,Close\n2026-09-04,1.5\n2026-02-30,1.5\n", 3, "'2026-02-30' is no day"),
        ("Date,Close\n4.9.26,1.5\n", 2, "is no day"),
        ("Date;Close\n2026-09-04;1.560\n", 2, "may be a decimal or thousands"),
        ("Date;Close\n2026-09-04;1,5\n2026-09-03;1.5\n", 3, "decimals are written one way on line 2"),
        ("Date,Close\n2026-09-04,abc\n", 2, "'abc' in the column of the close is no price"),
        ("Date,Close\n2026-09-04,1.5.\n", 2, "no price"),
        ("Date;Close\n2026-09-04;1.50\n2026-09-03;1 2.5\n", 3, "no price"),
        ("Date;Close\n2026-09-04;1,50\n2026-09-03;1.56.0\n", 3, "no price"),
        ("Date,Close\n2026-09-04,1e5\n", 2, "no price"),
        ("Date,Close\n2026-09-04,-1.5\n", 2, "not above zero"),
        ("Date,Close\n2026-09-04,0.0\n", 2, "not above zero"),
        ("Date,Close\n2026-09-04,1.5\n2026-09-04,1.6\n", 3, "another close on line 2"),
        ("Date,High,Low,Close\n2026-09-04,2.5,2.0,3.1\n", 2, "not between the low 2 and the high 2.5"),
        ("Date,Close\n2026-09-04\n", 2, "too few"),
        ("Date,Close\n2026-09-04,11111111111111111111.5\n", 2, "digits before the point"),
        ('Date,Close\n2026-09-04,"1.5\n', 2, "unexpected end"),
    ],
)
def test_faults_name_the_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(FileError) as caught:
        read(tmp_path, text)
    assert caught.value.line == line
    assert words in caught.value.reason
    assert "prices.csv" in str(caught.value)


@pytest.mark.parametrize("raw", [b"\x00\x01" * 50, b"\x81\x8d\x8f", b"\xff\xfe\x00"])
def test_what_is_no_text(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(FileError):
        read(tmp_path, raw)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file"):
        read_prices_csv(tmp_path / "none.csv")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    closes=st.lists(st.decimals("0.01", 99999, places=2), min_size=1, max_size=30),
    style=st.sampled_from(["iso", "german"]),
)
def test_what_is_written_is_read(tmp_path: Path, closes: list[Decimal], style: str) -> None:
    rows = [(THIRD - timedelta(days=n), close) for n, close in enumerate(closes)]
    if style == "iso":
        text = "Date,Close\n" + "".join(f"{day},{close:,.2f}\n".replace(",", ";", 1) for day, close in rows)
        text = text.replace("Date,", "Date;")
    else:
        text = "Datum;Schlusskurs\n" + "".join(
            f"{day:%d.%m.%Y};{f'{close:,.2f}'.translate(str.maketrans(',.', '.,'))}\n" for day, close in rows
        )
    assert [(bar.day, bar.close) for bar in read(tmp_path, text)] == sorted(rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda it: f"Date,Close\n{it}".encode())))
def test_any_file_is_read_or_refused(tmp_path: Path, raw: bytes) -> None:
    try:
        read(tmp_path, raw)
    except FileError as error:
        assert error.reason  # noqa: PT017  (most are refused, some are not)
