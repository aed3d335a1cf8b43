"""The interviewer's sheet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.common.errors import ConflictError, DomainError
from programmes.admissions.models import Interview, InterviewSheet
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState

OPEN = frozenset({InterviewState.BOOKED, InterviewState.HELD})


class StaleSheetError(ConflictError):
    """Somebody saved the sheet meanwhile, perhaps the same person elsewhere; `newer` is theirs."""

    def __init__(self, newer: InterviewSheet) -> None:
        super().__init__(
            _("This sheet was saved somewhere else in the meantime. Nothing is lost."), code="stale"
        )
        self.newer = newer


@transaction.atomic
def note(
    interview: Interview, values: Mapping[str, Any], *, seen: int = 0, now: datetime
) -> InterviewSheet:
    """Save the sheet; `values` holds columns and the list `needs`.

    `seen` is the version that the writer started from; 0 where there was no sheet. What the
    decision rests on stays as it was.

    Raises:
        DomainError: the interview does not stand, or the application is decided ("closed").
        StaleSheetError: there is a newer version, which says something else ("stale").
    """
    Application.objects.select_for_update(of=("self",)).get(pk=interview.application_id)
    if not is_open(Interview.objects.select_related("application").get(pk=interview.pk)):
        raise DomainError(_("This sheet is closed and can no longer be changed."), code="closed")
    sheet = InterviewSheet.objects.filter(interview=interview).first()
    if sheet and _says(sheet, values):
        # The same once more: the answer to the first time was lost on its way.
        return sheet
    _require_seen(sheet, seen)
    return _write(interview, sheet, values, now=now)


def is_open(interview: Interview) -> bool:
    """Whether the sheet may be written: the interview stands and nothing is decided yet."""
    undecided = interview.application.state == ApplicationState.INTERVIEW
    return undecided and interview.state in OPEN


def _require_seen(sheet: InterviewSheet | None, seen: int) -> None:
    if sheet and sheet.version != seen:
        raise StaleSheetError(sheet)


def _write(
    interview: Interview, sheet: InterviewSheet | None, values: Mapping[str, Any], *, now: datetime
) -> InterviewSheet:
    columns = {name: value for name, value in values.items() if name != "needs"}
    version = sheet.version + 1 if sheet else 1
    written, _created = InterviewSheet.objects.update_or_create(
        interview=interview, defaults={**columns, "saved_at": now, "version": version}
    )
    if "needs" in values:
        written.needs.set(values["needs"])
    return written


def _says(sheet: InterviewSheet, values: Mapping[str, Any]) -> bool:
    """Whether the sheet holds exactly `values` already."""
    needs = values.get("needs")
    same_needs = needs is None or set(needs) == set(sheet.needs.all())
    columns = (name for name in values if name != "needs")
    return same_needs and all(getattr(sheet, name) == values[name] for name in columns)
