"""Wording: the one room where codes and their values become sentences, for every face.

criteria   when a criterion fails, why it is in its state, its margin
pillars    why a pillar, and with it a thesis, has its verdict
prices     what was entered, and the session it counts for
levels     why a level is in its state, its history and its crossings
goalposts, amendments    what was moved, from and to; what was changed on the screen
doubts     prices that are not believed
benchmarks, decisions, intents, documents    comparisons, decisions, intended actions, what waits
"""
