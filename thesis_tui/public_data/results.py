"""A results release read table by table: figures of one quarter that their own table bears out.

A row is taken only if its label is wholly a name that is looked for, once in its table; if its header gives one
duration of about three months, an end and the end a year before, in one currency; and if the percentage printed beside
it is the one that follows. Parts of a company are taken only where all parts add up to the whole, in both years. What
is not understood is not read, and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from thesis_tui.model.figures import rounded, trimmed
from thesis_tui.model.quantity import number_fault
from thesis_tui.public_data import headers
from thesis_tui.public_data.blocks import Block, block_by_headings, block_of, is_whole
from thesis_tui.public_data.filing_page import Page, Table, read_page
from thesis_tui.public_data.headers import Column
from thesis_tui.public_data.named_quarters import with_spans
from thesis_tui.public_data.release import NotTaken, ResultFigure, Results
from thesis_tui.public_data.row_values import Value
from thesis_tui.public_data.sums import adds_up
from thesis_tui.public_data.table_rows import Row, rows_of
from thesis_tui.public_data.titles import title_of
from thesis_tui.public_data.turned_tables import turned_tables
from thesis_tui.public_data.wanted import (
    EPS_SECTION,
    GROUP_LINES,
    Wanted,
    by_label,
    folded,
    group_lines,
    may_hold,
    names_words,
)

_DILUTED = ("diluted", "diluted (in dollars per share)", "basic and diluted", "diluted per share", "diluted eps")
NO_TABLE = "no table known (open with `o`)"
PICTURES = "pictures only (open with `o`)"
DIFFER = "figures differ"
YEAR_APART = range(355, 376)
_QUOTE = 300
_BEGINNING = 12_000
"""Characters in which a dateline is looked for: a release for Hong Kong begins with a page of disclaimers."""
_TEXT_OF_PICTURES = 400
"""Characters below which a page with images is nothing but pictures."""


def read_results(body: bytes, wanted: Iterable[Wanted] = (), fiscal_year_end: str = "") -> Results:
    """Reads from the exhibit of a results release the lines that are `wanted`, and those of the company as a whole.
    With the day its business year ends on, a quarter that is only named ("Q2 2026") is read, too.

    Raises InputError for bytes that are no page or text.
    """
    return results_of(read_page(body), wanted, fiscal_year_end)


def results_of(page: Page, wanted: Iterable[Wanted] = (), fiscal_year_end: str = "") -> Results:
    """The same of a page that was read already."""
    page = with_spans(page, fiscal_year_end)
    names = by_label((*wanted, *GROUP_LINES))
    taken: list[ResultFigure] = []
    skipped: list[NotTaken] = []
    wanted_words = names_words(names)
    candidates = [
        table for table in page.tables if may_hold(page.text[table.lines[0].start : table.lines[-1].end], wanted_words)
    ]
    for table in (*candidates, *turned_tables(candidates, names)):
        figures, refused = _read_table(table, names, page.text)
        taken += figures
        skipped += refused
    retained, doubled = _once(taken)
    skipped += doubled
    if not retained and not skipped:
        nothing = PICTURES if page.pictures and len(page.text.strip()) < _TEXT_OF_PICTURES else NO_TABLE
        skipped = [NotTaken(nothing, "", (0, 0))]
    return Results(
        title=title_of(page),
        published=_dateline(page, retained),
        figures=retained,
        skipped=tuple(skipped),
        text=page.text,
    )


def _read_table(table: Table, names: dict[str, list[Wanted]], text: str) -> tuple[list[ResultFigure], list[NotTaken]]:
    rows, own = rows_of(table)
    found: list[tuple[Row, Wanted]] = []
    whole = _group_count(rows, names)
    blocks: dict[int, Block] = {}
    for row in rows:
        for line in _lines_of(row, names):
            if line.group and whole < 2:
                continue
            if not line.group:
                under_heading = row.name not in map(folded, line.labels)
                block = (
                    block_by_headings(row, rows, line.of)
                    if under_heading
                    else block_of(row, rows, line.of, own.caption)
                )
                if block is None:
                    continue
                blocks[id(row)] = block
            found.append((row, line))
    figures: list[ResultFigure] = []
    skipped: list[NotTaken] = []
    for row, line in found:
        quote, span = _quote(row, text)
        others = [item[0] for item in found if item[1] is line and item[0] is not row]
        # "Diluted" stands once under earnings a share and once under those an ADS
        alike = [
            item for item in others if item.name == row.name and (not line.per_share or item.section == row.section)
        ]
        if any(_numbers(item) != _numbers(row) for item in alike):
            skipped.append(NotTaken("its label stands more than once in its table", quote, span))
            continue
        if line.group and not line.per_share and not is_whole(row.name) and any(is_whole(item.name) for item in others):
            continue  # "net sales" beside "total revenue"
        taken = _figures_of(row, line, own, rows, blocks.get(id(row)), quote, span)
        if isinstance(taken, str):
            if taken:
                skipped.append(NotTaken(taken, quote, span))
        else:
            figures += taken
    return figures, skipped


def _numbers(row: Row) -> list[Decimal | None]:
    return [value.number for value in row.values]


def _lines_of(row: Row, names: dict[str, list[Wanted]]) -> list[Wanted]:
    parts = [line for line in names.get(folded(row.section), ()) if not line.group]
    return [
        *(group_lines(row.name, names) or _by_section(row, names)),
        *(parts if row.name not in names or parts else []),
    ]


def _by_section(row: Row, names: dict[str, list[Wanted]]) -> list[Wanted]:
    """A row "Diluted" under a heading of earnings per share."""
    if row.name in _DILUTED and EPS_SECTION.search(row.section):
        return [line for lines in names.values() for line in lines if line.figure == "eps"][:1]
    return []


def _group_count(rows: Sequence[Row], names: dict[str, list[Wanted]]) -> int:
    """How many different lines of the whole company a table has: a part's own table has its revenue alone."""
    found = {
        line.figure for row in rows for line in _lines_of(row, names) if line.group and line.figure != "gross-profit"
    }
    return len(found) if "net-income" in found or "eps" in found or "net-income-of-shareholders" in found else 0


def _figures_of(
    row: Row,
    line: Wanted,
    own: headers.Self,
    rows: Sequence[Row],
    block: Block | None,
    quote: str,
    span: tuple[int, int],
) -> list[ResultFigure] | str:
    """A row's figures, or why none is taken; "" where it is of another period or basis and nobody need be told."""
    columns = row.columns
    quarters = [
        (place, column)
        for place, column in enumerate(columns)
        if column.months == 3 and column.end is not None and not column.change and not column.other_basis
        and row.values[place].number is not None
    ]  # fmt: skip
    if not quarters or _other_basis(row, own):
        return ""
    percent = all(row.values[place].unit == "%" for place, _ in quarters)
    quarters = [item for item in quarters if (row.values[item[0]].unit == "%") == percent]
    pair = _pair(row, quarters, rows, own)
    if isinstance(pair, str):
        return pair
    current, prior, currency = pair
    column = columns[current]
    if column.end is None:
        return ""
    per_share = line.per_share or "per share" in row.name or " per ads" in row.name
    # "in millions" is not said of amounts a share, nor of percentages
    power = 0 if per_share or percent else own.power
    if power is None:
        return "the table does not say whether it is in thousands or in millions"
    value, before = row.values[current].number, row.values[prior].number
    if value is None or before is None:
        return ""
    printed = _printed_change(row, current, prior)
    if printed is not None and not percent and not _bears_out(printed, value, before):
        return f"{DIFFER}: {printed.text} is printed, {rounded((value - before) / abs(before) * 100, 1)} % follows"
    borne_out = printed is not None and printed.number is not None
    if block is not None and not percent and not _is_sound(block, current, prior, columns, borne_out=borne_out):
        return f"{DIFFER}: the parts do not add up to the whole"
    unit = "%" if percent else currency
    start = headers.start_of(column.end, column)
    alone = sum(item.name == row.name and EPS_SECTION.search(item.section) is not None for item in rows) < 2
    own_name = row.name in map(folded, line.labels) or (line.group and (alone or row.name not in _DILUTED))
    label = row.label if own_name else f"{row.section.strip(' :')}: {row.label}"
    figure = "gross-margin" if percent and line.figure == "gross-profit" else line.figure
    amount = ResultFigure(
        metric=line.metric, figure=figure, name=label, value=trimmed(value.scaleb(power)), unit=unit, start=start,
        end=column.end, period=f"{_length(column)} ended {headers.shown(column.end)}", label=label,
        column=column.text, quote=quote, span=span, prior=trimmed(before.scaleb(power)),
    )  # fmt: skip
    made = [amount] if line.what in ("amount", "both") else []
    # from a loss there is no growth, whatever is printed
    if line.what in ("yoy", "both") and not percent and before > 0:
        growth = replace(amount, figure=f"{figure}-yoy", name=f"{label} YoY", unit="%", prior=None)
        if printed is not None and printed.number is not None:
            made.append(replace(growth, value=printed.number, column=columns[row.values.index(printed)].text))
        elif not _of_other_weeks(column, columns[prior]):
            change = trimmed(rounded((value - before) / before * 100, 1))
            made.append(replace(growth, value=change, column=f"{column.text} against {columns[prior].text}"))
    return [item for item in made if not number_fault(item.value)]


def _is_sound(block: Block, current: int, prior: int, columns: Sequence[Column], *, borne_out: bool) -> bool:
    """Whether a block's parts add up to its total in both years. A table that picks out some lines need not, where the
    change printed beside them bears them out.
    """
    if not block.has_total:
        return not block.exhausts or borne_out
    pairs = [(name, _pair_of(row, current, prior, columns)) for name, row in block.rows]
    return adds_up([(name, pair) for name, pair in pairs if pair is not None]) or (borne_out and not block.exhausts)


def _of_other_weeks(column: Column, before: Column) -> bool:
    """Whether two quarters have different numbers of weeks, so that growth is not of the business alone."""
    return bool(column.weeks and before.weeks) and column.weeks != before.weeks


def _length(column: Column) -> str:
    return f"{column.weeks} weeks" if column.weeks else "three months"


def _other_basis(row: Row, own: headers.Self) -> bool:
    phrase = f"{row.section} {own.caption}".casefold()
    other = "non-gaap" in phrase or "pro forma" in phrase or "adjusted" in row.section.casefold()
    return other and "non-gaap" not in row.label.casefold()


def _pair(
    row: Row, quarters: Sequence[tuple[int, Column]], rows: Sequence[Row], own: headers.Self
) -> tuple[int, int, str] | str:
    """The places of the newest quarter and of the same a year before, in one currency that has both."""
    ends = sorted({column.end for _, column in quarters if column.end}, reverse=True)
    prior_end = next((item for item in ends[1:] if (ends[0] - item).days in YEAR_APART), None)
    if prior_end is None:
        return "it has no quarter of the year before beside it"
    found: dict[str, tuple[int, int]] = {}
    for place, column in quarters:
        currency = _currency_at(place, row, rows, own)
        for other, before in quarters:
            if column.end == ends[0] and before.end == prior_end and _currency_at(other, row, rows, own) == currency:
                if currency in found and found[currency] != (place, other):
                    return "two columns are of the same quarter and currency"
                found[currency] = place, other
    if not found:
        return "the two years are in different currencies"
    if len(found) > 1:
        return "both years are in two currencies"
    currency, (current, prior) = next(iter(found.items()))
    percent = row.values[current].unit == "%"
    if not currency and not percent:
        return "the table does not say in which currency it is"
    return current, prior, currency


def _currency_at(place: int, row: Row, rows: Sequence[Row], own: headers.Self) -> str:
    """By the header, by the sign beside the value or others of its column, or by what the table says of itself."""
    column, value = row.columns[place], row.values[place]
    if column.currency:
        return column.currency
    every = [item for other in rows for item in other.values if item.sign]
    below = [item for item in every if item.left < value.right and value.left < item.right]
    sign = next((item.sign for item in (value, *below, *every) if item.sign), "")
    return headers.currency_of(sign, own.currency)


def _printed_change(row: Row, current: int, prior: int) -> Value | None:
    """The change on the year printed beside the two values: right of them, before the columns of another period. One
    that stands under a quarter is the change on that quarter; of several that do not say from when they are, it is the
    one that follows from the two values.
    """
    found = _printed_changes(row, current, prior)
    value, before = row.values[current].number, row.values[prior].number
    if len(found) > 1 and value is not None and before is not None:
        return next((item for item in found if item.number is not None and _bears_out(item, value, before)), found[0])
    return found[0] if found and found[0].number is not None else None


def _printed_changes(row: Row, current: int, prior: int) -> list[Value]:
    end = row.columns[prior].end
    found: list[Value] = []
    for place in range(max(current, prior) + 1, len(row.values)):
        column, value = row.columns[place], row.values[place]
        if column.change == "year" and not column.other_basis and column.end in (None, end, row.columns[current].end):
            if value.unit in ("%", ""):
                found.append(value)
            if column.end == end:
                return [value]
        if not column.change and column.end is not None and column.months not in (0, row.columns[current].months):
            break
    return found


def _bears_out(printed: Value, value: Decimal, before: Decimal) -> bool:
    """Whether a printed percentage follows from two printed amounts, each rounded in its last digit."""
    if printed.number is None or not before:
        return True
    half = Decimal(5).scaleb(int(printed.number.as_tuple().exponent) - 1)
    unit = Decimal(1).scaleb(max(int(value.as_tuple().exponent), int(before.as_tuple().exponent)))
    follows = (value - before) / abs(before) * 100
    # half a unit of either amount moves the percentage by this much at most
    slack = half + unit * 50 * (abs(value) + abs(before)) / (before * before)
    # a greater loss is a rise to some, and a fall to others
    of_losses = value < 0 and before < 0
    alike = of_losses or (follows >= 0) == (printed.number >= 0) or abs(follows) <= slack
    return alike and abs(abs(follows) - abs(printed.number)) <= slack


def _pair_of(row: Row, current: int, prior: int, columns: Sequence[Column]) -> tuple[Decimal, Decimal] | None:
    """Another row's values in the same two columns; None stands for nothing where a dash is printed."""
    numbers = []
    for place in (current, prior):
        wanted = columns[place]
        same = [
            value
            for value, column in zip(row.values, row.columns, strict=True)
            if (column.end, column.months, column.currency) == (wanted.end, wanted.months, wanted.currency)
            and not column.change
            and not column.other_basis
        ]
        if len(same) != 1:
            return None
        numbers.append(same[0].number or Decimal(0))
    return numbers[0], numbers[1]


def _quote(row: Row, text: str) -> tuple[str, tuple[int, int]]:
    end = min(row.line.end, row.line.start + _QUOTE)
    return text[row.line.start : end], (row.line.start, end)


def _once(figures: Sequence[ResultFigure]) -> tuple[tuple[ResultFigure, ...], list[NotTaken]]:
    """Each figure once; none where the release gives two values of one."""
    by_key: dict[tuple[object, ...], list[ResultFigure]] = {}
    named = {(item.span, item.unit) for item in figures if item.metric}
    for item in figures:
        # the same row, taken for a metric and for the company's own line
        if item.metric is None and (item.span, item.unit) in named:
            continue
        label = folded(item.label) if item.metric else ""
        by_key.setdefault((item.metric, item.figure, item.start, item.end, item.unit, label), []).append(item)
    retained, doubled = [], []
    for group in by_key.values():
        # a share and an ADS, and what is printed in one place and follows in another
        several = group[0].figure.startswith("eps") or group[0].figure.endswith("-yoy")
        if len({item.value for item in group}) == 1:
            retained.append(group[0])
        elif several and len({folded(item.label) for item in group}) == len(group):
            retained += group
        elif group[0].figure.endswith("-yoy"):
            retained.append(group[0])
        else:
            doubled += [NotTaken("the release gives two values of it", item.quote, item.span) for item in group]
    refused = {item.span for item in doubled}
    return tuple(item for item in retained if item.span not in refused), doubled


def _dateline(page: Page, figures: Sequence[ResultFigure]) -> date | None:
    """The day a release is dated: printed near its beginning before a dash, and after the quarter it tells of."""
    last = max((item.end for item in figures), default=None)
    for line in page.text[:_BEGINNING].split("\n"):
        for day in headers.dateline_dates(line[:200]):
            if last is None or 0 < (day - last).days < 200:
                return day
    return None
