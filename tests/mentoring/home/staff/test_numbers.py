"""Each number that staff read leads to exactly the rows that it counts."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.accounts.states import Role
from mentoring.notifications.states import State
from programmes.admissions.states import InterviewState
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Campaign
from tests.factories.accounts import make_staff
from tests.factories.applications import make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort
from tests.factories.mails import make_mail
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    """A busy one, beside another of the same programme and one of a foreign programme."""
    cohort = make_cohort()
    for each, times in ((cohort, 3), (make_cohort(programme=cohort.programme), 1)):
        fill(each, times)
    fill(make_cohort(), 2)
    return cohort


def fill(cohort, times):
    person = make_interviewer(cohort.programme)
    campaign = Campaign.objects.create(
        programme=cohort.programme, code=f"c{cohort.pk}", title="Plakat", channel="poster"
    )
    for number in range(times):
        # The interview was held; it is ahead; it is over and nobody said how it went; far ahead.
        for days, state in ((-3, "held"), (2, "booked"), (-2, "booked"), (40, "booked")):
            row = make_application(cohort, ApplicationState.INTERVIEW, campaign=campaign)
            at = timezone.now() + timedelta(days=days, hours=number)
            make_interview(row, person, at, InterviewState(state))
        make_application(cohort, source="poster")
        accepted = make_application(cohort, ApplicationState.ACCEPTED, campaign=campaign)
        at = timezone.now() - timedelta(days=9, hours=number)
        make_interview(accepted, person, at, InterviewState.HELD)
        make_application(cohort, ApplicationState.DRAFT)
    missed = make_application(cohort)
    for days in (5, 6):
        at = timezone.now() - timedelta(days=days)
        make_interview(missed, person, at, InterviewState.NO_SHOW)
    make_task(cohort.programme, title="Call Mo")
    make_mail(programme=cohort.programme, state=State.FAILED, settled_at=timezone.now())


@pytest.fixture
def manager(cohort):
    """Who also interviews elsewhere, where others decide."""
    manager = make_staff(Role.MANAGER, cohort.programme)
    elsewhere = make_cohort()
    manager.roles.create(programme=elsewhere.programme, role=Role.INTERVIEWER)
    person = make_interviewer(elsewhere.programme, user=manager)
    application = make_application(elsewhere, ApplicationState.INTERVIEW)
    make_interview(application, person, timezone.now() - timedelta(days=4), InterviewState.HELD)
    return manager


def rows_behind(client, url):
    page = client.get(url)
    assert page.status_code == 200, url
    return page.context["cl"].result_count


def test_each_number_of_the_first_page(client, manager):
    client.force_login(manager)
    cards = [
        card for stack in client.get(reverse("admin:index")).context["stacks"] for card in stack
    ]
    counted = {card.url: card.total for card in cards if card.lines}
    assert len(counted) >= 7
    assert counted == {url: rows_behind(client, url) for url in counted}


def test_each_number_of_the_season(client, manager, cohort):
    client.force_login(manager)
    page = client.get(reverse("admin:applications_application_season_of", args=[cohort.pk]))
    charts = [page.context[name] for name in ("states", "sources", "campaigns", "weeks")]
    cells = [cell for chart in charts for row in chart.rows for cell in row.cells]
    counted = [(cell.url, cell.value) for cell in cells if cell.url]
    assert len(counted) > 20
    for url, value in counted:
        assert rows_behind(client, url) == value, url
    # Only the room of a week has no rows to lead to.
    without = {id(row.cells[-1]) for row in page.context["weeks"].rows}
    assert {id(cell) for cell in cells if not cell.url} == without
    assert rows_behind(client, page.context["sent_url"]) == page.context["sent"]


def test_the_tabs_above_the_tasks(client, manager):
    client.force_login(manager)
    page = client.get(reverse("admin:worklist_task_changelist"))
    for tab in page.context["tabs"]:
        if tab["count"] is not None:
            assert rows_behind(client, tab["url"]) == tab["count"], tab["url"]


def test_the_number_stands_beside_the_link(client, manager):
    """What is counted in the head of a card is said again by the list."""
    client.force_login(manager)
    page = client.get(reverse("admin:index"), headers={"accept-language": "en"}).content.decode()
    (url,) = set(re.findall(r'href="(/[^"]*hint=decide)"', page))
    answer = client.get(url, headers={"accept-language": "en"}).content.decode()
    assert "Waits for a decision" in answer
