"""Writing to people chosen from a list, as staff do it."""

import pytest
from django.urls import reverse

from mentoring.accounts.states import Role
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State
from tests.factories.accounts import make_staff
from tests.factories.applications import make_application
from tests.factories.profiles import make_mentor

pytestmark = pytest.mark.django_db
APPLICANTS, PEOPLE = (
    reverse("admin:applications_application_letter"),
    reverse("admin:profiles_profile_letter"),
)
WORDS = {
    "subject": "Neues",
    "text": "Hallo {given_name}!",
    "batch": "6f0a5b5e-7a6e-4f0e-9a44-0d7e3f0f3c11",
}


@pytest.fixture
def application(client):
    application = make_application()
    client.force_login(make_staff(Role.MANAGER, application.cohort.programme))
    return application


def test_the_lists_lead_to_the_page(client, application):
    mentor = make_mentor(application.cohort)
    for name, row, page in (
        ("applications_application", application, APPLICANTS),
        ("profiles_profile", mentor, PEOPLE),
    ):
        answer = client.post(
            reverse(f"admin:{name}_changelist"),
            {"action": "write_letter", "_selected_action": [str(row.pk)]},
        )
        assert answer.headers["Location"] == f"{page}?id={row.pk}"


def test_written_seen_sent_and_stopped(client, application):
    chosen = {"id": [str(application.pk)]}
    assert "An 1 Person schreiben" in client.get(APPLICANTS, chosen).content.decode()
    preview = client.post(APPLICANTS, WORDS | chosen | {"preview": "1"})
    assert f"Hallo {application.given_name}!" in preview.context["mail"].text
    assert not Mail.objects.exists()

    answer = client.post(APPLICANTS, WORDS | chosen)

    batch = answer.headers["Location"]
    assert "Diese Mails anhalten" in client.get(batch).content.decode()
    client.post(batch)
    assert Mail.objects.get().state == State.CANCELLED
    assert "Keine dieser Mails geht hinaus" in client.get(batch).content.decode()


def test_a_mentor_is_called_as_mentors_are(client, application):
    mentor = make_mentor(application.cohort)
    client.post(PEOPLE, WORDS | {"id": [str(mentor.pk)]})
    assert f"Hallo {mentor}!" in Mail.objects.get().text


def test_nobody_of_another_programme_is_written_to(client, application):
    foreign = make_application()
    answer = client.post(APPLICANTS, WORDS | {"id": [str(foreign.pk)]})
    assert answer.status_code == 422
    assert not Mail.objects.exists()
    assert client.get(APPLICANTS, {"id": "nonsense"}).status_code == 400


def test_interviewers_write_to_nobody(client, application):
    client.force_login(make_staff(Role.INTERVIEWER, application.cohort.programme))
    assert client.get(APPLICANTS, {"id": [str(application.pk)]}).status_code == 403
