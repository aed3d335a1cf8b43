"""The kinds of mail between sending and decision, and work that falls due."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mentoring.notifications import kinds
from mentoring.notifications.limits import ACTS, STRANGERS
from mentoring.notifications.models import Mail
from mentoring.notifications.states import CancelReason, Category
from mentoring.notifications.verdicts import SEND, Cancel, Verdict, cancel_unless
from programmes.admissions.messages import interviews
from programmes.admissions.models import Interview
from programmes.admissions.services import guardian_consent
from programmes.admissions.states import InterviewState


def appointment_stands(mail: Mail, now: datetime) -> Verdict:
    """A reminder holds as long as its appointment is booked; a move posts new reminders."""
    booked = isinstance(mail.about, Interview) and mail.about.state == InterviewState.BOOKED
    return cancel_unless(holds=booked, reason=CancelReason.OVER)


def consent_is_missing(mail: Mail, now: datetime) -> Verdict:
    """A warning holds until a parent agrees, and only before the appointment."""
    talk = mail.about
    if not isinstance(talk, Interview) or talk.state != InterviewState.BOOKED:
        return Cancel(CancelReason.OVER)
    if guardian_consent.still_missing(talk, now=now):
        return SEND
    return Cancel(CancelReason.ANSWERED if talk.starts_at > now else CancelReason.EXPIRED)


kinds.register(
    kinds.Kind(
        "guardian_missing",
        _("Consent of a parent is missing"),
        Category.SERVICE,
        verdict=consent_is_missing,
    ),
    kinds.Kind(
        "address_confirm", _("Request to confirm a new address"), Category.SERVICE, limit=STRANGERS
    ),
    kinds.Kind("address_changed", _("Address changed"), Category.SERVICE, limit=ACTS),
    kinds.Kind("interview_phone_staff", _("New phone number (staff)"), Category.SERVICE),
    kinds.Kind("interview_erased_staff", _("Appointment is off (staff)"), Category.SERVICE),
    kinds.Kind(
        "application_erased",
        _("Data deleted"),
        Category.SERVICE,
        leaves_no_trace=True,
        limit=ACTS,
    ),
    kinds.Kind("interview_booked", _("Interview booked"), Category.SERVICE, limit=ACTS),
    kinds.Kind("interview_booked_staff", _("Interview booked (staff)"), Category.SERVICE),
    kinds.Kind("interview_moved", _("Interview moved"), Category.SERVICE, limit=ACTS),
    kinds.Kind("interview_moved_staff", _("Interview moved (staff)"), Category.SERVICE),
    kinds.Kind("interview_cancelled", _("Interview cancelled"), Category.SERVICE, limit=ACTS),
    kinds.Kind("interview_cancelled_staff", _("Interview cancelled (staff)"), Category.SERVICE),
    kinds.Kind(
        "interview_reminder_day",
        _("Reminder a day before"),
        Category.SERVICE,
        verdict=appointment_stands,
        render=interviews.reminder,
    ),
    kinds.Kind(
        "interview_reminder_soon",
        _("Reminder two hours before"),
        Category.SERVICE,
        verdict=appointment_stands,
        render=interviews.reminder,
    ),
    kinds.Kind("time_offer", _("Times offered"), Category.SERVICE),
    kinds.Kind("no_show_offer", _("Offer of a new date"), Category.SERVICE),
    kinds.Kind("application_accepted", _("Acceptance"), Category.SERVICE),
    kinds.Kind("application_declined", _("Refusal"), Category.SERVICE),
)
