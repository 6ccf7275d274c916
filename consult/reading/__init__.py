"""The composed pages that anyone reads: front, consultation, clause, trace, all comments, search, help.

Reads from every package below; writes only by calling their services (the comment form of a clause page).
"""
