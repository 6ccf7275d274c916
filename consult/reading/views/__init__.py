"""Pages that anyone reads."""

from __future__ import annotations

from consult.reading.views import (  # noqa: F401 - each adds its views to the one blueprint
    clause,
    comments,
    consultation,
    front,
    outcome,
    search,
)
from consult.reading.views.blueprint import blueprint

__all__ = ["blueprint"]
