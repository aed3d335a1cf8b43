"""The secret address of a person's calendar feed: made, changed, and ended."""

from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse

from mentoring.notifications.models import CalendarFeed
from mentoring.notifications.rendering import absolute


def renew(user: Any) -> UUID:
    """A new address for calendar programmes; the one before opens nothing any more."""
    feed, _created = CalendarFeed.objects.update_or_create(user=user, defaults={"secret": uuid4()})
    return feed.secret


def stop(user: Any) -> None:
    """The address opens nothing any more; again changes nothing."""
    CalendarFeed.objects.filter(user=user).delete()


def secret_of(user: Any) -> UUID | None:
    """What opens the feed of `user`; None where there is none."""
    return CalendarFeed.objects.filter(user=user).values_list("secret", flat=True).first()


def addresses_of(user: Any) -> dict[str, str]:
    """The feed as a web address ("url"), and as calendar programmes open it ("webcal").

    Empty where there is none.
    """
    secret = secret_of(user)
    if secret is None:
        return {}
    address = absolute(reverse("calendar_feed", args=[secret]))
    return {"url": address, "webcal": "webcal" + address[address.index(":") :]}
