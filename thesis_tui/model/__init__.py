"""The floor of frozen types: what a thesis is made of, with no I/O and no clock.

words       the enumerations, in the words the screens use
text        what is taken out of text as it enters
quantity    a printed figure and the interval it stands for
objects     what a thesis folder holds: thesis, sources, and what is read from them
journal     what the user entered: entries and their kinds
book        a whole thesis as read from disk, faults included
view        a thesis as judged on a date: what every face shows
figures     numbers, dates and ages as people read them
"""
