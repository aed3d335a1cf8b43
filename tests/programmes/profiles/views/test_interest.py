"""Who would like to be a mentor: the public page and the form."""

import pytest
from django.urls import reverse

from mentoring.notifications.models import Mail
from programmes.profiles.models import Enrolment
from programmes.profiles.services import interest
from tests.factories.accounts import make_staff, make_user
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_enrolment, make_mentor

pytestmark = pytest.mark.django_db
NORA = {"given_name": "Nora", "family_name": "Neu", "email": "nora@example.org"}


def mentors(cohort):
    return reverse("profiles:mentors", args=[cohort.programme.slug])


def start(cohort):
    return reverse("profiles:interest", args=[cohort.programme.slug])


def test_the_page_of_the_programme_leads_here_while_mentors_may_come_forward(client):
    cohort = make_cohort()
    assert mentors(cohort) in client.get(cohort.programme.get_absolute_url()).content.decode()
    page = client.get(mentors(cohort))
    assert page.status_code == 200
    assert start(cohort) in page.content.decode()


def test_otherwise_the_programme_is_all_there_is(client):
    cohort = make_cohort(takes_interest=False)
    programme = cohort.programme.get_absolute_url()
    assert mentors(cohort) not in client.get(programme).content.decode()
    assert client.get(mentors(cohort)).headers["Location"] == programme
    assert client.post(start(cohort), NORA).headers["Location"] == programme
    assert not Enrolment.objects.exists()


def test_the_legal_pages_are_still_where_they_were(client):
    cohort = make_cohort()
    assert client.get(f"/p/{cohort.programme.slug}/privacy/").status_code == 404


def test_the_answer_is_the_same_for_everybody(client):
    cohort = make_cohort()
    make_mentor(cohort, user=make_user("mentorin@example.org"))
    make_enrolment(cohort, email="eingeladen@example.org")
    make_staff(email="kollegin@example.org")
    client.get(start(cohort))
    names = ("nora", "mentorin", "eingeladen", "kollegin")
    answers = [client.post(start(cohort), NORA | {"email": f"{n}@example.org"}) for n in names]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert set(Mail.objects.values_list("to", "kind")) == {
        ("nora@example.org", "enrolment_begun"),
        ("mentorin@example.org", "enrolment_known"),
        ("eingeladen@example.org", "enrolment_begun"),
        ("kollegin@example.org", "enrolment_begun"),
    }


def test_a_mistake_is_told_and_nothing_begun(client):
    answer = client.post(start(make_cohort()), NORA | {"email": "nora@"})
    assert answer.status_code == 422
    assert not Enrolment.objects.exists()


def test_nobody_begins_one_form_after_the_other(client, monkeypatch):
    limit = interest.Limit("interest-begun", tries=2, window=interest.BEGUN.window)
    monkeypatch.setattr(interest, "BEGUN", limit)
    cohort = make_cohort()
    said = [NORA | {"email": f"n{number}@example.org"} for number in range(3)]
    assert [client.post(start(cohort), each).status_code for each in said] == [200, 200, 429]
    assert Enrolment.objects.count() == 2
