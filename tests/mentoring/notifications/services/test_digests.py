"""What waits for one person at once goes as one mail: none lost, none twice."""

from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest

from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.services import (
    admission,
    claims,
    digests,
    outbox,
    preferences,
    recipients,
    relay,
)
from mentoring.notifications.states import CancelReason, Category, Digest, HoldReason, State
from mentoring.notifications.summaries import Summary
from mentoring.notifications.verdicts import cancel_unless
from tests.factories.cohorts import make_programme
from tests.factories.mails import make_mail
from tests.threads import Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
MONDAY = datetime(2026, 3, 9, 8, tzinfo=UTC)
PERSON = uuid4()
FALSE = set()


def summary(mail):
    return Summary(mail.subject, "Ein Satz & mehr.", f"https://mentoring.example/{mail.key}")


kinds.register(
    kinds.Kind(
        "test_tip",
        "Tip",
        Category.UNASKED,
        verdict=lambda mail, _now: cancel_unless(
            holds=mail.key not in FALSE, reason=CancelReason.OVER
        ),
        summary=summary,
    )
)


@pytest.fixture
def programme():
    FALSE.clear()
    return make_programme()


@pytest.fixture
def tip(programme):
    def make(**fields):
        return make_mail(
            **{
                "kind": "test_tip",
                "priority": 2,
                "to": "ada@example.org",
                "subject_id": PERSON,
                "programme": programme,
                "now": NOW,
                **fields,
            }
        )

    return make


def states():
    return dict(Mail.objects.values_list("key", "state"))


def test_two_that_wait_go_as_one(sink, tip):
    parts = [tip(), tip()]
    assert relay.deliver(now=NOW) == {"joined": 1, "lost": 1, "sent": 1}
    [arrived] = sink.mails
    digest = Mail.objects.get(kind=digests.KIND)
    assert arrived["Message-ID"] == digest.message_id
    text, html = (arrived.get_body((form,)).get_content() for form in ("plain", "html"))
    for part in parts:
        part.refresh_from_db()
        assert (part.state, part.joined_into) == (State.JOINED, digest)
        assert part.subject in text
        assert part.subject in html
        assert f"https://mentoring.example/{part.key}" in text
    assert "Ein Satz & mehr." in text
    assert (digest.state, digest.counted_at) == (State.SENT, NOW)


def test_one_alone_goes_as_itself(sink, tip):
    mail = tip()
    assert relay.deliver(now=NOW) == {"sent": 1}
    assert sink.mails[0]["Message-ID"] == mail.message_id


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "test_nudge"},
        {"kind": "test_service", "priority": 1},
        {"to": "eva@example.org"},
        {"subject_id": uuid4()},
        {"next_attempt_at": NOW + timedelta(hours=1)},
    ],
)
def test_what_is_not_joined(tip, other):
    """Other kinds, other people, and what is not due."""
    tip(), tip(**other)
    for mail in claims.claim(now=NOW):
        admission.admit(mail, now=NOW)
    assert not Mail.objects.filter(state=State.JOINED).exists()


def test_of_another_programme_nothing_is_joined(tip):
    tip(), tip(programme=make_programme())
    assert [admission.admit(mail, now=NOW) for mail in claims.claim(now=NOW)] == ["", "deferred"]


def test_who_wants_one_mail_a_week_gets_it_on_monday(sink, tip):
    preferences.choose_digest(Digest.WEEKLY, subject_id=PERSON, address="ada@example.org")
    first, second = tip(), tip(now=NOW + timedelta(days=1))
    assert relay.deliver(now=NOW + timedelta(days=1)) == {"deferred": 2}
    first.refresh_from_db()
    assert (first.hold_reason, first.held_until) == (HoldReason.DIGEST, MONDAY)
    third = tip(now=MONDAY - timedelta(minutes=1))
    assert relay.deliver(now=MONDAY - timedelta(minutes=1)) == {"deferred": 1}
    assert relay.deliver(now=MONDAY)["sent"] == 1
    assert len(sink.mails) == 1
    assert [states()[mail.key] for mail in (first, second, third)] == [State.JOINED] * 3


def test_a_part_that_is_overtaken_is_left_out(sink, tip):
    gone, stays = tip(), tip()
    [mail, _other] = claims.claim(now=NOW)
    assert admission.admit(mail, now=NOW) == "joined"
    FALSE.add(gone.key)
    assert relay.deliver(now=NOW) == {"sent": 1}
    text = sink.mails[0].get_body(("plain",)).get_content()
    assert (gone.subject in text, stays.subject in text) == (False, True)


def test_a_joined_mail_without_parts_that_hold_is_cancelled(sink, tip):
    parts = [tip(), tip()]
    [mail, _other] = claims.claim(now=NOW)
    admission.admit(mail, now=NOW)
    FALSE.update(part.key for part in parts)
    assert relay.deliver(now=NOW) == {"cancelled": 1}
    assert sink.mails == []


@pytest.mark.parametrize("moment", ["before it is claimed", "before the text"])
def test_a_part_that_is_taken_back_is_not_sent(sink, tip, programme, monkeypatch, moment):
    gone, stays = tip(about=programme), tip()
    admission.admit(claims.claim(now=NOW)[0], now=NOW)
    cancel = partial(outbox.cancel, about=programme, kinds=["test_tip"], now=NOW)
    if moment == "before it is claimed":
        assert cancel() == 1
    else:
        original = claims.hand_over

        def cancelling(*args, **kwargs):
            monkeypatch.setattr(claims, "hand_over", original)
            assert cancel() == 1
            return original(*args, **kwargs)

        monkeypatch.setattr(claims, "hand_over", cancelling)
    relay.deliver(now=NOW)
    [arrived] = sink.mails
    text = arrived.get_body(("plain",)).get_content()
    assert (gone.subject in text, stays.subject in text) == (False, True)
    gone.refresh_from_db()
    assert (gone.state, gone.cancel_reason, gone.joined_into) == (
        State.CANCELLED,
        CancelReason.TAKEN_BACK,
        None,
    )


def test_a_part_that_has_gone_cannot_be_taken_back(sink, tip, programme):
    tip(about=programme), tip()
    relay.deliver(now=NOW)
    assert outbox.cancel(about=programme, kinds=["test_tip"], now=NOW) == 0


def test_what_is_erased_leaves_the_words_of_the_joined_mail(sink, tip):
    part, _other = tip(), tip()
    relay.deliver(now=NOW)
    Mail.objects.filter(pk=part.pk).erase()
    digest = Mail.objects.get(kind=digests.KIND)
    assert (digest.subject, digest.text, digest.html) == ("", "", "")


def join_at_once(monkeypatch, tip):
    """Two workers, each with one of the two mails that wait for a person."""
    tip(), tip()
    seen = Meeting()
    monkeypatch.setattr(digests, "_companions", seen.after(digests._companions))
    held = claims.claim(now=NOW)
    joining = (partial(admission.admit, mail, now=NOW) for mail in held)
    return [str(result) for result in at_once(*joining, meetings=(seen,))]


def test_two_workers_join_what_they_hold_once(sink, tip, monkeypatch):
    assert sorted(join_at_once(monkeypatch, tip)) == ["joined", "lost"]
    assert Mail.objects.filter(kind=digests.KIND).count() == 1
    assert relay.deliver(now=NOW) == {"sent": 1}
    assert len(sink.mails) == 1


def test_without_the_lock_they_stand_in_each_others_way(tip, monkeypatch):
    """The control: what the test above is worth."""
    monkeypatch.setattr(recipients, "lock", lambda _address: None)
    assert sorted(join_at_once(monkeypatch, tip)) != ["joined", "lost"]


def test_what_was_joined_meanwhile_is_not_joined_again(tip):
    """A third mail comes between the two looks at what one worker took from another."""
    tip(), tip()
    first, second = claims.claim(now=NOW)
    assert admission.admit(first, now=NOW) == "joined"
    third = tip()
    assert admission.admit(second, now=NOW) == "lost"
    assert states()[third.key] == State.QUEUED
    assert Mail.objects.filter(kind=digests.KIND).count() == 1
