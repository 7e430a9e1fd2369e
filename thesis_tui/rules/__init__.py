"""Pure functions of a book, a clock and a look: what a thesis amounts to on a date, and why.

view         the one answer every face shows, put together from what follows
abridge      what the first screen needs of it after many years
fold         entries and sources folded into what stands on a date
levels, level_views     levels against the prices of their own listing
sessions, splits, prices, indicators    what a listing's sessions and observed prices say
thresholds   which side of a threshold an observation is on
criteria     what observations and milestones make of each criterion, and by how much
pillars      a verdict each, and the thesis's
verdict_history    how they came to be what they are
verdict_events     what can change one, day by day
milestones   where today is in each window, and how each ended
scores       whether the odds were any good
goalposts    which criteria are in force, and what was moved
conflicts    values that cannot all be true
proposal_match     whether something not kept yet is known, new, or contradicts
changes      what is new since the last look
seen_state   what a look saw
attention    what needs the user now
review       what a review asks about
review_session     where the user is in one
journal_lines      the journal as people read it
wording      codes and values of all of these into sentences
calendar     months, quarters and fiscal years as days
windows      windows, periods and days as people type them
amounts      figures, prices and odds as people type them
"""
