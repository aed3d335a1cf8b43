"""What apps put into a person's calendar."""

from datetime import UTC, datetime, timedelta

from mentoring.common.registry import Registry
from mentoring.notifications import feeds
from mentoring.notifications.calendar import Entry

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def entry(uid, hours):
    start = NOW + timedelta(hours=hours)
    return Entry(uid, 0, start, start + timedelta(minutes=30), NOW, uid, "", "https://example.org")


def talks(user, now):
    return [entry("late", 2), entry("early", 1)]


def events(user, now):
    return [entry("between", 1.5)] if user == "ada" else []


def test_all_apps_add_theirs_in_the_order_of_time(monkeypatch):
    monkeypatch.setattr(feeds, "_entries", Registry())
    feeds.register("talks", talks)
    feeds.register("events", events)

    assert [each.uid for each in feeds.entries_of("ada", NOW)] == ["early", "between", "late"]
    assert [each.uid for each in feeds.entries_of("di", NOW)] == ["early", "late"]
