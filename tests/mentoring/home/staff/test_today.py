"""The first page of the staff area shows each person their own work, and leads to it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.accounts.states import Role
from mentoring.notifications.states import State
from programmes.admissions.states import InterviewState
from programmes.applications.states import ApplicationState
from tests.factories.accounts import make_operator, make_staff
from tests.factories.applications import make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort
from tests.factories.mails import make_mail
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def interviewer(cohort):
    return make_interviewer(cohort.programme)


def seen_by(client, person) -> str:
    client.force_login(person)
    answer = client.get(reverse("admin:index"), headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def talk(cohort, interviewer, state=InterviewState.BOOKED, *, days=1, name="Mara", **fields):
    application = make_application(cohort, ApplicationState.INTERVIEW, given_name=name, **fields)
    return make_interview(application, interviewer, timezone.now() + timedelta(days=days), state)


def test_a_manager_sees_who_waits(client, cohort, interviewer):
    talk(cohort, interviewer, InterviewState.HELD, days=-3, name="Waiting")
    talk(cohort, interviewer, days=2, name="Coming")
    talk(cohort, interviewer, days=-1, name="Unsettled")
    make_application(cohort, given_name="Unbooked")
    make_application(cohort, ApplicationState.DRAFT, given_name="Drafting")
    page = seen_by(client, make_staff(Role.MANAGER, cohort.programme))
    found = [page.find(name) for name in ("Waiting", "Coming", "Unsettled", "Unbooked")]
    assert -1 not in found
    assert "Drafting" not in page
    assert str(cohort) in page


def test_a_manager_sees_nothing_of_other_programmes(client, cohort, interviewer):
    """Nor where she only interviews."""
    talk(cohort, interviewer, InterviewState.HELD, days=-3, name="Waiting")
    make_application(cohort, given_name="Unbooked")
    stranger = make_staff(Role.MANAGER)
    stranger.roles.create(programme=cohort.programme, role=Role.INTERVIEWER)
    page = seen_by(client, stranger)
    assert "Waiting" not in page
    assert "Unbooked" not in page
    assert str(cohort) not in page


def test_an_interviewer_sees_own_interviews_only(client, cohort, interviewer):
    talk(cohort, interviewer, days=2, name="Mine")
    talk(cohort, make_interviewer(cohort.programme), days=2, name="Foreign")
    page = seen_by(client, interviewer.user)
    assert "Mine" in page
    assert "Foreign" not in page
    assert "Waits for a decision" not in page


def test_ones_own_name_does_not_stand_on_each_line(client, cohort, interviewer):
    talk(cohort, interviewer, days=2, name="Mine")
    assert str(interviewer) not in seen_by(client, interviewer.user)
    assert str(interviewer) in seen_by(client, make_staff(Role.MANAGER, cohort.programme))


def test_who_has_no_such_work_is_told_so(client, cohort):
    page = seen_by(client, make_staff(None))
    assert "Nothing waits for you here" in page


def test_an_auditor_reads_what_the_logs_are_for(client, cohort):
    page = seen_by(client, make_staff(Role.AUDITOR, cohort.programme))
    assert "You check the records. You can change nothing." in page
    for name in ("accesslog", "consent", "erasure"):
        address = reverse(f"admin:privacy_{name}_changelist")
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200


def test_a_safeguarding_officer_reads_what_they_are_there_for(client, cohort):
    page = seen_by(client, make_staff(Role.SAFEGUARDING, cohort.programme))
    assert "not even the managers of the programme see it" in page
    assert "Show all" not in page


def test_a_new_interviewer_is_led_to_the_office_hours(client, cohort):
    person = make_staff(Role.INTERVIEWER, cohort.programme)
    assert "Enter your office hours" in seen_by(client, person)
    make_interviewer(cohort.programme, (0, "09:00", "12:00"), user=person)
    assert "Enter your office hours" not in seen_by(client, person)


def test_every_link_leads_somewhere(client, cohort, interviewer):
    talk(cohort, interviewer, InterviewState.HELD, days=-3)
    talk(cohort, interviewer, days=2)
    make_application(cohort)
    page = seen_by(client, make_operator())
    links = {part.partition('"')[0] for part in page.split('href="/')[1:]}
    assert len(links) > 5
    for link in links:
        assert client.get("/" + link.replace("&amp;", "&")).status_code == 200, link


def test_it_asks_as_often_for_thirty_as_for_one(
    client, cohort, interviewer, django_assert_max_num_queries
):
    def fill(number):
        talk(cohort, interviewer, InterviewState.HELD, days=-number - 3)
        talk(cohort, interviewer, days=number + 1)
        make_application(cohort)

    manager = make_staff(Role.MANAGER, cohort.programme)
    fill(1)
    seen_by(client, manager)
    with django_assert_max_num_queries(40) as first:
        client.get(reverse("admin:index"))
    for number in range(2, 10):
        fill(number)
    with django_assert_max_num_queries(len(first)):
        client.get(reverse("admin:index"))


def test_a_manager_sees_her_tasks_and_those_of_nobody(client, cohort):
    programme = cohort.programme
    manager, other = (make_staff(Role.MANAGER, programme) for _ in range(2))
    late = timezone.localdate() - timedelta(days=2)
    make_task(programme, title="Call Mo", assignee=manager, due_on=late)
    make_task(programme, title="Free for all")
    make_task(programme, title="His own", assignee=other)
    make_task(title="Elsewhere")
    page = seen_by(client, manager)
    assert page.find("Call Mo") < page.find("Free for all")
    for words in ("Call Mo", "Free for all", "2 days overdue", "nobody has it yet"):
        assert words in page
    for words in ("His own", "Elsewhere"):
        assert words not in page
    url = reverse("admin:worklist_task_changelist") + "?assignee=ours"
    assert url in page
    assert len(client.get(url).context["cl"].result_list) == 2


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.AUDITOR])
def test_tasks_are_for_managers(client, cohort, role):
    make_task(cohort.programme, title="Call Mo")
    assert "Call Mo" not in seen_by(client, make_staff(role, cohort.programme))


def test_a_manager_sees_mails_that_failed_and_nobody_else_does(client, cohort):
    programme = cohort.programme
    failed = {"state": State.FAILED, "settled_at": timezone.now()}
    make_mail(subject="Unzustellbar", programme=programme, **failed)
    make_mail(subject="Zugestellt", programme=programme)
    page = seen_by(client, make_staff(Role.MANAGER, programme))
    assert "Mails that failed" in page
    assert "Unzustellbar" in page
    assert "Zugestellt" not in page
    assert "Unzustellbar" not in seen_by(client, make_staff(Role.INTERVIEWER, programme))
