"""When interviewers can be booked: the week grid, the list, and who has which hours."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, ForeignKey, Q, QuerySet
from django.forms import Form, ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from unfold.decorators import display

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.common.admin_pages import AskPage, Page, PagesAdmin, StaffPage
from mentoring.common.clock import local_day, now
from mentoring.notifications.services import feeds
from programmes.admissions.admin.office_hours_edit import BlockPage, DayPage
from programmes.admissions.admin.office_hours_week import day_named, week_of
from programmes.admissions.forms.office_hours import ExceptionFormSet, InterviewerForm, RuleFormSet
from programmes.admissions.models import Interview, Interviewer
from programmes.admissions.policies import can_set_hours, can_use_feed
from programmes.admissions.states import InterviewState
from programmes.cohorts.models import Programme
from programmes.cohorts.policies import can_manage_programme


def hours_url(interviewer: Interviewer) -> str:
    return reverse("admin:admissions_interviewer_change", args=[interviewer.pk])


class HoursPage(StaffPage, TemplateView):
    """The week grid, with how the person can be booked below it."""

    policy = can_set_hours
    model = Interviewer
    related = ("user",)
    template_name = "admin/admissions/hours.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = InterviewerForm(request.POST, instance=self.row, prefix="settings")
        if not form.is_valid():
            # The grid shows how things stand, not what was refused.
            self.row.refresh_from_db()
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if {"video_link", "address"} & set(form.changed_data):
            form.instance.where_changed_at = now()
        form.save()
        messages.success(request, _("Saved. The free times are up to date."))
        return redirect(hours_url(self.row))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        person, user = self.row, self.request.user
        ahead = Interview.objects.visible_to(user).booked().filter(interviewer=person)
        page = {
            "interviewer": person,
            "own": person.user_id == user.pk,
            "week": week_of(
                person, self._day(), user=user, now=now(), whole="whole" in self.request.GET
            ),
            "booked": ahead.filter(ends_at__gte=now()).select_related("application"),
            "form": more.get("form") or InterviewerForm(instance=person, prefix="settings"),
            "has_feed": can_use_feed(user, person),
            "feed": feeds.addresses_of(user) if can_use_feed(user, person) else {},
        }
        return super().get_context_data(**(page | more))

    def _day(self) -> date:
        """The day asked for, or today."""
        try:
            return day_named(self.request.GET.get("day", ""))
        except ValueError:
            return local_day(now())


class HoursListPage(StaffPage, TemplateView):
    """The same hours as lines of a form: any times, any zone, without pointing."""

    policy = can_set_hours
    model = Interviewer
    related = ("user",)
    template_name = "admin/admissions/hours_list.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        forms = self._forms(request.POST)
        if not all([form.is_valid() for form in forms.values()]):  # noqa: C419 - all show errors
            return self.render_to_response(self.get_context_data(**forms), status=422)
        with transaction.atomic():
            for form in forms.values():
                form.save()
        messages.success(request, _("Saved. The free times are up to date."))
        return redirect(hours_url(self.row))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {"interviewer": self.row}
        return super().get_context_data(**(page | self._forms() | more))

    def _forms(self, data: Any = None) -> dict[str, Any]:
        user = self.row.user
        return {
            "rules": RuleFormSet(data, instance=user, prefix="rules"),
            "exceptions": ExceptionFormSet(data, instance=user, prefix="off"),
        }


class FeedPage(AskPage):
    """About the address under which calendar programmes subscribe to one's interviews."""

    policy = can_use_feed
    model = Interviewer
    related = ("user",)
    named = ""

    def back(self) -> str:
        return hours_url(self.row)


class RenewFeedPage(FeedPage):
    title = _("New address for your calendar programme?")
    effect = _("The address before opens nothing any more: add the new one to your programme.")
    button = _("Make a new address")

    def act(self, form: Form) -> str | Promise:
        renewed = feeds.secret_of(self.request.user) is not None
        feeds.renew(self.request.user)
        if renewed:
            return _("There is a new address. The one before opens nothing any more.")
        return _("Here is the address. Add it to your calendar programme.")


class StopFeedPage(FeedPage):
    title = _("Switch the address off?")
    effect = _("Calendar programmes that use it show no interviews any more.")
    button = _("Switch off")

    def act(self, form: Form) -> str | Promise:
        feeds.stop(self.request.user)
        return _("The address opens nothing any more.")


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
        return {
            "change": ("<int:pk>/change/", HoursPage.as_view()),
            "list": ("<int:pk>/list/", HoursListPage.as_view()),
            "block": ("<int:pk>/block/", BlockPage.as_view()),
            "day": ("<int:pk>/day/", DayPage.as_view()),
            "renew_feed": ("<int:pk>/feed/renew/", RenewFeedPage.as_view()),
            "stop_feed": ("<int:pk>/feed/stop/", StopFeedPage.as_view()),
        }

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
        return redirect(hours_url(own) if own else reverse("admin:admissions_interviewer_add"))

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        kwargs["queryset"] = without_hours(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Interviewer, post_url_continue: str | None = None
    ) -> HttpResponse:
        return redirect(hours_url(obj))

    @display(description=_("person"), ordering="user__sort_name", header=True)
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
