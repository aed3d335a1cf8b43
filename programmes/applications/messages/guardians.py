"""The mails about a parent's consent, after the first request."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from mentoring.notifications.models import Mail
from programmes.applications import links
from programmes.applications.messages.posting import link_to, post, to_applicant
from programmes.applications.models import Application, Interview

MISSING = "guardian_missing"


def asked_again(application: Application, *, now: datetime) -> None:
    """The request once more; an address gets no two within a minute."""
    version = links.version_of(links.GUARDIAN, application)
    key = f"{application.pk}:{version}:{now:%Y-%m-%dT%H:%M}"
    _to_guardian(application, "guardian_asked", key=key, now=now)


def consent_missing(interview: Interview, *, now: datetime) -> bool:
    """Tells applicant, parent and interviewer; once for each day on which the interview is set."""
    day = interview.starts_at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    key = f"{interview.pk}:{day}"
    if Mail.objects.filter(key=f"{MISSING}:{key}:applicant").exists():
        return False
    application, user = interview.application, interview.interviewer.user
    shared: dict[str, Any] = {
        "now": now,
        "about": interview,
        "interview": interview,
        "home_zone": settings.TIME_ZONE,
    }
    to_applicant(application, MISSING, key=f"{key}:applicant", **shared)
    _to_guardian(
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
        **shared,
    )
    return True


def _to_guardian(application: Application, kind: str, *, key: str, **more: Any) -> None:
    token = links.token_of(links.GUARDIAN, application)
    post(
        application,
        kind,
        key=key,
        to=application.guardian_email,
        language="en" if application.language == "en" else "de",
        link=link_to("applications:guardian", token),
        **more,
    )
