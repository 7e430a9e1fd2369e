"""Pages at a size, as lines of spans, with no terminal library.

The screens and `show` draw the same blocks: a screen makes each block a widget, `show` sets them on
one page of text. A span names a role ("good", "muted"), never a colour.

spans, lazy_rows     spans, lines, rows and blocks, fitted to a width; rows made when they are asked for
colours          the themes; what a role's colour is in each
glyphs           the signs, always beside their word, and their ASCII stand-ins
gauge, bars      margin gauges, trends, window bars; a metric as columns
chart, ladder    prices over time with levels; levels around the price
panel            a pillar as a panel
periods          what a column calls a period
sections         titled lists that share the rows there are
calibration      odds against what happened
frame            the header with its screens, the footer with its keys
*_page           one page each: dashboard, pillar, levels, milestones, sources, journal, review, help
"""
