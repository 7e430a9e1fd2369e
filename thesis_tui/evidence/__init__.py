"""What public places say of a company and its products: bytes in, frozen structs out.

body        an answer's bytes, unpacked within bounds
concepts    the figures taken from company facts, and the tags each is reported under
facts       a companyfacts or companyconcept body, decoded
series      one tag over time: versions, quarters from year-to-date values, pairs for growth
splits      share splits, found where a count and its earnings per share are restated together
company     the figures of a company, quarter by quarter and year by year

Nothing here asks the network, knows the thesis folder or reads a clock, and nothing of it is imported at start: the
process that fetches, and the commands `facts` and `read --results`, import what they need when they need it.
"""
