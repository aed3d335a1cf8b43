"""The kinds of mail that partnerships send."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import local_day
from mentoring.notifications import kinds
from mentoring.notifications.limits import WAITING
from mentoring.notifications.models import Mail
from mentoring.notifications.states import CancelReason, Category
from mentoring.notifications.verdicts import SEND, Cancel, Verdict, cancel_unless
from programmes.partnerships.messages import proposals as messages
from programmes.partnerships.models import Partnership
from programmes.partnerships.states import LIVE, PartnershipState
from programmes.profiles.models import Delegate

Judge = Callable[[Mail, datetime], Verdict]


def is_unanswered(mail: Mail, now: datetime) -> Verdict:
    """A question holds until it is answered, or until the proposal is over."""
    about = mail.about
    if not isinstance(about, Partnership):
        return Cancel(CancelReason.OVER)
    waits = about.answers.open().filter(person__subject=mail.subject_id).exists()
    return cancel_unless(holds=waits, reason=CancelReason.ANSWERED)


def is_over(mail: Mail, now: datetime) -> Verdict:
    """That it does not come about holds unless a no was taken back."""
    about = mail.about
    over = isinstance(about, Partnership) and about.state == PartnershipState.DECLINED
    return cancel_unless(holds=over, reason=CancelReason.CHANGED)


def has_begun(mail: Mail, now: datetime) -> Verdict:
    """A welcome holds as long as the tandem goes on."""
    about = mail.about
    begun = set(LIVE) - {PartnershipState.PROPOSED}
    holds = isinstance(about, Partnership) and about.state in begun
    return cancel_unless(holds=holds, reason=CancelReason.CHANGED)


def of_office(judge: Judge) -> Judge:
    """The same for somebody of the office, who must also still work for the mentor."""

    def judge_both(mail: Mail, now: datetime) -> Verdict:
        verdict, about = judge(mail, now), mail.about
        if verdict != SEND or not isinstance(about, Partnership):
            return verdict
        holding = Delegate.objects.holding(local_day(now))
        works = holding.filter(mentor=about.mentor_id, email=mail.to).exists()
        return cancel_unless(holds=works, reason=CancelReason.OVER)

    return judge_both


SERVICE = Category.SERVICE
kinds.register(
    kinds.Kind(messages.ASKED, _("Proposal"), SERVICE, verdict=is_unanswered),
    kinds.Kind(
        messages.ASKED_OFFICE, _("Proposal (office)"), SERVICE, verdict=of_office(is_unanswered)
    ),
    # Of something that is waited for: it may not be held back as an unasked mail may.
    kinds.Kind(messages.REMINDER, _("Proposal: reminder"), SERVICE, verdict=is_unanswered),
    kinds.Kind(messages.AGREED, _("Partnership begins"), SERVICE, verdict=has_begun),
    kinds.Kind(
        messages.AGREED_OFFICE,
        _("Partnership begins (office)"),
        SERVICE,
        verdict=of_office(has_begun),
    ),
    kinds.Kind(messages.JOINED, _("Co-mentor joins"), SERVICE, verdict=has_begun),
    kinds.Kind(messages.THANKED, _("Proposal: thanks for a no"), SERVICE, verdict=is_over),
    kinds.Kind(messages.OVER, _("Proposal does not come about"), SERVICE, verdict=is_over),
    kinds.Kind(
        messages.OVER_OFFICE,
        _("Proposal does not come about (office)"),
        SERVICE,
        verdict=of_office(is_over),
    ),
    kinds.Kind(messages.LINK, _("Proposal: link sent again"), SERVICE, limit=WAITING),
)
