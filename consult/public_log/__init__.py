"""public_log."""
