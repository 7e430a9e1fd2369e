"""Titles of releases and notices."""

from __future__ import annotations

import pytest

from tests.public_data.exhibits import paragraph
from thesis_tui.public_data.filing_page import read_page
from thesis_tui.public_data.titles import title_of

DISCLAIMER = (
    "Hong Kong Exchanges and Clearing Limited and The Stock Exchange of Hong Kong Limited take no responsibility for "
    "the contents of this announcement, make no representation as to its accuracy or completeness."
)
NAME = "Nobody Group Holding Limited 某某集團控股有限公司"
CODE = "(Stock Code: 1 (HKD Counter) and 80001 (RMB Counter))"
RETURN = "Next Day Disclosure Return: shares bought back"
PLACE = "(Incorporated in the Cayman Islands with limited liability)"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            (DISCLAIMER, NAME, PLACE, CODE, "JUNE QUARTER 2026 RESULTS"),
            "JUNE QUARTER 2026 RESULTS",
        ),
        (("Exhibit 99.1 of the report", "FOR IMMEDIATE RELEASE OF THIS", "Nobody Reports Third Quarter Results"),
         "Nobody Reports Third Quarter Results"),
        ((DISCLAIMER, RETURN), RETURN),
        ((NAME, "Our founder writes to shareholders"), NAME),
        ((DISCLAIMER,), DISCLAIMER[:199].rpartition(" ")[0] + "…"),
        (("Short", "", "x"), ""),
    ],
)  # fmt: skip
def test_a_title_is_the_line_that_says_what_it_is(lines: tuple[str, ...], title: str) -> None:
    body = f"<html><body>{''.join(map(paragraph, lines))}</body></html>"
    assert title_of(read_page(body.encode())) == title
