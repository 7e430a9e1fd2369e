"""Articles to proposals: deterministic, offline. What words mean is data (`data/*.toml`), how they combine is code.

propose      one text to proposals, sentence by sentence
fetch, page, declared   an address to bytes, a web page to its text, and what the page says of itself
text         bytes to the text as read, and to the plainer one the rest works on
sentences    blocks and sentences, as places in the text
junk         what in a text is not the article
headline     title, publisher and language
dates        when an article was published, and how that is known
companies    which company an amount belongs to, and which of its listings
amounts      every number with its sign, scale, unit, range and qualifier
cues, levels            words that make an amount a level or a price, and what makes it neither
nouns, metrics, figures what is measured, which metric of the thesis that is, and the figures of both
when, periods           expressions of time, and the periods and windows they are
expectations            sentences about what is to come, with a window: milestones
words        lists of words as patterns
"""
