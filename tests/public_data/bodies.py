"""Companyfacts bodies of companies that do not exist, built filing by filing after the documented shape."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

TAGS = {
    "revenue": "Revenues",
    "contract": "RevenueFromContractWithCustomerExcludingAssessedTax",
    "cost": "CostOfRevenue",
    "gross": "GrossProfit",
    "operating": "OperatingIncomeLoss",
    "net": "NetIncomeLoss",
    "eps": "EarningsPerShareDiluted",
    "shares": "WeightedAverageNumberOfDilutedSharesOutstanding",
    "cash flow": "NetCashProvidedByUsedInOperatingActivities",
    "capex": "PaymentsToAcquirePropertyPlantAndEquipment",
    "dividends": "PaymentsOfDividends",
    "inventory": "InventoryNet",
    "cash": "CashAndCashEquivalentsAtCarryingValue",
    "debt": "LongTermDebtNoncurrent",
    "interest": "InterestExpense",
}
UNITS = {"eps": "{}/shares", "shares": "shares"}


class Filer:
    """A company and what its filings say; values in millions but for what is per share."""

    def __init__(self, name: str = "Nobody Inc.", cik: int = 1234567, currency: str = "USD") -> None:
        self._body: dict[str, Any] = {"cik": cik, "entityName": name, "facts": {"dei": {}, "us-gaap": {}}}
        self._currency = currency
        self._count = 0

    def file(self, form: str, filed: str, *facts: tuple[str, str | None, str, float], unit: str = "") -> str:
        """A filing with its facts (what, start, end, value); its accession."""
        self._count += 1
        accession = f"0001234567-{filed[2:4]}-{self._count:06}"
        self.add(form, filed, accession, *facts, unit=unit)
        return accession

    def add(
        self, form: str, filed: str, accession: str, *facts: tuple[str, str | None, str, float], unit: str = ""
    ) -> None:
        for what, start, end, value in facts:
            tag = TAGS.get(what, what)
            units = self._body["facts"]["us-gaap"].setdefault(tag, {"label": tag, "description": None, "units": {}})
            name = unit or UNITS.get(what, "{}").format(self._currency)
            whole = value if what == "eps" else int(Decimal(str(value)) * 1_000_000)
            row: dict[str, Any] = {
                "end": end, "val": whole, "accn": accession, "fy": 2024, "fp": "FY", "form": form, "filed": filed,
            }  # fmt: skip
            if start is not None:
                row = {"start": start, **row}
            units["units"].setdefault(name, []).append(row)

    @property
    def body(self) -> bytes:
        return json.dumps(self._body).encode()
