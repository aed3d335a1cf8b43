"""What is posted, by whom it is seen, and how long it is kept."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import translation

from mentoring.common import clock, sweeps
from mentoring.common.registry import Registry
from mentoring.notifications import kinds
from mentoring.notifications.models import Heartbeat, Mail
from mentoring.notifications.services import outbox, purging, rate, relay, tick
from mentoring.notifications.states import (
    MOVES,
    SETTLED,
    CancelReason,
    Category,
    HoldReason,
    State,
)
from tests.constraints import refused_by
from tests.factories.cohorts import make_programme
from tests.factories.mails import make_mail

NOTICE = {
    "kind": "test_service",
    "to": "ada@example.org",
    "language": "en",
    "template": "sign_in/notice",
    "context": {"change": "A passkey was added.", "sign_in_url": "https://x.example/"},
}


def post(**fields):
    return outbox.post(**{**NOTICE, "key": "k", "now": clock.now(), **fields})


@pytest.mark.django_db
def test_post_writes_a_finished_mail(settings):
    settings.SITE_URL = "https://mentoring.example"
    mail = post(recipient_name="Ada\r\nBcc: all@example.org", headers={"X-Note": "1"})
    mail.refresh_from_db()
    assert mail.subject == "Mentoring: A passkey was added."
    assert "A passkey was added." in mail.text
    assert "<h1>A passkey was added.</h1>" in mail.html
    assert mail.message_id == f"<{mail.pk}@mentoring.example>"
    assert mail.recipient_name == "Ada Bcc: all@example.org"
    assert mail.state == State.QUEUED


@pytest.mark.django_db
def test_the_same_key_is_posted_once():
    assert post() is not None
    assert post(to="other@example.org") is None
    assert Mail.objects.get().to == "ada@example.org"


@pytest.mark.django_db(transaction=True)
def test_of_two_that_post_the_same_at_once_one_wins():
    barrier, posted = threading.Barrier(2), []

    def work():
        barrier.wait()
        try:
            posted.append(post())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(mail is None for mail in posted) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_service_has_posted_nothing():
    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    assert not Mail.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "to", ["", "ada", "ada@example.org\r\nBcc: x@example.org", "a b@example.org"]
)
def test_what_is_no_address_is_refused(to):
    with pytest.raises(ValidationError):
        post(to=to)


@pytest.mark.django_db
def test_an_unknown_kind_is_a_mistake():
    with pytest.raises(KeyError):
        post(kind="nobody_registered_this")


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "lang"), [("de", "de"), ("de-informal", "de"), ("en", "en")])
def test_the_recipient_language_counts(language, lang):
    other = "de" if lang == "en" else "en"
    with translation.override(other):
        assert f'<html lang="{lang}">' in post(language=language).html


@pytest.mark.django_db
def test_plain_text_is_not_escaped_and_html_is():
    mail = post(context={"change": "<b>Tom & Anna</b>", "sign_in_url": ""})
    assert "<b>Tom & Anna</b>" in mail.text
    assert "&lt;b&gt;Tom &amp; Anna&lt;/b&gt;" in mail.html


@pytest.mark.django_db
def test_a_kind_that_renders_at_sending_is_posted_without_words():
    kinds.register(
        kinds.Kind("test_render", "x", Category.SERVICE, render=lambda _mail: kinds.Content("", ""))
    )
    assert post(kind="test_render", template="").text == ""


@pytest.mark.django_db
def test_cancel_takes_back_what_is_waiting_of_these_kinds_about_this():
    one, other = make_programme(), make_programme()
    mine = make_mail(about=one)
    rest = [make_mail(about=other), make_mail(about=one, kind="test_nudge"), make_mail()]
    sent = make_mail(about=one, state=State.SENT, settled_at=clock.now())
    assert outbox.cancel(about=one, kinds=["test_service"], now=clock.now()) == 1
    assert outbox.cancel(about=one, kinds=["test_service"], now=clock.now()) == 0
    mine.refresh_from_db()
    sent.refresh_from_db()
    assert (mine.state, sent.state) == (State.CANCELLED, State.SENT)
    assert {mail.pk for mail in rest} == {m.pk for m in Mail.objects.filter(state=State.QUEUED)}


# The database referees ----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"state": State.SENDING}, "mail_lease_while_sending"),
        ({"lease_until": clock.now()}, "mail_lease_while_sending"),
        ({"state": State.SENT}, "mail_settled_at_the_end"),
        ({"settled_at": clock.now()}, "mail_settled_at_the_end"),
        ({"key": F("kind")}, "mail_key_once"),
        ({"state": State.CANCELLED, "settled_at": clock.now()}, "mail_cancelled_with_reason"),
        ({"cancel_reason": CancelReason.OVER}, "mail_cancelled_with_reason"),
        ({"hold_reason": HoldReason.GAP}, "mail_held_with_reason"),
        ({"held_until": F("due_at")}, "mail_held_with_reason"),
        ({"state": State.JOINED, "settled_at": clock.now()}, "mail_joined_into_one"),
        ({"joined_into": F("id")}, "mail_joined_into_one"),
        ({"priority": 2, "handed_over_at": clock.now()}, "mail_unasked_is_counted"),
        (
            {"hold_reason": "gap", "held_until": F("due_at") + timedelta(hours=1)},
            "mail_waits_while_held",
        ),
    ],
)
def test_rows_that_contradict_themselves_are_refused(broken, constraint):
    make_mail(key="test_service")
    mail = make_mail()
    with refused_by(constraint):
        Mail.objects.filter(pk=mail.pk).update(**broken)


def test_every_state_has_a_row_in_the_table():
    assert set(MOVES) == set(State)
    assert {state for state in SETTLED if not MOVES[state]} == {State.SENT, State.CANCELLED}


# Keeping and deleting -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_texts_go_after_thirty_days():
    now = clock.now()
    fields = {"state": State.SENT, "calendar": "BEGIN:VCALENDAR"}
    old = make_mail(settled_at=now - timedelta(days=30), **fields)
    young = make_mail(settled_at=now - timedelta(days=29), **fields)
    assert purging.purge(now) == 1
    assert purging.purge(now) == 0
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.text, old.html, old.calendar, old.purged_at) == ("", "", "", now)
    assert young.text
    assert young.purged_at is None


@pytest.mark.django_db(transaction=True)
def test_the_text_of_a_code_goes_with_its_sending(sink, settings):
    settings.SIGN_IN_TEXT_KEPT = timedelta(0)
    mail = make_mail(kind="sign_in", text="ABC123", html="<p>ABC123</p>")
    relay.deliver(now=clock.now())
    mail.refresh_from_db()
    assert (mail.state, mail.text, mail.html) == (State.SENT, "", "")
    assert mail.purged_at is not None
    assert len(sink.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_where_there_is_a_mailbox_a_code_is_kept_as_long_as_it_is_valid(sink, settings):
    settings.SIGN_IN_TEXT_KEPT = timedelta(minutes=15)
    mail = make_mail(kind="sign_in", text="ABC123")
    now = clock.now()
    relay.deliver(now=now)
    assert purging.purge(now + timedelta(minutes=14)) == 0
    assert purging.purge(now + timedelta(minutes=15)) == 1
    mail.refresh_from_db()
    assert mail.text == ""


@pytest.mark.django_db(transaction=True)
def test_a_code_that_comes_too_late_is_not_sent(sink):
    mail = make_mail(kind="sign_in", now=clock.now() - timedelta(minutes=16))
    relay.deliver(now=clock.now())
    mail.refresh_from_db()
    assert mail.state == State.CANCELLED
    assert sink.mails == []


@pytest.mark.django_db
def test_that_somebody_signed_in_is_forgotten():
    long_ago = clock.now() - timedelta(days=31)
    make_mail(kind="sign_in", state=State.SENT, settled_at=long_ago, purged_at=long_ago)
    kept = make_mail(state=State.SENT, settled_at=long_ago)
    purging.purge(clock.now())
    assert list(Mail.objects.all()) == [kept]


# The rate -----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_all_workers_together_keep_the_rate(sink, settings):
    """Three mails at once, then one every third of a second: seven take at least 1.2 seconds."""
    settings.MAILS_PER_SECOND = 3
    for _ in range(7):
        make_mail()
    begun = clock.now()
    assert relay.deliver(now=begun) == {"sent": 7}
    assert clock.now() - begun > timedelta(seconds=1.2)


@pytest.mark.django_db
def test_the_bucket_never_holds_more_than_a_second(settings):
    settings.MAILS_PER_SECOND = 10
    assert rate.allowance() == 10
    rate.spend(4)
    assert rate.allowance() in {6, 7}


# The round of each minute -------------------------------------------------------------------------


@pytest.fixture
def swept(monkeypatch):
    """Sweeps of this test alone."""
    monkeypatch.setattr(sweeps, "_sweeps", Registry())


@pytest.mark.django_db
def test_a_sweep_that_breaks_stops_no_other(swept):
    def broken(_now):
        raise ZeroDivisionError

    sweeps.register("broken", broken)
    sweeps.register("whole", lambda _now: 3)
    now = clock.now()
    assert tick.look(now) == {"recovered": 0, "broken": 0, "whole": 3, "purged": 0}
    assert Heartbeat.objects.get(name=Heartbeat.TICK).at == now


@pytest.mark.django_db(transaction=True)
def test_run_due_does_everything_without_celery_and_redis(sink, swept, capsys):
    sweeps.register("reminders", lambda _now: int(post() is not None))
    make_mail(now=clock.now() - timedelta(hours=1))
    call_command("run_due")
    assert len(sink.mails) == 2
    assert capsys.readouterr().out == "purged: 0\nrecovered: 0\nreminders: 1\nsent: 2\n"


@pytest.mark.django_db(transaction=True)
def test_run_due_ends_where_the_mail_server_is_down(sink, capsys):
    sink.stop()
    make_mail()
    call_command("run_due")
    assert "postponed: 1" in capsys.readouterr().out
