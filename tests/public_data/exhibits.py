"""Exhibits of companies that do not exist, set as filings set them: a visible cell is several physical ones, headers
span them, and spacer cells stand between.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

Cells = Sequence[str]


def page(
    *parts: str, title: str = "Nobody Group Announces June Quarter 2026 Results", dated: str = "August 20, 2026"
) -> bytes:
    dateline = f"<p>Hong Kong, China, {dated} &ndash; Nobody Group today announced its results.</p>" if dated else ""
    return f"<html><head><title>x</title></head><body><p>{title}</p>{dateline}{''.join(parts)}</body></html>".encode()


def paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def table(*rows: str) -> str:
    return f'<table border="0" cellpadding="0">{"".join(rows)}</table>'


def head(*cells: tuple[str, int]) -> str:
    """A header row: each text over so many visible columns; the first stands over the labels."""
    parts = []
    for place, (text, wide) in enumerate(cells):
        parts.append(f'<td colspan="{wide * 4 - 1 if place else 1}">{escape(text)}</td>')
        if place < len(cells) - 1:
            parts.append("<td>&#160;</td>")
    return f"<tr>{''.join(parts)}</tr>"


def row(label: str, *values: str) -> str:
    """A row of figures: sign, digits and end in cells of their own, a spacer before each."""
    parts = [f"<td>{escape(label)}</td>"]
    for value in values:
        sign = next((item for item in ("RMB", "US$", "$") if value.startswith(item)), "")
        rest = value[len(sign) :]
        end = ")%" if rest.endswith(")%") else rest[-1] if rest[-1:] in ("%", ")") else ""
        digits = rest[: len(rest) - len(end)] if end else rest
        parts.append(f"<td>&#160;</td><td>{sign}</td><td align=right>{digits}</td><td>{end}</td>")
    return f"<tr>{''.join(parts)}</tr>"


def segments(
    *,
    name: str = "AI Cloud and Compute Services",
    cloud: Cells = ("33,418", "48,437", "6,753", "45%"),
    group: Cells = ("247,652", "268,953", "37,497", "9%"),
    years: Cells = ("2025", "2026"),
    currencies: Cells = ("RMB", "RMB", "US$"),
    ended: str = "Three months ended June 30,",
    unit: str = "(in millions, except percentages)",
) -> str:
    """A table of revenue by segment, prior year first, that adds up: 160,000 + 8,234 + 33,418 + 60,000 less 14,000, and
    170,000 + 6,516 + 48,437 + 58,000 less 14,000.
    """
    return table(
        head(("", 1), (ended, 4)),
        head(("", 1), (years[0], 1), (years[1], 2), ("% Change", 1)),
        head(("", 1), (currencies[0], 1), (currencies[1], 1), (currencies[2], 1), ("YoY", 1)),
        head(("", 1), (unit, 4)),
        row("Nobody E-commerce Group:", "", "", "", ""),
        row(" - Customer management", "100,000", "110,000", "15,336", "10%"),
        row(" - Direct sales and others (2)", "60,000", "60,000", "8,365", "-%"),
        row("Total Nobody E-commerce Group", "160,000", "170,000", "23,701", "6%"),
        row("AI Labs and Applications", "8,234", "6,516", "908", "(21)%"),
        row(f"{name}(1)", *cloud),
        row("All others (3)", "60,000", "58,000", "8,086", "(3)%"),
        row("Inter-segment elimination", "(14,000)", "(14,000)", "(1,952)", ""),
        row("Consolidated revenue", *group),
    )


def statement(*, unit: str = "(in millions, except per share data)", extra: str = "") -> str:
    """An income statement of a US company, the current period first, quarter and year to date side by side."""
    return table(
        head(("", 1), ("Three Months Ended", 2), ("Six Months Ended", 2)),
        head(("", 1), ("June 28,", 1), ("June 29,", 1), ("June 28,", 1), ("June 29,", 1)),
        head((unit, 1), ("2026", 1), ("2025", 1), ("2026", 1), ("2025", 1)),
        row("Net sales", "$5,200", "$4,900", "$10,300", "$9,800"),
        row("Membership fees", "100", "100", "200", "200"),
        row("Total revenue", "5,300", "5,000", "10,500", "10,000"),
        row("Cost of sales", "3,300", "3,200", "6,500", "6,400"),
        row("Gross profit", "2,000", "1,800", "4,000", "3,600"),
        row("Operating income", "900", "750", "1,800", "1,500"),
        row("Net income (loss)", "$630", "$(70)", "$1,260", "$200"),
        row("Net income per share:", "", "", "", ""),
        row("Basic", "$1.30", "$(0.14)", "$2.60", "$0.41"),
        row("Diluted", "$1.26", "$(0.14)", "$2.52", "$0.40"),
        row("Weighted average shares used in computing net income per share:", "", "", "", ""),
        row("Basic", "485", "490", "485", "490"),
        row("Diluted", "500", "490", "500", "500"),
        extra,
    )
