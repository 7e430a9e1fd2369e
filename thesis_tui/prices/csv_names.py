"""How the columns of price files are headed, in the languages that exchanges, brokers and data sites export in."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal
from unicodedata import combining, normalize

Column = Literal["day", "close", "open", "high", "low"]

NAMES: Final[dict[Column, tuple[str, ...]]] = {
    "day": (
        "date", "datum", "data", "fecha", "dato", "dátum", "tarih", "päivämäärä", "ngày", "дата", "ημερομηνία",
        "日期", "日付", "日付け", "年月日", "날짜", "일자", "交易日期", "交易日", "תאריך", "التاريخ", "วันที่",
        "trade date", "trading date", "trading day", "handelstag", "day", "tag", "jour", "dag",
        "datetime", "date time", "timestamp", "time", "zeit", "日時", "unix", "open time",
    ),
    "close": (
        "close", "closing price", "close price", "close/last", "last close", "last", "last price",
        "schlusskurs", "schlußkurs", "schluss", "clôture", "clôt", "cours de clôture", "dernier", "dernier cours",
        "zamknięcie", "kurs zamknięcia", "chiusura", "prezzo di chiusura", "cierre", "precio de cierre", "último",
        "ultimo", "fechamento", "preço de fechamento", "fecho", "slotkoers", "slot", "sluiting", "laatste",
        "slutkurs", "stängning", "senast", "lukkekurs", "sidste", "sluttkurs", "siste", "päätöskurssi", "viimeisin",
        "závěrečná cena", "závěr", "poslední", "záróár", "utolsó", "kapanış", "şimdi", "închidere", "закрытие",
        "цена закрытия", "закриття", "κλείσιμο", "收盘", "收盘价", "收盤",
        "收盤價", "收市價", "收市价", "終値", "종가", "현재가",
        "סגירה", "שער נעילה", "שער סגירה", "الإغلاق", "إغلاق", "ปิด", "đóng cửa", "giá đóng cửa", "penutupan",
        "terakhir", "letzter", "letzter kurs", "zuletzt", "price", "kurs", "koers", "cours", "prezzo", "precio",
        "preço", "cena", "цена", "nav", "net asset value",
    ),
    "open": (
        "open", "open price", "opening price", "eröffnung",
        "eröffn", "eroeffnung", "eröffnungskurs", "erster", "erster kurs",
        "ouverture", "ouv", "otwarcie", "kurs otwarcia",
        "apertura", "abertura", "openingskoers", "opening", "öppning",
        "öppningskurs", "åbning", "åpning", "avaus", "otevření", "nyitó", "açılış", "deschidere", "открытие", "откр",
        "відкриття", "άνοιγμα", "开盘", "开盘价", "開盤", "開盤價",
        "開市價", "始値", "시가", "פתיחה", "שער פתיחה", "الافتتاح",
        "เปิด", "mở cửa", "giá mở cửa", "pembukaan",
    ),
    "high": (
        "high", "high price", "hoch", "höchst", "hoechst", "tageshoch", "höchstkurs", "plus haut", "haut",
        "najwyższy", "kurs maksymalny", "massimo", "max", "máximo", "máx", "alto", "hoogste", "hoog", "högst",
        "högsta", "højeste", "høyest", "ylin", "nejvyšší", "legmagasabb", "yüksek", "maxim", "максимум", "макс",
        "υψηλό", "最高", "最高价", "最高價", "高", "高値", "고가", "גבוה", "أعلى", "สูงสุด", "cao nhất", "tertinggi",
    ),
    "low": (
        "low", "low price", "tief", "tiefst", "tagestief", "tiefstkurs", "plus bas", "bas", "najniższy",
        "kurs minimalny", "minimo", "min", "mínimo", "mín", "bajo", "baixo", "laagste", "laag", "lägst",
        "lägsta", "laveste", "lavest", "alin", "nejnižší", "legalacsonyabb", "düşük", "minim", "минимум", "мин",
        "χαμηλό", "最低", "最低价", "最低價", "低", "安値", "저가", "נמוך", "أدنى", "ต่ำสุด", "thấp nhất", "terendah",
    ),
}  # fmt: skip
"""The first that is there is taken, so the more certain stand before "price" and "time"."""
ACCEPTED: Final = (
    'a column of days ("Date", "Datum", "Fecha", "日期" …) and one of closes ("Close", "Schlusskurs", "Price", "Last", '
    '"Clôture", "Cierre", "收盘", "終値" …)'
)
_ADJUSTED = re.compile(r"adj|bereinigt|ajust|rettif|skoryg|复权|復權|調整|수정", re.IGNORECASE)
_ASIDE = re.compile(r"[(\[（【].*?[)\]）】]|\bin [a-z]{3}$|[*†‡]+$", re.IGNORECASE)
"""Units and footnotes: "Close (USD)", "Kurs in EUR", "Close*"."""
_FOR_SPLITS = re.compile(r"(?<=\w)(?: +close price)? *\(?adjusted for splits\)?\.?$", re.IGNORECASE)
"""The words a site explains a close by: every history is adjusted for splits, and this one for nothing else."""


def heading(cell: str) -> str:
    """A column's name in the form in which names are compared: without case, accents, units, marks of footnotes."""
    text = _FOR_SPLITS.sub("", normalize("NFKC", cell).strip().strip("\"'<>").strip())
    # twice: a heading may have both, Close (USD)*
    text = _ASIDE.sub("", _ASIDE.sub("", text).strip()).strip()
    bare = "".join(character for character in normalize("NFKD", text.casefold()) if not combining(character))
    bare = bare.rstrip(".")
    # Unicode does not take the stroke off ł or give ı its dot, as it takes other accents off
    return " ".join(bare.replace("_", " ").replace("ł", "l").replace("ı", "i").split())


def is_adjusted(cell: str) -> bool:
    """Whether a column is of closes adjusted for dividends."""
    return _ADJUSTED.search(_FOR_SPLITS.sub("", cell)) is not None


@cache
def _headings() -> dict[Column, tuple[str, ...]]:
    return {column: tuple(heading(name) for name in names) for column, names in NAMES.items()}


def find_columns(cells: list[str]) -> dict[Column, int]:
    """Where the columns stand that a line of headings names."""
    names = ["" if is_adjusted(cell) else heading(cell) for cell in cells]
    found: dict[Column, int] = {}
    for column, accepted in _headings().items():
        at = next((names.index(name) for name in accepted if name in names), None)
        if at is not None:
            found[column] = at
    return found
