"""What moderators see: the queue, one item with all around it, themes, and the record of decisions."""

from consult.moderation.queries.themes import theme_by_public_id

__all__ = ["theme_by_public_id"]
