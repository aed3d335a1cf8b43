"""The mails around interview and decision, for staff who change their words."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import local_day, now
from mentoring.notifications.situations import Example, Situation, register
from programmes.admissions.states import Channel
from programmes.applications import mail_situations as applications
from programmes.cohorts.models import Cohort


def example(cohort: Cohort) -> Mapping[str, Any]:
    """A talk by video in three days, with times to choose from."""
    of_application = applications.example(cohort)
    zone, page = of_application["zone"], of_application["status_link"]
    starts_at = (now() + timedelta(days=3)).replace(hour=14, minute=30, second=0, microsecond=0)
    interview = Example(
        "",
        pk=applications.NUMBER,
        starts_at=starts_at,
        zone=zone,
        channel=Channel.VIDEO,
        interviewer="Kim Beispiel",
        phone="",
        state="booked",
        decided_by=local_day(starts_at) + timedelta(days=cohort.decision_days),
    )
    offers = [Example("", starts_at=starts_at + timedelta(days=days)) for days in range(2)]
    return {
        **of_application,
        "interview": interview,
        "interviewer": "Kim Beispiel",
        "starts_at": starts_at,
        "was_at": starts_at - timedelta(days=1),
        "was_with": "Kim Beispiel",
        "offers": offers,
        "manage_link": page,
        "book_link": page,
        "video_link": page,
        "address": "",
        "sign_in": page,
    }


STAFF = {
    "guardian_agreed": _("Consent given"),
    "guardian_refused": _("Refusal"),
    "interview_reminder_day_staff": _("Reminder a day before (staff)"),
    "interview_reminder_soon_staff": _("Reminder two hours before (staff)"),
    "guardian_missing_staff": _("Consent of a parent is missing (staff)"),
    "guardian_missing_guardian": _("Consent of a parent is missing (parent)"),
}
register(
    Situation(
        "interview",
        _("Interview"),
        (
            *("interview_booked", "interview_moved", "interview_cancelled"),
            *("interview_reminder_day", "interview_reminder_soon", "no_show_offer", "time_offer"),
            *("guardian_missing", "guardian_missing_guardian"),
            *("guardian_agreed", "guardian_refused"),
        ),
        example,
        STAFF,
    ),
    Situation("decision", _("Decision"), ("application_accepted", "application_declined"), example),
    Situation(
        "interviewers",
        _("To interviewers"),
        (
            *("interview_booked_staff", "interview_moved_staff", "interview_cancelled_staff"),
            *("interview_reminder_day_staff", "interview_reminder_soon_staff"),
            *("interview_phone_staff", "interview_erased_staff", "guardian_missing_staff"),
        ),
        example,
        STAFF,
    ),
)
