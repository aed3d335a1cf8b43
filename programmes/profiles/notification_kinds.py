"""The kinds of mail that profiles send."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mentoring.notifications import kinds
from mentoring.notifications.limits import STRANGERS, WAITING
from mentoring.notifications.models import Mail
from mentoring.notifications.states import CancelReason, Category
from mentoring.notifications.verdicts import Verdict, cancel_unless
from programmes.profiles.messages import enrolments as messages
from programmes.profiles.messages import identity
from programmes.profiles.models import Delegate, Enrolment, Profile
from programmes.profiles.states import EnrolmentState, ProfileState


def grant_stands(mail: Mail, now: datetime) -> Verdict:
    """A mail to somebody of an office holds as long as nobody has ended the access."""
    stands = isinstance(mail.about, Delegate) and mail.about.revoked_at is None
    return cancel_unless(holds=stands, reason=CancelReason.OVER)


def is_unanswered(mail: Mail, now: datetime) -> Verdict:
    """A reminder holds as long as the person has said neither yes nor no."""
    enrolment = mail.about
    waits = isinstance(enrolment, Enrolment) and enrolment.state == EnrolmentState.INVITED
    return cancel_unless(holds=waits, reason=CancelReason.ANSWERED)


def takes_part(mail: Mail, now: datetime) -> Verdict:
    """A mail to somebody from a list holds as long as they have a place."""
    stays = isinstance(mail.about, Profile) and mail.about.state != ProfileState.LEFT
    return cancel_unless(holds=stays, reason=CancelReason.OVER)


kinds.register(
    kinds.Kind(
        identity.CONFIRM,
        _("Request to confirm a new address"),
        Category.SERVICE,
        limit=STRANGERS,
    ),
    kinds.Kind(identity.CHANGED, _("Address changed"), Category.SERVICE),
    kinds.Kind(
        "delegate_invited", _("Invitation of an office"), Category.SERVICE, verdict=grant_stands
    ),
    kinds.Kind(
        "delegate_changed",
        _("Access of an office changed"),
        Category.SERVICE,
        verdict=grant_stands,
    ),
    kinds.Kind(
        "delegate_link",
        _("Link for an office"),
        Category.SERVICE,
        verdict=grant_stands,
        limit=WAITING,
    ),
    kinds.Kind(messages.INVITED, _("Invitation of a mentor"), Category.SERVICE),
    kinds.Kind(
        messages.REMINDER,
        _("Invitation of a mentor: reminder"),
        Category.UNASKED,
        verdict=is_unanswered,
    ),
    kinds.Kind("enrolment_link", _("Link for a mentor sent again"), Category.SERVICE),
    kinds.Kind(
        "enrolment_begun",
        _("Link for who would like to be a mentor"),
        Category.SERVICE,
        limit=STRANGERS,
    ),
    kinds.Kind("enrolment_submitted", _("Interest of a mentor received"), Category.SERVICE),
    kinds.Kind("enrolment_enrolled", _("Welcome of a mentor"), Category.SERVICE),
    kinds.Kind("enrolment_declined", _("Refusal of a mentor"), Category.SERVICE),
    kinds.Kind("enrolment_known", _("Takes part already"), Category.SERVICE, limit=STRANGERS),
    kinds.Kind(
        messages.IMPORTED,
        _("Imported: please complete"),
        Category.SERVICE,
        verdict=takes_part,
        render=messages.render_imported,
    ),
)
