"""Send what was said to whoever must answer it, by rules or by hand, with a clock that everybody can see.

Moderators send and call back; a policymaker of the body takes on or sends back with a reason, which puts it into the
unrouted lane again. Knows contributions, and of clauses and stances only what it is told.
"""
