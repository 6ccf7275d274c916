"""Who follows what, and what they are told: on their page at once, by mail at the pace they choose.

Everybody signed in may follow what is public; authors are told of what happens to what they said without asking.
"""
