"""Structured logs: one JSON line an event, without texts, addresses or tokens."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

from flask import Flask

KEPT = ("job", "row", "attempts", "error", "status", "method", "endpoint", "milliseconds", "request_id")


class JsonLines(logging.Formatter):
    """Write the event's name and the few fields that are safe to keep."""

    def format(self, record: logging.LogRecord) -> str:
        """Make one line; of an exception only its type and place."""
        line: dict[str, Any] = {"at": self.formatTime(record), "level": record.levelname, "event": record.getMessage()}
        line |= {name: getattr(record, name) for name in KEPT if hasattr(record, name)}
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            while trace and trace.tb_next:
                trace = trace.tb_next
            if trace:
                line["place"] = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
        return json.dumps(line, ensure_ascii=True)


def init_logs(app: Flask, settings: Any) -> None:
    """Send the logs of this house to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    house = logging.getLogger("consult")
    house.handlers[:] = [handler]
    house.setLevel(settings.log_level)
    house.propagate = False
