"""The interviewer's sheet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from programmes.applications.models import Interview, InterviewSheet


@transaction.atomic
def note(interview: Interview, values: Mapping[str, Any], *, now: datetime) -> InterviewSheet:
    """Save the sheet; `values` holds columns and the list `needs`."""
    columns = {name: value for name, value in values.items() if name != "needs"}
    sheet, _created = InterviewSheet.objects.update_or_create(
        interview=interview, defaults={**columns, "saved_at": now}
    )
    if "needs" in values:
        sheet.needs.set(values["needs"])
    return sheet
