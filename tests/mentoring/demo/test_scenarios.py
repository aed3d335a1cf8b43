"""Three cohorts: people in every state, tandems, matchings, and no page that breaks."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import Client

from matching.models import Plan
from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.demo import scenarios
from mentoring.demo.season import CURRENT, OPENING, RUNNING
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State
from mentoring.worklist.models import Task
from programmes.admissions.links import interview_token
from programmes.admissions.models import Interview, InterviewSheet
from programmes.admissions.states import InterviewState
from programmes.applications import links
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import RoleAssignment
from programmes.partnerships.models import Answer, Meeting, Partnership
from programmes.profiles.models import Profile

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 18, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def season(django_db_setup, django_db_blocker):
    """Filled once for all who only look, and gone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield scenarios.whole_season(NOW)
        transaction.set_rollback(True)


@pytest.mark.usefixtures("season")
def test_applications_stand_in_every_state():
    states = Counter(Application.objects.values_list("state", flat=True))
    assert sum(states.values()) == len(RUNNING) + len(OPENING) + len(CURRENT) == 160
    assert set(states) == set(ApplicationState)
    assert set(Interview.objects.values_list("state", flat=True)) == set(InterviewState)
    roles = Counter(RoleAssignment.objects.values_list("role", flat=True))
    assert (roles[Role.INTERVIEWER], roles[Role.MANAGER]) == (4, 1)


@pytest.mark.usefixtures("season")
def test_what_is_told_fits_together():
    accepted = Application.objects.filter(state=ApplicationState.ACCEPTED)
    parts = Counter(Profile.objects.values_list("part", flat=True))
    assert parts == {"mentee": accepted.count(), "mentor": 90, "co_mentor": 30}
    assert accepted.count() == 70
    assert InterviewSheet.objects.count() == Interview.objects.filter(state="held").count()
    booked = Interview.objects.booked()
    assert all(interview.starts_at > NOW for interview in booked)
    for interview in Interview.objects.filter(state__in=("held", "no_show")):
        assert interview.starts_at < NOW
    past = Mail.objects.filter(due_at__lt=NOW)
    assert not past.filter(state=State.QUEUED).exists()


@pytest.mark.usefixtures("season")
def test_one_matching_is_published_and_one_has_two_plans():
    plans = Counter(Plan.objects.values_list("cohort", "state"))
    assert sorted(plans.values()) == [1, 2]
    states = Counter(Partnership.objects.values_list("state", flat=True))
    assert set(states) == {"active", "proposed", "declined"}
    assert states["active"] > 25
    assert set(Answer.objects.values_list("part", "reply")) >= {("mentor", "no"), ("mentee", "no")}
    assert Meeting.objects.filter(logged_by_delegate__isnull=False).exists()
    kinds = set(Task.objects.open().values_list("kind", flat=True))
    assert kinds >= {"needs_from_us", "proposal_silent", "co_mentor_missing"}


@pytest.mark.usefixtures("season")
def test_nobody_of_it_can_get_a_mail():
    addresses = [*Mail.objects.values_list("to", flat=True), *User.objects.values_list("email")]
    assert all(str(address).strip("(),'").endswith("example.org") for address in addresses)


def test_every_page_of_everybody_opens(season, time_machine):
    time_machine.move_to(NOW, tick=False)
    client = Client()
    assert client.get(season.get_absolute_url()).status_code == 200
    for application in Application.objects.select_related("cohort__programme"):
        token = links.token_of(links.STATUS, application)
        page = client.get(f"/application/{token}/", follow=True)
        assert page.status_code == 200, application.state
    for interview in Interview.objects.all():
        assert client.get(f"/interview/{interview_token(interview)}/").status_code == 200
    for part in ("mentee", "mentor", "co_mentor"):
        client.force_login(Profile.objects.filter(part=part).earliest("pk").user)
        assert client.get("/home/", follow=True).status_code == 200
