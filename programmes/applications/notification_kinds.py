"""The kinds of mail about applications until they are sent, and work that falls due."""

from django.utils.translation import gettext_lazy as _

from mentoring.notifications import kinds
from mentoring.notifications.limits import STRANGERS, WAITING
from mentoring.notifications.states import Category

kinds.register(
    kinds.Kind("application_draft", _("Link to continue"), Category.SERVICE, limit=STRANGERS),
    kinds.Kind("application_link", _("Link sent again"), Category.SERVICE, limit=WAITING),
    kinds.Kind("application_submitted", _("Application received"), Category.SERVICE),
    kinds.Kind("guardian_asked", _("Request to a parent"), Category.SERVICE, limit=WAITING),
    kinds.Kind(
        "opening_asked", _("Request to confirm an address"), Category.SERVICE, limit=STRANGERS
    ),
    kinds.Kind("opening_announced", _("Applications are open"), Category.SERVICE),
)
