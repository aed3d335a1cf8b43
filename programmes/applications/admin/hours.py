"""When interviewers can be booked: their hours and days off, and the free times that result."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, ForeignKey, Q, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from unfold.decorators import display

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.common.clock import now
from programmes.applications.admin.frame import Page, PagesAdmin, StaffPage
from programmes.applications.forms.staff import DayOffFormSet, InterviewerForm, RuleFormSet
from programmes.applications.models import Interview, Interviewer
from programmes.applications.policies import can_set_hours
from programmes.applications.services.slots import Slot, free_slots
from programmes.applications.states import InterviewState
from programmes.cohorts.models import Programme
from programmes.cohorts.policies import can_manage_programme
from programmes.profiles.models.availability import known_zones

DAYS_SHOWN = 10


def days_of(slots: Iterable[Slot]) -> list[tuple[date, list[Slot]]]:
    """The free times of the next days, in the programme's zone."""
    zone = ZoneInfo(settings.TIME_ZONE)
    by_day = groupby(slots, key=lambda slot: slot.starts_at.astimezone(zone).date())
    return [(day, list(times)) for day, times in by_day][:DAYS_SHOWN]


def hours_url(interviewer: Interviewer) -> str:
    return reverse("admin:applications_interviewer_change", args=[interviewer.pk])


class HoursPage(StaffPage, TemplateView):
    policy = can_set_hours
    model = Interviewer
    related = ("user",)
    template_name = "admin/applications/hours.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        forms = self._forms(request.POST)
        if not all([form.is_valid() for form in forms.values()]):  # noqa: C419 - all show errors
            return self.render_to_response(self.get_context_data(**forms), status=422)
        with transaction.atomic():
            for form in forms.values():
                form.save()
        messages.success(request, _("Saved. The free times beside the form are up to date."))
        return redirect(hours_url(self.row))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        booked = Interview.objects.visible_to(self.request.user).booked()
        person = Interviewer.objects.filter(pk=self.row.pk)
        page = {
            "interviewer": person.select_related("user").get(),
            "own": self.row.user_id == self.request.user.pk,
            "days": days_of(free_slots(person.filter(is_bookable=True), now=now())),
            "booked": booked.filter(interviewer=self.row, ends_at__gte=now()).select_related(
                "application"
            ),
            "zones": sorted(known_zones()),
        }
        return super().get_context_data(**(page | self._forms() | more))

    def _forms(self, data: Any = None) -> dict[str, Any]:
        user = self.row.user
        return {
            "settings_form": InterviewerForm(data, instance=self.row, prefix="settings"),
            "rules": RuleFormSet(data, instance=user, prefix="rules"),
            "days_off": DayOffFormSet(data, instance=user, prefix="off"),
        }


@admin.register(Interviewer)
class InterviewerAdmin(PagesAdmin):
    kept = ("changelist", "add")
    policies: ClassVar = {"view": can_set_hours, "add": can_set_hours}
    list_display = ("person", "is_bookable", "hours", "ahead")
    list_select_related = ("user",)
    search_fields = ("user__name", "user__email")
    fields = ("user",)
    actions = None

    def pages(self) -> dict[str, tuple[str, Page]]:
        return {"change": ("<int:pk>/change/", HoursPage.as_view())}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interviewer]:
        booked = Q(interviews__state=InterviewState.BOOKED, interviews__ends_at__gte=now())
        rows = super().get_queryset(request).annotate(ahead=Count("interviews", filter=booked))
        return rows.prefetch_related("user__availability_rules")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who only interviews has one page here: the own one, or the start of it."""
        if can_manage_programme(request.user, None) or not can_set_hours(request.user, None):
            return super().changelist_view(request, extra_context)
        own = Interviewer.objects.filter(user=request.user).first()
        return redirect(hours_url(own) if own else reverse("admin:applications_interviewer_add"))

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        kwargs["queryset"] = without_hours(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Interviewer, post_url_continue: str | None = None
    ) -> HttpResponse:
        return redirect(hours_url(obj))

    @display(description=_("person"), ordering="user__name", header=True)
    def person(self, row: Interviewer) -> tuple[str, str]:
        return str(row.user), row.user.email

    @display(description=_("office hours"))
    def hours(self, row: Interviewer) -> str:
        return ", ".join(str(rule) for rule in row.user.availability_rules.all()) or "–"

    @display(description=_("booked ahead"), ordering="ahead")
    def ahead(self, row: Any) -> int:
        return int(row.ahead)


def without_hours(user: User) -> QuerySet[User]:
    """Interviewers for whom `user` can begin a page of hours: oneself, and one's programmes'."""
    programmes = Programme.objects.managed_by(user)
    interviews = User.objects.filter(roles__role=Role.INTERVIEWER, interviewer__isnull=True)
    mine = Q(pk=user.pk) | Q(roles__programme__in=programmes, roles__role=Role.INTERVIEWER)
    return interviews.filter(mine, is_staff=True, is_active=True).distinct()
