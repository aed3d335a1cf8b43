"""kill -9 of a real worker, before and after the text was handed over."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.db.models.functions import Now
from icalendar import Calendar

from mentoring.common import clock
from mentoring.notifications.calendar import Invitation, to_ics
from mentoring.notifications.models import Mail
from mentoring.notifications.services import recovery, relay
from mentoring.notifications.states import State
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db(transaction=True)


def invitation():
    start = clock.now() + timedelta(days=2)
    return Invitation(
        method="REQUEST",
        uid="talk-1@example.org",
        sequence=2,
        starts_at=start,
        ends_at=start + timedelta(minutes=30),
        summary="Kennenlerngespräch",
        description="",
        location="",
        organizer_email="hallo@example.org",
        organizer_name="Weitwinkel",
        attendee_email="person@example.org",
        attendee_name="Ada",
        stamp=clock.now(),
    )


def start_worker(sink):
    name = connection.settings_dict["NAME"]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return subprocess.Popen(
        [sys.executable, "-m", "tests.mentoring.notifications.worker"],
        cwd=django_settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": url,
            "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
            "DEBUG": "1",
        },
    )


def kill_worker_at(sink, step):
    """Let a worker get as far as `step`, kill it, and let its lease run out."""
    sink.hang_at = step
    worker = start_worker(sink)
    try:
        assert sink.hanging.wait(timeout=30), "the worker never got there"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=10)
    sink.hang_at = ""
    sink.hanging.clear()
    Mail.objects.filter(state=State.SENDING).update(lease_until=Now() - timedelta(seconds=1))


def recover_and_deliver():
    recovery.recover(clock.now())
    Mail.objects.filter(state=State.QUEUED).update(next_attempt_at=clock.now())
    return relay.deliver(now=clock.now())


@pytest.mark.parametrize("kind", ["test_service", "test_nudge"])
def test_killed_before_the_text_exactly_one_mail_arrives(sink, kind):
    mail = make_mail(kind=kind)
    kill_worker_at(sink, "MAIL")
    mail.refresh_from_db()
    assert (mail.state, mail.handed_over_at) == (State.SENDING, None)
    recover_and_deliver()
    assert [arrived["Message-ID"] for arrived in sink.seen] == [mail.message_id]
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.SENT, 2)


def test_killed_after_the_text_a_nudge_is_not_repeated_and_staff_see_it(sink):
    mail = make_mail(kind="test_nudge")
    kill_worker_at(sink, "DATA")
    recover_and_deliver()
    assert len(sink.seen) == 1
    mail.refresh_from_db()
    assert mail.state == State.UNCERTAIN


def test_killed_after_the_text_a_confirmation_comes_once_more_and_looks_the_same(sink):
    ics = to_ics(invitation()).decode()
    mail = make_mail(calendar=ics, calendar_method="REQUEST")
    kill_worker_at(sink, "DATA")
    recover_and_deliver()
    first, second = sink.seen
    assert first["Message-ID"] == second["Message-ID"] == mail.message_id
    events = [
        Calendar.from_ical(next(m.iter_attachments()).get_content()).events[0] for m in sink.seen
    ]
    assert events[0]["UID"] == events[1]["UID"] == "talk-1@example.org"
    assert events[0]["SEQUENCE"] == events[1]["SEQUENCE"] == 2
    mail.refresh_from_db()
    assert (mail.state, mail.repeats) == (State.SENT, 1)


def test_killed_twice_after_the_text_a_confirmation_is_left_to_staff(sink):
    make_mail()
    kill_worker_at(sink, "DATA")
    recovery.recover(clock.now())
    Mail.objects.update(next_attempt_at=clock.now())
    kill_worker_at(sink, "DATA")
    recover_and_deliver()
    assert len(sink.seen) == 2
    assert Mail.objects.get().state == State.UNCERTAIN


def test_killed_amid_a_batch_the_rest_arrives_once(sink):
    for _ in range(20):
        make_mail()
    kill_worker_at(sink, "MAIL")
    recover_and_deliver()
    assert len({arrived["Message-ID"] for arrived in sink.seen}) == len(sink.seen) == 20
    assert not Mail.objects.exclude(state=State.SENT).exists()
