"""Public facts on a company and its products: bytes in, frozen structs out.

body        an answer's bytes, unpacked within bounds
concepts    the figures taken from company facts, and the tags each is reported under
facts       a companyfacts or companyconcept body, decoded
series      one tag over time: versions, quarters from year-to-date values, pairs for growth
splits      share splits, found where a count and its earnings per share are restated together
company     the figures of a company, quarter by quarter and year by year
page        a filing's page: its text, paragraphs and tables
numbers, headers    the values of a row, and what a header says of them
wanted, sums        which rows are read, and whether parts add up
results, release    a results release, read by its tables, and what was read of it
changes     what a filing says that the one before it did not
source, sources     readings: what a source is, and each of them
documents   streams of filings, rules and news

Nothing here asks the network, knows the thesis folder or reads a clock, and nothing of it is imported at start: the
process that fetches, and the commands `facts` and `read --results`, import what they need when they need it.
"""
