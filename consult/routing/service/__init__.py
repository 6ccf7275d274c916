"""Send on, take on, send back, call back; make and retire rules. Each enforces its policy; none commits."""

from consult.routing.service.referrals import (
    accept,
    answered,
    call_back,
    escalate_overdue,
    refer,
    return_,
    route,
    withdraw,
)
from consult.routing.service.rules import Terms, make_rule, retire_rule

__all__ = [
    "Terms", "accept", "answered", "call_back", "escalate_overdue", "make_rule", "refer", "retire_rule", "return_",
    "route", "withdraw",
]
