"""What a page says and where, at a size: lines of spans, with no terminal library.

The screens and `show` draw the same blocks: a screen makes each block a widget, `show` sets them on
one page of text. A span names a role ("good", "muted"), never a colour.

spans        spans, lines, rows and blocks, and how they are fitted to a width
glyphs       the signs, always beside their word, and their ASCII stand-ins
gauge        margin gauges, trends, window bars
panel        a pillar as a panel
ladder       levels around the price
chart        prices over time with levels
dashboard    the page that opens in the morning
"""
