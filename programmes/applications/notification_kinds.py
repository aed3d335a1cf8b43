"""The kinds of mail about applications until they are sent, and work that falls due."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mentoring.notifications import kinds
from mentoring.notifications.limits import STRANGERS, WAITING
from mentoring.notifications.models import Mail
from mentoring.notifications.states import CancelReason, Category
from mentoring.notifications.verdicts import Verdict, cancel_unless
from programmes.applications.messages.applications import CLOSING
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState


def is_unsent(mail: Mail, now: datetime) -> Verdict:
    """That something can still be sent holds until it is sent."""
    about = mail.about
    waits = isinstance(about, Application) and about.state == ApplicationState.DRAFT
    return cancel_unless(holds=waits, reason=CancelReason.ANSWERED)


kinds.register(
    kinds.Kind("application_draft", _("Link to continue"), Category.SERVICE, limit=STRANGERS),
    kinds.Kind("application_link", _("Link sent again"), Category.SERVICE, limit=WAITING),
    kinds.Kind("application_submitted", _("Application received"), Category.SERVICE, limit=WAITING),
    kinds.Kind(CLOSING, _("Applications have closed"), Category.SERVICE, verdict=is_unsent),
    kinds.Kind("guardian_asked", _("Request to a parent"), Category.SERVICE, limit=WAITING),
    kinds.Kind("guardian_answered", _("Answer of a parent"), Category.SERVICE),
    kinds.Kind(
        "opening_asked", _("Request to confirm an address"), Category.SERVICE, limit=STRANGERS
    ),
    kinds.Kind("opening_announced", _("Applications are open"), Category.SERVICE),
)
