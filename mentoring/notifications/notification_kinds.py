"""Mails of the sign-in pages."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mentoring.common import clock
from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.states import Category


def is_fresh(mail: Mail) -> bool:
    """A code that came too late would only confuse."""
    return clock.now() - mail.created_at < settings.SIGN_IN_MAIL_VALID


kinds.register(
    kinds.Kind("sign_in", _("Sign-in"), Category.SIGN_IN, still_holds=is_fresh),
    kinds.Kind("account_notice", _("Change to an account"), Category.SERVICE),
)
