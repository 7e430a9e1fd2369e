"""Files of prices as exchanges, brokers and data sites give them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thesis_tui.errors import DoubtError, FileError
from thesis_tui.model.bars import Bar
from thesis_tui.prices.csv_file import Expected, PriceFile, read_price_file, read_prices_csv

THIRD, FOURTH = date(2026, 9, 3), date(2026, 9, 4)


def read_file(folder: Path, text: str | bytes, **more: Any) -> PriceFile:
    """A file for BABA, read on the evening of 7 September 2026."""
    path = folder / "prices.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    expected = Expected(symbol="BABA", currency="USD", until=date(2026, 9, 7), closed=lambda day: day.weekday() > 4)
    return read_price_file(path, expected._replace(**more))


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
        Decimal(text) for text in ("1112.37", "1113.41", "1111.97", "1113.24")
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
        ("2026-11-27,151.5,154,151,153.4\n2026-11-25,150,152,149,151\n", 0, "no header with a column of days"),
        ("", 0, "no header"),
        ("Date,Close\n", 0, "no prices"),
        ("Date,Close\n2027-09-03,1.5\n", 2, "3 Sep 2027 has no whole session yet"),
        ("Date;Close\n2026-09-04;1.560\n", 2, "may be a decimal or thousands"),
        ("Price,Close,Close\nTicker,AAPL,MSFT\nDate,,\n2026-09-04,1,2\n", 3, "2 columns are headed 'Close'"),
    ],
)
def test_a_file_without_a_row_to_believe_is_refused(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(FileError) as caught:
        read_file(tmp_path, text)
    assert caught.value.line == line
    assert words in caught.value.reason
    assert "prices.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        ("2026-02-30,1.5", 2, "'2026-02-30' is no day"),
        ("2026111,1.5", 2, "is no day"),
        ("Total,2 rows", 2, "'Total' is no day"),
        ("Data provided by Example Markets", 2, "is no day"),
        ("Date,Close", 2, "'Date' is no day"),
        ("2026-09-02,abc", 2, "close: 'abc' is no price"),
        ("2026-09-02,1.5.", 2, "no price"),
        ("2026-09-02,1 2.5", 2, "no price"),
        ("2026-09-02,5.00M", 2, "no price"),
        ("2026-09-02,-1.5", 2, "the close -1.5 is not above 0"),
        ("2026-09-02,0.0", 2, "the close 0 is not above 0"),
        ("2026-09-02", 2, "none for the close"),
        ("2026-09-02,1.5,7", 2, "3 cells where the header has 2"),
        ("2026-09-02,11111111111111111111.5", 2, "digits before the point"),
        ('2026-09-02,"1.5', 2, "a quote that is not closed"),
        ("2026-09-05,1.5", 2, "Sat 5 Sep 2026 is a day without sessions"),
        ("2026-09-06,1.5", 2, "Sun 6 Sep 2026 is a day without sessions"),
        ("2026-09-08,1.5", 2, "8 Sep 2026 has no whole session yet; the last is of 7 Sep 2026"),
    ],
)
def test_a_row_that_cannot_be_believed_is_named_and_the_others_read(
    tmp_path: Path, rows: str, line: int, words: str
) -> None:
    found = read_file(tmp_path, f"Date,Close\n{rows}\n2026-09-03,1.50\n2026-09-04,1.51\n")
    assert [bar.day for bar in found.bars] == [THIRD, FOURTH]
    assert [row.line for row in found.refused] == [line]
    assert words in found.refused[0].why


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2026-09-02,150,153.3,149,153.4", "close 153.4 is above its high 153.3"),
        ("2026-09-02,150,153,149,148.5", "close 148.5 is below its low 149"),
        ("2026-09-02,154,153,149,150", "open 154 is above its high 153"),
        ("2026-09-02,,149,153,", ""),
        ("2026-09-02,0,0,0,0", "the close 0 is not above 0"),
        ("2026-09-02,150,-1,149,150", "the high -1 is not above 0"),
    ],
)
def test_a_row_that_contradicts_itself_is_named(tmp_path: Path, row: str, words: str) -> None:
    found = read_file(tmp_path, f"Date,Open,High,Low,Close\n{row}\n2026-09-03,150,152,149,151\n")
    assert [bar.day for bar in found.bars] == [THIRD]
    assert [refused.why for refused in found.refused] == ([words] if words else [])


def test_equal_rows_of_a_day_are_one_and_contradicting_ones_are_both_named(tmp_path: Path) -> None:
    rows = "2026-09-02,150\n2026-09-02,150.0\n2026-09-03,151\n2026-09-04,152\n2026-09-03,153\n"
    found = read_file(tmp_path, f"Date,Close\n{rows}")
    assert [bar.day for bar in found.bars] == [date(2026, 9, 2), FOURTH]
    assert [row.words for row in found.refused] == [
        "line 4: 3 Sep 2026 has the close 151 here, 153 on line 6",
        "line 6: 3 Sep 2026 has the close 153 here, 151 on line 4",
    ]


def test_a_close_far_from_those_around_it_is_named_unless_the_user_is_sure(tmp_path: Path) -> None:
    text = "Date,Close\n2026-09-01,152\n2026-09-02,15200\n2026-09-03,153\n"
    found = read_file(tmp_path, text)
    assert [str(bar.close) for bar in found.bars] == ["152", "153"]
    assert found.refused[0].why == "close 15200 is far from 152 and 153 around it"
    assert len(read_file(tmp_path, text, sure=True).bars) == 3
    crash = read_file(tmp_path, "Date,Close\n2026-09-01,152\n2026-09-02,30\n2026-09-03,31\n")
    assert not crash.refused, "what stays is no slip"


@pytest.mark.parametrize(
    "rows",
    ["3/4/2026,1.5", "3/4/2026,1.5\n05/06/26,1.6", "1-2-2026,1.5", "05/03/10,1.5"],
)
def test_days_that_can_be_two_are_asked_about(tmp_path: Path, rows: str) -> None:
    with pytest.raises(DoubtError) as caught:
        read_file(tmp_path, f"Date,Close\n{rows}\n")
    assert caught.value.field == "dates"
    assert "line 2" in str(caught.value)
    found = read_file(tmp_path, f"Date,Close\n{rows}\n", dates="month first")
    assert not found.refused


def test_days_written_both_ways_are_named_where_they_can_be_two(tmp_path: Path) -> None:
    rows = "13/4/2026,1.5\n4/14/2026,1.5\n3/4/2026,1.6\n4/4/2026,1.6\n"
    found = read_file(tmp_path, f"Date,Close\n{rows}", closed=None)
    assert [str(bar.day) for bar in found.bars] == ["2026-04-04", "2026-04-13", "2026-04-14"]
    assert found.refused[0].why == "3/4/2026 can be two days, and days are written both ways here"


def test_decimals_written_both_ways_are_named_where_they_can_be_thousands(tmp_path: Path) -> None:
    found = read_file(tmp_path, "Date;Close\n2026-09-01;1,50\n2026-09-02;1.52\n2026-09-03;1.560\n")
    assert [str(bar.close) for bar in found.bars] == ["1.5", "1.52"]
    assert "may be a decimal or thousands" in found.refused[0].why


@pytest.mark.parametrize(
    ("cell", "close"),
    [
        ("$153.40", "153.4"), ("153,40 €", "153.4"), ("£153.40", "153.4"), ("USD 153.40", "153.4"),
        ("153.40 USD", "153.4"), ("HK$153.40", "153.4"), ("153.40p", "153.4"), ("₩ 705,000.00", "705000"),
        ("1'153.40", "1153.4"), ("1’153.40", "1153.4"), ("1 153,40", "1153.4"), ("1\u202f153,40", "1153.4"),
        ("1\xa0153.40 zł", "1153.4"), ("1,153.40", "1153.4"), ("1.153,40", "1153.4"), ("1.5e+02", "150"),
        ("1,534E+02", "153.4"), ("1.238e-05", "0.00001238"), ("0.00001238", "0.00001238"), ("151.1999998", "151.2"),
        ("78.239998", "78.24"), ("153.4000001", "153.4"), ("151.20000457763672", "151.2"), ("1.087500", "1.0875"),
        ("149.1235", "149.1235"), ("100.00001", "100.00001"), ("1,234,567", "1234567"), (".5", "0.5"),
    ],
)  # fmt: skip
def test_prices_are_read_as_they_are_written(tmp_path: Path, cell: str, close: str) -> None:
    (bar,) = read_file(tmp_path, f"Date\tClose\n2026-09-03\t{cell}\n").bars
    assert str(bar.close) == close


@pytest.mark.parametrize(
    "cell",
    [
        "2026-09-03", "2026/09/03", "2026.09.03", "20260903", "03.09.2026", "3.9.2026", "03.09.26", "03-Sep-26",
        "3 Sep 2026", "Sep 3, 2026", "September 3, 2026", "Thu, 3 Sep 2026", "Thursday, September 3, 2026",
        "3. September 2026", "3 de septiembre de 2026", "3 sept. 2026", "3 settembre 2026", "3 сентября 2026",
        "3 września 2026", "2026年9月3日", "2026년 9월 3일", "2026-09-03T16:00:00-04:00", "2026-09-03 00:00:00-04:00",
        "2026-09-03T00:00:00Z", "2026-09-03 16:00", "2026-09-04T01:30:00+02:00", "9/3/2026 4:00 PM", "1788465600",
        "1788465600000", "03SEP2026",
    ],
)  # fmt: skip
def test_days_are_read_as_they_are_written(tmp_path: Path, cell: str) -> None:
    text = f"Date\tClose\n{cell}\t153.40\n"
    zone = ZoneInfo("America/New_York")
    (bar,) = read_file(tmp_path, text, dates="month first" if "/" in cell and cell[0] == "9" else None, zone=zone).bars
    assert bar.day == THIRD


@pytest.mark.parametrize(
    ("day", "close"),
    [
        ("Date", "Close*"), ("Date", "Close (USD)"), ("Datum", "Kurs in EUR"), ("Datum", "Schlusskurs"),
        ("Date", "Clôture"), ("日期", "收盘"), ("日期", "收盘价(元)"), ("Data", "Zamkniecie"), ("Data", "Zamknięcie"),
        ("Data", "Chiusura"), ("Fecha", "Cierre"), ("Data", "Fechamento"), ("Datum", "Slotkoers"), ("日付", "終値"),
        ("일자", "종가"), ("Дата", "Цена закрытия"), ("<DATE>", "<CLOSE>"), ("DATE", "CLOSE"), ("Datum", "Slutkurs"),
        ("Tarih", "Kapanış"), ("Ημερομηνία", "Κλείσιμο"), ("תאריך", "שער נעילה"),
        ("Date", "Close price adjusted for splits."),
    ],
)  # fmt: skip
def test_columns_are_found_in_the_languages_of_exchanges(tmp_path: Path, day: str, close: str) -> None:
    (bar,) = read_file(tmp_path, f"{day};{close}\n2026-09-03;153.40\n").bars
    assert bar.close == Decimal("153.4")


@pytest.mark.parametrize(
    "head",
    [
        "Price,Close,High,Low,Open,Volume\nTicker,BABA,BABA,BABA,BABA,BABA\nDate,,,,,\n",
        ",Close,High,Low,Open,Volume\n",
        "sep=,\nDate,Close,High,Low,Open,Volume\n",
        "BABA history\n\nDate,Close*,High,Low,Open,Volume\n",
    ],
)
def test_headers_of_programs_are_found(tmp_path: Path, head: str) -> None:
    found = read_file(tmp_path, f"{head}2026-09-03,151.2,152.5,149.9,150.1,9000000\n")
    bar = found.bars[0]
    assert [str(value) for value in (bar.open, bar.high, bar.low, bar.close)] == ["150.1", "152.5", "149.9", "151.2"]
    assert not found.refused


def test_the_listings_own_columns_are_taken_from_a_file_of_several(tmp_path: Path) -> None:
    text = "Price,Close,Close,High,High\nTicker,AAPL,BABA,AAPL,BABA\nDate,,,,\n2026-09-03,201,151,202,152\n"
    (bar,) = read_file(tmp_path, text).bars
    assert (bar.high, bar.close) == (Decimal(152), Decimal(151))


@pytest.mark.parametrize(
    ("encoding", "head"),
    [("gb18030", "日期,收盘"), ("cp932", "日付,終値"), ("cp949", "일자,종가"),
     ("cp1251", "Дата,Закрытие"), ("cp1250", "Data,Zamknięcie")],
)  # fmt: skip
def test_headers_in_the_encodings_of_older_programs_are_found(tmp_path: Path, encoding: str, head: str) -> None:
    (bar,) = read_file(tmp_path, f"{head}\n2026-09-03,151.2\n".encode(encoding)).bars
    assert bar.close == Decimal("151.2")


def test_three_digits_after_a_mark_are_thousands_of_yen(tmp_path: Path) -> None:
    (bar,) = read_file(tmp_path, 'Date,Close\n2026-09-03,"2,545"\n', currency="JPY").bars
    assert bar.close == 2545


def test_the_currencies_beside_prices_are_told(tmp_path: Path) -> None:
    assert read_file(tmp_path, "Date,Close\n2026-09-03,EUR 151.20\n").currencies == {"EUR"}
    assert read_file(tmp_path, "Date,Close\n2026-09-03,$151.20\n").currencies == frozenset()


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
@given(raw=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: f"Date,Close\n{text}".encode())))
def test_any_file_is_read_or_refused(tmp_path: Path, raw: bytes) -> None:
    try:
        found = read_file(tmp_path, raw)
    except (FileError, DoubtError) as error:
        assert str(error)  # noqa: PT017  (most are refused, some are not)
    else:
        assert all(bar.close > 0 and bar.bottom <= bar.close <= bar.top for bar in found.bars)
