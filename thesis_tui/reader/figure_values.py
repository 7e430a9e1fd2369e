"""The shape, unit and sign of an amount, and the name of the figure it can be the value of."""

from __future__ import annotations

from msgspec.structs import replace

from thesis_tui.model.quantity import Quantity
from thesis_tui.reader.nouns import Noun, is_any
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.word_lists import data, grammar, word_set

# From 100 on "customer count grew 45 % to 911" would be one.
FEWEST = 1000
"""A number alone, behind what it counts, is read as a count from here on."""
# From 1,000 on prices in pence and yen are sums; gold mines report costs of 1,900 dollars an ounce.
_LEAST_SUM = 20_000
# Of "a dividend of 0.30 euros" it need not be said that it is of a share.
_MOST_A_SHARE = 100
_OF_PERCENTS = (" margin", " ratio", " yield", " rate")
MONEY = "money"
"""The unit of a sum that is printed without its currency."""
# Of "the P/E of 85 is rich, and the S&P 500 hit 6,900" twice as many take 6,900 for the ratio.
_NEAR_A_RATIO = 24
_RIGHT_BEHIND = 5


def negative(quantity: Quantity) -> Quantity:
    """A quantity below nought, of a range its ends in order."""
    if quantity.high is None:
        return replace(quantity, value=-abs(quantity.value))
    near, far = sorted((abs(quantity.value), abs(quantity.high)))
    return replace(quantity, value=-far, high=-near)


def is_prior(text: str, before: Number, amount: Number) -> bool:
    """Whether an amount in brackets is what the one before them was: "3.4 (5.4) million euros"."""
    same = (before.kind, before.currency, before.unit) == (amount.kind, amount.currency, amount.unit)
    return (
        same
        and text[before.end : amount.digits].strip() == "("
        and grammar("figures.closed").match(text, amount.end) is not None
    )


def is_converted(text: str, before: Number, amount: Number) -> bool:
    """Whether a sum in brackets is the one before them in another currency: "GBX 119.90 ($1.57)", "€25 billion ($27
    billion)".
    """
    return (
        before.kind == amount.kind == "money"
        and before.scaled == amount.scaled
        and before.currency != amount.currency
        and text[before.end : amount.start].strip() == "("
        and text[amount.end : amount.end + 1] == ")"
    )


def clause_start(text: str, sentence: Sentence, at: int) -> int:
    """Where the clause that `at` is in begins; the sentence's start where it is the first."""
    return max(
        (m.start() for m in grammar("figures.next_clause").finditer(text, sentence.start, at)), default=sentence.start
    )


def shape(amount: Number) -> str:
    """The kind of value an amount may be: what is earned a share is no sum, and a percentage neither."""
    if amount.kind == "money":
        return "sum" if amount.scaled else "share"
    if amount.kind == "plain":
        return "count" if amount.scaled or amount.quantity.value >= FEWEST else "plain"
    return amount.kind


def own_unit(amount: Number, noun: Noun | None, name: str) -> str:
    """The unit of a number that names none: what is counted, else none but itself."""
    if amount.kind != "plain":
        return ""
    if noun is not None and is_any(noun.name, "ratios"):
        return "x"
    if noun is not None and (
        is_any(noun.name, "per share")
        or (noun.name == "dividend" and amount.per_share)
        or (amount.scaled and noun.measures in ("period", "instant"))
    ):
        return MONEY
    if noun is None or noun.measures != "counted":
        return "index"
    return data("metrics")["units"].get(name, [name])[0]


def plain_counts(amount: Number, noun: Noun | None, pillar: str | None, *, is_said: bool = False) -> bool:
    """Whether a number without a unit is a figure: a count behind what it counts, a sum of a pillar, the RSI. `is_said`
    is whether nothing but what the name is, "was", stands between.
    """
    if noun is None:
        return False
    if noun.measures == "counted":
        return (amount.scaled or amount.quantity.value >= FEWEST) and amount.start >= noun.end
    if noun.loose and noun.name.endswith(("volume", "volumes")):
        return False  # of shares traded
    if amount.scaled and (
        pillar or (noun.measures in ("period", "instant") and 0 <= amount.start - noun.end <= _NEAR_A_RATIO)
    ):
        return True
    if is_any(noun.name, "per share"):
        behind = 0 <= noun.start - amount.end <= 1  # "5.80-6.50 EPS"
        beside = behind or is_said or 0 <= amount.start - noun.end <= _RIGHT_BEHIND
        return beside and amount.quantity.value < FEWEST
    if noun.name == "dividend" and amount.per_share:
        return 0 <= amount.start - noun.end <= _NEAR_A_RATIO
    if is_any(noun.name, "ratios"):
        return 0 <= amount.start - noun.end <= _NEAR_A_RATIO or is_said
    return is_any(noun.name, "bare") and 0 <= amount.start - noun.end <= 24


def is_sum(amount: Number) -> bool:
    """Whether an amount of money is no price: with a scale, or as large as none."""
    return amount.scaled or (
        amount.kind == "money" and amount.quantity.base >= _LEAST_SUM and amount.quantity.qualifier == "exactly"
    )


def money_name(amount: Number, noun: Noun, pillar: str | None, *, per_unit: bool = False) -> str:
    """The name of a sum of money, "" when it is no figure. `per_unit` is whether it is told of one of something."""
    if noun.measures in ("counted", "shares"):
        return ""
    if noun.measures == "list":
        return noun.name if pillar and not amount.scaled else ""
    if is_any(noun.name, "no money", "margins", "rates") or noun.name.endswith(
        (" margin", " ratio", " yield", " rate")
    ):
        return ""
    if noun.loose and noun.name.split()[-1] in word_set("metrics", "heads", "of_things"):
        return ""
    per_share = amount.per_share or is_any(noun.name, "per share") or amount.small
    if not is_sum(amount) and per_share and is_any(noun.name, "profits"):
        return "loss per share" if "loss" in noun.name else "earnings per share"
    of_a_share = amount.per_share or amount.hundredths or amount.quantity.base < _MOST_A_SHARE
    if noun.name == "dividend" and (of_a_share or (per_unit and not is_sum(amount))):
        return noun.name
    if amount.per_share and is_any(noun.name, "cash flows"):
        return f"{noun.name} per share"
    if amount.scaled and is_any(noun.name, "per share"):
        return "net loss" if "loss" in noun.name else "net income"  # no share earns millions
    return noun.name if is_sum(amount) or per_unit or is_any(noun.name, "per unit") else ""


def title(name: str, measures: str, amount: Number, *, estimate: bool) -> str:
    """The name of a figure with what it says of it: that it was expected, or how it changed."""
    if estimate and amount.kind == "money":
        return f"{name}, expected"
    margin = is_any(name, "margins", "rates")
    if name.endswith("growth"):
        return name
    changes = amount.kind == "percent" and (measures in ("period", "counted") or is_any(name, "sums")) and not margin
    return f"{name}, change" if changes else name
