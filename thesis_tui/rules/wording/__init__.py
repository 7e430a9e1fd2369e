"""Wording: the one room where codes and their values become sentences, for every face.

levels     why a level is in its state, its history and its crossings
doubts     prices that are not believed
"""
