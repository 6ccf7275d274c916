"""Answers: a disposition with reasons, given to one or several contributions at once, corrected in the open.

Only policymakers of the body that was asked answer; everybody may read the answers and the outcome.
"""
