"""How moments and people read on staff's pages."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import ActorKind
from mentoring.common.models import Transition

NO_BREAK = "\u00a0"
HOLDERS = {
    "applicant": _("Applicant"),
    "guardian": _("Parent or guardian"),
    "mentee": _("Mentee"),
    "mentor": _("Mentor"),
    "co_mentor": _("Co-mentor"),
    "office": _("Office"),
}


def day_and_time(value: datetime) -> str:
    """In the programme's zone, in which staff sit; short and on one line."""
    local = value.astimezone(ZoneInfo(settings.TIME_ZONE))
    return date_format(local, "SHORT_DATETIME_FORMAT").replace(" ", NO_BREAK)


def who(change: Transition) -> str | Promise | Any:
    """The person or thing that changed a state."""
    if change.actor_kind == ActorKind.HOLDER:
        return HOLDERS.get(change.actor_role, change.actor_role)
    if change.actor_kind == ActorKind.SYSTEM:
        return _("System")
    return change.actor_user or _("A former colleague")
