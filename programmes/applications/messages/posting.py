"""What all mails of an application share: links, context and the way into the outbox."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.urls import reverse

from mentoring.notifications.calendar import Invitation
from mentoring.notifications.rendering import absolute
from mentoring.notifications.services import outbox
from programmes.applications import links
from programmes.applications.models import Application


def to_applicant(application: Application, kind: str, *, key: str, **more: Any) -> None:
    """To the applicant, with the links into the application. `more` is as in `post`."""
    post(
        application,
        kind,
        key=key,
        to=application.email,
        language=application.language,
        recipient_name=str(application),
        **own_links(application),
        **more,
    )


def post(
    application: Application,
    kind: str,
    *,
    key: str,
    to: str,
    language: str,
    now: datetime,
    template: str = "",
    recipient_name: str = "",
    about: Model | None = None,
    due_at: datetime | None = None,
    calendar: Invitation | None = None,
    **context: Any,
) -> None:
    """A mail about an application, answered to the programme; the same `key` is posted once a kind.

    `template` is that of the kind where none is named; `context` is for it.

    Raises:
        KeyError: no app has registered the kind.
        ValidationError: `to` is no e-mail address.
    """
    outbox.post(
        kind=kind,
        key=f"{kind}:{key}",
        to=to,
        language=language,
        template=template or kind,
        context=context_of(application, recipient_name, context),
        now=now,
        due_at=due_at,
        subject_id=application.subject_id,
        recipient_name=recipient_name,
        about=about or application,
        programme=application.cohort.programme,
        calendar=calendar,
        reply_to=application.cohort.programme.contact_email,
    )


def own_links(application: Application) -> dict[str, Any]:
    """What templates know as `draft_link` and `status_link`."""
    draft = links.token_of(links.DRAFT, application)
    status = links.token_of(links.STATUS, application)
    return {
        "draft_link": link_to("applications:resume", draft),
        "status_link": link_to("admissions:status", status),
    }


def context_of(application: Application, recipient: str, more: dict[str, Any]) -> dict[str, Any]:
    """What all templates about an application may use, with `more` on top."""
    return {
        "recipient": recipient,
        "application": application,
        "cohort": application.cohort,
        "programme": application.cohort.programme,
        **more,
    }


def link_to(name: str, token: str) -> str:
    """The full address of the page `name` that `token` opens."""
    return absolute(reverse(name, args=[token]))
