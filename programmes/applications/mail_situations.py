"""The mails around an application, for staff who change their words."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import now
from mentoring.notifications.rendering import absolute
from mentoring.notifications.situations import Example, Situation, register
from programmes.applications.messages.applications import CLOSING
from programmes.cohorts.models import Cohort

NUMBER = "00000000-0000-0000-0000-000000000000"


def example(cohort: Cohort) -> Mapping[str, Any]:
    """Somebody of 17 who has just begun."""
    page = absolute(cohort.programme.get_absolute_url())
    links = ("link", "draft_link", "status_link", "confirm_link", "stop_link", "programme_link")
    amina = Example(
        "Amina Beispiel",
        pk=NUMBER,
        given_name="Amina",
        short_name="Amina",
        email="amina@example.org",
        state="draft",
    )
    return dict.fromkeys(links, page) | {
        "application": amina,
        "recipient": "Kim Beispiel",
        "programme": cohort.programme,
        "cohort": cohort,
        "needs_guardian": True,
        "earlier": None,
        "until": now() + timedelta(days=1),
        "zone": settings.TIME_ZONE,
        "home_zone": settings.TIME_ZONE,
    }


register(
    Situation(
        "application",
        _("Application"),
        (
            *("application_draft", "application_link", "application_submitted", "guardian_asked"),
            *(CLOSING, "address_confirm", "address_changed", "application_erased"),
        ),
        example,
    ),
    Situation(
        "opening", _("Before applications open"), ("opening_asked", "opening_announced"), example
    ),
)
