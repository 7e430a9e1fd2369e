"""The figures taken from company facts, and the tags each is reported under, in the order they are looked for.

The tags are those of the US-GAAP and IFRS taxonomies. A filer uses one of them and changes it now and then; the first
whose newest value is recent is the filer's own, the others serve for the years before it was used.
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

Shape = Literal["flow", "per share", "count", "balance"]
"""How values combine: flows of a year are the sum of its quarters; what is per share, or an average count of shares, is
of its own period and no difference of others; a balance is of a day.
"""

GAAP: Final = "us-gaap"
IFRS: Final = "ifrs-full"


class Concept(Struct, frozen=True, kw_only=True):
    """A figure that is reported as such. `grows` is whether its change on the year is a figure, too."""

    id: str
    title: str
    shape: Shape
    tags: tuple[str, ...]
    """With their taxonomy: "us-gaap:Revenues"."""
    grows: bool = True


def _tags(*names: str, ifrs: tuple[str, ...] = ()) -> tuple[str, ...]:
    return (*(f"{GAAP}:{name}" for name in names), *(f"{IFRS}:{name}" for name in ifrs))


REVENUE: Final = Concept(
    id="revenue",
    title="revenue",
    shape="flow",
    tags=_tags(
        "Revenues",
        "RevenueFromContractWithCustomerExcludingAssessedTax",
        "RevenueFromContractWithCustomerIncludingAssessedTax",
        "SalesRevenueNet",
        "RevenuesNetOfInterestExpense",
        ifrs=("Revenue", "RevenueFromContractsWithCustomers"),
    ),
)
COST: Final = Concept(
    id="cost-of-revenue",
    title="cost of revenue",
    shape="flow",
    tags=_tags("CostOfRevenue", "CostOfGoodsAndServicesSold", "CostOfGoodsSold", ifrs=("CostOfSales",)),
    grows=False,
)
GROSS_PROFIT: Final = Concept(
    id="gross-profit", title="gross profit", shape="flow", tags=_tags("GrossProfit", ifrs=("GrossProfit",))
)
OPERATING_INCOME: Final = Concept(
    id="operating-income",
    title="operating income",
    shape="flow",
    tags=_tags("OperatingIncomeLoss", ifrs=("ProfitLossFromOperatingActivities",)),
)
NET_INCOME: Final = Concept(
    id="net-income",
    title="net income",
    shape="flow",
    tags=_tags("NetIncomeLoss", "ProfitLoss", ifrs=("ProfitLossAttributableToOwnersOfParent", "ProfitLoss")),
)
EPS: Final = Concept(
    id="eps",
    title="earnings per share, diluted",
    shape="per share",
    tags=_tags(
        "EarningsPerShareDiluted",
        "EarningsPerShareBasicAndDiluted",
        ifrs=("DilutedEarningsLossPerShare", "BasicAndDilutedEarningsLossPerShare"),
    ),
)
SHARES: Final = Concept(
    id="shares",
    title="diluted shares",
    shape="count",
    tags=_tags(
        "WeightedAverageNumberOfDilutedSharesOutstanding",
        "WeightedAverageNumberOfShareOutstandingBasicAndDiluted",
        ifrs=("AdjustedWeightedAverageShares",),
    ),
)
CASH_FLOW: Final = Concept(
    id="operating-cash-flow",
    title="operating cash flow",
    shape="flow",
    tags=_tags(
        "NetCashProvidedByUsedInOperatingActivities",
        "NetCashProvidedByUsedInOperatingActivitiesContinuingOperations",
        ifrs=("CashFlowsFromUsedInOperatingActivities",),
    ),
)
CAPEX: Final = Concept(
    id="capex",
    title="capex",
    shape="flow",
    tags=_tags(
        "PaymentsToAcquirePropertyPlantAndEquipment",
        "PaymentsToAcquireProductiveAssets",
        ifrs=(
            "PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities",
            "PurchaseOfPropertyPlantAndEquipmentIntangibleAssetsOtherThanGoodwillInvestmentPropertyAndOtherNoncurrentAssets",
        ),
    ),
)
BUYBACKS: Final = Concept(
    id="buybacks",
    title="shares bought back",
    shape="flow",
    tags=_tags(
        "PaymentsForRepurchaseOfCommonStock",
        "PaymentsForRepurchaseOfEquity",
        ifrs=("PaymentsToAcquireOrRedeemEntitysShares",),
    ),
)
DIVIDENDS: Final = Concept(
    id="dividends",
    title="dividends paid",
    shape="flow",
    tags=_tags(
        "PaymentsOfDividends",
        "PaymentsOfDividendsCommonStock",
        "PaymentsOfOrdinaryDividends",
        ifrs=(
            "DividendsPaidClassifiedAsFinancingActivities",
            "DividendsPaidToEquityHoldersOfParentClassifiedAsFinancingActivities",
        ),
    ),
)
DIVIDEND: Final = Concept(
    id="dividend",
    title="dividend a share, declared",
    shape="per share",
    tags=_tags("CommonStockDividendsPerShareDeclared", "CommonStockDividendsPerShareCashPaid"),
)
RESEARCH: Final = Concept(
    id="research",
    title="research and development",
    shape="flow",
    tags=_tags(
        "ResearchAndDevelopmentExpense",
        "ResearchAndDevelopmentExpenseExcludingAcquiredInProcessCost",
        ifrs=("ResearchAndDevelopmentExpense",),
    ),
)
INTEREST: Final = Concept(
    id="interest",
    title="interest expense",
    shape="flow",
    tags=_tags(
        "InterestExpense",
        "InterestExpenseNonoperating",
        "InterestExpenseDebt",
        ifrs=("InterestExpense", "FinanceCosts"),
    ),
    grows=False,
)
INVENTORY: Final = Concept(
    id="inventory", title="inventory", shape="balance", tags=_tags("InventoryNet", ifrs=("Inventories",)), grows=False
)

REPORTED: Final = (
    REVENUE, COST, GROSS_PROFIT, OPERATING_INCOME, NET_INCOME, EPS, SHARES, CASH_FLOW, CAPEX, BUYBACKS, DIVIDENDS,
    DIVIDEND, RESEARCH, INTEREST, INVENTORY,
)  # fmt: skip

CASH_PARTS: Final = (
    _tags(
        "CashAndCashEquivalentsAtCarryingValue",
        "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",
        ifrs=("CashAndCashEquivalents",),
    ),
    _tags("ShortTermInvestments", "MarketableSecuritiesCurrent", "AvailableForSaleSecuritiesDebtSecuritiesCurrent"),
)
"""Cash and what is nearly cash: of each group the first tag a balance sheet has."""
WHOLE_DEBT: Final = _tags("DebtLongtermAndShorttermCombinedAmount", ifrs=("Borrowings",))
"""All borrowings in one figure; where a balance sheet has it, its parts are not added."""
DEBT_PARTS: Final = (
    _tags("LongTermDebtNoncurrent", "LongTermDebtAndCapitalLeaseObligations", ifrs=("LongtermBorrowings",)),
    _tags(
        "DebtCurrent",
        "LongTermDebtCurrent",
        "LongTermDebtAndCapitalLeaseObligationsCurrent",
        ifrs=("CurrentPortionOfLongtermBorrowings",),
    ),
    _tags("ShortTermBorrowings", "CommercialPaper", ifrs=("ShorttermBorrowings",)),
)
LONG_DEBT: Final = _tags("LongTermDebt")
"""Long-term debt with the part due within a year: in the place of the first two groups where they are not there."""

TITLES: Final = {
    **{item.id: item.title for item in REPORTED},
    "gross-margin": "gross margin",
    "operating-margin": "operating margin",
    "free-cash-flow": "operating cash less capex",
    "payout": "dividends of net income",
    "payout-of-cash": "dividends of operating cash less capex",
    "net-debt": "borrowings less cash and short-term investments",
    "interest-cover": "operating income to interest expense",
}
"""The name of each figure, the computed ones among them; one that ends in "-yoy" is the change on the year."""

KNOWN_TAGS: Final = frozenset(
    tag
    for group in (*(item.tags for item in REPORTED), *CASH_PARTS, *DEBT_PARTS, WHOLE_DEBT, LONG_DEBT)
    for tag in group
)  # fmt: skip
