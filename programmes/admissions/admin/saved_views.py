"""Saved views: one's own names for filters, search and order of the list of applications."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mentoring.common.admin_pages import ActPage, AskPage
from mentoring.common.errors import DomainError
from mentoring.common.policies import policy
from programmes.admissions.admin.filters import APPLICATION_FILTERS
from programmes.admissions.forms.saved_views import ViewForm
from programmes.admissions.models import SavedView
from programmes.admissions.policies import can_see_application, can_use_view
from programmes.admissions.services import saved_views
from programmes.applications.models import Application

# What a saved list may ask; everything else in an address is dropped.
ASKED = ("q", "o", *(str(each.parameter_name) for each in APPLICATION_FILTERS))
LONGEST = 500


def narrow(query: str) -> str:
    """`query` with nothing in it but what the list offers, always in the same order."""
    given = QueryDict(query.removeprefix("?")[: 2 * LONGEST])
    kept = QueryDict(mutable=True)
    for name in ASKED:
        if values := [value for value in given.getlist(name) if value]:
            kept.setlist(name, values)
    text = kept.urlencode()
    return text if len(text) <= LONGEST else ""


def list_url(query: str = "") -> str:
    address = reverse("admin:applications_application_changelist")
    return f"{address}?{query}" if query else address


def tabs_for(request: HttpRequest) -> dict[str, Any]:
    """What the row above the list needs."""
    query = narrow(request.GET.urlencode())
    views = [
        {"view": view, "url": list_url(view.query), "active": view.query == query}
        for view in _own(request.user)
    ]
    known = not query or any(view["active"] for view in views)
    return {"views": views, "query": query, "can_save": not known, "all_url": list_url()}


def _own(user: Any) -> QuerySet[SavedView]:
    return SavedView.objects.visible_to(user)


@policy(can_see_application)
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keeps the present filters; a name that will not do is said above the list."""
    form, query = ViewForm(request.POST), narrow(request.POST.get("query", ""))
    try:
        if not form.is_valid():
            raise DomainError(" ".join(form.errors["name"]))
        if not query:
            raise DomainError(_("Please filter or search first. Then the view can be saved."))
        saved_views.save(request.user, name=form.cleaned_data["name"], query=query)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The view is saved. It stands above the list."))
    return redirect(list_url(query))


class OfView:
    """The trail at the top leads to the list of applications: views have none."""

    policy = can_use_view
    model = SavedView
    row: SavedView

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        about = {"opts": Application._meta, "original": None, "view": self.row}
        return super().get_context_data(**(about | more))  # type: ignore[misc]


class ViewPage(OfView, ActPage):
    """Another name for a view."""

    form_class = ViewForm
    template_name = "admin/admissions/view.html"
    title = _("Saved view")
    blamed = "name"

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.row.name}

    def act(self, form: ViewForm) -> str | Promise:
        saved_views.rename(self.row, name=form.cleaned_data["name"])
        return _("Saved.")

    def back(self) -> str:
        return list_url(self.row.query)


class DeleteViewPage(OfView, AskPage):
    title = _("Delete the view?")
    effect = _("Only the saved filter goes; the applications stay as they are.")
    button = _("Delete the view")

    def act(self, form: Form) -> str | Promise:
        saved_views.delete(self.row)
        return _("The view is deleted.")

    def back(self) -> str:
        return list_url(self.row.query)
