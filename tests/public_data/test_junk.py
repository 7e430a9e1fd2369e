"""Bodies nobody would write: whatever comes, it is read or refused in words, and soon."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.public_data.exhibits import head, page, row, table
from thesis_tui.errors import InputError
from thesis_tui.model.live import Monitor
from thesis_tui.public_data.company import company_figures
from thesis_tui.public_data.concepts import KNOWN_TAGS
from thesis_tui.public_data.documents import federal_register, sec
from thesis_tui.public_data.results import read_results

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
DAY = st.integers(0, 900).map(lambda days: (date(2022, 1, 1) + timedelta(days=days)).isoformat())
ROW = st.fixed_dictionaries(
    {
        "end": DAY,
        "filed": DAY,
        "accn": st.sampled_from(["a", "b", "c"]),
        "form": st.sampled_from(["10-Q", "10-K", "x"]),
    },
    optional={
        "start": DAY,
        "val": st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False) | JSON,
    },
)
TAGS = sorted(tag.removeprefix("us-gaap:") for tag in KNOWN_TAGS if tag.startswith("us-gaap:"))
UNITS = st.sampled_from(["USD", "USD/shares", "shares", "CNY", ""])


@given(
    st.dictionaries(st.sampled_from(TAGS), st.dictionaries(UNITS, st.lists(ROW, max_size=12), max_size=2), max_size=8)
)
def test_whatever_rows_facts_have_their_figures_are_sound(tags: dict[str, Any]) -> None:
    body = {"cik": 1, "entityName": "X", "facts": {"us-gaap": {tag: {"units": units} for tag, units in tags.items()}}}
    found = company_figures(json.dumps(body).encode())
    for item in found.figures:
        assert item.value.is_finite()
        assert item.start is None or item.start <= item.end
        assert item.filed >= item.end


@given(JSON)
def test_whatever_json_comes_it_is_read_or_refused_in_words(value: object) -> None:
    body = json.dumps(value).encode()
    wrapped = json.dumps({"facts": {"us-gaap": {"Revenues": value}}, "filings": {"recent": value}, "cik": 1}).encode()
    monitor = Monitor(id="m", source="federal-register")
    for raw in (body, wrapped, json.dumps({"count": 1, "results": [value]}).encode()):
        for read in (
            company_figures,
            sec.read_company,
            lambda item: sec.find_company(item, "X"),
            lambda item: federal_register.read_documents(item, monitor),
            lambda item: federal_register.read_inspection(item, monitor),
        ):
            with suppress(InputError):
                read(raw)


WORDS = st.sampled_from(
    [
        *("", "Revenue", "Net income", "2025", "2026", "June 30, 2026", "Three months ended", "RMB", "US$", "%", "YoY"),
        *("1,234", "(5)", "$", ")", "12%", "(3)%", "—", "N/A", "in millions", "June 31, 2026", "0", "Diluted"),
        "999,999,999,999,999,999",
    ]
)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=8))
def test_whatever_cells_a_table_has_nothing_breaks(rows: list[list[str]]) -> None:
    heads = [head(*((cell, 1) for cell in cells)) for cells in rows[:2]]
    found = read_results(page(table(*heads, *(row(cells[0], *cells[1:]) for cells in rows[2:]))))
    for item in found.figures:
        assert item.start < item.end
        assert found.text[slice(*item.span)] == item.quote
