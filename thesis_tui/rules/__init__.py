"""Pure functions of a book, a clock and a look: what a thesis amounts to on a date, and why.

view         the one answer every face shows, put together from what follows
abridge      what the first screen needs of it after many years
entry_kinds, amendments, decisions    what is known of each kind of entry; what amendments and decisions may say
entry_order  the order of entries on clocks that may be wrong
fold, folded, names     entries and sources folded into what stands on a date; what everything is called

levels, level_views, level_turns    levels against the prices of their own listing, and those that broke
sessions, splits, prices, indicators    what a listing's sessions and observed prices say
timeline, rescaling, untold_splits, anchors    the price over time: one basis of splits, from all that is known
doubts, corrections, imports    which prices are believed, the user's last word, and whether a file's fit
benchmarks   a listing against an index
thresholds, freshness, year_before    the side of a threshold a figure is on, its age, the same period a year before
criteria, criterion_views    what observations and milestones make of each criterion, and by how much
pillars, pillar_views   a verdict each, and the thesis's
verdict_history, verdict_events    how they came to be what they are; what can change one, day by day
track_record            how a line would have fared on the past
live, readings, reading_news, series_breaks    readings of live metrics: judged, as a series, as news, where they break
milestones, results_days, promises    where today is in each window; when results come; guidance as a promise
scores       whether the odds were any good
goalposts, amended_moves    which criteria are in force, and what was moved
conflicts    values that cannot all be true
proposal_match     whether something not kept yet is known, new, or contradicts
positions, position_views    lots and gains, and as they are shown
scenarios, intents, closing    what a price is worth by odds; what the user means to do; how a thesis ended
changes, seen_state     what is new since the last look, and what a look saw
attention    what needs the user now
review, review_items, review_criteria, review_session    what a review asks about, and where the user is in one
journal_lines      the journal as people read it

wording      codes and values of all of these into sentences
calendar_periods   months, quarters and fiscal years as days
windows, window_patterns    windows, periods and days as people type them, and the patterns of each
amounts      figures, prices and odds as people type them
"""
