"""The two mails to somebody who wants to be told when applications open."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from mentoring.common.links import Purpose
from mentoring.notifications.rendering import absolute
from mentoring.notifications.services import outbox
from programmes.applications import links
from programmes.applications.models import OpeningAlert


def asked(alert: OpeningAlert, *, now: datetime) -> None:
    """At most once in an hour: nobody may fill a stranger's mailbox by asking."""
    _post(
        alert,
        "opening_asked",
        key=f"{alert.pk}:{now:%Y-%m-%dT%H}",
        now=now,
        subject_id=alert.subject_id,
        about=alert,
        confirm_link=_link("alert", links.OPENING, alert),
    )


def opened(alert: OpeningAlert, *, now: datetime) -> None:
    """Belongs to nobody any more: whom it goes to has been forgotten with this mail."""
    _post(
        alert,
        "opening_announced",
        key=str(alert.pk),
        now=now,
        programme_link=absolute(alert.programme.get_absolute_url()),
    )


def _post(
    alert: OpeningAlert,
    kind: str,
    *,
    key: str,
    now: datetime,
    subject_id: Any = None,
    about: OpeningAlert | None = None,
    **context: str,
) -> None:
    stop = _link("alert_stop", links.OPENING_STOP, alert)
    outbox.post(
        kind=kind,
        key=f"{kind}:{key}",
        to=alert.email,
        language=alert.language,
        template=kind,
        context={"programme": alert.programme, "stop_link": stop, **context},
        now=now,
        subject_id=subject_id,
        about=about,
        programme=alert.programme,
        reply_to=alert.programme.contact_email,
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _link(page: str, purpose: Purpose, alert: OpeningAlert) -> str:
    return absolute(reverse(f"applications:{page}", args=[purpose.issue(alert.pk)]))
