"""The mails about how an applicant can be reached, and the last one of all."""

from datetime import datetime

from django.conf import settings

from mentoring.notifications.rendering import absolute
from programmes.admissions.models import Interview
from programmes.applications import links
from programmes.applications.messages.posting import link_to, post
from programmes.applications.models import Application


def address_to_confirm(application: Application, *, now: datetime) -> None:
    """To the new address, which only its owner can confirm; each time it is asked for is a mail."""
    token = links.token_of(links.ADDRESS, application)
    post(
        application,
        "address_confirm",
        key=f"{application.pk}:{now.isoformat()}",
        to=application.new_email,
        language=application.language,
        recipient_name=str(application),
        now=now,
        link=link_to("admissions:confirm_address", token),
    )


def address_changed(application: Application, *, was: str, now: datetime) -> None:
    """To the old address, without any link into the application."""
    post(
        application,
        "address_changed",
        key=f"{application.pk}:{application.link_version}",
        to=was,
        language=application.language,
        recipient_name=str(application),
        now=now,
        link=absolute(application.cohort.programme.get_absolute_url()),
    )


def phone_changed(interview: Interview, *, now: datetime) -> None:
    """Whoever calls must know the number."""
    user = interview.interviewer.user
    post(
        interview.application,
        "interview_phone_staff",
        key=f"{interview.pk}:{now.isoformat()}",
        to=user.email,
        language=user.language,
        recipient_name=user.name,
        about=interview,
        now=now,
        interview=interview,
        home_zone=settings.TIME_ZONE,
        video_link="",
        address="",
    )
