"""What moderators see: the queue, one item with all around it, themes, and the record of decisions."""
