"""Mails that strangers can cause: three an hour to a mailbox, whatever they ask for."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from mentoring.notifications import kinds
from mentoring.notifications.limits import Limit
from mentoring.notifications.models import Mail, MailRequest
from mentoring.notifications.services import limits, outbox, purging, recipients
from mentoring.notifications.states import Category, HoldReason
from tests.constraints import refused_by
from tests.threads import Meeting, at_once

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
VICTIM = "ada@example.org"


def kind(name, **limit):
    kinds.register(kinds.Kind(name, name, Category.SERVICE, limit=Limit(**limit)))
    return name


kind("test_link")
kind("test_code")
kind("test_waiting", waits=True)
kind("test_rare", per_kind=1)
kind("test_reserve", per_recipient=2, apart=True)
kind("test_sourced", per_source=2)


def ask(key, *, kind="test_link", to=VICTIM, now=NOW, **more):
    return outbox.post(
        kind=kind,
        key=key,
        to=to,
        language="en",
        template="sign_in/notice",
        context={"change": "x", "sign_in_url": "https://x.example/"},
        now=now,
        **more,
    )


def written(*asked):
    return [mail is not None for mail in asked]


@pytest.mark.django_db
def test_three_an_hour_over_all_such_kinds_and_ways_to_write_an_address():
    asked = [
        ask("1"),
        ask("2", kind="test_code", to="Ada@Example.org"),
        ask("3", to="ada+tag@example.org"),
        ask("4", kind="test_code"),
        ask("5", to="ada+other@example.org"),
    ]
    assert written(*asked) == [True, True, True, False, False]
    assert Mail.objects.count() == 3
    assert ask("6", to="eva@example.org")


@pytest.mark.django_db
def test_the_hour_slides():
    for minute in (0, 20, 40):
        ask(str(minute), now=NOW + minute * MINUTE)
    assert written(
        ask("a", now=NOW + 59 * MINUTE),
        ask("b", now=NOW + 60 * MINUTE),
        ask("c", now=NOW + 61 * MINUTE),
        ask("d", now=NOW + 80 * MINUTE),
    ) == [False, True, False, True]


@pytest.mark.django_db
def test_what_waits_goes_when_there_is_room_and_no_queue_grows():
    for minute in range(3):
        ask(str(minute), now=NOW + minute * MINUTE)
    later = NOW + 10 * MINUTE
    waiting = [ask(f"w{i}", kind="test_waiting", now=later) for i in range(4)]
    assert written(*waiting) == [True, True, True, False]
    assert [mail.next_attempt_at for mail in waiting[:3]] == [
        NOW + HOUR + minute * MINUTE for minute in range(3)
    ]
    first = Mail.objects.get(key="w0")
    assert (first.hold_reason, first.held_until, first.due_at) == (
        HoldReason.LIMIT,
        NOW + HOUR,
        later,
    )


@pytest.mark.django_db
def test_a_kind_may_have_a_bound_of_its_own():
    assert written(ask("1", kind="test_rare"), ask("2", kind="test_rare"), ask("3")) == [
        True,
        False,
        True,
    ]


@pytest.mark.django_db
def test_a_source_is_limited_whomever_it_has_written_to():
    asked = [
        ask(str(i), kind="test_sourced", to=f"p{i}@example.org", source="2001:db8::/64")
        for i in range(3)
    ]
    other = ask("other", kind="test_sourced", to="p9@example.org", source="2001:db8:1::/64")
    unknown = ask("unknown", kind="test_sourced", to="p8@example.org")
    assert written(*asked, other, unknown) == [True, True, False, True, True]


@pytest.mark.django_db
def test_who_is_known_passes_and_does_not_count():
    """Staff, and the holder of a mailed link."""
    assert all(written(*(ask(f"s{i}", limited=False) for i in range(5))))
    assert all(written(*(ask(f"{i}") for i in range(3))))
    assert ask("s9", limited=False)


@pytest.mark.django_db
def test_the_same_asked_twice_counts_once():
    assert written(*(ask("same") for _ in range(5)), ask("2"), ask("3")) == [
        True,
        *[False] * 4,
        True,
        True,
    ]


@pytest.mark.django_db
def test_erased_mails_still_count():
    for number in range(3):
        ask(str(number))
    Mail.objects.all().delete()
    assert ask("4") is None


@pytest.mark.django_db
def test_what_is_noted_names_nobody_and_goes_after_a_day():
    ask("1", source="192.0.2.7")
    row = MailRequest.objects.get()
    assert VICTIM not in {row.recipient, row.source}
    assert "192.0.2.7" not in row.source
    assert len(row.recipient) == len(row.source) == 32
    purging.purge(NOW + limits.KEPT - MINUTE)
    assert MailRequest.objects.exists()
    purging.purge(NOW + limits.KEPT)
    assert not MailRequest.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"recipient": VICTIM}, "mail_request_hashed"),
        ({"recipient": "0" * 32, "source": "192.0.2.7"}, "mail_request_source_hashed"),
    ],
)
def test_the_database_takes_no_addresses(row, constraint):
    with refused_by(constraint):
        MailRequest.objects.create(kind="test_link", goes_at=NOW, **row)


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
    ],
)
def test_a_household_is_one_source(address, source):
    assert limits.network(address) == source


def ask_at_once(monkeypatch):
    """Four ask for one mailbox; they meet after counting, where the lock lets them."""
    counted = Meeting(4)
    monkeypatch.setattr(limits, "_earliest", counted.after(limits._earliest))
    asking = (partial(ask, str(number)) for number in range(4))
    return sum(written(*at_once(*asking, meetings=(counted,))))


@pytest.mark.django_db(transaction=True)
def test_of_four_at_once_three_are_written(monkeypatch):
    assert ask_at_once(monkeypatch) == 3


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_all_four_would_be(monkeypatch):
    """The control: what the test above is worth."""
    monkeypatch.setattr(recipients, "lock", lambda _address: None)
    assert ask_at_once(monkeypatch) == 4


@pytest.mark.parametrize(
    "name",
    [
        *("application_draft", "application_link", "guardian_asked", "address_confirm"),
        *("opening_asked", "enrolment_begun", "enrolment_known", "delegate_link"),
        *("proposal_link", "application_submitted"),
    ],
)
def test_what_strangers_can_cause_has_a_limit(name):
    limit = kinds.get(name).limit
    assert (limit.per_recipient, limit.within) == (3, HOUR)


@pytest.mark.parametrize(
    "name",
    [
        *("sign_in", "interview_booked", "interview_moved", "interview_cancelled"),
        *("address_changed", "application_erased"),
    ],
)
def test_what_must_arrive_has_a_reserve_of_its_own(name):
    limit = kinds.get(name).limit
    assert (limit.per_recipient, limit.within, limit.apart) == (6, HOUR, True)


@pytest.mark.django_db
def test_nobody_uses_up_the_codes_of_somebody_else():
    for number in range(12):
        ask(f"link {number}")
    asked = [ask(f"code {number}", kind="test_reserve") for number in range(3)]
    assert written(*asked) == [True, True, False]
    # Nor do codes keep back what is asked for otherwise.
    assert ask("later", kind="test_waiting").held_until is not None
    assert ask("eva", to="eva@example.org")
    for number in range(2):
        ask(f"eva {number}", kind="test_reserve", to="eva@example.org")
    assert written(ask("eva 3", to="eva@example.org")) == [True]


@pytest.mark.parametrize("name", ["time_offer", "account_notice"])
def test_what_staff_or_the_owner_cause_has_none(name):
    assert kinds.get(name).limit is None
