"""An applicant's page: who it is, where things stand, what happened, what can be done."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from mentoring.common.admin_pages import StaffPage
from mentoring.common.ages import age_on
from mentoring.common.clock import local_day, now
from mentoring.common.text import NOT_GIVEN
from mentoring.privacy.models import Consent
from mentoring.privacy.states import Purpose
from mentoring.worklist.admin.notes import WithNotes, WriteNote
from programmes.admissions.admin.decision_options import options_for
from programmes.admissions.admin.decisions import minutes_left
from programmes.admissions.admin.timeline import timeline
from programmes.admissions.models import Interview
from programmes.admissions.policies import (
    can_correct_applicant,
    can_decide,
    can_see_application,
)
from programmes.admissions.services import contacts
from programmes.admissions.services.slot_assignment import missed_often, offers_for
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.applications.presenters.summary import summarise
from programmes.applications.services import guardians
from programmes.applications.states import ApplicationState


class ApplicationPage(WithNotes, StaffPage, TemplateView):
    policy = can_see_application
    model = Application
    related = ("cohort__programme", "campaign")
    template_name = "admin/admissions/application.html"
    note_address = "admin:applications_application_note"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        application, user = self.row, self.request.user
        decides = can_decide(user, application)
        interviews = interviews_of(application, user)
        page = {
            "application": application,
            "decides": decides,
            "corrects": can_correct_applicant(user, application)
            and application.state in contacts.OPEN,
            "options": options_for(application, interviews) if decides else [],
            "undo_minutes": minutes_left(application) if decides else None,
            "facts": facts_of(application),
            "guardian": guardian_of(application),
            **waiting_of(application),
            "interviews": [(talk, getattr(talk, "sheet", None)) for talk in interviews],
            "duplicates": duplicates_of(application, user),
            "entries": timeline(application, interviews, decides=decides),
            "next": next_step(application, interviews),
            "now": now(),
        }
        return super().get_context_data(**(page | more))


class NotePage(WriteNote, ApplicationPage):
    def back(self) -> str:
        return reverse("admin:applications_application_change", args=[self.row.pk])


def waiting_of(application: Application) -> dict[str, Any]:
    """For somebody without an appointment: what was wished and offered, and whether staff book."""
    waits = application.state == ApplicationState.SUBMITTED
    return {
        "time_request": application.time_requests.order_by("-left_at").first() if waits else None,
        "offers": offers_for(application, now=now()) if waits else [],
        "books": waits,
        "missed_often": waits and missed_often(application),
    }


def next_step(application: Application, interviews: list[Interview]) -> tuple[str, Any]:
    """Icon and sentence: what the application waits for."""
    booked = next((one for one in interviews if one.state == InterviewState.BOOKED), None)
    if booked and now() < booked.starts_at:
        return "event", _("The interview is booked. The next step is to hold it.")
    if booked:
        return "event_available", _("The time of the interview has come. Did it take place?")
    return _without_appointment(application) or NEXT_STEPS[ApplicationState(application.state)]


def _without_appointment(application: Application) -> tuple[str, Any] | None:
    """Where it is staff's turn although nothing is booked."""
    if application.state != ApplicationState.SUBMITTED:
        return None
    if missed_often(application):
        return "call", _("Missed two interviews. Please get in touch and book one together.")
    if application.time_requests.filter(answered_at__isnull=True).exists():
        return "schedule", _("No free time fits. Waits for an offer.")
    return None


NEXT_STEPS = {
    ApplicationState.SUBMITTED: (
        "hourglass_empty",
        _("Waits for the applicant, who can choose a time for the interview."),
    ),
    ApplicationState.INTERVIEW: (
        "rule",
        _("The interview was held. Now it is decided."),
    ),
    ApplicationState.WAITLISTED: (
        "hourglass_top",
        _("Waits for a place to become free."),
    ),
    ApplicationState.ACCEPTED: (
        "check_circle",
        _("Accepted. The next step is a mentor."),
    ),
    ApplicationState.DECLINED: ("cancel", _("Declined. Nothing is left to do.")),
    ApplicationState.WITHDRAWN: ("undo", _("Withdrawn. Nothing is left to do.")),
}


def interviews_of(application: Application, user: Any) -> list[Interview]:
    """The newest first; an interviewer sees the own ones only."""
    rows = application.interviews.visible_to(user).select_related("interviewer__user", "sheet")
    return list(rows.prefetch_related("sheet__needs").order_by("-starts_at"))


def facts_of(application: Application) -> list[tuple[Any, Any]]:
    """What was answered, for staff: the heading has name and address, and nobody is "you"."""
    told = [(fact.label, fact.value) for fact in summarise(application) if fact.slug not in APART]
    heard = ", ".join(filter(None, (application.source_title, application.source_detail)))
    campaign = [(_("Campaign code"), str(application.campaign))] if application.campaign else []
    return [
        (_("Age"), _age(application)),
        *told,
        (_("Heard of us through"), heard or NOT_GIVEN),
        *campaign,
    ]


APART = frozenset({"name", "birth", "guardian", "source"})


def _age(application: Application) -> str:
    if application.birth_date is None:
        return "–"
    return _("%(age)s, born on %(day)s") % {
        "age": age_on(application.birth_date, local_day(now())),
        "day": date_format(application.birth_date),
    }


def guardian_of(application: Application) -> dict[str, Any] | None:
    """How the parent's consent stands, for somebody under age."""
    if not application.needs_guardian(local_day(now())):
        return None
    newest = Consent.objects.of(application.subject, Purpose.GUARDIAN).first()
    said_no = guardians.said_no(application)
    return {"email": application.guardian_email, "consent": newest, "said_no": said_no}


def duplicates_of(application: Application, user: Any) -> QuerySet[Application]:
    """Others in the cohort with the same address, as far as `user` may see them."""
    same = Application.objects.visible_to(user).filter(
        cohort=application.cohort, email=application.email
    )
    return same.exclude(pk=application.pk)
