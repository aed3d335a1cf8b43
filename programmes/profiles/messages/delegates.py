"""The mails to people of a mentor's office: formal, in the language of the mentor."""

from datetime import datetime

from django.urls import reverse

from mentoring.notifications.rendering import absolute
from mentoring.notifications.services import outbox
from programmes.profiles import links
from programmes.profiles.models import Delegate

NEEDED = ("mentor__user", "mentor__cohort__programme")


def invited(delegate: Delegate, *, now: datetime) -> None:
    """The first mail: it says where the data came from and how to object (Art. 14 GDPR)."""
    _post(delegate, "delegate_invited", key=f"{delegate.pk}", now=now)


def changed(delegate: Delegate, *, now: datetime) -> None:
    """What the grant allows from now on, and until when; told each time."""
    _post(delegate, "delegate_changed", key=f"{delegate.pk}:{now.isoformat()}", now=now)


def new_link(delegate: Delegate, *, now: datetime) -> None:
    """Asked for by staff or the mentor, and the link before has ended: no limit holds it back."""
    key = f"{delegate.pk}:{delegate.link_version}"
    _post(delegate, "delegate_link", key=key, now=now, limited=False)


def link_again(delegate: Delegate, *, now: datetime) -> None:
    """The link that holds; asked for by anybody, so that one an hour must do."""
    _post(delegate, "delegate_link", key=f"{delegate.pk}:again:{now:%Y%m%d%H}", now=now)


def _post(delegate: Delegate, kind: str, *, key: str, now: datetime, limited: bool = True) -> None:
    mentor = delegate.mentor
    programme = mentor.cohort.programme
    outbox.post(
        kind=kind,
        template=kind,
        key=f"{kind}:{key}",
        to=delegate.email,
        language="en" if mentor.user.language.startswith("en") else "de",
        context={
            "delegate": delegate,
            "mentor": mentor,
            "programme": programme,
            "cohort": mentor.cohort,
            "may": delegate.scope_labels,
            "link": absolute(reverse("partnerships:office", args=[links.office_token(delegate)])),
        },
        now=now,
        limited=limited,
        recipient_name=delegate.name,
        about=delegate,
        programme=programme,
        # The rows of an office go with their mentor; so do the mails.
        subject_id=mentor.subject_id,
        reply_to=programme.contact_email,
    )
