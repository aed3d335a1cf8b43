"""The interviewer's sheet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.common.errors import DomainError
from programmes.applications.models import Application, Interview, InterviewSheet
from programmes.applications.states import ApplicationState, InterviewState

OPEN = frozenset({InterviewState.BOOKED, InterviewState.HELD})


@transaction.atomic
def note(interview: Interview, values: Mapping[str, Any], *, now: datetime) -> InterviewSheet:
    """Save the sheet; `values` holds columns and the list `needs`.

    Refused once the application is decided: what the decision rests on stays as it was.
    """
    Application.objects.select_for_update().get(pk=interview.application_id)
    if not is_open(Interview.objects.select_related("application").get(pk=interview.pk)):
        raise DomainError(_("This sheet is closed and can no longer be changed."), code="closed")
    columns = {name: value for name, value in values.items() if name != "needs"}
    sheet, _created = InterviewSheet.objects.update_or_create(
        interview=interview, defaults={**columns, "saved_at": now}
    )
    if "needs" in values:
        sheet.needs.set(values["needs"])
    return sheet


def is_open(interview: Interview) -> bool:
    """Whether the sheet may be written: the interview stands and nothing is decided yet."""
    undecided = interview.application.state == ApplicationState.INTERVIEW
    return undecided and interview.state in OPEN
