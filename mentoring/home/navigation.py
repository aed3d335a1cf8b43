"""The staff area's side bar, grouped by the work of staff and not by tables."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from mentoring.common.policies import anyone
from programmes.admissions.policies import can_decide

# group → (title, icon, app label, model, page, rule): shown to whom the list serves
GROUPS: tuple[tuple[Any, tuple[tuple[Any, ...], ...]], ...] = (
    (None, ((_("Tasks"), "task_alt", "worklist", "task"),)),
    (
        _("Intake"),
        (
            (_("Applications"), "inbox", "applications", "application"),
            (_("Season"), "monitoring", "applications", "application", "season", can_decide),
            (_("Interviews"), "forum", "admissions", "interview"),
            (_("Office hours"), "calendar_clock", "admissions", "interviewer"),
        ),
    ),
    (
        _("Matching"),
        (
            (_("Criteria"), "tune", "matching", "cohortcriteria"),
            (_("Matching runs"), "play_circle", "matching", "run"),
            (_("Plans"), "view_list", "matching", "plan"),
        ),
    ),
    (
        _("People"),
        (
            (_("Mentors and mentees"), "group", "profiles", "profile"),
            (_("Joining"), "person_add", "profiles", "enrolment"),
        ),
    ),
    (_("Partnerships"), ((_("Partnerships"), "diversity_1", "partnerships", "partnership"),)),
    (
        _("Programme"),
        (
            (_("Programmes"), "flag", "cohorts", "programme"),
            (_("Cohorts"), "groups", "cohorts", "cohort"),
            (_("Campaign codes"), "qr_code_2", "cohorts", "campaign"),
            (_("Legal pages"), "gavel", "cohorts", "legalpage"),
            (_("Texts of mails"), "edit_note", "notifications", "mailtext"),
            (_("Team"), "badge", "accounts", "user"),
        ),
    ),
    (
        _("Records"),
        (
            (_("Mails"), "mail", "notifications", "mail"),
            (_("Consents"), "handshake", "privacy", "consent"),
            (_("Reads of voluntary answers"), "visibility", "privacy", "accesslog"),
            (_("Erasures"), "ink_eraser", "privacy", "erasure"),
        ),
    ),
)


def sidebar(request: HttpRequest) -> dict[str, Any]:
    """What Unfold asks for under SIDEBAR."""
    today = {"title": _("Today"), "icon": "today", "link": reverse("admin:index")}
    groups = [{"title": None, "items": [today]}]
    for title, entries in GROUPS:
        items = [item for entry in entries for item in _item(request, *entry)]
        if items:
            groups.append({"title": title, "separator": bool(title), "items": items})
    _mark_here(groups, request.path)
    return {"show_search": False, "show_all_applications": False, "navigation": groups}


def _mark_here(groups: list[dict[str, Any]], path: str) -> None:
    """The one entry that the page belongs to: below a list there may be another entry's page."""
    items = [item for group in groups for item in group["items"]]
    home = reverse("admin:index")
    links = [item["link"] for item in items if item["link"] != home]
    here = max((link for link in links if path.startswith(link)), key=len, default=path)
    for item in items:
        item["active"] = item["link"] == here


def languages(request: HttpRequest) -> list[dict[str, Any]]:
    """The languages to choose from; the tone of German follows from whom a page addresses."""
    return [get_language_info(code) for code in ("de", "en")]


def account(request: HttpRequest) -> list[dict[str, Any]]:
    """What stands in the menu under one's own name."""
    return [{"title": _("Second factor and passkeys"), "link": reverse("mfa_index")}]


def _item(request: HttpRequest, title: Any, icon: str, *where: Any) -> Iterator[dict[str, Any]]:
    """One entry, or none where the list does not exist or does not serve this person."""
    usual = ("changelist", anyone)
    label, model_name, name, rule = (*where, *usual[len(where) - 2 :])
    model = apps.all_models[label].get(model_name)
    page = admin.site._registry.get(model) if model else None
    if page and page.has_module_permission(request) and rule(request.user, None):
        link = reverse(f"admin:{label}_{model_name}_{name}")
        yield {"title": title, "icon": icon, "link": link}
