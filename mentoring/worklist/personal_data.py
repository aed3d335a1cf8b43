"""Tasks and notes that tell of a person go with the person, and with time."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.common.personal_data import PersonalData, RetentionRule, declare
from mentoring.worklist.models import Note, Task

MACHINERY = (
    *("id", "programme", "key", "subject_id", "content_type", "object_id", "checked_at"),
    *("state_since", "search_text", "pattern", "values"),
)
NOTE_MACHINERY = ("id", "programme", "content_type", "object_id", "subjects")
# Coordinators change every two to three years; who follows should not lose what was known.
KEPT_DAYS = 3 * 365


def closed_long_ago(now: datetime, days: int) -> QuerySet[Task]:
    return Task.objects.closed_before(now - timedelta(days=days))


def written_long_ago(now: datetime, days: int) -> QuerySet[Note]:
    return Note.objects.filter(written_at__lte=now - timedelta(days=days))


declare(
    PersonalData(
        Task,
        rows=Task.objects.for_subject,
        without=(
            *((name, "machinery, or told by another column") for name in MACHINERY),
            ("assignee", "is a colleague"),
            ("closing_note", "is for staff only, as it says where it is written"),
        ),
    ),
    PersonalData(
        Note,
        rows=Note.objects.for_subjects,
        fields=("written_at", "told"),
        without=(
            *((name, "machinery") for name in NOTE_MACHINERY),
            ("text", "told where it is about nobody else"),
            ("author", "is a colleague"),
        ),
    ),
    RetentionRule(
        name="notes",
        title=_("Notes of staff"),
        days=KEPT_DAYS,
        due=written_long_ago,
        act=lambda note, _now: note.delete(),
    ),
    RetentionRule(
        name="tasks",
        title=_("Closed tasks"),
        days=KEPT_DAYS,
        due=closed_long_ago,
        act=lambda task, _now: task.delete(),
    ),
)
