"""Tasks that tell of a person go with the person."""

from mentoring.common.personal_data import PersonalData, declare
from mentoring.worklist.models import Task

MACHINERY = (
    *("id", "programme", "key", "subject_id", "content_type", "object_id", "checked_at"),
    *("state_since", "search_text"),
)

declare(
    PersonalData(
        Task,
        rows=Task.objects.for_subject,
        without=(
            *((name, "machinery, or told by another column") for name in MACHINERY),
            ("assignee", "is a colleague"),
        ),
    ),
)
