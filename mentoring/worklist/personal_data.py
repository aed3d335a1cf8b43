"""Tasks that tell of a person go with the person; closed ones also when nobody asks any more."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.common.personal_data import PersonalData, RetentionRule, declare
from mentoring.worklist.models import Task

MACHINERY = (
    *("id", "programme", "key", "subject_id", "content_type", "object_id", "checked_at"),
    *("state_since", "search_text"),
)
# Coordinators change every two to three years; who follows should not lose what was known.
KEPT_DAYS = 3 * 365


def closed_long_ago(now: datetime, days: int) -> QuerySet[Task]:
    return Task.objects.closed_before(now - timedelta(days=days))


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
    RetentionRule(
        name="tasks",
        title=_("Closed tasks"),
        days=KEPT_DAYS,
        due=closed_long_ago,
        act=lambda task, _now: task.delete(),
    ),
)
