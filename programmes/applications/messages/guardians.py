"""What a parent is written to about a consent, and the applicant about the answer."""

from datetime import datetime
from typing import Any

from programmes.applications import links
from programmes.applications.messages.posting import link_to, post, to_applicant
from programmes.applications.models import Application


def asked_again(application: Application, *, now: datetime) -> None:
    """The request once more; an address gets no two within a minute."""
    version = links.version_of(links.GUARDIAN, application)
    key = f"{application.pk}:{version}:{now:%Y-%m-%dT%H:%M}"
    to_guardian(application, "guardian_asked", key=key, now=now)


def answered(application: Application, *, agreed: bool, key: str, now: datetime) -> None:
    """To the applicant: a parent has agreed, or has not."""
    template = "guardian_agreed" if agreed else "guardian_refused"
    to_applicant(application, "guardian_answered", key=key, now=now, template=template)


def to_guardian(application: Application, kind: str, *, key: str, **more: Any) -> None:
    """To the parent, in German or English, with the link to agree.

    `more` is as in `posting.post`.
    """
    token = links.token_of(links.GUARDIAN, application)
    post(
        application,
        kind,
        key=key,
        to=application.guardian_email,
        language="en" if application.language == "en" else "de",
        link=link_to("admissions:guardian", token),
        **more,
    )
