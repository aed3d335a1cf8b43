"""A person's page shows all that its reader may see of them, each with where it stands."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from mentoring.accounts.states import Role
from mentoring.worklist.models import Note
from programmes.admissions.models import InterviewSheet
from programmes.admissions.states import InterviewState
from programmes.applications.states import ApplicationState
from programmes.partnerships.states import PartnershipState
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort
from tests.factories.mails import make_mail
from tests.factories.partnerships import make_meeting, make_partnership
from tests.factories.profiles import make_enrolment, make_mentee, make_mentor, make_screening
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def interviewer(cohort):
    return make_interviewer(cohort.programme)


@pytest.fixture
def mentee(cohort, interviewer):
    """From the application to the tandem, with a task, a mail and a note."""
    application = make_application(cohort, ApplicationState.ACCEPTED, given_name="Nour")
    talk = make_interview(application, interviewer, NOW, InterviewState.HELD)
    InterviewSheet.objects.create(interview=talk, saved_at=NOW, recommendation="accept")
    mentee = make_mentee(cohort, subject=application.subject, given_name="Nour")
    tandem = make_partnership(mentee=mentee, state=PartnershipState.ACTIVE)
    make_meeting(tandem)
    programme = cohort.programme
    make_task(programme, title="Call Nour", subject_id=mentee.subject_id)
    make_mail(subject="Welcome, Nour", programme=programme, subject_id=mentee.subject_id)
    return mentee


@pytest.fixture
def open_page(client):
    def read(reader, subject_id, status=200):
        client.force_login(reader)
        url = reverse("home:person", args=[subject_id])
        page = client.get(url, headers={"accept-language": "en"})
        assert page.status_code == status
        return page

    return read


def titles(page):
    return {str(section.title) for section in page.context["sections"]}


def test_a_manager_sees_everything_in_one_place(client, cohort, mentee, open_page):
    page = open_page(make_staff(Role.MANAGER, cohort.programme), mentee.subject_id)
    assert titles(page) == {
        *("Profile", "Partnerships", "Applications", "Interviews"),
        *("Tasks", "Mails"),
    }
    text = page.content.decode()
    for words in ("Call Nour", "Welcome, Nour", "Recommendation", "Last contact"):
        assert words in text
    for section in page.context["sections"]:
        for line in section.lines:
            assert client.get(line.url).status_code == 200, line.url


def test_an_interviewer_sees_the_application_and_the_own_interview(
    cohort, interviewer, mentee, open_page
):
    page = open_page(interviewer.user, mentee.subject_id)
    assert titles(page) == {"Applications", "Interviews"}
    for words in ("Call Nour", "Welcome, Nour"):
        assert words not in page.content.decode()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.INTERVIEWER])
def test_whom_nobody_here_knows_is_not_found(mentee, open_page, role):
    open_page(make_staff(role), mentee.subject_id, 404)
    open_page(make_staff(role), uuid4(), 404)


def test_a_mentor_of_two_cohorts_is_one_person(cohort, open_page):
    first = make_mentor(cohort)
    make_screening(first)
    second = make_mentor(make_cohort(programme=cohort.programme), user=first.user)
    make_mentor(make_cohort(), user=first.user)
    page = open_page(make_staff(Role.MANAGER, cohort.programme), second.subject_id)
    lines = {str(each.title): each.lines for each in page.context["sections"]}
    # Of a foreign programme there is nothing.
    assert len(lines["Profile"]) == len(lines["Screening"]) == 2


def test_who_is_on_the_way_in_has_a_page_too(cohort, open_page):
    enrolment = make_enrolment(cohort)
    page = open_page(make_staff(Role.MANAGER, cohort.programme), enrolment.subject_id)
    assert titles(page) == {"Joining"}


def test_notes_are_written_and_read_there(client, cohort, mentee, open_page):
    manager = make_staff(Role.MANAGER, cohort.programme, name="Miriam Osei")
    open_page(manager, mentee.subject_id)
    url = reverse("home:person_note", args=[mentee.subject_id])
    answer = client.post(url, {"text": "Ruft abends an."}, follow=True)
    assert "Ruft abends an." in answer.content.decode()
    note = Note.objects.get()
    assert (note.about, note.author) == (mentee, manager)
    profile = client.get(reverse("admin:profiles_profile_change", args=[mentee.pk]))
    assert "Ruft abends an." in profile.content.decode()
    assert client.post(url, {"text": ""}).status_code == 422
    client.post(url, {"remove": str(note.pk)})
    assert not Note.objects.exists()


def test_nobody_deletes_what_a_colleague_wrote(client, cohort, interviewer, mentee):
    application = interviewer.interviews.get().application
    url = reverse("admin:applications_application_note", args=[application.pk])
    client.force_login(interviewer.user)
    client.post(url, {"text": "Sehr wach."})
    client.force_login(make_staff(Role.MANAGER, cohort.programme))
    for number in (Note.objects.get().pk, "nonsense"):
        assert client.post(url, {"remove": str(number)}).status_code == 404
    assert Note.objects.get().text == "Sehr wach."


def test_interviewers_do_not_read_what_managers_note(client, cohort, interviewer, mentee):
    application = interviewer.interviews.get().application
    address = reverse("admin:applications_application_note", args=[application.pk])
    client.force_login(make_staff(Role.MANAGER, cohort.programme))
    client.post(address, {"text": "Nur für die Leitung."})
    client.force_login(interviewer.user)
    page = client.get(reverse("admin:applications_application_change", args=[application.pk]))
    assert "Nur für die Leitung." not in page.content.decode()


def test_a_tandem_has_its_meetings_and_notes(client, cohort, mentee):
    tandem = mentee.partnerships_as_mentee.get()
    make_meeting(tandem, note="Geheimnis der beiden", held_on=(NOW - timedelta(days=1)).date())
    client.force_login(make_staff(Role.MANAGER, cohort.programme))
    address = reverse("admin:partnerships_partnership_note", args=[tandem.pk])
    page = client.post(address, {"text": "Treffen sich selten."}, follow=True)
    text = page.content.decode()
    assert "Treffen sich selten." in text
    assert "Letzter Kontakt" in text
    assert len(page.context["meetings"]) == 2
    assert "Geheimnis" not in text
    assert Note.objects.get().subjects == sorted(
        [tandem.mentee.subject_id, tandem.mentor.subject_id]
    )


def test_thirty_of_everything_cost_no_more_questions(
    cohort, mentee, open_page, django_assert_num_queries, django_assert_max_num_queries
):
    manager = make_staff(Role.MANAGER, cohort.programme)
    open_page(manager, mentee.subject_id)
    with django_assert_max_num_queries(60) as first:
        open_page(manager, mentee.subject_id)
    for number in range(29):
        make_task(cohort.programme, title=f"Call {number}", subject_id=mentee.subject_id)
        make_mail(programme=cohort.programme, subject_id=mentee.subject_id)
        make_application(make_cohort(programme=cohort.programme), subject=mentee.subject)
    with django_assert_num_queries(len(first)):
        open_page(manager, mentee.subject_id)
