"""The mails about a decision."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from mentoring.notifications.rendering import Content, absolute, render
from programmes.applications.messages.posting import context_of, own_links, to_applicant
from programmes.applications.models import Application


def accepted(application: Application, *, text: str, now: datetime) -> None:
    key = str(application.pk)
    to_applicant(application, "application_accepted", key=key, now=now, **_decision(text))


def declined(application: Application, *, text: str, now: datetime) -> None:
    key = str(application.pk)
    to_applicant(application, "application_declined", key=key, now=now, **_decision(text))


def preview(application: Application, kind: str, *, text: str) -> Content:
    """The mail about a decision as it would be sent."""
    context = own_links(application) | _decision(text)
    return render(kind, application.language, context_of(application, str(application), context))


def _decision(text: str) -> dict[str, Any]:
    return {"text": text, "sign_in": absolute(reverse("account_login"))}
