"""Several workers at once, workers that lose their lease, and a database that restarts."""

import threading
from datetime import timedelta

import psycopg2
import pytest
from django.db import connection
from django.db.models.functions import Now

from mentoring.common import clock
from mentoring.notifications.models import Mail
from mentoring.notifications.services import claims, recovery, relay
from mentoring.notifications.states import State
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db(transaction=True)


def expire(*mails):
    Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
        lease_until=Now() - timedelta(seconds=1)
    )


def test_a_worker_that_lost_its_lease_sends_nothing(sink):
    make_mail()
    [slow] = claims.claim(now=clock.now())
    expire(slow)
    recovery.recover(clock.now())
    Mail.objects.update(next_attempt_at=clock.now())
    [quick] = claims.claim(now=clock.now())
    assert quick.token == slow.token + 1
    assert relay._deliver_batch([slow], clock.now()) == {"lost": 1}
    assert relay._deliver_batch([quick], clock.now()) == {"sent": 1}
    assert len(sink.seen) == 1


def test_a_late_answer_still_counts():
    """The lease ran out amid the text; the server's 250 is the truth and spares the repetition."""
    mail = make_mail()
    [slow] = claims.claim(now=clock.now())
    claims.hand_over(slow, {}, now=clock.now())
    expire(slow)
    assert recovery.recover(clock.now()) == 1
    claims.sent(slow, now=clock.now())
    mail.refresh_from_db()
    assert mail.state == State.SENT


@pytest.mark.parametrize(
    ("kind", "repeats", "handed_over", "state"),
    [
        ("test_nudge", 0, False, State.QUEUED),
        ("test_nudge", 0, True, State.UNCERTAIN),
        ("test_service", 0, True, State.QUEUED),
        ("test_service", 1, True, State.UNCERTAIN),
        ("dropped_kind", 0, True, State.UNCERTAIN),
    ],
)
def test_recovery_judges_by_whether_the_text_was_handed_over(kind, repeats, handed_over, state):
    mail = make_mail(kind=kind, repeats=repeats)
    [claimed] = claims.claim(now=clock.now())
    if handed_over:
        claims.hand_over(claimed, {}, now=clock.now())
    assert recovery.recover(clock.now()) == 0
    expire(mail)
    assert recovery.recover(clock.now()) == 1
    mail.refresh_from_db()
    assert mail.state == state
    assert mail.handed_over_at is None or state == State.UNCERTAIN


def race(mails=40, workers=2):
    """Let `workers` relays deliver the same mails at once."""
    for _ in range(mails):
        make_mail()
    barrier = threading.Barrier(workers)

    def work():
        barrier.wait()
        try:
            relay.deliver(now=clock.now())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_relays_at_once_double_nothing(sink):
    race()
    assert len(sink.mails) == 40
    assert len({mail["Message-ID"] for mail in sink.mails}) == 40


def test_without_the_guard_two_relays_do_double(sink, monkeypatch):
    """The control: the same race with claims that lock nothing and tokens that nobody compares."""
    both = threading.Barrier(2, timeout=5)

    def careless_claim(*, now, limit=50):
        mails = list(Mail.objects.due(now))
        if mails:
            both.wait()
            Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
                state=State.SENDING, lease_until=Now() + claims.LEASE
            )
            # Or one of them claims again what the other has sent already, which no row allows.
            both.wait()
        return mails

    monkeypatch.setattr(claims, "claim", careless_claim)
    monkeypatch.setattr(claims, "hand_over", lambda *_args, **_kwargs: True)
    race()
    assert len(sink.mails) == 80


def test_a_batch_keeps_its_lease(sink, monkeypatch):
    monkeypatch.setattr(claims, "LEASE", timedelta(seconds=0))
    for _ in range(3):
        make_mail()
    renewed = []
    monkeypatch.setattr(claims, "renew", lambda mails: renewed.append(len(mails)))
    relay.deliver(now=clock.now())
    assert renewed == [3, 2, 1]


def test_renewing_prolongs_only_what_is_held():
    make_mail()
    make_mail()
    batch = claims.claim(now=clock.now())
    Mail.objects.filter(pk=batch[0].pk).update(token=9)
    expire(*batch)
    claims.renew(batch)
    assert [mail.pk for mail in Mail.objects.abandoned()] == [batch[0].pk]


@pytest.mark.parametrize("step", ["hand_over", "sent"])
def test_a_lost_database_connection_amid_a_mail_neither_loses_nor_doubles_it(
    sink, monkeypatch, step
):
    """What the mail server said is known to this process alone, so it must get it written down."""
    original = getattr(claims, step)
    outages = iter([True])

    def after_a_restart(*args, **kwargs):
        if next(outages, False):
            cut_off(connection)
        return original(*args, **kwargs)

    monkeypatch.setattr(claims, step, after_a_restart)
    mails = [make_mail() for _ in range(3)]
    assert relay.deliver(now=clock.now()) == {"sent": 3}
    assert len(sink.seen) == 3
    assert {mail.state for mail in Mail.objects.filter(pk__in=[m.pk for m in mails])} == {
        State.SENT
    }


def cut_off(lost):
    """End the server's side of this connection, as a restart does."""
    with psycopg2.connect(**lost.get_connection_params()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [lost.connection.info.backend_pid])
    other.close()
