"""Mailed links and calendars open by their address alone, so that stays out of logs and reports."""

import logging
import re
from typing import Any

# A signed token: characters of URLs with at least two colons between them.
TOKEN = re.compile(r"[\w-]+:[\w-]+:[\w-]{20,}")
# The address of a calendar to subscribe to.
CALENDAR = re.compile(r"(?<=/calendar/)[^/\s?.]+")
HIDDEN = "…"


def without_tokens(text: str) -> str:
    return CALENDAR.sub(HIDDEN, TOKEN.sub(HIDDEN, text))


class HideTokens(logging.Filter):
    """Takes tokens out of the arguments of a log record, such as the path of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                without_tokens(value) if isinstance(value, str) else value for value in record.args
            )
        if isinstance(record.msg, str):
            record.msg = without_tokens(record.msg)
        return True


def scrub_report(event: Any, hint: object) -> Any:
    """Takes tokens, cookies and form data out of a report before it leaves for Sentry."""
    request = event.get("request", {})
    if "url" in request:
        request["url"] = without_tokens(request["url"])
    for part in ("cookies", "data", "query_string", "headers"):
        request.pop(part, None)
    if "transaction" in event:
        event["transaction"] = without_tokens(event["transaction"])
    return event
