"""Public facts on a company and its products: bytes in, frozen structs out.

body        an answer's bytes, unpacked within bounds
concepts    the figures taken from company facts, and the tags each is reported under
facts       a companyfacts or companyconcept body, decoded
series, time_spans    one tag over time: versions, quarters from year-to-date values, pairs for growth
share_splits    share splits, found where a count and its earnings per share are restated together
company, net_debt, combining, slips    figures by quarter and year; of a balance sheet; two made one; slips of filers
markup, filing_page     the tags of a page; a filing's page: its text, paragraphs and tables
row_values, headers, named_quarters    the values of a row, and what a header says of them
turned_tables   tables that have their lines as columns, turned
table_rows, blocks, wanted, sums    the rows of a table, which are read, and whether they add up
results, release, titles    a results release, read by its tables, and what was read of it
filing_changes    what a filing says that the one before it did not
announcements   the day a company says its next results will come
source, sources     readings: what a source is, and each of them
documents   streams of filings, rules and news

Nothing here asks the network, knows the thesis folder or reads a clock, and nothing of it is imported at start: the
process that fetches, and the commands `facts` and `read --results`, import what they need when they need it.
"""
