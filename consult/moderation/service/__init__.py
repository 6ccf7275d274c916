"""Decide, undo, report, appeal, look at names, sort into themes. Each enforces its policy; none commits."""
