"""The mails to colleagues about their work here."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.home.services.invitations import STAFF_INVITED
from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.states import CancelReason, Category
from mentoring.notifications.verdicts import Verdict, cancel_unless


def is_let_in(mail: Mail, now: datetime) -> Verdict:
    """It calls to work here, which holds until the account is deactivated."""
    holds = isinstance(mail.about, User) and mail.about.is_active
    return cancel_unless(holds=holds, reason=CancelReason.OVER)


kinds.register(
    kinds.Kind(STAFF_INVITED, _("Invitation to the team"), Category.SERVICE, verdict=is_let_in)
)
