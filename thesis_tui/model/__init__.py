"""The floor of frozen types: what a thesis is made of, with no I/O and no clock.

enums       the enumerations, in the words the screens use
text_cleaning    what is taken out of text as it enters
file_format, file_struct    the format that every file says it has, and the base of all that is decoded from one
faults, unfit    checks that several kinds of things share, and faults of types in words
quantity    a printed figure and the interval it stands for
objects, live    what a thesis folder holds: thesis, sources and what is read from them; where live metrics are read
journal     what the user entered: entries and their kinds
book        a whole thesis as read from disk, faults included
documents, arrivals    readings and documents that arrive, and what a view shows of them
proposals, proposal_words    what a reader takes an article to say, and what that is called
feeds       what price feeds give, and how each is set up
market      what is kept of it: the market's side of a view
bars, columns    a session's prices and a listing's years of them, and these as bytes
level_history    what sessions did to a level
reasons     codes with the values of their sentences
view, position, scenario, closing    a thesis as judged on a date: what every face shows
lazy_sequence    a sequence that is made when it is first asked for
figures     numbers, dates and ages as people read them
watch       how the user is told while the dashboard is closed
"""
