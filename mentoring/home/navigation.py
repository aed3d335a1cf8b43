"""The staff area's side bar, grouped by the work of staff and not by tables."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# group → (title, icon, app label, model): shown to whom the list serves
GROUPS = (
    (_("Applications"), ((_("Applications"), "inbox", "applications", "application"),)),
    (
        _("Interviews"),
        (
            (_("Interviews"), "forum", "applications", "interview"),
            (_("Office hours"), "calendar_clock", "profiles", "availabilityrule"),
        ),
    ),
    (
        _("Programmes"),
        (
            (_("Programmes"), "flag", "cohorts", "programme"),
            (_("Cohorts"), "groups", "cohorts", "cohort"),
        ),
    ),
    (_("Mails"), ((_("Mails"), "mail", "notifications", "mail"),)),
    (_("Privacy"), ((_("Access log"), "policy", "privacy", "accesslog"),)),
    (_("People"), ((_("Staff"), "badge", "accounts", "user"),)),
)


def sidebar(request: HttpRequest) -> dict[str, Any]:
    """What Unfold asks for under SIDEBAR."""
    today = {"title": _("Today"), "icon": "today", "link": reverse("admin:index")}
    groups = [{"title": None, "items": [today]}]
    for title, entries in GROUPS:
        items = [item for entry in entries for item in _item(request, *entry)]
        if items:
            groups.append({"title": title, "separator": True, "items": items})
    return {"show_search": False, "show_all_applications": False, "navigation": groups}


def _item(
    request: HttpRequest, title: Any, icon: str, label: str, model_name: str
) -> Iterator[dict[str, Any]]:
    """One entry, or none where the list does not exist or does not serve this person."""
    model = apps.all_models[label].get(model_name)
    page = admin.site._registry.get(model) if model else None
    if page and page.has_module_permission(request):
        link = reverse(f"admin:{label}_{model_name}_changelist")
        yield {"title": title, "icon": icon, "link": link}
