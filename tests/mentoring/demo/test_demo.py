"""The demo: sixty people in every state, the same each time, and no page that breaks."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.demo import scenarios
from mentoring.demo.season import FATES
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State
from programmes.applications import links
from programmes.applications.models import Application, Interview, InterviewSheet
from programmes.applications.states import ApplicationState, InterviewState
from programmes.cohorts.models import Programme, RoleAssignment
from programmes.profiles.models import Profile

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 18, 9, tzinfo=UTC)


@pytest.fixture
def season():
    return scenarios.running_season(NOW)


@pytest.mark.usefixtures("season")
def test_sixty_applications_stand_in_every_state():
    states = Counter(Application.objects.values_list("state", flat=True))
    assert sum(states.values()) == len(FATES) == 60
    assert set(states) == set(ApplicationState)
    assert set(Interview.objects.values_list("state", flat=True)) == set(InterviewState)
    roles = Counter(RoleAssignment.objects.values_list("role", flat=True))
    assert (roles[Role.INTERVIEWER], roles[Role.MANAGER]) == (3, 1)


@pytest.mark.usefixtures("season")
def test_what_is_told_fits_together():
    accepted = Application.objects.filter(state=ApplicationState.ACCEPTED)
    assert Profile.objects.count() == accepted.count()
    assert InterviewSheet.objects.count() == Interview.objects.filter(state="held").count()
    booked = Interview.objects.booked()
    assert all(interview.starts_at > NOW for interview in booked)
    for interview in Interview.objects.filter(state__in=("held", "no_show")):
        assert interview.starts_at < NOW
    past = Mail.objects.filter(due_at__lt=NOW)
    assert not past.filter(state=State.QUEUED).exists()


@pytest.mark.usefixtures("season")
def test_nobody_of_it_can_get_a_mail():
    addresses = [*Mail.objects.values_list("to", flat=True), *User.objects.values_list("email")]
    assert all(str(address).strip("(),'").endswith("example.org") for address in addresses)


def test_the_same_seed_gives_the_same_people():
    assert people() == people()


def people():
    """Who is in a fresh demo; it is gone again afterwards."""
    facts = ("given_name", "family_name", "state", "birth_date", "region", "hope", "saved_at")
    with transaction.atomic():
        scenarios.running_season(NOW)
        rows = list(Application.objects.order_by("created_at", "email").values_list(*facts))
        times = sorted(Interview.objects.values_list("starts_at", "place"))
        transaction.set_rollback(True)
    return rows, times


@pytest.mark.parametrize("now", ["2026-10-25T00:30", "2027-12-31T23:30", "2028-02-29T12:00"])
def test_it_can_be_filled_on_any_day_of_the_year(now):
    scenarios.running_season(datetime.fromisoformat(f"{now}+00:00"))
    assert Application.objects.count() == 60


def test_every_page_of_everybody_opens(season, time_machine):
    time_machine.move_to(NOW, tick=False)
    client = Client()
    assert client.get(season.programme.get_absolute_url()).status_code == 200
    for application in Application.objects.select_related("cohort__programme"):
        token = links.token_of(links.STATUS, application)
        page = client.get(f"/application/{token}/", follow=True)
        assert page.status_code == 200, application.state
    for interview in Interview.objects.all():
        assert client.get(f"/interview/{links.interview_token(interview)}/").status_code == 200
    client.force_login(Profile.objects.earliest("pk").user)
    assert client.get("/home/", follow=True).status_code == 200


def test_it_is_never_filled_in_production(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("demo", "--reset")
    assert not Programme.objects.exists()


def test_it_fills_an_empty_database_only_unless_told_to_empty_it(settings, capsys):
    settings.DEBUG = True
    call_command("demo")
    with pytest.raises(CommandError, match="--reset"):
        call_command("demo")
    call_command("demo", "--if-empty")
    assert Application.objects.count() == 60
    call_command("demo", "--people")
    assert "miriam@weitwinkel.example.org" in capsys.readouterr().out
