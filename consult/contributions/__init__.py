"""One row for each thing said: what comments, answers, statements and submissions share.

A *space* is where one exercise's contributions live, with its rules (open when, moderated how, guests or not); its
owner, a consultation, writes them. A *thread* is one place inside it where contributions hang (a clause, the
whole, a question). Everybody may read what is public; `policy.py` says who may write, edit and withdraw.
"""
