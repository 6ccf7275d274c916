"""Comments and replies in threads: with a stance in plain words, proposed wording, support, edits in the open.

Whoever the space lets in may comment; only the author edits and withdraws. Knows nothing of what a thread hangs on.
"""
