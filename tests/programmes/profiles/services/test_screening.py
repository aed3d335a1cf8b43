"""Who lacks a certificate, and what staff note about it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils.translation import override

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.worklist.models import Task
from mentoring.worklist.services.tasks import drop, settle_unneeded
from programmes.profiles.models import Profile, Screening
from programmes.profiles.models.screenings import months_after
from programmes.profiles.services import screening
from programmes.profiles.services.screening import lacks_certificate
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor, make_screening

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 15)


def test_who_was_never_screened_or_only_talked_to_lacks_it():
    unscreened, talked = make_mentor(), make_mentor()
    Screening.objects.create(profile=talked, talk_held_on=DAY)
    ids = {unscreened.pk, talked.pk}
    assert lacks_certificate(ids, DAY) == ids


def test_a_certificate_holds_for_the_months_of_the_cohort():
    mentor = make_mentor()
    make_screening(mentor, issued_on=date(2023, 2, 16))
    assert lacks_certificate([mentor.pk], DAY) == set()
    assert lacks_certificate([mentor.pk], date(2026, 2, 16)) == {mentor.pk}


def test_it_is_one_query(django_assert_num_queries):
    mentors = [make_mentor() for _ in range(3)]
    for mentor in mentors:
        make_screening(mentor)
    with django_assert_num_queries(1):
        assert lacks_certificate([mentor.pk for mentor in mentors], DAY) == set()


def noted(mentor, issued, seen, *, by, now=NOW):
    dates = {"certificate_issued_on": issued, "certificate_seen_on": seen}
    screening.note(mentor, dates, by=Actor.of(by), now=now)
    return Screening.objects.get(profile=mentor)


def test_who_has_seen_it_is_whoever_says_so_and_stays_it():
    mentor, first, second = make_mentor(), make_staff(), make_staff()
    kept = noted(mentor, date(2026, 1, 2), date(2026, 1, 9), by=first)
    assert kept.certificate_seen_by == first
    # A colleague who notes the talk has not seen the certificate.
    screening.note(mentor, {"talk_held_on": date(2026, 1, 20)}, by=Actor.of(second), now=NOW)
    kept.refresh_from_db()
    assert (kept.certificate_seen_by, kept.talk_held_on) == (first, date(2026, 1, 20))
    assert noted(mentor, None, None, by=second).certificate_seen_by is None


@pytest.mark.parametrize(
    ("issued", "seen"),
    [
        (date(2026, 1, 2), None),
        (None, date(2026, 1, 2)),
        (date(2026, 1, 2), date(2026, 1, 1)),
        (date(2099, 1, 1), date(2099, 1, 2)),
    ],
)
def test_dates_that_cannot_be_are_refused(issued, seen):
    with pytest.raises(DomainError):
        noted(make_mentor(), issued, seen, by=make_staff())
    assert not Screening.objects.exists()


@pytest.mark.parametrize("issued", [date(2023, 2, 28), date(2023, 4, 14), date(2023, 4, 15), DAY])
@pytest.mark.parametrize("ahead", [0, 60])
@pytest.mark.parametrize("months", [3, 35, 36])
def test_the_list_and_the_matching_mean_the_same(issued, ahead, months):
    mentor = make_mentor(make_cohort(certificate_months=months))
    make_screening(mentor, issued_on=issued)
    unscreened, day = make_mentor(), DAY + timedelta(days=ahead)
    found = set(screening.without_certificate(Profile.objects.all(), day).values_list("pk"))
    assert {pk for (pk,) in found} == lacks_certificate([mentor.pk, unscreened.pk], day)


def test_all_who_lack_a_certificate_become_one_task():
    now = NOW
    today = now.date()
    cohort = make_cohort()
    for _number in range(3):
        make_mentor(cohort)
    ageing = make_co_mentor(cohort)
    make_screening(ageing, issued_on=months_after(today, -36) + timedelta(days=20))
    make_screening(make_mentor(), issued_on=today)
    make_mentor(state="paused")
    make_mentee()
    make_mentor(make_cohort(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1)))
    assert screening.watch(now) == 1
    assert screening.watch(now) == 0
    task = Task.objects.get()
    assert (task.about, task.due_on) == (cohort, today + timedelta(days=20))
    # Everybody of the team reads it in their language, and it tells of nobody.
    for language, words in (("de", "Führungszeugnisse"), ("en", "Certificates of good conduct")):
        with override(language):
            assert str(task) == f"{words}: {cohort.name}"
    assert task.subject_id is None


def test_the_last_certificate_closes_the_task_and_the_next_one_comes_in_time():
    first = make_mentor()
    second = make_mentor(first.cohort)
    screening.watch(NOW)
    today = NOW.date()
    noted(first, today, today, by=make_staff())
    assert Task.objects.get().is_open
    noted(second, today, today, by=make_staff())
    assert Task.objects.get().outcome == "settled"
    assert screening.watch(NOW) == 0
    later = NOW + timedelta(days=3 * 365 - 40)
    Profile.objects.update(state="active")
    assert screening.watch(later) == 1


def test_who_goes_on_without_is_noted_and_asked_no_more():
    mentor = make_mentor()
    screening.watch(NOW)
    screening.note(mentor, {"goes_without": True}, by=Actor.of(make_staff()), now=NOW)
    assert not Task.objects.get().is_open
    assert screening.watch(NOW) == 0
    # Nothing else has changed: minors are never matched with them.
    assert lacks_certificate([mentor.pk], NOW.date()) == {mentor.pk}


def test_closed_by_hand_it_comes_again_after_a_month():
    make_mentor()
    screening.watch(NOW)
    drop(Task.objects.get(), reason="Later.", by=Actor.of(make_staff()), now=NOW)
    assert screening.watch(NOW + timedelta(days=29)) == 0
    assert screening.watch(NOW + timedelta(days=31)) == 1


def test_it_closes_by_itself_when_nobody_needs_it_any_more():
    mentor = make_mentor()
    screening.watch(NOW)
    make_screening(mentor, issued_on=NOW.date())
    with time_machine.travel(NOW + timedelta(hours=2)):
        settle_unneeded(NOW + timedelta(hours=2))
    assert not Task.objects.get().is_open


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (None, "No certificate seen"),
        (DAY, "Certificate held until 15\u00a0February\u00a02026"),
        (DAY + timedelta(days=1), "Certificate holds until 16\u00a0February\u00a02026"),
    ],
)
def test_what_has_run_out_is_told_as_past(ends, words):
    with override("en"):
        assert screening.certificate_words(ends, DAY) == words


def test_the_watch_asks_the_database_once_where_nothing_is_to_be_done(django_assert_num_queries):
    for _ in range(5):
        make_mentor()
    screening.watch(NOW)
    with django_assert_num_queries(1):
        assert screening.watch(NOW) == 0
