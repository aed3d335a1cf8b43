"""The admin's side bar, grouped by the work of staff."""

from typing import Any

from django.http import HttpRequest


def sidebar(request: HttpRequest) -> dict[str, Any]:
    return {"show_search": True}
