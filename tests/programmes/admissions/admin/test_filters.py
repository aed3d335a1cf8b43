"""What the list of applications can be narrowed by."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from mentoring.common.actors import Actor
from mentoring.privacy.services import consents
from mentoring.privacy.states import Channel, Purpose
from programmes.admissions.models import InterviewSheet, TimeRequest
from programmes.admissions.services import decisions
from programmes.admissions.states import InterviewState, Recommendation
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Campaign
from tests.factories.applications import make_application, make_interviewer
from tests.factories.cohorts import make_cohort

A = ApplicationState


@pytest.fixture
def shown(as_manager, address):
    def read(query):
        page = as_manager.get(f"{address('application_changelist')}?{query}")
        assert page.status_code == 200
        return set(page.context["cl"].result_list)

    return read


def test_source_and_campaign(shown, cohort):
    poster = Campaign.objects.create(
        programme=cohort.programme, code="poster", title="Plakat", channel="poster"
    )
    seen = make_application(cohort, source="poster", campaign=poster)
    make_application(cohort, source="friends")
    assert shown("source=poster") == shown(f"campaign={poster.pk}") == {seen}
    foreign = Campaign.objects.create(
        programme=make_cohort().programme, code="other", title="Fremd", channel="poster"
    )
    assert shown(f"campaign={foreign.pk}") == shown("source=nonsense") == set()


def test_recommendation(shown, make_talk, now):
    talk = make_talk(state=InterviewState.HELD)
    InterviewSheet.objects.create(interview=talk, saved_at=now, recommendation="accept")
    make_talk(state=InterviewState.HELD, hours=-3)
    assert shown("recommendation=accept") == {talk.application}
    assert shown("recommendation=decline") == set()


def test_interviewers_filter_by_what_they_may_see(client, address, make_talk, cohort, now):
    talk = make_talk(state=InterviewState.HELD)
    second = make_talk(who=make_interviewer(cohort.programme), state=InterviewState.HELD)
    type(second).objects.filter(pk=second.pk).update(application=talk.application)
    InterviewSheet.objects.create(
        interview=second, saved_at=now, recommendation=Recommendation.DECLINE
    )
    client.force_login(talk.interviewer.user)
    page = client.get(address("application_changelist") + "?recommendation=decline")
    assert list(page.context["cl"].result_list) == []


@pytest.mark.parametrize(("days", "found"), [(3, 3), (7, 2), (14, 1)])
def test_waiting_time(shown, cohort, now, days, found):
    for ago in (1, 4, 8, 15):
        make_application(cohort, now=now - timedelta(days=ago))
        make_application(cohort, A.DECLINED, now=now - timedelta(days=ago))
    assert len(shown(f"waiting={days}")) == found
    assert shown("waiting=5") == set()


def test_duplicates(shown, cohort):
    twice = {make_application(cohort, email="same@example.org") for _ in range(2)}
    make_application(cohort)
    make_application(cohort, A.DRAFT, email="other@example.org")
    make_application(cohort, email="other@example.org")
    assert shown("hint=duplicate") == twice


def test_a_guardian_who_has_not_agreed(shown, cohort, now):
    child = {"birth_date": now.date().replace(year=now.year - 17, day=1)}
    missing, given, withdrawn = (make_application(cohort, **child) for _ in range(3))
    make_application(cohort, birth_date=now.date().replace(year=now.year - 18, day=1))
    for each in (given, withdrawn):
        consents.give(
            subject=each.subject,
            purpose=Purpose.GUARDIAN,
            language="de",
            channel=Channel.LINK,
            now=now,
            by=Actor.holder("guardian"),
        )
    consents.withdraw(
        subject=withdrawn.subject,
        purpose=Purpose.GUARDIAN,
        channel=Channel.LINK,
        now=now,
        by=Actor.holder("guardian"),
    )
    assert shown("hint=guardian") == {missing, withdrawn}


def test_open_wishes(shown, cohort, now):
    waits, answered = make_application(cohort), make_application(cohort)
    TimeRequest.objects.create(application=waits, text="Nur abends", left_at=now)
    TimeRequest.objects.create(application=answered, left_at=now, answered_at=now)
    assert shown("hint=wish") == {waits}


def test_what_can_be_undone(shown, cohort, manager, now):
    fresh, old = make_application(cohort), make_application(cohort)
    for each, ago in ((fresh, 1), (old, 11)):
        decisions.decline(
            each, by=Actor.of(manager), now=now - timedelta(minutes=ago), reason="Nein"
        )
    assert shown("hint=undo") == {fresh}


def test_filters_add_up_and_empty_ones_do_not_count(shown, make_talk, cohort):
    talk = make_talk(source="friends")
    make_talk(hours=-3, source="poster")
    assert shown("state=interview&source=friends&campaign=&hint=&q=") == {talk.application}


def test_the_waiting_list_is_a_queue(as_manager, address, cohort, now):
    rows = [
        make_application(cohort, A.WAITLISTED, state_since=now - timedelta(days=ago))
        for ago in (2, 9, 5)
    ]
    page = as_manager.get(address("application_changelist") + "?state=waitlisted")
    assert list(page.context["cl"].result_list) == [rows[1], rows[2], rows[0]]


def test_interviews_of_a_week(as_manager, address, make_talk, now):
    talk = make_talk()
    make_talk(hours=24 * 14)
    day = localdate(talk.starts_at)
    monday = (day - timedelta(days=day.weekday())).isoformat()
    page = as_manager.get(f"{address('interview_changelist')}?week={monday}")
    assert list(page.context["cl"].result_list) == [talk]
    nonsense = as_manager.get(f"{address('interview_changelist')}?week=2026-13-99")
    assert list(nonsense.context["cl"].result_list) == []
