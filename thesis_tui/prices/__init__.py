"""Prices from outside: feeds over HTTP, what they gave, and figures computed from it.

feed        what a feed is: small Protocols, and how one is reached
http        one request: its limits, its pace, and its failures in words
payload     JSON and numbers from outside, read without trust
lookup      what a feed says of a symbol that is new
plain_quote    a quote of a feed that says nothing of its session
yahoo, finnhub, tencent, tradegate      quotes and daily history, one feed a file
yahoo_chart     the parts of Yahoo's answer
frankfurter, ecb                        exchange rates
registry    every feed, and which of them are asked for a listing
memory      what was asked when, and who refused until when, kept between runs
outcomes    what came of asking, and which feed said what
refresh     down the chain for each listing, at a pace, with what each feed said
feed_chain  one listing on its way down the chain of feeds
due         when prices, history and rates are asked for again
quote_checks    a quote held against its answer, what is known, and other feeds
answers     an answer of a feed, with what the caller knows of the listing
bar_reader  bars as a feed gives them, to the prices that were traded
merging     an answer's bars put to those that are kept
reported_splits    the splits an answer reports, and what shows them
stored_history    what is stored of a listing's history
history     bars, quotes and rates in the cache directory
csv_file, csv_cells, csv_names    a file of prices: its cells, and how its columns are headed

Nothing here knows the thesis folder, a screen or the system's clock: the HTTP client, the time and the
folders are passed in. httpx, asyncio and sqlite3 are imported when first used.
"""
