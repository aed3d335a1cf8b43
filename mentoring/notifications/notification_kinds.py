"""Mails of the sign-in pages, and the one that joins others."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mentoring.notifications import kinds
from mentoring.notifications.limits import CODES
from mentoring.notifications.models import Mail
from mentoring.notifications.services import digests, letters, texts
from mentoring.notifications.states import CancelReason, Category
from mentoring.notifications.verdicts import Verdict, cancel_unless


def is_fresh(mail: Mail, now: datetime) -> Verdict:
    """A code that came too late would only confuse."""
    fresh = now - mail.created_at < settings.SIGN_IN_MAIL_VALID
    return cancel_unless(holds=fresh, reason=CancelReason.EXPIRED)


kinds.register(
    kinds.Kind("sign_in", _("Sign-in"), Category.SIGN_IN, verdict=is_fresh, limit=CODES),
    kinds.Kind(
        digests.KIND,
        _("Several in one"),
        Category.UNASKED,
        verdict=digests.verdict,
        render=digests.contents,
    ),
    kinds.Kind(letters.ONE, _("Letter of the team"), Category.SERVICE),
    # Nobody waits for it, so it may not come on top of too many others.
    kinds.Kind(letters.MANY, _("Letter of the team to many"), Category.UNASKED),
    kinds.Kind(texts.TRIAL, _("A text on trial (staff)"), Category.SERVICE),
    kinds.Kind("account_notice", _("Change to an account"), Category.SERVICE),
)
