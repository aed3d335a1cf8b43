"""Whether an applicant can book the interview."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.states import Role
from programmes.admissions.models import Interviewer
from programmes.admissions.services.slots import free_slots
from programmes.cohorts.models import Cohort
from programmes.cohorts.services import checklist
from programmes.cohorts.services.checklist import Check, Gap


def somebody_can_be_booked(cohort: Cohort, now: datetime) -> Iterator[Gap]:
    """Once applications are open, at least one interviewer has a free time."""
    people = Interviewer.objects.bookable(cohort.programme)
    roles = cohort.programme.roles.filter(role=Role.INTERVIEWER, user__is_active=True)
    if not roles.exists():
        team = reverse("admin:cohorts_programme_change", args=[cohort.programme_id])
        yield Gap(_("Nobody in the team has the role of an interviewer."), f"{team}#roles")
    elif not free_slots(people, now=max(now, cohort.opens_at)):
        hours = reverse("admin:admissions_interviewer_changelist")
        yield Gap(_("No interviewer has times that can be booked."), hours)


checklist.register(Check("interviews", _("Interviews can be booked"), somebody_can_be_booked))
