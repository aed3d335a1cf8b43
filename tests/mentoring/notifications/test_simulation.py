"""Sixty days of fifty people, by a simulated clock and without a mail server.

Whenever something falls due it is claimed, judged and, where it may go, noted as sent.
"""

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.db.models import F

from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.services import admission, caps, claims, digests, preferences
from mentoring.notifications.states import CancelReason, Category, Digest, HoldReason, State
from mentoring.notifications.summaries import Summary
from mentoring.notifications.verdicts import Defer, cancel_unless
from tests.factories.cohorts import make_programme
from tests.factories.mails import make_mail

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
PEOPLE, DAYS = 50, 60
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CAPS = caps.DEFAULTS
NIGHT_ENDS, NIGHT_BEGINS = 8, 20


def not_at_night(mail, now):
    """A hold as an app above may bring it."""
    if NIGHT_ENDS <= now.hour < NIGHT_BEGINS:
        return None
    morning = now.replace(hour=NIGHT_ENDS, minute=0)
    return Defer(morning if now.hour < NIGHT_ENDS else morning + DAY, HoldReason.GAP)


def for_three_weeks(mail, now):
    fresh = now - mail.created_at < timedelta(weeks=3)
    return cancel_unless(holds=fresh, reason=CancelReason.EXPIRED)


kinds.register(
    kinds.Kind(
        "sim_joins",
        "Tip",
        Category.UNASKED,
        summary=lambda mail: Summary(mail.subject, "", ""),
    ),
    kinds.Kind("sim_alone", "Nudge", Category.UNASKED, holds=(not_at_night,)),
    kinds.Kind("sim_fades", "News", Category.UNASKED, verdict=for_three_weeks),
    kinds.Kind("sim_service", "Confirmation", Category.SERVICE),
)
KINDS = ("sim_joins", "sim_alone", "sim_fades", "sim_service")


def fill(chance):
    """About nine mails a person, each at an hour of its own; some people want fewer."""
    programme = make_programme()
    for number in range(PEOPLE):
        person, address = UUID(int=number + 1), f"p{number}@example.org"
        if number % 5 == 0:
            preferences.choose_digest(Digest.WEEKLY, subject_id=person, address=address)
        if number % 10 == 1:
            preferences.unsubscribe(subject_id=person, address=address, now=START)
        for _ in range(chance.randint(3, 15)):
            kind = chance.choice(KINDS)
            make_mail(
                kind=kind,
                priority=1 if kind == "sim_service" else 2,
                to=address,
                subject_id=person,
                programme=programme,
                now=START + chance.randrange(DAYS * 24) * HOUR,
            )


def look(now):
    """One round of a worker; delivering is noting."""
    while batch := claims.claim(now=now):
        for mail in batch:
            if not admission.admit(mail, now=now):
                assert claims.hand_over(mail, {}, now=now)
                claims.sent(mail, now=now)


def moments():
    """When something falls due, as long as anything waits."""
    waiting = Mail.objects.filter(state=State.QUEUED).order_by("next_attempt_at")
    while (mail := waiting.first()) is not None:
        yield mail.next_attempt_at


def got_unasked():
    """When each person got mails that nobody asked for."""
    times = defaultdict(list)
    sent = Mail.objects.filter(state=State.SENT, priority=2).order_by("settled_at")
    for to, at in sent.values_list("to", "settled_at"):
        times[to].append(at)
    return times


@pytest.mark.django_db(transaction=True)
def test_nobody_gets_too_much_and_nothing_is_lost(settings):
    settings.MAILS_PER_SECOND = 100_000
    fill(random.Random(7))  # noqa: S311 - the same people each time
    posted = Mail.objects.count()
    for moment in moments():
        look(moment)

    for got in got_unasked().values():
        assert all(later - earlier >= CAPS.gap for earlier, later in pairwise(got))
        in_turn = zip(got, got[CAPS.most :], strict=False)
        assert all(fifth - first >= CAPS.period for first, fifth in in_turn)

    single = Mail.objects.exclude(kind=digests.KIND)
    ended = single.filter(state__in=(State.SENT, State.CANCELLED, State.JOINED))
    assert ended.count() == single.count() == posted
    joined = Mail.objects.filter(kind=digests.KIND)
    assert set(joined.values_list("state", flat=True)) <= {State.SENT, State.CANCELLED}
    assert not single.filter(kind="sim_service").exclude(settled_at=F("due_at")).exists()
    for at in single.filter(kind="sim_alone", state=State.SENT).values_list("settled_at"):
        assert NIGHT_ENDS <= at[0].hour < NIGHT_BEGINS
    # Else this would show nothing.
    assert {*single.values_list("hold_reason", flat=True)} >= {"", "gap", "month", "digest"}
    assert {*ended.values_list("cancel_reason", flat=True)} == {"", "expired", "unsubscribed"}
    assert joined.filter(state=State.SENT).exists()
    assert HoldReason.LIMIT not in single.values_list("hold_reason", flat=True)
