"""The kinds of mail that partnerships send."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from mentoring.common import clock
from mentoring.common.clock import local_day
from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.states import Category
from programmes.partnerships.messages import proposals as messages
from programmes.partnerships.models import Partnership
from programmes.partnerships.states import LIVE, PartnershipState
from programmes.profiles.models import Delegate

Holds = Callable[[Mail], bool]


def is_unanswered(mail: Mail) -> bool:
    """A question holds until it is answered, or until the proposal is over."""
    about = mail.about
    if not isinstance(about, Partnership):
        return False
    return about.answers.open().filter(person__subject=mail.subject_id).exists()


def is_over(mail: Mail) -> bool:
    """That it does not come about holds unless a no was taken back."""
    about = mail.about
    return isinstance(about, Partnership) and about.state == PartnershipState.DECLINED


def has_begun(mail: Mail) -> bool:
    about = mail.about
    begun = set(LIVE) - {PartnershipState.PROPOSED}
    return isinstance(about, Partnership) and about.state in begun


def of_office(holds: Holds) -> Holds:
    """The same for somebody of the office, who must also still work for the mentor."""

    def is_true(mail: Mail) -> bool:
        about = mail.about
        if not isinstance(about, Partnership) or not holds(mail):
            return False
        holding = Delegate.objects.holding(local_day(clock.now()))
        return holding.filter(mentor=about.mentor_id, email=mail.to).exists()

    return is_true


SERVICE = Category.SERVICE
kinds.register(
    kinds.Kind(messages.ASKED, _("Proposal"), SERVICE, still_holds=is_unanswered),
    kinds.Kind(
        messages.ASKED_OFFICE, _("Proposal (office)"), SERVICE, still_holds=of_office(is_unanswered)
    ),
    # Of something that is waited for: it may not be held back as an unasked mail may.
    kinds.Kind(messages.REMINDER, _("Proposal: reminder"), SERVICE, still_holds=is_unanswered),
    kinds.Kind(messages.AGREED, _("Partnership begins"), SERVICE, still_holds=has_begun),
    kinds.Kind(
        messages.AGREED_OFFICE,
        _("Partnership begins (office)"),
        SERVICE,
        still_holds=of_office(has_begun),
    ),
    kinds.Kind(messages.JOINED, _("Co-mentor joins"), SERVICE, still_holds=has_begun),
    kinds.Kind(messages.THANKED, _("Proposal: thanks for a no"), SERVICE, still_holds=is_over),
    kinds.Kind(messages.OVER, _("Proposal does not come about"), SERVICE, still_holds=is_over),
    kinds.Kind(
        messages.OVER_OFFICE,
        _("Proposal does not come about (office)"),
        SERVICE,
        still_holds=of_office(is_over),
    ),
    kinds.Kind(messages.LINK, _("Proposal: link sent again"), SERVICE),
)
