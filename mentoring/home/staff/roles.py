"""Cards that say what somebody is here for, where no list of work would."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.accounts.states import Role
from mentoring.home.staff.cards import Card, Entry, list_of
from programmes.admissions.models import Interviewer
from programmes.cohorts.policies import has_role
from programmes.scheduling.models import AvailabilityRule


def safeguarding(user: Any, now: datetime) -> Card | None:
    """Whoever hears confidential reports has to know that nobody else does."""
    if not has_role(user, None, Role.SAFEGUARDING):
        return None
    return Card(
        _("You hear what is confidential"),
        _(
            "You are the person to turn to about safety. What people report to you stays with you:"
            " not even the managers of the programme see it. Reports cannot be sent on these pages"
            " yet, so people need to know how they reach you."
        ),
    )


def auditor(user: Any, now: datetime) -> Card | None:
    """Which logs there are, and what each of them answers."""
    if not has_role(user, None, Role.AUDITOR):
        return None
    logs = (
        (
            "privacy_accesslog",
            _("Reads of voluntary answers"),
            _("Who read what of whom, and why."),
        ),
        ("privacy_consent", _("Consents"), _("Who agreed to which text, and took it back when.")),
        ("privacy_erasure", _("Erasures"), _("Which data were deleted when, and at whose wish.")),
    )
    lines = [Entry(str(title), list_of(name), note=note) for name, title, note in logs]
    return Card(_("You check the records. You can change nothing."), "", lines)


def without_hours(user: Any, now: datetime) -> Card | None:
    """Nobody can book with an interviewer who offers no times."""
    if not has_role(user, None, Role.INTERVIEWER):
        return None
    if AvailabilityRule.objects.filter(user=user).exists():
        return None
    if Interviewer.objects.filter(user=user, interviews__isnull=False).exists():
        return None
    line = Entry(
        str(_("Enter your office hours")),
        list_of("admissions_interviewer"),
        note=_("Applicants choose a time from them. Until then nobody can book with you."),
    )
    return Card(_("Your first step"), "", [line], urgent=True)
