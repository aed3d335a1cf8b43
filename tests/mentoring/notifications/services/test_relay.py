"""What the relay does with the mail server's answers."""

from datetime import timedelta

import pytest

from mentoring.common import clock
from mentoring.notifications import kinds
from mentoring.notifications.services import claims, outbox, relay, smtp
from mentoring.notifications.states import CancelReason, Category, State
from mentoring.notifications.verdicts import Cancel
from tests.factories.cohorts import make_programme
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db(transaction=True)


def deliver():
    return relay.deliver(now=clock.now())


def test_a_due_mail_arrives_once_with_all_its_parts(sink):
    mail = make_mail(recipient_name="Müller, Änne", reply_to="hallo@example.org")
    assert deliver() == {"sent": 1}
    assert deliver() == {}
    [arrived] = sink.mails
    assert arrived["Message-ID"] == mail.message_id
    assert arrived["To"].addresses[0].display_name == "Müller, Änne"
    assert arrived["Reply-To"] == "hallo@example.org"
    assert arrived.get_body(("plain",)).get_content().strip() == "Guten Tag."
    assert arrived.get_body(("html",)).get_content().strip() == "<p>Guten Tag.</p>"
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.lease_until) == (State.SENT, 1, None)


def test_lines_that_begin_with_a_dot_arrive_whole(sink):
    make_mail(text="Erst.\n.hidden\n..\n.\nZuletzt.\n", html="")
    deliver()
    assert sink.mails[0].get_content().split() == ["Erst.", ".hidden", "..", ".", "Zuletzt."]


def test_what_is_due_later_waits(sink):
    make_mail(next_attempt_at=clock.now() + timedelta(hours=1))
    assert deliver() == {}
    assert sink.mails == []


def test_codes_go_before_everything_else(sink):
    for priority in (2, 1, 0):
        make_mail(subject=str(priority), priority=priority)
    deliver()
    assert [mail["Subject"] for mail in sink.mails] == ["0", "1", "2"]


def test_a_mail_that_no_longer_holds_is_not_sent(sink):
    kinds.register(
        kinds.Kind(
            "test_over",
            "Over",
            Category.SERVICE,
            verdict=lambda _mail, _now: Cancel(CancelReason.OVER),
        )
    )
    mail = make_mail(kind="test_over")
    assert deliver() == {"cancelled": 1}
    mail.refresh_from_db()
    assert (mail.state, mail.cancel_reason) == (State.CANCELLED, CancelReason.OVER)
    assert sink.mails == []


def test_a_mail_rendered_at_sending_says_what_is_true_then(sink):
    moment = ["Montag"]

    def render(_mail):
        return kinds.Content(moment[0], f"{moment[0]}\n")

    kinds.register(kinds.Kind("test_late", "Late", Category.SERVICE, render=render))
    mail = make_mail(kind="test_late", subject="", text="", html="")
    moment[0] = "Dienstag"
    deliver()
    assert sink.mails[0]["Subject"] == "Dienstag"
    mail.refresh_from_db()
    assert mail.text == "Dienstag\n"


@pytest.mark.parametrize(
    ("step", "reply", "state", "error"),
    [
        ("RCPT", "550 5.1.1 person@example.org unknown", State.FAILED, "SMTPRecipientsRefused 550"),
        ("DATA", "554 5.7.1 spam", State.FAILED, "SMTPDataError 554"),
        ("RCPT", "450 4.2.1 later", State.QUEUED, "SMTPRecipientsRefused 450"),
        ("DATA", "451 4.3.0 later", State.QUEUED, "SMTPDataError 451"),
        ("MAIL", "550 5.7.1 not you", State.QUEUED, "SMTPSenderRefused 550"),
    ],
)
def test_refusals(sink, step, reply, state, error):
    sink.replies[step] = reply
    mail = make_mail()
    deliver()
    mail.refresh_from_db()
    assert (mail.state, mail.last_error, mail.handed_over_at is None) == (
        state,
        error,
        state == State.QUEUED or step != "DATA",
    )
    if state == State.QUEUED:
        assert mail.next_attempt_at > clock.now()


def test_after_many_temporary_refusals_staff_see_it(sink):
    sink.replies["RCPT"] = "450 4.2.1 later"
    mail = make_mail(attempts=claims.MAX_ATTEMPTS - 1)
    deliver()
    mail.refresh_from_db()
    assert mail.state == State.FAILED


def test_one_refusal_does_not_hold_up_the_others(sink):
    bad, good = make_mail(headers={"X-Note": "two\r\nlines"}), make_mail()
    assert deliver() == {"delayed": 1, "sent": 1}
    bad.refresh_from_db()
    assert bad.last_error == "could not be made: BadHeaderError"
    assert [mail["Message-ID"] for mail in sink.mails] == [good.message_id]


def test_a_server_that_is_down_costs_no_attempt(sink):
    sink.stop()
    mails = [make_mail() for _ in range(3)]
    assert deliver() == {"postponed": 3}
    for mail in mails:
        mail.refresh_from_db()
        assert (mail.state, mail.attempts) == (State.QUEUED, 0)


def test_the_pause_doubles_up_to_a_limit():
    pauses = [claims.pause_after(attempt) for attempt in (1, 4, 12)]
    assert timedelta(seconds=22) < pauses[0] < timedelta(seconds=38)
    assert timedelta(minutes=3) <= pauses[1] <= timedelta(minutes=5)
    assert pauses[2] <= claims.LONGEST_PAUSE * 1.25


# Cancelling ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", ["before the dialogue", "before the text"])
def test_cancelled_between_claim_and_sending(sink, monkeypatch, moment):
    programme = make_programme()
    mail = make_mail(about=programme)
    cancel = lambda: outbox.cancel(about=programme, kinds=["test_service"], now=clock.now())  # noqa: E731
    place, name = (
        (relay, "_new_words") if moment == "before the dialogue" else (claims, "hand_over")
    )
    original = getattr(place, name)

    def cancelling(*args, **kwargs):
        assert cancel() == 1
        return original(*args, **kwargs)

    monkeypatch.setattr(place, name, cancelling)
    assert deliver() == {"lost": 1}
    mail.refresh_from_db()
    assert mail.state == State.CANCELLED
    assert sink.seen == []


def test_what_was_handed_over_cannot_be_cancelled():
    programme = make_programme()
    mail = make_mail(about=programme)
    [claimed] = claims.claim(now=clock.now())
    assert claims.hand_over(claimed, {}, now=clock.now())
    assert outbox.cancel(about=programme, kinds=["test_service"], now=clock.now()) == 0
    mail.refresh_from_db()
    assert mail.state == State.SENDING


def test_a_connection_that_breaks_amid_the_text_leaves_a_doubt(sink, settings):
    settings.EMAIL_TIMEOUT = 0.3
    sink.hang_at = "DATA"
    service, nudge = make_mail(), make_mail(kind="test_nudge", priority=2)
    assert deliver() == {"doubtful": 2}
    service.refresh_from_db()
    nudge.refresh_from_db()
    assert (service.state, service.repeats, nudge.state) == (State.QUEUED, 1, State.UNCERTAIN)


def test_a_connection_that_breaks_before_the_text_leaves_none(sink, settings):
    settings.EMAIL_TIMEOUT = 0.3
    sink.hang_at = "MAIL"
    mail = make_mail(kind="test_nudge")
    assert deliver() == {"delayed": 1}
    mail.refresh_from_db()
    assert (mail.state, mail.repeats) == (State.QUEUED, 0)


def test_the_address_is_handed_over_in_ascii(sink):
    make_mail(to="person@müller.example")
    deliver()
    assert sink.recipients == ["person@xn--mller-kva.example"]


@pytest.mark.parametrize(
    "demand", [{"EMAIL_HOST_USER": "relay"}, {"EMAIL_USE_TLS": True}, {"EMAIL_USE_SSL": True}]
)
def test_a_server_that_lacks_what_we_insist_on_gets_nothing(sink, settings, demand):
    """It offers neither TLS nor sign-in: never fall back to doing without."""
    for name, value in demand.items():
        setattr(settings, name, value)
    make_mail()
    assert deliver() == {"postponed": 1}
    assert sink.seen == []


def test_a_claim_that_is_lost_amid_the_dialogue_hands_nothing_over(sink):
    line = smtp.connect()
    with pytest.raises(smtp.ClaimLostError):
        smtp.carry(line, "person@example.org", b"Subject: x\r\n\r\nx\r\n", lambda: False)
    assert line.sock is None
    assert sink.seen == []
