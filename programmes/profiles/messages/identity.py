"""The mails about a new e-mail address of somebody who takes part."""

from datetime import datetime

from django.urls import reverse

from mentoring.notifications.rendering import absolute
from mentoring.notifications.services import outbox
from programmes.profiles import links
from programmes.profiles.language_and_tone import language_of
from programmes.profiles.models import Profile

CONFIRM, CHANGED = "own_address_confirm", "own_address_changed"


def address_to_confirm(profile: Profile, *, now: datetime) -> None:
    """To the new address, which only its owner can confirm; each time it is asked for is a mail."""
    token = links.new_address_token(profile)
    link = absolute(reverse("profiles:confirm_address", args=[token]))
    key = f"{profile.user_id}:{now.isoformat()}"
    _post(profile, CONFIRM, key=key, to=profile.user.new_email, link=link, now=now)


def address_changed(profile: Profile, *, was: str, now: datetime) -> None:
    """To the old address, without any link into the account."""
    link = absolute(profile.cohort.programme.get_absolute_url())
    key = f"{profile.user_id}:{now.isoformat()}"
    _post(profile, CHANGED, key=key, to=was, link=link, now=now)


def _post(profile: Profile, kind: str, *, key: str, to: str, link: str, now: datetime) -> None:
    programme = profile.cohort.programme
    outbox.post(
        kind=kind,
        template=kind,
        key=f"{kind}:{key}",
        to=to,
        language=language_of(profile),
        context={"name": profile.short_name, "programme": programme, "link": link},
        now=now,
        about=profile,
        subject_id=profile.subject_id,
        recipient_name=str(profile),
        programme=programme,
        reply_to=programme.contact_email,
    )
