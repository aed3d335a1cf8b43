"""What a parent is written to about a consent."""

from datetime import datetime
from typing import Any

from programmes.applications import links
from programmes.applications.messages.posting import link_to, post
from programmes.applications.models import Application


def asked_again(application: Application, *, now: datetime) -> None:
    """The request once more; an address gets no two within a minute."""
    version = links.version_of(links.GUARDIAN, application)
    key = f"{application.pk}:{version}:{now:%Y-%m-%dT%H:%M}"
    to_guardian(application, "guardian_asked", key=key, now=now)


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
