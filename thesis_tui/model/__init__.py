"""The floor of frozen types: what a thesis is made of, with no I/O and no clock.

words       the enumerations, in the words the screens use
text        what is taken out of text as it enters
formats     the format that every file says it has
quantity    a printed figure and the interval it stands for
objects     what a thesis folder holds: thesis, sources, and what is read from them
journal     what the user entered: entries and their kinds
book        a whole thesis as read from disk, faults included
proposals, proposal_words    what a reader takes an article to say, and what that is called
feeds       what price feeds give, and how each is set up
market      what is kept of it: the market's side of a view
bars        a session's prices, and what a session did to a level
view        a thesis as judged on a date: what every face shows
lazy        a sequence that is made when it is first asked for
figures     numbers, dates and ages as people read them
"""
