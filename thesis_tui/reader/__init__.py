"""Articles to proposals: deterministic, offline. What words mean is data (`data/*.toml`), how they combine is code.

propose      one text to proposals, sentence by sentence
fetch, web_page, declared   an address to bytes, a web page to its text, and what the page says of itself
plain_text   bytes to the text as read, and to the plainer one the rest works on
sentences    blocks and sentences as places in the text, and what each stands under: captions, columns
junk         what in a text is not the article
headline     title, publisher and language
dates        when an article was published, and how that is known
numbers, ranges   every number with its sign, scale and unit, and what it may mean; two of them as a range
names, named_companies, companies   names as articles write them, whom an article names, and which company an amount
             belongs to
quoting      what currency a sign stands for, and the unit in which prices are proposed
lexicon, tokens         words by their classes, and a sentence as typed tokens
frames, governors, ways, levels, proposed_levels   what makes an amount a level or a price: patterns over tokens, the
             word it belongs to, the way a sentence points
not_levels, share_prices   what makes it neither: it is a figure's, a step, a count, or only wished for
price_days   the day and the session that a price is of, and whether that was long before the article
nouns, figure_nouns, not_figures, metrics, bases, figure_values, observations   the names of what is measured, which of
             them an amount is of and which it is not, for which metric of the thesis, who expects it, what an amount
             can be the value of, and the figures
han_figures  the same for Chinese sentences, clause by clause
when, periods, named_periods   expressions of time, the periods and windows they are, and which a figure is of
expectations, events    sentences about what is to come, with a window: milestones; and about what happened: evidence
word_lists   lists of words as patterns
"""
