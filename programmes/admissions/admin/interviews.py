"""Interviews: the list of what is ahead, holding one, and what else can become of it."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.db.models import Case, ExpressionWrapper, F, Value, When
from django.db.models import fields as columns
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from mentoring.common import clock
from mentoring.common.actors import Actor
from mentoring.common.admin_exports import ExportedAdmin
from mentoring.common.admin_pages import AskPage, Page
from mentoring.common.templatetags.moments import moment
from programmes.admissions.admin.booking import MovePage
from programmes.admissions.admin.exports import INTERVIEWS
from programmes.admissions.admin.filters import INTERVIEW_FILTERS
from programmes.admissions.admin.guide import start_from_usual
from programmes.admissions.admin.interview_page import ConductPage
from programmes.admissions.forms.decisions import ReasonForm
from programmes.admissions.models import Interview
from programmes.admissions.policies import can_decide, can_see_interview, can_settle_interview
from programmes.admissions.services import interviews
from programmes.admissions.states import InterviewState
from programmes.admissions.templatetags.staff import COLOURS
from programmes.applications.models import Application


def application_url(interview: Interview) -> str:
    return reverse("admin:applications_application_change", args=[interview.application_id])


class SettlePage(AskPage):
    """What became of an interview, or becomes of it now."""

    policy = can_settle_interview
    model = Interview
    related = ("application__cohort__programme", "interviewer__user")

    @property
    def crumb(self) -> Application:
        application: Application = self.row.application
        return application

    @property
    def named(self) -> str:
        return f"{self.row.application}, {moment(self.row.starts_at, settings.TIME_ZONE)}"

    def back(self) -> str:
        return application_url(self.row)


class HeldPage(SettlePage):
    title = _("Did the interview take place?")
    effect = _("Then it can be decided on. This cannot be taken back.")
    button = _("Yes, it took place")
    variant = "primary"

    def act(self, form: Form) -> str | Promise:
        interviews.hold(self.row, by=Actor.of(self.request.user), now=clock.now())
        return _("Marked as held. Now it can be decided.")


class MissedPage(SettlePage):
    title = _("Did nobody come?")
    button = _("Yes, nobody came")

    @property
    def effect(self) -> str | Promise:  # type: ignore[override]
        if self.row.application.interviews.filter(state=InterviewState.NO_SHOW).exists():
            return _(
                "It is the second time: no mail goes out, and it is up to you to get in touch."
                " This cannot be taken back."
            )
        return _(
            "A kind mail with the offer of a new time goes out at once. This cannot be taken back."
        )

    def act(self, form: Form) -> str | Promise:
        if interviews.miss(self.row, by=Actor.of(self.request.user), now=clock.now()):
            return _("Noted that nobody came. The offer of a new time is on its way.")
        return _("Noted that nobody came, for the second time. Please get in touch yourselves.")


class CancelPage(SettlePage):
    form_class = ReasonForm
    title = _("Cancel the interview")
    effect = _("Both sides get a mail, and the applicant can choose another time.")

    def act(self, form: ReasonForm) -> str | Promise:
        by, note = Actor.of(self.request.user), form.cleaned_data["reason"]
        interviews.cancel(self.row, by=by, now=clock.now(), note=note)
        return _("Cancelled. Both sides get a mail.")


@admin.register(Interview)
class InterviewAdmin(ExportedAdmin):
    exported = INTERVIEWS
    policies: ClassVar = {"view": can_see_interview}
    list_display = ("starts", "person", "interviewer_name", "channel", "state_label")
    list_filter = INTERVIEW_FILTERS
    list_filter_submit = True
    list_select_related = ("application__cohort__programme", "interviewer__user")
    search_fields = ("application", "interviewer")
    search_help_text = _("Name or e-mail address")
    actions = None

    def pages(self) -> dict[str, tuple[str, Page]]:
        return {
            "change": ("<uuid:pk>/conduct/", ConductPage.as_view()),
            "held": ("<uuid:pk>/held/", HeldPage.as_view()),
            "missed": ("<uuid:pk>/missed/", MissedPage.as_view()),
            "cancel": ("<uuid:pk>/cancel/", CancelPage.as_view()),
            "move": ("<uuid:pk>/move/", MovePage.as_view()),
            "guide": ("guide/<int:pk>/", start_from_usual),
        }

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """One's own interviews do not say each time with whom."""
        shown = super().get_list_display(request)
        return (
            shown
            if can_decide(request.user, None)
            else tuple(name for name in shown if name != "interviewer_name")
        )

    def get_ordering(self, request: HttpRequest) -> Any:
        """What is booked and ahead first, the nearest on top; then the rest, the latest on top."""
        now = clock.now()
        ahead = When(state=InterviewState.BOOKED, ends_at__gte=now, then=F("starts_at") - now)
        past = ExpressionWrapper(Value(now) - F("starts_at"), columns.DurationField())
        never = Value(timedelta(days=36_500), columns.DurationField())
        return (
            Case(ahead, default=never, output_field=columns.DurationField()).asc(),
            past.asc(),
        )

    @display(description=_("when"), ordering="starts_at")
    def starts(self, row: Interview) -> str:
        return moment(row.starts_at, settings.TIME_ZONE)

    @display(description=_("applicant"), ordering="application__sort_name")
    def person(self, row: Interview) -> str:
        return str(row.application)

    @display(description=_("interviewer"), ordering="interviewer__user__sort_name")
    def interviewer_name(self, row: Interview) -> str:
        return str(row.interviewer)

    @display(description=_("state"), ordering="state", label=COLOURS)
    def state_label(self, row: Interview) -> tuple[str, str]:
        return row.state, row.get_state_display()
