"""The season at a glance: each number leads to as many rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts.states import Role
from programmes.admissions.states import InterviewState
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Campaign
from tests.factories.accounts import make_staff
from tests.factories.applications import make_application
from tests.factories.cohorts import make_cohort
from tests.factories.privacy import give_answers


@pytest.fixture
def page(as_manager, address, cohort):
    def read():
        return as_manager.get(address("application_season_of", cohort))

    return read


@pytest.fixture
def filled(cohort, make_talk):
    code = Campaign.objects.create(
        programme=cohort.programme, code="flyer", title="Flyer", channel="poster"
    )
    make_talk(state=InterviewState.HELD, source="friends", campaign=code)
    make_talk(hours=30, source="press")
    for state in (ApplicationState.ACCEPTED, ApplicationState.WAITLISTED, ApplicationState.DRAFT):
        make_application(cohort, state, source="friends")


def test_every_number_leads_to_its_rows(as_manager, page, filled):
    context = page().context
    charts = (context["states"], context["sources"], context["campaigns"])
    cells = [cell for chart in charts for row in chart.rows for cell in row.cells]
    linked = [cell for cell in cells if cell.url and cell.value]
    assert len(linked) == 7
    for cell in linked:
        assert as_manager.get(cell.url).context["cl"].result_count == cell.value, cell
    talks = sum(
        as_manager.get(row.url).context["cl"].result_count
        for row in context["weeks"].rows
        if any(cell.value for cell in row.cells[:3])
    )
    assert talks == 2


def test_pictures_and_tables_say_the_same(page, filled):
    answer = page()
    html = answer.content.decode()
    rows = [*answer.context["states"].rows, *answer.context["weeks"].rows]
    assert html.count("<svg") >= len(rows)
    assert html.count("<table") == 4
    assert answer.context["drafts"] == 1
    assert answer.context["sent"] == 4
    drawn = answer.context["states"].drawn
    assert {bar.width for _row, bars in drawn for bar in bars} == {100.0, 50.0, 0.0}


def test_who_waits_longest_stands_first(page, cohort, filled, now):
    first = make_application(cohort, now=now.replace(year=now.year - 1))
    assert page().context["waiting"][0] == first


def test_nothing_about_background(page, cohort, filled):
    for application in cohort.applications.all():
        give_answers(application.subject, values={"money": "often"})
    assert "Is money tight" not in page().content.decode()


def test_an_empty_season(page):
    assert page().status_code == 200


def test_it_leads_to_the_newest_cohort(as_manager, address, cohort, now):
    make_cohort(
        cohort.programme,
        opens_at=now.replace(year=now.year + 1),
        closes_at=now.replace(year=now.year + 2),
    )
    answer = as_manager.get(address("application_season"))
    assert answer.headers["Location"] == address("application_season_of", cohort)


def test_strangers_see_nothing(client, address, cohort):
    client.force_login(make_staff(Role.MANAGER))
    assert client.get(address("application_season_of", cohort)).status_code == 404
    client.force_login(make_staff(Role.INTERVIEWER, cohort.programme))
    assert client.get(address("application_season_of", cohort)).status_code == 403


def test_as_many_queries_for_many_as_for_few(page, cohort, filled, make_talk):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            page()
        return len(asked)

    queries()
    few = queries()
    for n in range(10):
        make_talk(hours=n + 40)
        make_application(cohort)
    assert queries() == few <= 20
