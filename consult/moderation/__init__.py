"""Keep the room safe: one queue for everything that is said, decisions by published rules, appeals, themes.

Moderators and moderation leads decide; never on their own words, never on the drafts of a body they work for.
Readers report, authors appeal, and another moderator than the first decides the appeal.
"""
