"""The kinds of mail that profiles send, and work that falls due."""

from django.utils.translation import gettext_lazy as _

from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.states import Category
from programmes.profiles.models import Delegate


def grant_stands(mail: Mail) -> bool:
    """A mail to somebody of an office holds as long as nobody has ended the access."""
    return isinstance(mail.about, Delegate) and mail.about.revoked_at is None


kinds.register(
    kinds.Kind(
        "delegate_invited", _("Invitation of an office"), Category.SERVICE, still_holds=grant_stands
    ),
    kinds.Kind(
        "delegate_changed",
        _("Access of an office changed"),
        Category.SERVICE,
        still_holds=grant_stands,
    ),
    kinds.Kind(
        "delegate_link", _("Link for an office"), Category.SERVICE, still_holds=grant_stands
    ),
)
