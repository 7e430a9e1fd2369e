"""The rows of the table of venues, read on first use.

Name, country, zone with its winter offset, hours ("opens closes settled rest"), calendar of holidays (or the days of
the week where there is no calendar), usual currency, and what is unusual. Hours as the exchanges publish them in 2026;
where the end of the closing auction is random, its latest moment. Mexico and Brazil move with New York's summer time:
theirs are the later ones.
"""

from __future__ import annotations

ROWS: tuple[tuple[str, ...], ...] = (
    *(
        (name, "US", "America/New_York -5", "09:30 16:00", "XNYS", "USD")
        for name in ("NYSE", "NASDAQ", "AMEX", "Arca", "Cboe", "OTC")
    ),
    *(
        (name, "CA", "America/Toronto -5", "09:30 16:00", "XTSE", "CAD")
        for name in ("TSX", "TSXV", "CSE", "Cboe Canada")
    ),
    ("BMV", "MX", "America/Mexico_City -6", "07:30 15:00", "XMEX", "MXN"),
    ("B3", "BR", "America/Sao_Paulo -3", "10:00 18:00", "BVMF", "BRL"),
    ("BYMA", "AR", "America/Argentina/Buenos_Aires -3", "10:30 17:00", "XBUE", "ARS"),
    ("Santiago", "CL", "America/Santiago -4", "09:30 17:00", "XSGO", "CLP"),
    ("Lima", "PE", "America/Lima -5", "08:30 16:00", "XLIM", "PEN"),
    ("Bogota", "CO", "America/Bogota -5", "08:30 16:00", "XBOG", "COP"),
    ("LSE", "GB", "Europe/London 0", "08:00 16:30 16:40", "XLON", "GBX"),
    ("XETRA", "DE", "Europe/Berlin 1", "09:00 17:30 17:35", "XETR", "EUR"),
    ("Frankfurt", "DE", "Europe/Berlin 1", "08:00 22:00", "XETR", "EUR"),
    ("Tradegate", "DE", "Europe/Berlin 1", "07:30 22:00", "XETR", "EUR"),
    *(
        (name, "DE", "Europe/Berlin 1", "08:00 22:00", "XHAM", "EUR")
        for name in ("Berlin", "Munich", "Dusseldorf", "Hamburg", "Hanover")
    ),
    ("Stuttgart", "DE", "Europe/Berlin 1", "07:30 22:00", "XSTU", "EUR"),
    ("Euronext Paris", "FR", "Europe/Paris 1", "09:00 17:30 17:40", "XPAR", "EUR"),
    ("Euronext Amsterdam", "NL", "Europe/Amsterdam 1", "09:00 17:30 17:40", "XPAR", "EUR"),
    ("Euronext Brussels", "BE", "Europe/Brussels 1", "09:00 17:30 17:40", "XPAR", "EUR"),
    ("Euronext Lisbon", "PT", "Europe/Lisbon 0", "08:00 16:30 16:40", "XLIS", "EUR"),
    ("Euronext Dublin", "IE", "Europe/Dublin 0", "08:00 16:28 16:40", "XDUB", "EUR"),
    ("Borsa Italiana", "IT", "Europe/Rome 1", "09:00 17:30 17:40", "XMIL", "EUR"),
    ("BME", "ES", "Europe/Madrid 1", "09:00 17:30 17:40", "XMAD", "EUR"),
    ("SIX", "CH", "Europe/Zurich 1", "09:00 17:30 17:40", "XSWX", "CHF"),
    ("Vienna", "AT", "Europe/Vienna 1", "09:00 17:30 17:40", "XWBO", "EUR"),
    ("Nasdaq Stockholm", "SE", "Europe/Stockholm 1", "09:00 17:30 17:35", "XSTO", "SEK"),
    ("Nasdaq Copenhagen", "DK", "Europe/Copenhagen 1", "09:00 17:00 17:05", "XCSE", "DKK"),
    ("Nasdaq Helsinki", "FI", "Europe/Helsinki 2", "10:00 18:30 18:35", "XHEL", "EUR"),
    ("Nasdaq Iceland", "IS", "Atlantic/Reykjavik 0", "09:30 15:30 15:35", "XICE", "ISK"),
    ("Nasdaq Riga", "LV", "Europe/Riga 2", "10:00 16:00 16:05", "XRIS", "EUR"),
    ("Nasdaq Tallinn", "EE", "Europe/Tallinn 2", "10:00 16:00 16:05", "XTAL", "EUR"),
    ("Nasdaq Vilnius", "LT", "Europe/Vilnius 2", "10:00 16:00 16:05", "XLIT", "EUR"),
    ("Oslo", "NO", "Europe/Oslo 1", "09:00 16:20 16:30", "XOSL", "NOK"),
    ("Warsaw", "PL", "Europe/Warsaw 1", "09:00 17:00 17:05", "XWAR", "PLN"),
    ("Prague", "CZ", "Europe/Prague 1", "09:00 16:20 16:30", "XPRA", "CZK"),
    ("Budapest", "HU", "Europe/Budapest 1", "09:00 17:00 17:10", "XBUD", "HUF"),
    ("Athens", "GR", "Europe/Athens 2", "10:15 17:20 17:25", "ASEX", "EUR"),
    ("BIST", "TR", "Europe/Istanbul 3", "10:00 18:00 18:10", "XIST", "TRY"),
    ("Bucharest", "RO", "Europe/Bucharest 2", "10:00 17:45 18:00", "XBSE", "RON"),
    ("TASE", "IL", "Asia/Jerusalem 2", "09:59 17:25 17:30", "XTAE", "ILA"),
    ("JSE", "ZA", "Africa/Johannesburg 2", "09:00 17:00 17:15", "XJSE", "ZAC"),
    ("Tadawul", "SA", "Asia/Riyadh 3", "10:00 15:00 15:20", "XSAU", "SAR"),
    ("DSM", "QA", "Asia/Qatar 3", "09:30 13:10 13:15", "71234", "QAR"),
    ("Boursa Kuwait", "KW", "Asia/Kuwait 3", "09:00 12:30 12:45", "71234", "KWF"),
    ("EGX", "EG", "Africa/Cairo 2", "10:00 14:30", "71234", "EGP"),
    ("DFM", "AE", "Asia/Dubai 4", "10:00 15:00", "12345", "AED"),
    ("ADX", "AE", "Asia/Dubai 4", "10:00 15:00", "12345", "AED"),
    ("HKEX", "HK", "Asia/Hong_Kong 8", "09:30 16:00 16:10 12:00-13:00", "XHKG", "HKD"),
    ("SSE", "CN", "Asia/Shanghai 8", "09:30 15:00 15:00 11:30-13:00", "XSHG", "CNY"),
    ("SZSE", "CN", "Asia/Shanghai 8", "09:30 15:00 15:00 11:30-13:00", "XSHG", "CNY"),
    ("SGX", "SG", "Asia/Singapore 8", "09:00 17:00 17:16 12:00-13:00", "XSES", "SGD"),
    ("TSE", "JP", "Asia/Tokyo 9", "09:00 15:30 15:30 11:30-12:30", "XTKS", "JPY", "2024-11-04<15:00"),
    ("KRX", "KR", "Asia/Seoul 9", "09:00 15:30", "XKRX", "KRW", "2016-07-31<15:00"),
    ("KOSDAQ", "KR", "Asia/Seoul 9", "09:00 15:30", "XKRX", "KRW", "2016-07-31<15:00"),
    ("TWSE", "TW", "Asia/Taipei 8", "09:00 13:30 13:33", "XTAI", "TWD"),
    ("TPEx", "TW", "Asia/Taipei 8", "09:00 13:30 13:33", "XTAI", "TWD"),
    ("SET", "TH", "Asia/Bangkok 7", "10:00 16:30 16:40 12:30-14:00", "XBKK", "THB"),
    ("IDX", "ID", "Asia/Jakarta 7", "09:00 16:00 16:15 12:00-13:30", "XIDX", "IDR"),
    ("Bursa Malaysia", "MY", "Asia/Kuala_Lumpur 8", "09:00 17:00 17:00 12:30-14:30", "XKLS", "MYR"),
    ("PSE", "PH", "Asia/Manila 8", "09:30 15:00 15:00 12:00-13:00", "XPHS", "PHP"),
    ("HOSE", "VN", "Asia/Ho_Chi_Minh 7", "09:00 14:45 15:00 11:30-13:00", "12345", "VND"),
    ("ASX", "AU", "Australia/Sydney 10", "10:00 16:00 16:12", "XASX", "AUD"),
    ("NZX", "NZ", "Pacific/Auckland 12", "10:00 16:45 17:00", "XNZE", "NZD"),
    ("NSE", "IN", "Asia/Kolkata 5.5", "09:15 15:30 15:40", "XBOM", "INR"),
    ("BSE", "IN", "Asia/Kolkata 5.5", "09:15 15:30 15:40", "XBOM", "INR"),
    # a session of futures opens on the evening before its day; a price below zero is one (crude oil, April 2020)
    *(
        (name, "", "America/Chicago -6", "17:00 16:00", "CMES", "USD", "eve negative")
        for name in ("NYMEX", "COMEX", "CME", "CBOT")
    ),
    ("ICE US", "", "America/New_York -5", "20:00 18:00", "IEPA", "USD", "eve negative"),
    # the day of currencies turns at 17:00 in New York, from Sunday evening to Friday
    ("Forex", "", "America/New_York -5", "17:00 17:00", "12345", "", "eve"),
    ("Crypto", "", "UTC 0", "00:00 00:00", "1234567", "", "clock"),
    # one value a day, struck at the close of the markets a fund holds
    ("US fund", "", "America/New_York -5", "09:30 16:00", "XNYS", "USD", "fund"),
    ("Fund", "", "Europe/Berlin 1", "08:00 22:00", "12345", "", "fund"),
)
