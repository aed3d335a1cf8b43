"""What has been kept long enough goes, and one broken row does not keep the others."""

import logging
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from mentoring.common import personal_data
from mentoring.common.personal_data import RetentionRule
from mentoring.common.registry import Registry
from mentoring.privacy import tasks
from mentoring.privacy.models import Subject
from mentoring.privacy.services import retention
from mentoring.privacy.services.retention import Outcome
from tests.factories.privacy import NOW, make_subject

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def mark(subject, now):
    subject.erased_at = now
    subject.save()


def fail_on_old(subject, now):
    mark(subject, now)
    if subject.created_at < NOW - 60 * DAY:
        raise ValueError("Amina Yılmaz")


@pytest.fixture
def rule(monkeypatch):
    """Subjects are marked when they are 30 days old."""

    def use(act=mark, name="test"):
        made = RetentionRule(
            name=name,
            title="For tests",
            days=30,
            due=lambda now, days: Subject.objects.filter(
                created_at__lte=now - days * DAY, erased_at=None
            ),
            act=act,
        )
        monkeypatch.setattr(personal_data, "_rules", Registry())
        personal_data.declare(made)

    return use


def test_rows_go_when_they_are_due_and_not_before(rule):
    rule()
    subject = make_subject(now=NOW)

    assert retention.run(NOW + 30 * DAY - timedelta(seconds=1)) == [Outcome("test", 0, 0)]
    assert retention.run(NOW + 30 * DAY) == [Outcome("test", 1, 0)]
    assert retention.run(NOW + 30 * DAY) == [Outcome("test", 0, 0)]
    subject.refresh_from_db()
    assert subject.erased_at == NOW + 30 * DAY


def test_the_operator_may_choose_other_days(rule, settings):
    rule()
    settings.RETENTION_DAYS = {"test": 10}
    make_subject(now=NOW - 11 * DAY)

    assert retention.run(NOW) == [Outcome("test", 1, 0)]


def test_a_row_that_fails_is_undone_told_and_stops_nothing(rule, caplog):
    rule(fail_on_old)
    bad, good = make_subject(now=NOW - 90 * DAY), make_subject(now=NOW - 40 * DAY)
    with caplog.at_level(logging.ERROR):
        assert retention.run(NOW) == [Outcome("test", 1, 1)]

    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.erased_at, good.erased_at) == (None, NOW)
    assert caplog.messages == ["Retention rule test failed: ValueError"]
    assert "Amina" not in caplog.text


def test_the_command_tells_what_was_done_and_fails_loudly(rule, capsys):
    rule()
    call_command("retention")
    assert "test: 0 done, 0 failed" in capsys.readouterr().out

    rule(fail_on_old)
    make_subject(now=NOW - 90 * DAY)
    with pytest.raises(CommandError):
        call_command("retention")


def test_the_task_does_the_same(rule):
    rule()
    subject = make_subject(now=NOW - 9000 * DAY)
    tasks.retention()

    subject.refresh_from_db()
    assert subject.erased_at


def test_ended_sessions_go():
    Session.objects.create(session_key="old", session_data="x", expire_date=NOW)
    Session.objects.create(session_key="new", session_data="x", expire_date=NOW + DAY)
    retention.run(NOW)

    assert [session.pk for session in Session.objects.all()] == ["new"]


def test_every_rule_has_a_name_a_title_and_can_be_asked():
    for each in personal_data.retention_rules():
        assert each.name
        assert each.title
        due = each.due(NOW, each.days)
        assert list(due.select_for_update(of=("self",))) == []
