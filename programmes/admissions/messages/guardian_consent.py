"""The warning, a day before the interview, that a parent's consent is still missing."""

from datetime import datetime
from typing import Any

from django.conf import settings

from mentoring.common.clock import local_day
from mentoring.notifications.models import Mail
from programmes.admissions.models import Interview
from programmes.applications.messages.guardians import to_guardian
from programmes.applications.messages.posting import post, to_applicant

MISSING = "guardian_missing"


def consent_missing(interview: Interview, *, refused: bool, now: datetime) -> bool:
    """Tells applicant, parent and interviewer; once for each day on which the interview is set.

    Where a parent has `refused`, nobody is reminded of a mail: only the interviewer is told.

    False where they have been told before.
    """
    day = local_day(interview.starts_at)
    key = f"{interview.pk}:{day}"
    if Mail.objects.filter(key=f"{MISSING}:{key}:interviewer").exists():
        return False
    application, user = interview.application, interview.interviewer.user
    shared: dict[str, Any] = {
        "now": now,
        "about": interview,
        "interview": interview,
        "home_zone": settings.TIME_ZONE,
    }
    if not refused:
        to_applicant(application, MISSING, key=f"{key}:applicant", **shared)
        to_guardian(
            application, MISSING, key=f"{key}:guardian", template=f"{MISSING}_guardian", **shared
        )
    post(
        application,
        MISSING,
        key=f"{key}:interviewer",
        template=f"{MISSING}_staff",
        to=user.email,
        language=user.language,
        recipient_name=user.name,
        refused=refused,
        **shared,
    )
    return True
